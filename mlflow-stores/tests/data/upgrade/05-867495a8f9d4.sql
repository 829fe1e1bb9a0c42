BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('867495a8f9d4');
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
INSERT INTO "datasets" VALUES('3b4b095560c12a311a8fe268fe59f64c',1,'train','d1','local','{}',NULL,'{}');
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
INSERT INTO "experiments" VALUES(1,'oak 実験 ''q'' 100%','file:///data/mlruns/1','active',1560003000001,1560003000011);
INSERT INTO "experiments" VALUES(2,'oak-deleted','file:///data/mlruns/2','deleted',1560003000002,1560003000012);
CREATE TABLE input_tags (
	input_uuid VARCHAR(36) NOT NULL, 
	name VARCHAR(255) NOT NULL, 
	value VARCHAR(500) NOT NULL, 
	CONSTRAINT input_tags_pk PRIMARY KEY (input_uuid, name)
);
INSERT INTO "input_tags" VALUES('e28fee34debebb87b666f0b5917102db','mlflow.data.context','train');
CREATE TABLE inputs (
	input_uuid VARCHAR(36) NOT NULL, 
	source_type VARCHAR(36) NOT NULL, 
	source_id VARCHAR(36) NOT NULL, 
	destination_type VARCHAR(36) NOT NULL, 
	destination_id VARCHAR(36) NOT NULL, 
	CONSTRAINT inputs_pk PRIMARY KEY (source_type, source_id, destination_type, destination_id)
);
INSERT INTO "inputs" VALUES('e28fee34debebb87b666f0b5917102db','DATASET','3b4b095560c12a311a8fe268fe59f64c','RUN','a0747fd14be2d3e7786305b20ae35479');
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
INSERT INTO "latest_metrics" VALUES('acc',0.24181,1560003000003,3,0,'d5fc93737a2cd84619f3f81742d19894');
INSERT INTO "latest_metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,0,0,'d5fc93737a2cd84619f3f81742d19894');
INSERT INTO "latest_metrics" VALUES('nan',0.0,1560003000000,0,1,'d5fc93737a2cd84619f3f81742d19894');
INSERT INTO "latest_metrics" VALUES('neg',-2.5,1560003000001,-5,0,'d5fc93737a2cd84619f3f81742d19894');
INSERT INTO "latest_metrics" VALUES('acc',0.89959,1560003000003,3,0,'a0747fd14be2d3e7786305b20ae35479');
INSERT INTO "latest_metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,0,0,'a0747fd14be2d3e7786305b20ae35479');
INSERT INTO "latest_metrics" VALUES('nan',0.0,1560003000000,0,1,'a0747fd14be2d3e7786305b20ae35479');
INSERT INTO "latest_metrics" VALUES('neg',-2.5,1560003000001,-5,0,'a0747fd14be2d3e7786305b20ae35479');
INSERT INTO "latest_metrics" VALUES('acc',0.66648,1560003000003,3,0,'4c964613d72f47e439d10017b0803fe3');
INSERT INTO "latest_metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,0,0,'4c964613d72f47e439d10017b0803fe3');
INSERT INTO "latest_metrics" VALUES('nan',0.0,1560003000000,0,1,'4c964613d72f47e439d10017b0803fe3');
INSERT INTO "latest_metrics" VALUES('neg',-2.5,1560003000001,-5,0,'4c964613d72f47e439d10017b0803fe3');
INSERT INTO "latest_metrics" VALUES('acc',0.28489,1560003000003,3,0,'7c15c2f158879fbae0dfcef92b4d65f8');
INSERT INTO "latest_metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,0,0,'7c15c2f158879fbae0dfcef92b4d65f8');
INSERT INTO "latest_metrics" VALUES('nan',0.0,1560003000000,0,1,'7c15c2f158879fbae0dfcef92b4d65f8');
INSERT INTO "latest_metrics" VALUES('neg',-2.5,1560003000001,-5,0,'7c15c2f158879fbae0dfcef92b4d65f8');
INSERT INTO "latest_metrics" VALUES('acc',0.93131,1560003000003,3,0,'8ebfd0026bc4075637950f7317755a80');
INSERT INTO "latest_metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,0,0,'8ebfd0026bc4075637950f7317755a80');
INSERT INTO "latest_metrics" VALUES('nan',0.0,1560003000000,0,1,'8ebfd0026bc4075637950f7317755a80');
INSERT INTO "latest_metrics" VALUES('neg',-2.5,1560003000001,-5,0,'8ebfd0026bc4075637950f7317755a80');
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
INSERT INTO "metrics" VALUES('acc',0.51142,1560003000000,'d5fc93737a2cd84619f3f81742d19894',0,0);
INSERT INTO "metrics" VALUES('acc',0.98737,1560003000001,'d5fc93737a2cd84619f3f81742d19894',1,0);
INSERT INTO "metrics" VALUES('acc',0.35625,1560003000002,'d5fc93737a2cd84619f3f81742d19894',2,0);
INSERT INTO "metrics" VALUES('acc',0.24181,1560003000003,'d5fc93737a2cd84619f3f81742d19894',3,0);
INSERT INTO "metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,'d5fc93737a2cd84619f3f81742d19894',0,0);
INSERT INTO "metrics" VALUES('nan',0.0,1560003000000,'d5fc93737a2cd84619f3f81742d19894',0,1);
INSERT INTO "metrics" VALUES('neg',-1.5,1560003000000,'d5fc93737a2cd84619f3f81742d19894',-3,0);
INSERT INTO "metrics" VALUES('neg',-2.5,1560003000001,'d5fc93737a2cd84619f3f81742d19894',-5,0);
INSERT INTO "metrics" VALUES('acc',0.28503,1560003000000,'a0747fd14be2d3e7786305b20ae35479',0,0);
INSERT INTO "metrics" VALUES('acc',0.37521,1560003000001,'a0747fd14be2d3e7786305b20ae35479',1,0);
INSERT INTO "metrics" VALUES('acc',0.14533,1560003000002,'a0747fd14be2d3e7786305b20ae35479',2,0);
INSERT INTO "metrics" VALUES('acc',0.89959,1560003000003,'a0747fd14be2d3e7786305b20ae35479',3,0);
INSERT INTO "metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,'a0747fd14be2d3e7786305b20ae35479',0,0);
INSERT INTO "metrics" VALUES('nan',0.0,1560003000000,'a0747fd14be2d3e7786305b20ae35479',0,1);
INSERT INTO "metrics" VALUES('neg',-1.5,1560003000000,'a0747fd14be2d3e7786305b20ae35479',-3,0);
INSERT INTO "metrics" VALUES('neg',-2.5,1560003000001,'a0747fd14be2d3e7786305b20ae35479',-5,0);
INSERT INTO "metrics" VALUES('acc',0.51333,1560003000000,'4c964613d72f47e439d10017b0803fe3',0,0);
INSERT INTO "metrics" VALUES('acc',0.73422,1560003000001,'4c964613d72f47e439d10017b0803fe3',1,0);
INSERT INTO "metrics" VALUES('acc',0.27654,1560003000002,'4c964613d72f47e439d10017b0803fe3',2,0);
INSERT INTO "metrics" VALUES('acc',0.66648,1560003000003,'4c964613d72f47e439d10017b0803fe3',3,0);
INSERT INTO "metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,'4c964613d72f47e439d10017b0803fe3',0,0);
INSERT INTO "metrics" VALUES('nan',0.0,1560003000000,'4c964613d72f47e439d10017b0803fe3',0,1);
INSERT INTO "metrics" VALUES('neg',-1.5,1560003000000,'4c964613d72f47e439d10017b0803fe3',-3,0);
INSERT INTO "metrics" VALUES('neg',-2.5,1560003000001,'4c964613d72f47e439d10017b0803fe3',-5,0);
INSERT INTO "metrics" VALUES('acc',0.91248,1560003000000,'7c15c2f158879fbae0dfcef92b4d65f8',0,0);
INSERT INTO "metrics" VALUES('acc',0.23053,1560003000001,'7c15c2f158879fbae0dfcef92b4d65f8',1,0);
INSERT INTO "metrics" VALUES('acc',0.95585,1560003000002,'7c15c2f158879fbae0dfcef92b4d65f8',2,0);
INSERT INTO "metrics" VALUES('acc',0.28489,1560003000003,'7c15c2f158879fbae0dfcef92b4d65f8',3,0);
INSERT INTO "metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,'7c15c2f158879fbae0dfcef92b4d65f8',0,0);
INSERT INTO "metrics" VALUES('nan',0.0,1560003000000,'7c15c2f158879fbae0dfcef92b4d65f8',0,1);
INSERT INTO "metrics" VALUES('neg',-1.5,1560003000000,'7c15c2f158879fbae0dfcef92b4d65f8',-3,0);
INSERT INTO "metrics" VALUES('neg',-2.5,1560003000001,'7c15c2f158879fbae0dfcef92b4d65f8',-5,0);
INSERT INTO "metrics" VALUES('acc',0.71772,1560003000000,'8ebfd0026bc4075637950f7317755a80',0,0);
INSERT INTO "metrics" VALUES('acc',0.94187,1560003000001,'8ebfd0026bc4075637950f7317755a80',1,0);
INSERT INTO "metrics" VALUES('acc',0.46379,1560003000002,'8ebfd0026bc4075637950f7317755a80',2,0);
INSERT INTO "metrics" VALUES('acc',0.93131,1560003000003,'8ebfd0026bc4075637950f7317755a80',3,0);
INSERT INTO "metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,'8ebfd0026bc4075637950f7317755a80',0,0);
INSERT INTO "metrics" VALUES('nan',0.0,1560003000000,'8ebfd0026bc4075637950f7317755a80',0,1);
INSERT INTO "metrics" VALUES('neg',-1.5,1560003000000,'8ebfd0026bc4075637950f7317755a80',-3,0);
INSERT INTO "metrics" VALUES('neg',-2.5,1560003000001,'8ebfd0026bc4075637950f7317755a80',-5,0);
CREATE TABLE model_version_tags (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(5000), 
	name VARCHAR(256) NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT model_version_tag_pk PRIMARY KEY ("key", name, version), 
	FOREIGN KEY(name, version) REFERENCES model_versions (name, version) ON UPDATE cascade
);
INSERT INTO "model_version_tags" VALUES('k','vvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvv','oak-model',1);
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
	run_link VARCHAR(500), storage_location VARCHAR(500), 
	CONSTRAINT model_version_pk PRIMARY KEY (name, version), 
	FOREIGN KEY(name) REFERENCES registered_models (name) ON UPDATE CASCADE
);
INSERT INTO "model_versions" VALUES('oak-model',1,1560003000001,1560003000001,NULL,'alice','Production','file:///data/mlruns/1/a0747fd14be2d3e7786305b20ae35479/artifacts/m1','a0747fd14be2d3e7786305b20ae35479','READY',NULL,NULL,'file:///data/store/1');
INSERT INTO "model_versions" VALUES('oak-model',2,1560003000002,1560003000002,NULL,NULL,'None','file:///data/mlruns/1/a0747fd14be2d3e7786305b20ae35479/artifacts/m2','4c964613d72f47e439d10017b0803fe3','READY',NULL,'https://example.com/r',NULL);
INSERT INTO "model_versions" VALUES('oak-model',3,1560003000003,1560003000003,NULL,NULL,'Deleted_Internal','file:///data/mlruns/1/a0747fd14be2d3e7786305b20ae35479/artifacts/m3','7c15c2f158879fbae0dfcef92b4d65f8','READY',NULL,NULL,NULL);
CREATE TABLE "params" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000) NOT NULL, 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT param_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "params" VALUES('lr','0.1','d5fc93737a2cd84619f3f81742d19894');
INSERT INTO "params" VALUES('日本 `q`','it''s
\ 100%','d5fc93737a2cd84619f3f81742d19894');
INSERT INTO "params" VALUES('lr','0.2','a0747fd14be2d3e7786305b20ae35479');
INSERT INTO "params" VALUES('日本 `q`','it''s
\ 100%','a0747fd14be2d3e7786305b20ae35479');
INSERT INTO "params" VALUES('lr','0.300','4c964613d72f47e439d10017b0803fe3');
INSERT INTO "params" VALUES('日本 `q`','it''s
\ 100%','4c964613d72f47e439d10017b0803fe3');
INSERT INTO "params" VALUES('lr','0.4','7c15c2f158879fbae0dfcef92b4d65f8');
INSERT INTO "params" VALUES('日本 `q`','it''s
\ 100%','7c15c2f158879fbae0dfcef92b4d65f8');
INSERT INTO "params" VALUES('lr','0.5','8ebfd0026bc4075637950f7317755a80');
INSERT INTO "params" VALUES('日本 `q`','it''s
\ 100%','8ebfd0026bc4075637950f7317755a80');
CREATE TABLE registered_model_aliases (
	alias VARCHAR(256) NOT NULL, 
	version INTEGER NOT NULL, 
	name VARCHAR(256) NOT NULL, 
	CONSTRAINT registered_model_alias_pk PRIMARY KEY (name, alias), 
	CONSTRAINT registered_model_alias_name_fkey FOREIGN KEY(name) REFERENCES registered_models (name) ON DELETE cascade ON UPDATE cascade
);
INSERT INTO "registered_model_aliases" VALUES('champ',1,'oak-model');
CREATE TABLE registered_model_tags (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(5000), 
	name VARCHAR(256) NOT NULL, 
	CONSTRAINT registered_model_tag_pk PRIMARY KEY ("key", name), 
	FOREIGN KEY(name) REFERENCES registered_models (name) ON UPDATE cascade
);
INSERT INTO "registered_model_tags" VALUES('k','v','oak-model');
CREATE TABLE registered_models (
	name VARCHAR(256) NOT NULL, 
	creation_time BIGINT, 
	last_updated_time BIGINT, 
	description VARCHAR(5000), 
	CONSTRAINT registered_model_pk PRIMARY KEY (name), 
	UNIQUE (name)
);
INSERT INTO "registered_models" VALUES('oak-model',1560003000000,1560003000005,'desc ''q''');
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
INSERT INTO "runs" VALUES('d5fc93737a2cd84619f3f81742d19894','','LOCAL','train.py','','alice','RUNNING',1560003000000,NULL,'','active','file:///data/mlruns/0/d5fc93737a2cd84619f3f81742d19894/artifacts',0,NULL);
INSERT INTO "runs" VALUES('a0747fd14be2d3e7786305b20ae35479','oak run','UNKNOWN','train.py','main','bob','FINISHED',1560003001000,1560003001500,'abc','active','file:///data/mlruns/1/a0747fd14be2d3e7786305b20ae35479/artifacts',1,NULL);
INSERT INTO "runs" VALUES('4c964613d72f47e439d10017b0803fe3','日本','JOB','train.py','','','FAILED',1560003002000,1560003002500,'abcabc','active','file:///data/mlruns/2/4c964613d72f47e439d10017b0803fe3/artifacts',2,NULL);
INSERT INTO "runs" VALUES('7c15c2f158879fbae0dfcef92b4d65f8','r3','PROJECT','train.py','main','alice','SCHEDULED',1560003003000,1560003003500,'abcabcabc','active','file:///data/mlruns/0/7c15c2f158879fbae0dfcef92b4d65f8/artifacts',0,NULL);
INSERT INTO "runs" VALUES('8ebfd0026bc4075637950f7317755a80','r4','NOTEBOOK','train.py','','o''neil','FINISHED',1560003004000,1560003004500,'abcabcabcabc','deleted','file:///data/mlruns/1/8ebfd0026bc4075637950f7317755a80/artifacts',1,1560003000009);
CREATE TABLE "tags" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(5000), 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT tag_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "tags" VALUES('tag0','v0 🚀','d5fc93737a2cd84619f3f81742d19894');
INSERT INTO "tags" VALUES('mlflow.user','v1 🚀','a0747fd14be2d3e7786305b20ae35479');
INSERT INTO "tags" VALUES('mlflow.runName','oak tagname 1','a0747fd14be2d3e7786305b20ae35479');
INSERT INTO "tags" VALUES('tag2','v2 🚀','4c964613d72f47e439d10017b0803fe3');
INSERT INTO "tags" VALUES('tag3','v3 🚀','7c15c2f158879fbae0dfcef92b4d65f8');
INSERT INTO "tags" VALUES('mlflow.runName','oak tagname 3','7c15c2f158879fbae0dfcef92b4d65f8');
INSERT INTO "tags" VALUES('tag4','v4 🚀','8ebfd0026bc4075637950f7317755a80');
CREATE TABLE trace_info (
	request_id VARCHAR(50) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	timestamp_ms BIGINT NOT NULL, 
	execution_time_ms BIGINT, 
	status VARCHAR(50) NOT NULL, 
	CONSTRAINT trace_info_pk PRIMARY KEY (request_id), 
	CONSTRAINT fk_trace_info_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id)
);
INSERT INTO "trace_info" VALUES('d15db52dc2bb6aafbd205d5ee3c4b2eb',1,1560003000000,NULL,'IN_PROGRESS');
INSERT INTO "trace_info" VALUES('tr-e909898da2e6e03db78086d0ae837890',1,1560003000001,7,'OK');
CREATE TABLE trace_request_metadata (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000), 
	request_id VARCHAR(50) NOT NULL, 
	CONSTRAINT trace_request_metadata_pk PRIMARY KEY ("key", request_id), 
	CONSTRAINT fk_trace_request_metadata_request_id FOREIGN KEY(request_id) REFERENCES trace_info (request_id)
);
INSERT INTO "trace_request_metadata" VALUES('mlflow.sourceRun','a0747fd14be2d3e7786305b20ae35479','d15db52dc2bb6aafbd205d5ee3c4b2eb');
INSERT INTO "trace_request_metadata" VALUES('mlflow.trace_schema.version','2','d15db52dc2bb6aafbd205d5ee3c4b2eb');
INSERT INTO "trace_request_metadata" VALUES('mlflow.sourceRun','a0747fd14be2d3e7786305b20ae35479','tr-e909898da2e6e03db78086d0ae837890');
INSERT INTO "trace_request_metadata" VALUES('mlflow.trace_schema.version','3','tr-e909898da2e6e03db78086d0ae837890');
INSERT INTO "trace_request_metadata" VALUES('mlflow.trace.session','s-1','tr-e909898da2e6e03db78086d0ae837890');
INSERT INTO "trace_request_metadata" VALUES('mlflow.trace.tokenUsage','{"input_tokens": 3, "output_tokens": 4, "total_tokens": 7}','tr-e909898da2e6e03db78086d0ae837890');
CREATE TABLE trace_tags (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000), 
	request_id VARCHAR(50) NOT NULL, 
	CONSTRAINT trace_tag_pk PRIMARY KEY ("key", request_id), 
	CONSTRAINT fk_trace_tags_request_id FOREIGN KEY(request_id) REFERENCES trace_info (request_id)
);
INSERT INTO "trace_tags" VALUES('mlflow.traceName','tr 0','d15db52dc2bb6aafbd205d5ee3c4b2eb');
INSERT INTO "trace_tags" VALUES('env','dev','d15db52dc2bb6aafbd205d5ee3c4b2eb');
INSERT INTO "trace_tags" VALUES('mlflow.traceName','tr 1','tr-e909898da2e6e03db78086d0ae837890');
INSERT INTO "trace_tags" VALUES('env','dev','tr-e909898da2e6e03db78086d0ae837890');
CREATE INDEX index_metrics_run_uuid ON metrics (run_uuid);
CREATE INDEX index_latest_metrics_run_uuid ON latest_metrics (run_uuid);
CREATE INDEX index_tags_run_uuid ON tags (run_uuid);
CREATE INDEX index_datasets_experiment_id_dataset_source_type ON datasets (experiment_id, dataset_source_type);
CREATE INDEX index_datasets_dataset_uuid ON datasets (dataset_uuid);
CREATE INDEX index_inputs_input_uuid ON inputs (input_uuid);
CREATE INDEX index_inputs_destination_type_destination_id_source_type ON inputs (destination_type, destination_id, source_type);
CREATE INDEX index_params_run_uuid ON params (run_uuid);
CREATE INDEX index_trace_info_experiment_id_timestamp_ms ON trace_info (experiment_id, timestamp_ms);
CREATE INDEX index_trace_tags_request_id ON trace_tags (request_id);
CREATE INDEX index_trace_request_metadata_request_id ON trace_request_metadata (request_id);
COMMIT;
