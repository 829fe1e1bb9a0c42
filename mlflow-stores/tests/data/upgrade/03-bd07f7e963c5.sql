BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('bd07f7e963c5');
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
	lifecycle_stage VARCHAR(32), 
	CONSTRAINT experiment_pk PRIMARY KEY (experiment_id), 
	CONSTRAINT experiments_lifecycle_stage CHECK (lifecycle_stage IN ('active', 'deleted')), 
	UNIQUE (name)
);
INSERT INTO "experiments" VALUES(0,'Default','file:///data/mlruns/0','active');
INSERT INTO "experiments" VALUES(1,'fir 実験 ''q'' 100%','file:///data/mlruns/1','active');
INSERT INTO "experiments" VALUES(2,'fir-deleted','file:///data/mlruns/2','deleted');
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
INSERT INTO "latest_metrics" VALUES('acc',0.28131,1560003000003,3,0,'7a9ab59b25c9ecd63b0be1e8ff6922fe');
INSERT INTO "latest_metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,0,0,'7a9ab59b25c9ecd63b0be1e8ff6922fe');
INSERT INTO "latest_metrics" VALUES('nan',0.0,1560003000000,0,1,'7a9ab59b25c9ecd63b0be1e8ff6922fe');
INSERT INTO "latest_metrics" VALUES('neg',-2.5,1560003000001,-5,0,'7a9ab59b25c9ecd63b0be1e8ff6922fe');
INSERT INTO "latest_metrics" VALUES('acc',0.85401,1560003000003,3,0,'c568480567e39b630ae9f1a95ef9fa72');
INSERT INTO "latest_metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,0,0,'c568480567e39b630ae9f1a95ef9fa72');
INSERT INTO "latest_metrics" VALUES('nan',0.0,1560003000000,0,1,'c568480567e39b630ae9f1a95ef9fa72');
INSERT INTO "latest_metrics" VALUES('neg',-2.5,1560003000001,-5,0,'c568480567e39b630ae9f1a95ef9fa72');
INSERT INTO "latest_metrics" VALUES('acc',0.25179,1560003000003,3,0,'61b2b051f5a35b7f107a497bbc4edc1e');
INSERT INTO "latest_metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,0,0,'61b2b051f5a35b7f107a497bbc4edc1e');
INSERT INTO "latest_metrics" VALUES('nan',0.0,1560003000000,0,1,'61b2b051f5a35b7f107a497bbc4edc1e');
INSERT INTO "latest_metrics" VALUES('neg',-2.5,1560003000001,-5,0,'61b2b051f5a35b7f107a497bbc4edc1e');
INSERT INTO "latest_metrics" VALUES('acc',0.73992,1560003000003,3,0,'c028d9b3053d1cd72d18b5dbd07b7cbb');
INSERT INTO "latest_metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,0,0,'c028d9b3053d1cd72d18b5dbd07b7cbb');
INSERT INTO "latest_metrics" VALUES('nan',0.0,1560003000000,0,1,'c028d9b3053d1cd72d18b5dbd07b7cbb');
INSERT INTO "latest_metrics" VALUES('neg',-2.5,1560003000001,-5,0,'c028d9b3053d1cd72d18b5dbd07b7cbb');
INSERT INTO "latest_metrics" VALUES('acc',0.62792,1560003000003,3,0,'957b075f864fe5c8cc26c36bb89cd4b2');
INSERT INTO "latest_metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,0,0,'957b075f864fe5c8cc26c36bb89cd4b2');
INSERT INTO "latest_metrics" VALUES('nan',0.0,1560003000000,0,1,'957b075f864fe5c8cc26c36bb89cd4b2');
INSERT INTO "latest_metrics" VALUES('neg',-2.5,1560003000001,-5,0,'957b075f864fe5c8cc26c36bb89cd4b2');
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
INSERT INTO "metrics" VALUES('acc',0.06814,1560003000000,'7a9ab59b25c9ecd63b0be1e8ff6922fe',0,0);
INSERT INTO "metrics" VALUES('acc',0.25904,1560003000001,'7a9ab59b25c9ecd63b0be1e8ff6922fe',1,0);
INSERT INTO "metrics" VALUES('acc',0.02731,1560003000002,'7a9ab59b25c9ecd63b0be1e8ff6922fe',2,0);
INSERT INTO "metrics" VALUES('acc',0.28131,1560003000003,'7a9ab59b25c9ecd63b0be1e8ff6922fe',3,0);
INSERT INTO "metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,'7a9ab59b25c9ecd63b0be1e8ff6922fe',0,0);
INSERT INTO "metrics" VALUES('nan',0.0,1560003000000,'7a9ab59b25c9ecd63b0be1e8ff6922fe',0,1);
INSERT INTO "metrics" VALUES('neg',-1.5,1560003000000,'7a9ab59b25c9ecd63b0be1e8ff6922fe',-3,0);
INSERT INTO "metrics" VALUES('neg',-2.5,1560003000001,'7a9ab59b25c9ecd63b0be1e8ff6922fe',-5,0);
INSERT INTO "metrics" VALUES('acc',0.70993,1560003000000,'c568480567e39b630ae9f1a95ef9fa72',0,0);
INSERT INTO "metrics" VALUES('acc',0.98852,1560003000001,'c568480567e39b630ae9f1a95ef9fa72',1,0);
INSERT INTO "metrics" VALUES('acc',0.63136,1560003000002,'c568480567e39b630ae9f1a95ef9fa72',2,0);
INSERT INTO "metrics" VALUES('acc',0.85401,1560003000003,'c568480567e39b630ae9f1a95ef9fa72',3,0);
INSERT INTO "metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,'c568480567e39b630ae9f1a95ef9fa72',0,0);
INSERT INTO "metrics" VALUES('nan',0.0,1560003000000,'c568480567e39b630ae9f1a95ef9fa72',0,1);
INSERT INTO "metrics" VALUES('neg',-1.5,1560003000000,'c568480567e39b630ae9f1a95ef9fa72',-3,0);
INSERT INTO "metrics" VALUES('neg',-2.5,1560003000001,'c568480567e39b630ae9f1a95ef9fa72',-5,0);
INSERT INTO "metrics" VALUES('acc',0.82229,1560003000000,'61b2b051f5a35b7f107a497bbc4edc1e',0,0);
INSERT INTO "metrics" VALUES('acc',0.71472,1560003000001,'61b2b051f5a35b7f107a497bbc4edc1e',1,0);
INSERT INTO "metrics" VALUES('acc',0.38438,1560003000002,'61b2b051f5a35b7f107a497bbc4edc1e',2,0);
INSERT INTO "metrics" VALUES('acc',0.25179,1560003000003,'61b2b051f5a35b7f107a497bbc4edc1e',3,0);
INSERT INTO "metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,'61b2b051f5a35b7f107a497bbc4edc1e',0,0);
INSERT INTO "metrics" VALUES('nan',0.0,1560003000000,'61b2b051f5a35b7f107a497bbc4edc1e',0,1);
INSERT INTO "metrics" VALUES('neg',-1.5,1560003000000,'61b2b051f5a35b7f107a497bbc4edc1e',-3,0);
INSERT INTO "metrics" VALUES('neg',-2.5,1560003000001,'61b2b051f5a35b7f107a497bbc4edc1e',-5,0);
INSERT INTO "metrics" VALUES('acc',0.15603,1560003000000,'c028d9b3053d1cd72d18b5dbd07b7cbb',0,0);
INSERT INTO "metrics" VALUES('acc',0.54697,1560003000001,'c028d9b3053d1cd72d18b5dbd07b7cbb',1,0);
INSERT INTO "metrics" VALUES('acc',0.20417,1560003000002,'c028d9b3053d1cd72d18b5dbd07b7cbb',2,0);
INSERT INTO "metrics" VALUES('acc',0.73992,1560003000003,'c028d9b3053d1cd72d18b5dbd07b7cbb',3,0);
INSERT INTO "metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,'c028d9b3053d1cd72d18b5dbd07b7cbb',0,0);
INSERT INTO "metrics" VALUES('nan',0.0,1560003000000,'c028d9b3053d1cd72d18b5dbd07b7cbb',0,1);
INSERT INTO "metrics" VALUES('neg',-1.5,1560003000000,'c028d9b3053d1cd72d18b5dbd07b7cbb',-3,0);
INSERT INTO "metrics" VALUES('neg',-2.5,1560003000001,'c028d9b3053d1cd72d18b5dbd07b7cbb',-5,0);
INSERT INTO "metrics" VALUES('acc',0.32049,1560003000000,'957b075f864fe5c8cc26c36bb89cd4b2',0,0);
INSERT INTO "metrics" VALUES('acc',0.57926,1560003000001,'957b075f864fe5c8cc26c36bb89cd4b2',1,0);
INSERT INTO "metrics" VALUES('acc',0.54645,1560003000002,'957b075f864fe5c8cc26c36bb89cd4b2',2,0);
INSERT INTO "metrics" VALUES('acc',0.62792,1560003000003,'957b075f864fe5c8cc26c36bb89cd4b2',3,0);
INSERT INTO "metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,'957b075f864fe5c8cc26c36bb89cd4b2',0,0);
INSERT INTO "metrics" VALUES('nan',0.0,1560003000000,'957b075f864fe5c8cc26c36bb89cd4b2',0,1);
INSERT INTO "metrics" VALUES('neg',-1.5,1560003000000,'957b075f864fe5c8cc26c36bb89cd4b2',-3,0);
INSERT INTO "metrics" VALUES('neg',-2.5,1560003000001,'957b075f864fe5c8cc26c36bb89cd4b2',-5,0);
CREATE TABLE model_version_tags (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(5000), 
	name VARCHAR(256) NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT model_version_tag_pk PRIMARY KEY ("key", name, version), 
	FOREIGN KEY(name, version) REFERENCES model_versions (name, version) ON UPDATE cascade
);
INSERT INTO "model_version_tags" VALUES('k','vvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvv','fir-model',1);
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
INSERT INTO "model_versions" VALUES('fir-model',1,1560003000001,1560003000001,NULL,'alice','Production','file:///data/mlruns/1/c568480567e39b630ae9f1a95ef9fa72/artifacts/m1','c568480567e39b630ae9f1a95ef9fa72','READY',NULL,NULL);
INSERT INTO "model_versions" VALUES('fir-model',2,1560003000002,1560003000002,NULL,NULL,'None','file:///data/mlruns/1/c568480567e39b630ae9f1a95ef9fa72/artifacts/m2','61b2b051f5a35b7f107a497bbc4edc1e','READY',NULL,'https://example.com/r');
INSERT INTO "model_versions" VALUES('fir-model',3,1560003000003,1560003000003,NULL,NULL,'Deleted_Internal','file:///data/mlruns/1/c568480567e39b630ae9f1a95ef9fa72/artifacts/m3','c028d9b3053d1cd72d18b5dbd07b7cbb','READY',NULL,NULL);
CREATE TABLE params (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(250) NOT NULL, 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT param_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "params" VALUES('lr','0.1','7a9ab59b25c9ecd63b0be1e8ff6922fe');
INSERT INTO "params" VALUES('日本 `q`','it''s
\ 100%','7a9ab59b25c9ecd63b0be1e8ff6922fe');
INSERT INTO "params" VALUES('lr','0.2','c568480567e39b630ae9f1a95ef9fa72');
INSERT INTO "params" VALUES('日本 `q`','it''s
\ 100%','c568480567e39b630ae9f1a95ef9fa72');
INSERT INTO "params" VALUES('lr','0.300','61b2b051f5a35b7f107a497bbc4edc1e');
INSERT INTO "params" VALUES('日本 `q`','it''s
\ 100%','61b2b051f5a35b7f107a497bbc4edc1e');
INSERT INTO "params" VALUES('lr','0.4','c028d9b3053d1cd72d18b5dbd07b7cbb');
INSERT INTO "params" VALUES('日本 `q`','it''s
\ 100%','c028d9b3053d1cd72d18b5dbd07b7cbb');
INSERT INTO "params" VALUES('lr','0.5','957b075f864fe5c8cc26c36bb89cd4b2');
INSERT INTO "params" VALUES('日本 `q`','it''s
\ 100%','957b075f864fe5c8cc26c36bb89cd4b2');
CREATE TABLE registered_model_tags (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(5000), 
	name VARCHAR(256) NOT NULL, 
	CONSTRAINT registered_model_tag_pk PRIMARY KEY ("key", name), 
	FOREIGN KEY(name) REFERENCES registered_models (name) ON UPDATE cascade
);
INSERT INTO "registered_model_tags" VALUES('k','v','fir-model');
CREATE TABLE registered_models (
	name VARCHAR(256) NOT NULL, 
	creation_time BIGINT, 
	last_updated_time BIGINT, 
	description VARCHAR(5000), 
	CONSTRAINT registered_model_pk PRIMARY KEY (name), 
	UNIQUE (name)
);
INSERT INTO "registered_models" VALUES('fir-model',1560003000000,1560003000005,'desc ''q''');
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
	experiment_id INTEGER, 
	CONSTRAINT run_pk PRIMARY KEY (run_uuid), 
	CONSTRAINT runs_lifecycle_stage CHECK (lifecycle_stage IN ('active', 'deleted')), 
	CONSTRAINT source_type CHECK (source_type IN ('NOTEBOOK', 'JOB', 'LOCAL', 'UNKNOWN', 'PROJECT')), 
	FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id), 
	CHECK (status IN ('SCHEDULED', 'FAILED', 'FINISHED', 'RUNNING', 'KILLED'))
);
INSERT INTO "runs" VALUES('7a9ab59b25c9ecd63b0be1e8ff6922fe','','LOCAL','train.py','','alice','RUNNING',1560003000000,NULL,'','active','file:///data/mlruns/0/7a9ab59b25c9ecd63b0be1e8ff6922fe/artifacts',0);
INSERT INTO "runs" VALUES('c568480567e39b630ae9f1a95ef9fa72','fir run','UNKNOWN','train.py','main','bob','FINISHED',1560003001000,1560003001500,'abc','active','file:///data/mlruns/1/c568480567e39b630ae9f1a95ef9fa72/artifacts',1);
INSERT INTO "runs" VALUES('61b2b051f5a35b7f107a497bbc4edc1e','日本','JOB','train.py','','','FAILED',1560003002000,1560003002500,'abcabc','active','file:///data/mlruns/2/61b2b051f5a35b7f107a497bbc4edc1e/artifacts',2);
INSERT INTO "runs" VALUES('c028d9b3053d1cd72d18b5dbd07b7cbb','r3','PROJECT','train.py','main','alice','SCHEDULED',1560003003000,1560003003500,'abcabcabc','active','file:///data/mlruns/0/c028d9b3053d1cd72d18b5dbd07b7cbb/artifacts',0);
INSERT INTO "runs" VALUES('957b075f864fe5c8cc26c36bb89cd4b2','r4','NOTEBOOK','train.py','','o''neil','FINISHED',1560003004000,1560003004500,'abcabcabcabc','deleted','file:///data/mlruns/1/957b075f864fe5c8cc26c36bb89cd4b2/artifacts',1);
CREATE TABLE "tags" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(5000), 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT tag_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "tags" VALUES('tag0','v0 🚀','7a9ab59b25c9ecd63b0be1e8ff6922fe');
INSERT INTO "tags" VALUES('mlflow.user','v1 🚀','c568480567e39b630ae9f1a95ef9fa72');
INSERT INTO "tags" VALUES('mlflow.runName','fir tagname 1','c568480567e39b630ae9f1a95ef9fa72');
INSERT INTO "tags" VALUES('tag2','v2 🚀','61b2b051f5a35b7f107a497bbc4edc1e');
INSERT INTO "tags" VALUES('tag3','v3 🚀','c028d9b3053d1cd72d18b5dbd07b7cbb');
INSERT INTO "tags" VALUES('mlflow.runName','fir tagname 3','c028d9b3053d1cd72d18b5dbd07b7cbb');
INSERT INTO "tags" VALUES('tag4','v4 🚀','957b075f864fe5c8cc26c36bb89cd4b2');
CREATE INDEX index_params_run_uuid ON params (run_uuid);
CREATE INDEX index_metrics_run_uuid ON metrics (run_uuid);
CREATE INDEX index_latest_metrics_run_uuid ON latest_metrics (run_uuid);
CREATE INDEX index_tags_run_uuid ON tags (run_uuid);
COMMIT;
