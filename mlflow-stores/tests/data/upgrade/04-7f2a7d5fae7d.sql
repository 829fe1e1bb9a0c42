BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('7f2a7d5fae7d');
CREATE TABLE datasets (
	dataset_uuid VARCHAR(36) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	name VARCHAR(500) NOT NULL, 
	digest VARCHAR(36) NOT NULL, 
	dataset_source_type VARCHAR(36) NOT NULL, 
	dataset_source TEXT NOT NULL, 
	dataset_schema TEXT, 
	dataset_profile TEXT, 
	CONSTRAINT dataset_pk PRIMARY KEY (experiment_id, name, digest), 
	FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id)
);
INSERT INTO "datasets" VALUES('2dc66cf60bb11aa36e68abbddc5c8cf9',1,'train','d1','local','{}',NULL,'{}');
CREATE TABLE experiment_tags (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(5000), 
	experiment_id INTEGER NOT NULL, 
	CONSTRAINT experiment_tag_pk PRIMARY KEY ("key", experiment_id), 
	FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id)
);
INSERT INTO "experiment_tags" VALUES('team','π
''x''',1);
CREATE TABLE experiments (
	experiment_id INTEGER NOT NULL, 
	name VARCHAR(256) NOT NULL, 
	artifact_location VARCHAR(256), 
	lifecycle_stage VARCHAR(32), creation_time BIGINT, last_update_time BIGINT, 
	CONSTRAINT experiment_pk PRIMARY KEY (experiment_id), 
	CONSTRAINT experiments_lifecycle_stage CHECK (lifecycle_stage IN ('active', 'deleted')), 
	UNIQUE (name)
);
INSERT INTO "experiments" VALUES(0,'Default','file:///data/mlruns/0','active',1560003000000,1560003000010);
INSERT INTO "experiments" VALUES(1,'elm 実験 ''q'' 100%','file:///data/mlruns/1','active',1560003000001,1560003000011);
INSERT INTO "experiments" VALUES(2,'elm-deleted','file:///data/mlruns/2','deleted',1560003000002,1560003000012);
CREATE TABLE input_tags (
	input_uuid VARCHAR(36) NOT NULL, 
	name VARCHAR(255) NOT NULL, 
	value VARCHAR(500) NOT NULL, 
	CONSTRAINT input_tags_pk PRIMARY KEY (input_uuid, name)
);
INSERT INTO "input_tags" VALUES('02e333bf8863ff9f0067dbe4a9b6580d','mlflow.data.context','train');
CREATE TABLE inputs (
	input_uuid VARCHAR(36) NOT NULL, 
	source_type VARCHAR(36) NOT NULL, 
	source_id VARCHAR(36) NOT NULL, 
	destination_type VARCHAR(36) NOT NULL, 
	destination_id VARCHAR(36) NOT NULL, 
	CONSTRAINT inputs_pk PRIMARY KEY (source_type, source_id, destination_type, destination_id)
);
INSERT INTO "inputs" VALUES('02e333bf8863ff9f0067dbe4a9b6580d','DATASET','2dc66cf60bb11aa36e68abbddc5c8cf9','RUN','7ef0fea5a2b08deab308439e9ef2891b');
CREATE TABLE "latest_metrics" (
	"key" VARCHAR(250) NOT NULL, 
	value FLOAT NOT NULL, 
	timestamp BIGINT, 
	step BIGINT NOT NULL, 
	is_nan BOOLEAN NOT NULL, 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT latest_metric_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid), 
	CHECK (is_nan IN (0, 1))
);
INSERT INTO "latest_metrics" VALUES('acc',0.18162,1560003000003,3,0,'8ad1c70c8985b0725462d0edf72a8b06');
INSERT INTO "latest_metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,0,0,'8ad1c70c8985b0725462d0edf72a8b06');
INSERT INTO "latest_metrics" VALUES('nan',0.0,1560003000000,0,1,'8ad1c70c8985b0725462d0edf72a8b06');
INSERT INTO "latest_metrics" VALUES('neg',-2.5,1560003000001,-5,0,'8ad1c70c8985b0725462d0edf72a8b06');
INSERT INTO "latest_metrics" VALUES('acc',0.82729,1560003000003,3,0,'7ef0fea5a2b08deab308439e9ef2891b');
INSERT INTO "latest_metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,0,0,'7ef0fea5a2b08deab308439e9ef2891b');
INSERT INTO "latest_metrics" VALUES('nan',0.0,1560003000000,0,1,'7ef0fea5a2b08deab308439e9ef2891b');
INSERT INTO "latest_metrics" VALUES('neg',-2.5,1560003000001,-5,0,'7ef0fea5a2b08deab308439e9ef2891b');
INSERT INTO "latest_metrics" VALUES('acc',0.79822,1560003000003,3,0,'d87a47f6b200fd9cc8be1d3574ab269c');
INSERT INTO "latest_metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,0,0,'d87a47f6b200fd9cc8be1d3574ab269c');
INSERT INTO "latest_metrics" VALUES('nan',0.0,1560003000000,0,1,'d87a47f6b200fd9cc8be1d3574ab269c');
INSERT INTO "latest_metrics" VALUES('neg',-2.5,1560003000001,-5,0,'d87a47f6b200fd9cc8be1d3574ab269c');
INSERT INTO "latest_metrics" VALUES('acc',0.61375,1560003000003,3,0,'8ba600e2a9d343b35466ef96a9bb6bb4');
INSERT INTO "latest_metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,0,0,'8ba600e2a9d343b35466ef96a9bb6bb4');
INSERT INTO "latest_metrics" VALUES('nan',0.0,1560003000000,0,1,'8ba600e2a9d343b35466ef96a9bb6bb4');
INSERT INTO "latest_metrics" VALUES('neg',-2.5,1560003000001,-5,0,'8ba600e2a9d343b35466ef96a9bb6bb4');
INSERT INTO "latest_metrics" VALUES('acc',0.28507,1560003000003,3,0,'986dbee320deeeb9eb18531219beea00');
INSERT INTO "latest_metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,0,0,'986dbee320deeeb9eb18531219beea00');
INSERT INTO "latest_metrics" VALUES('nan',0.0,1560003000000,0,1,'986dbee320deeeb9eb18531219beea00');
INSERT INTO "latest_metrics" VALUES('neg',-2.5,1560003000001,-5,0,'986dbee320deeeb9eb18531219beea00');
CREATE TABLE "metrics" (
	"key" VARCHAR(250) NOT NULL, 
	value FLOAT NOT NULL, 
	timestamp BIGINT NOT NULL, 
	run_uuid VARCHAR(32) NOT NULL, 
	step BIGINT DEFAULT '0' NOT NULL, 
	is_nan BOOLEAN DEFAULT '0' NOT NULL, 
	CONSTRAINT metric_pk PRIMARY KEY ("key", timestamp, step, run_uuid, value, is_nan), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid), 
	CHECK (is_nan IN (0, 1))
);
INSERT INTO "metrics" VALUES('acc',0.97889,1560003000000,'8ad1c70c8985b0725462d0edf72a8b06',0,0);
INSERT INTO "metrics" VALUES('acc',0.09008,1560003000001,'8ad1c70c8985b0725462d0edf72a8b06',1,0);
INSERT INTO "metrics" VALUES('acc',0.07073,1560003000002,'8ad1c70c8985b0725462d0edf72a8b06',2,0);
INSERT INTO "metrics" VALUES('acc',0.18162,1560003000003,'8ad1c70c8985b0725462d0edf72a8b06',3,0);
INSERT INTO "metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,'8ad1c70c8985b0725462d0edf72a8b06',0,0);
INSERT INTO "metrics" VALUES('nan',0.0,1560003000000,'8ad1c70c8985b0725462d0edf72a8b06',0,1);
INSERT INTO "metrics" VALUES('neg',-1.5,1560003000000,'8ad1c70c8985b0725462d0edf72a8b06',-3,0);
INSERT INTO "metrics" VALUES('neg',-2.5,1560003000001,'8ad1c70c8985b0725462d0edf72a8b06',-5,0);
INSERT INTO "metrics" VALUES('acc',0.73147,1560003000000,'7ef0fea5a2b08deab308439e9ef2891b',0,0);
INSERT INTO "metrics" VALUES('acc',0.32508,1560003000001,'7ef0fea5a2b08deab308439e9ef2891b',1,0);
INSERT INTO "metrics" VALUES('acc',0.7076,1560003000002,'7ef0fea5a2b08deab308439e9ef2891b',2,0);
INSERT INTO "metrics" VALUES('acc',0.82729,1560003000003,'7ef0fea5a2b08deab308439e9ef2891b',3,0);
INSERT INTO "metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,'7ef0fea5a2b08deab308439e9ef2891b',0,0);
INSERT INTO "metrics" VALUES('nan',0.0,1560003000000,'7ef0fea5a2b08deab308439e9ef2891b',0,1);
INSERT INTO "metrics" VALUES('neg',-1.5,1560003000000,'7ef0fea5a2b08deab308439e9ef2891b',-3,0);
INSERT INTO "metrics" VALUES('neg',-2.5,1560003000001,'7ef0fea5a2b08deab308439e9ef2891b',-5,0);
INSERT INTO "metrics" VALUES('acc',0.80837,1560003000000,'d87a47f6b200fd9cc8be1d3574ab269c',0,0);
INSERT INTO "metrics" VALUES('acc',0.03989,1560003000001,'d87a47f6b200fd9cc8be1d3574ab269c',1,0);
INSERT INTO "metrics" VALUES('acc',0.68846,1560003000002,'d87a47f6b200fd9cc8be1d3574ab269c',2,0);
INSERT INTO "metrics" VALUES('acc',0.79822,1560003000003,'d87a47f6b200fd9cc8be1d3574ab269c',3,0);
INSERT INTO "metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,'d87a47f6b200fd9cc8be1d3574ab269c',0,0);
INSERT INTO "metrics" VALUES('nan',0.0,1560003000000,'d87a47f6b200fd9cc8be1d3574ab269c',0,1);
INSERT INTO "metrics" VALUES('neg',-1.5,1560003000000,'d87a47f6b200fd9cc8be1d3574ab269c',-3,0);
INSERT INTO "metrics" VALUES('neg',-2.5,1560003000001,'d87a47f6b200fd9cc8be1d3574ab269c',-5,0);
INSERT INTO "metrics" VALUES('acc',0.70271,1560003000000,'8ba600e2a9d343b35466ef96a9bb6bb4',0,0);
INSERT INTO "metrics" VALUES('acc',0.86402,1560003000001,'8ba600e2a9d343b35466ef96a9bb6bb4',1,0);
INSERT INTO "metrics" VALUES('acc',0.81768,1560003000002,'8ba600e2a9d343b35466ef96a9bb6bb4',2,0);
INSERT INTO "metrics" VALUES('acc',0.61375,1560003000003,'8ba600e2a9d343b35466ef96a9bb6bb4',3,0);
INSERT INTO "metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,'8ba600e2a9d343b35466ef96a9bb6bb4',0,0);
INSERT INTO "metrics" VALUES('nan',0.0,1560003000000,'8ba600e2a9d343b35466ef96a9bb6bb4',0,1);
INSERT INTO "metrics" VALUES('neg',-1.5,1560003000000,'8ba600e2a9d343b35466ef96a9bb6bb4',-3,0);
INSERT INTO "metrics" VALUES('neg',-2.5,1560003000001,'8ba600e2a9d343b35466ef96a9bb6bb4',-5,0);
INSERT INTO "metrics" VALUES('acc',0.86598,1560003000000,'986dbee320deeeb9eb18531219beea00',0,0);
INSERT INTO "metrics" VALUES('acc',0.54454,1560003000001,'986dbee320deeeb9eb18531219beea00',1,0);
INSERT INTO "metrics" VALUES('acc',0.10818,1560003000002,'986dbee320deeeb9eb18531219beea00',2,0);
INSERT INTO "metrics" VALUES('acc',0.28507,1560003000003,'986dbee320deeeb9eb18531219beea00',3,0);
INSERT INTO "metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,'986dbee320deeeb9eb18531219beea00',0,0);
INSERT INTO "metrics" VALUES('nan',0.0,1560003000000,'986dbee320deeeb9eb18531219beea00',0,1);
INSERT INTO "metrics" VALUES('neg',-1.5,1560003000000,'986dbee320deeeb9eb18531219beea00',-3,0);
INSERT INTO "metrics" VALUES('neg',-2.5,1560003000001,'986dbee320deeeb9eb18531219beea00',-5,0);
CREATE TABLE model_version_tags (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(5000), 
	name VARCHAR(256) NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT model_version_tag_pk PRIMARY KEY ("key", name, version), 
	FOREIGN KEY(name, version) REFERENCES model_versions (name, version) ON UPDATE cascade
);
INSERT INTO "model_version_tags" VALUES('k','vvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvv','elm-model',1);
CREATE TABLE "model_versions" (
	name VARCHAR(256) NOT NULL, 
	version INTEGER NOT NULL, 
	creation_time BIGINT, 
	last_updated_time BIGINT, 
	description VARCHAR(5000), 
	user_id VARCHAR(256), 
	current_stage VARCHAR(20), 
	source VARCHAR(500), 
	run_id VARCHAR(32), 
	status VARCHAR(20), 
	status_message VARCHAR(500), 
	run_link VARCHAR(500), 
	CONSTRAINT model_version_pk PRIMARY KEY (name, version), 
	FOREIGN KEY(name) REFERENCES registered_models (name) ON UPDATE CASCADE
);
INSERT INTO "model_versions" VALUES('elm-model',1,1560003000001,1560003000001,NULL,'alice','Production','file:///data/mlruns/1/7ef0fea5a2b08deab308439e9ef2891b/artifacts/m1','7ef0fea5a2b08deab308439e9ef2891b','READY',NULL,NULL);
INSERT INTO "model_versions" VALUES('elm-model',2,1560003000002,1560003000002,NULL,NULL,'None','file:///data/mlruns/1/7ef0fea5a2b08deab308439e9ef2891b/artifacts/m2','d87a47f6b200fd9cc8be1d3574ab269c','READY',NULL,'https://example.com/r');
INSERT INTO "model_versions" VALUES('elm-model',3,1560003000003,1560003000003,NULL,NULL,'Deleted_Internal','file:///data/mlruns/1/7ef0fea5a2b08deab308439e9ef2891b/artifacts/m3','8ba600e2a9d343b35466ef96a9bb6bb4','READY',NULL,NULL);
CREATE TABLE "params" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(500) NOT NULL, 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT param_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "params" VALUES('lr','0.1','8ad1c70c8985b0725462d0edf72a8b06');
INSERT INTO "params" VALUES('日本 `q`','it''s
\ 100%','8ad1c70c8985b0725462d0edf72a8b06');
INSERT INTO "params" VALUES('lr','0.2','7ef0fea5a2b08deab308439e9ef2891b');
INSERT INTO "params" VALUES('日本 `q`','it''s
\ 100%','7ef0fea5a2b08deab308439e9ef2891b');
INSERT INTO "params" VALUES('lr','0.300','d87a47f6b200fd9cc8be1d3574ab269c');
INSERT INTO "params" VALUES('日本 `q`','it''s
\ 100%','d87a47f6b200fd9cc8be1d3574ab269c');
INSERT INTO "params" VALUES('lr','0.4','8ba600e2a9d343b35466ef96a9bb6bb4');
INSERT INTO "params" VALUES('日本 `q`','it''s
\ 100%','8ba600e2a9d343b35466ef96a9bb6bb4');
INSERT INTO "params" VALUES('lr','0.5','986dbee320deeeb9eb18531219beea00');
INSERT INTO "params" VALUES('日本 `q`','it''s
\ 100%','986dbee320deeeb9eb18531219beea00');
CREATE TABLE registered_model_aliases (
	alias VARCHAR(256) NOT NULL, 
	version INTEGER NOT NULL, 
	name VARCHAR(256) NOT NULL, 
	CONSTRAINT registered_model_alias_pk PRIMARY KEY (name, alias), 
	CONSTRAINT registered_model_alias_name_fkey FOREIGN KEY(name) REFERENCES registered_models (name) ON DELETE cascade ON UPDATE cascade
);
INSERT INTO "registered_model_aliases" VALUES('champ',1,'elm-model');
CREATE TABLE registered_model_tags (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(5000), 
	name VARCHAR(256) NOT NULL, 
	CONSTRAINT registered_model_tag_pk PRIMARY KEY ("key", name), 
	FOREIGN KEY(name) REFERENCES registered_models (name) ON UPDATE cascade
);
INSERT INTO "registered_model_tags" VALUES('k','v','elm-model');
CREATE TABLE registered_models (
	name VARCHAR(256) NOT NULL, 
	creation_time BIGINT, 
	last_updated_time BIGINT, 
	description VARCHAR(5000), 
	CONSTRAINT registered_model_pk PRIMARY KEY (name), 
	UNIQUE (name)
);
INSERT INTO "registered_models" VALUES('elm-model',1560003000000,1560003000005,'desc ''q''');
INSERT INTO "registered_models" VALUES('モデル',1560003000000,NULL,NULL);
CREATE TABLE "runs" (
	run_uuid VARCHAR(32) NOT NULL, 
	name VARCHAR(250), 
	source_type VARCHAR(20), 
	source_name VARCHAR(500), 
	entry_point_name VARCHAR(50), 
	user_id VARCHAR(256), 
	status VARCHAR(9), 
	start_time BIGINT, 
	end_time BIGINT, 
	source_version VARCHAR(50), 
	lifecycle_stage VARCHAR(20), 
	artifact_uri VARCHAR(200), 
	experiment_id INTEGER, deleted_time BIGINT, 
	CONSTRAINT run_pk PRIMARY KEY (run_uuid), 
	CONSTRAINT source_type CHECK (source_type IN ('NOTEBOOK', 'JOB', 'LOCAL', 'UNKNOWN', 'PROJECT')), 
	CONSTRAINT runs_lifecycle_stage CHECK (lifecycle_stage IN ('active', 'deleted')), 
	FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id), 
	CHECK (status IN ('SCHEDULED', 'FAILED', 'FINISHED', 'RUNNING', 'KILLED'))
);
INSERT INTO "runs" VALUES('8ad1c70c8985b0725462d0edf72a8b06','','LOCAL','train.py','','alice','RUNNING',1560003000000,NULL,'','active','file:///data/mlruns/0/8ad1c70c8985b0725462d0edf72a8b06/artifacts',0,NULL);
INSERT INTO "runs" VALUES('7ef0fea5a2b08deab308439e9ef2891b','elm run','UNKNOWN','train.py','main','bob','FINISHED',1560003001000,1560003001500,'abc','active','file:///data/mlruns/1/7ef0fea5a2b08deab308439e9ef2891b/artifacts',1,NULL);
INSERT INTO "runs" VALUES('d87a47f6b200fd9cc8be1d3574ab269c','日本','JOB','train.py','','','FAILED',1560003002000,1560003002500,'abcabc','active','file:///data/mlruns/2/d87a47f6b200fd9cc8be1d3574ab269c/artifacts',2,NULL);
INSERT INTO "runs" VALUES('8ba600e2a9d343b35466ef96a9bb6bb4','r3','PROJECT','train.py','main','alice','SCHEDULED',1560003003000,1560003003500,'abcabcabc','active','file:///data/mlruns/0/8ba600e2a9d343b35466ef96a9bb6bb4/artifacts',0,NULL);
INSERT INTO "runs" VALUES('986dbee320deeeb9eb18531219beea00','r4','NOTEBOOK','train.py','','o''neil','FINISHED',1560003004000,1560003004500,'abcabcabcabc','deleted','file:///data/mlruns/1/986dbee320deeeb9eb18531219beea00/artifacts',1,1560003000009);
CREATE TABLE "tags" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(5000), 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT tag_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "tags" VALUES('tag0','v0 🚀','8ad1c70c8985b0725462d0edf72a8b06');
INSERT INTO "tags" VALUES('mlflow.user','v1 🚀','7ef0fea5a2b08deab308439e9ef2891b');
INSERT INTO "tags" VALUES('mlflow.runName','elm tagname 1','7ef0fea5a2b08deab308439e9ef2891b');
INSERT INTO "tags" VALUES('tag2','v2 🚀','d87a47f6b200fd9cc8be1d3574ab269c');
INSERT INTO "tags" VALUES('tag3','v3 🚀','8ba600e2a9d343b35466ef96a9bb6bb4');
INSERT INTO "tags" VALUES('mlflow.runName','elm tagname 3','8ba600e2a9d343b35466ef96a9bb6bb4');
INSERT INTO "tags" VALUES('tag4','v4 🚀','986dbee320deeeb9eb18531219beea00');
CREATE INDEX index_metrics_run_uuid ON metrics (run_uuid);
CREATE INDEX index_latest_metrics_run_uuid ON latest_metrics (run_uuid);
CREATE INDEX index_tags_run_uuid ON tags (run_uuid);
CREATE INDEX index_params_run_uuid ON params (run_uuid);
CREATE INDEX index_datasets_dataset_uuid ON datasets (dataset_uuid);
CREATE INDEX index_datasets_experiment_id_dataset_source_type ON datasets (experiment_id, dataset_source_type);
CREATE INDEX index_inputs_destination_type_destination_id_source_type ON inputs (destination_type, destination_id, source_type);
CREATE INDEX index_inputs_input_uuid ON inputs (input_uuid);
COMMIT;
