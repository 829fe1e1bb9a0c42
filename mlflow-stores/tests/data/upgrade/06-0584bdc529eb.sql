BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0584bdc529eb');
CREATE TABLE "datasets" (
	dataset_uuid VARCHAR(36) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	name VARCHAR(500) NOT NULL, 
	digest VARCHAR(36) NOT NULL, 
	dataset_source_type VARCHAR(36) NOT NULL, 
	dataset_source TEXT NOT NULL, 
	dataset_schema TEXT, 
	dataset_profile TEXT, 
	CONSTRAINT dataset_pk PRIMARY KEY (experiment_id, name, digest), 
	CONSTRAINT fk_datasets_experiment_id_experiments FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id) ON DELETE CASCADE
);
INSERT INTO "datasets" VALUES('1fb7d3c2987aa043b2ee5af943503aa5',1,'train','d1','local','{}',NULL,'{}');
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
INSERT INTO "experiments" VALUES(1,'fir 実験 ''q'' 100%','file:///data/mlruns/1','active',1560003000001,1560003000011);
INSERT INTO "experiments" VALUES(2,'fir-deleted','file:///data/mlruns/2','deleted',1560003000002,1560003000012);
CREATE TABLE input_tags (
	input_uuid VARCHAR(36) NOT NULL, 
	name VARCHAR(255) NOT NULL, 
	value VARCHAR(500) NOT NULL, 
	CONSTRAINT input_tags_pk PRIMARY KEY (input_uuid, name)
);
INSERT INTO "input_tags" VALUES('add71af41c40ebc07ee722065a978bbd','mlflow.data.context','train');
CREATE TABLE inputs (
	input_uuid VARCHAR(36) NOT NULL, 
	source_type VARCHAR(36) NOT NULL, 
	source_id VARCHAR(36) NOT NULL, 
	destination_type VARCHAR(36) NOT NULL, 
	destination_id VARCHAR(36) NOT NULL, 
	CONSTRAINT inputs_pk PRIMARY KEY (source_type, source_id, destination_type, destination_id)
);
INSERT INTO "inputs" VALUES('add71af41c40ebc07ee722065a978bbd','DATASET','1fb7d3c2987aa043b2ee5af943503aa5','RUN','7464f32fc087f4d8a58408837a9bf716');
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
INSERT INTO "latest_metrics" VALUES('acc',0.94775,1560003000003,3,0,'2f88709a4964c180eac8bcddead73c5e');
INSERT INTO "latest_metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,0,0,'2f88709a4964c180eac8bcddead73c5e');
INSERT INTO "latest_metrics" VALUES('nan',0.0,1560003000000,0,1,'2f88709a4964c180eac8bcddead73c5e');
INSERT INTO "latest_metrics" VALUES('neg',-2.5,1560003000001,-5,0,'2f88709a4964c180eac8bcddead73c5e');
INSERT INTO "latest_metrics" VALUES('acc',0.72587,1560003000003,3,0,'7464f32fc087f4d8a58408837a9bf716');
INSERT INTO "latest_metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,0,0,'7464f32fc087f4d8a58408837a9bf716');
INSERT INTO "latest_metrics" VALUES('nan',0.0,1560003000000,0,1,'7464f32fc087f4d8a58408837a9bf716');
INSERT INTO "latest_metrics" VALUES('neg',-2.5,1560003000001,-5,0,'7464f32fc087f4d8a58408837a9bf716');
INSERT INTO "latest_metrics" VALUES('acc',0.29446,1560003000003,3,0,'c8a34ff2ccf746b7ba419855108aa772');
INSERT INTO "latest_metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,0,0,'c8a34ff2ccf746b7ba419855108aa772');
INSERT INTO "latest_metrics" VALUES('nan',0.0,1560003000000,0,1,'c8a34ff2ccf746b7ba419855108aa772');
INSERT INTO "latest_metrics" VALUES('neg',-2.5,1560003000001,-5,0,'c8a34ff2ccf746b7ba419855108aa772');
INSERT INTO "latest_metrics" VALUES('acc',0.49696,1560003000003,3,0,'aacd943b10990ec9b7d7c778e9c26a0f');
INSERT INTO "latest_metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,0,0,'aacd943b10990ec9b7d7c778e9c26a0f');
INSERT INTO "latest_metrics" VALUES('nan',0.0,1560003000000,0,1,'aacd943b10990ec9b7d7c778e9c26a0f');
INSERT INTO "latest_metrics" VALUES('neg',-2.5,1560003000001,-5,0,'aacd943b10990ec9b7d7c778e9c26a0f');
INSERT INTO "latest_metrics" VALUES('acc',0.88028,1560003000003,3,0,'bb7791b2fa6b437e792cbee7b09527a6');
INSERT INTO "latest_metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,0,0,'bb7791b2fa6b437e792cbee7b09527a6');
INSERT INTO "latest_metrics" VALUES('nan',0.0,1560003000000,0,1,'bb7791b2fa6b437e792cbee7b09527a6');
INSERT INTO "latest_metrics" VALUES('neg',-2.5,1560003000001,-5,0,'bb7791b2fa6b437e792cbee7b09527a6');
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
INSERT INTO "metrics" VALUES('acc',0.85253,1560003000000,'2f88709a4964c180eac8bcddead73c5e',0,0);
INSERT INTO "metrics" VALUES('acc',0.57527,1560003000001,'2f88709a4964c180eac8bcddead73c5e',1,0);
INSERT INTO "metrics" VALUES('acc',0.70671,1560003000002,'2f88709a4964c180eac8bcddead73c5e',2,0);
INSERT INTO "metrics" VALUES('acc',0.94775,1560003000003,'2f88709a4964c180eac8bcddead73c5e',3,0);
INSERT INTO "metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,'2f88709a4964c180eac8bcddead73c5e',0,0);
INSERT INTO "metrics" VALUES('nan',0.0,1560003000000,'2f88709a4964c180eac8bcddead73c5e',0,1);
INSERT INTO "metrics" VALUES('neg',-1.5,1560003000000,'2f88709a4964c180eac8bcddead73c5e',-3,0);
INSERT INTO "metrics" VALUES('neg',-2.5,1560003000001,'2f88709a4964c180eac8bcddead73c5e',-5,0);
INSERT INTO "metrics" VALUES('acc',0.95498,1560003000000,'7464f32fc087f4d8a58408837a9bf716',0,0);
INSERT INTO "metrics" VALUES('acc',0.66976,1560003000001,'7464f32fc087f4d8a58408837a9bf716',1,0);
INSERT INTO "metrics" VALUES('acc',0.97438,1560003000002,'7464f32fc087f4d8a58408837a9bf716',2,0);
INSERT INTO "metrics" VALUES('acc',0.72587,1560003000003,'7464f32fc087f4d8a58408837a9bf716',3,0);
INSERT INTO "metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,'7464f32fc087f4d8a58408837a9bf716',0,0);
INSERT INTO "metrics" VALUES('nan',0.0,1560003000000,'7464f32fc087f4d8a58408837a9bf716',0,1);
INSERT INTO "metrics" VALUES('neg',-1.5,1560003000000,'7464f32fc087f4d8a58408837a9bf716',-3,0);
INSERT INTO "metrics" VALUES('neg',-2.5,1560003000001,'7464f32fc087f4d8a58408837a9bf716',-5,0);
INSERT INTO "metrics" VALUES('acc',0.42598,1560003000000,'c8a34ff2ccf746b7ba419855108aa772',0,0);
INSERT INTO "metrics" VALUES('acc',0.07265,1560003000001,'c8a34ff2ccf746b7ba419855108aa772',1,0);
INSERT INTO "metrics" VALUES('acc',0.6802,1560003000002,'c8a34ff2ccf746b7ba419855108aa772',2,0);
INSERT INTO "metrics" VALUES('acc',0.29446,1560003000003,'c8a34ff2ccf746b7ba419855108aa772',3,0);
INSERT INTO "metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,'c8a34ff2ccf746b7ba419855108aa772',0,0);
INSERT INTO "metrics" VALUES('nan',0.0,1560003000000,'c8a34ff2ccf746b7ba419855108aa772',0,1);
INSERT INTO "metrics" VALUES('neg',-1.5,1560003000000,'c8a34ff2ccf746b7ba419855108aa772',-3,0);
INSERT INTO "metrics" VALUES('neg',-2.5,1560003000001,'c8a34ff2ccf746b7ba419855108aa772',-5,0);
INSERT INTO "metrics" VALUES('acc',0.22012,1560003000000,'aacd943b10990ec9b7d7c778e9c26a0f',0,0);
INSERT INTO "metrics" VALUES('acc',0.60886,1560003000001,'aacd943b10990ec9b7d7c778e9c26a0f',1,0);
INSERT INTO "metrics" VALUES('acc',0.3575,1560003000002,'aacd943b10990ec9b7d7c778e9c26a0f',2,0);
INSERT INTO "metrics" VALUES('acc',0.49696,1560003000003,'aacd943b10990ec9b7d7c778e9c26a0f',3,0);
INSERT INTO "metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,'aacd943b10990ec9b7d7c778e9c26a0f',0,0);
INSERT INTO "metrics" VALUES('nan',0.0,1560003000000,'aacd943b10990ec9b7d7c778e9c26a0f',0,1);
INSERT INTO "metrics" VALUES('neg',-1.5,1560003000000,'aacd943b10990ec9b7d7c778e9c26a0f',-3,0);
INSERT INTO "metrics" VALUES('neg',-2.5,1560003000001,'aacd943b10990ec9b7d7c778e9c26a0f',-5,0);
INSERT INTO "metrics" VALUES('acc',0.05542,1560003000000,'bb7791b2fa6b437e792cbee7b09527a6',0,0);
INSERT INTO "metrics" VALUES('acc',0.31722,1560003000001,'bb7791b2fa6b437e792cbee7b09527a6',1,0);
INSERT INTO "metrics" VALUES('acc',0.73838,1560003000002,'bb7791b2fa6b437e792cbee7b09527a6',2,0);
INSERT INTO "metrics" VALUES('acc',0.88028,1560003000003,'bb7791b2fa6b437e792cbee7b09527a6',3,0);
INSERT INTO "metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,'bb7791b2fa6b437e792cbee7b09527a6',0,0);
INSERT INTO "metrics" VALUES('nan',0.0,1560003000000,'bb7791b2fa6b437e792cbee7b09527a6',0,1);
INSERT INTO "metrics" VALUES('neg',-1.5,1560003000000,'bb7791b2fa6b437e792cbee7b09527a6',-3,0);
INSERT INTO "metrics" VALUES('neg',-2.5,1560003000001,'bb7791b2fa6b437e792cbee7b09527a6',-5,0);
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
	run_link VARCHAR(500), storage_location VARCHAR(500), 
	CONSTRAINT model_version_pk PRIMARY KEY (name, version), 
	FOREIGN KEY(name) REFERENCES registered_models (name) ON UPDATE CASCADE
);
INSERT INTO "model_versions" VALUES('fir-model',1,1560003000001,1560003000001,NULL,'alice','Production','file:///data/mlruns/1/7464f32fc087f4d8a58408837a9bf716/artifacts/m1','7464f32fc087f4d8a58408837a9bf716','READY',NULL,NULL,'file:///data/store/1');
INSERT INTO "model_versions" VALUES('fir-model',2,1560003000002,1560003000002,NULL,NULL,'None','file:///data/mlruns/1/7464f32fc087f4d8a58408837a9bf716/artifacts/m2','c8a34ff2ccf746b7ba419855108aa772','READY',NULL,'https://example.com/r',NULL);
INSERT INTO "model_versions" VALUES('fir-model',3,1560003000003,1560003000003,NULL,NULL,'Deleted_Internal','file:///data/mlruns/1/7464f32fc087f4d8a58408837a9bf716/artifacts/m3','aacd943b10990ec9b7d7c778e9c26a0f','READY',NULL,NULL,NULL);
CREATE TABLE "params" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000) NOT NULL, 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT param_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "params" VALUES('lr','0.1','2f88709a4964c180eac8bcddead73c5e');
INSERT INTO "params" VALUES('日本 `q`','it''s
\ 100%','2f88709a4964c180eac8bcddead73c5e');
INSERT INTO "params" VALUES('lr','0.2','7464f32fc087f4d8a58408837a9bf716');
INSERT INTO "params" VALUES('日本 `q`','it''s
\ 100%','7464f32fc087f4d8a58408837a9bf716');
INSERT INTO "params" VALUES('lr','0.300','c8a34ff2ccf746b7ba419855108aa772');
INSERT INTO "params" VALUES('日本 `q`','it''s
\ 100%','c8a34ff2ccf746b7ba419855108aa772');
INSERT INTO "params" VALUES('lr','0.4','aacd943b10990ec9b7d7c778e9c26a0f');
INSERT INTO "params" VALUES('日本 `q`','it''s
\ 100%','aacd943b10990ec9b7d7c778e9c26a0f');
INSERT INTO "params" VALUES('lr','0.5','bb7791b2fa6b437e792cbee7b09527a6');
INSERT INTO "params" VALUES('日本 `q`','it''s
\ 100%','bb7791b2fa6b437e792cbee7b09527a6');
CREATE TABLE registered_model_aliases (
	alias VARCHAR(256) NOT NULL, 
	version INTEGER NOT NULL, 
	name VARCHAR(256) NOT NULL, 
	CONSTRAINT registered_model_alias_pk PRIMARY KEY (name, alias), 
	CONSTRAINT registered_model_alias_name_fkey FOREIGN KEY(name) REFERENCES registered_models (name) ON DELETE cascade ON UPDATE cascade
);
INSERT INTO "registered_model_aliases" VALUES('champ',1,'fir-model');
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
	experiment_id INTEGER, deleted_time BIGINT, 
	CONSTRAINT run_pk PRIMARY KEY (run_uuid), 
	CONSTRAINT runs_lifecycle_stage CHECK (lifecycle_stage IN ('active', 'deleted')), 
	CONSTRAINT source_type CHECK (source_type IN ('NOTEBOOK', 'JOB', 'LOCAL', 'UNKNOWN', 'PROJECT')), 
	FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id), 
	CHECK (status IN ('SCHEDULED', 'FAILED', 'FINISHED', 'RUNNING', 'KILLED'))
);
INSERT INTO "runs" VALUES('2f88709a4964c180eac8bcddead73c5e','','LOCAL','train.py','','alice','RUNNING',1560003000000,NULL,'','active','file:///data/mlruns/0/2f88709a4964c180eac8bcddead73c5e/artifacts',0,NULL);
INSERT INTO "runs" VALUES('7464f32fc087f4d8a58408837a9bf716','fir run','UNKNOWN','train.py','main','bob','FINISHED',1560003001000,1560003001500,'abc','active','file:///data/mlruns/1/7464f32fc087f4d8a58408837a9bf716/artifacts',1,NULL);
INSERT INTO "runs" VALUES('c8a34ff2ccf746b7ba419855108aa772','日本','JOB','train.py','','','FAILED',1560003002000,1560003002500,'abcabc','active','file:///data/mlruns/2/c8a34ff2ccf746b7ba419855108aa772/artifacts',2,NULL);
INSERT INTO "runs" VALUES('aacd943b10990ec9b7d7c778e9c26a0f','r3','PROJECT','train.py','main','alice','SCHEDULED',1560003003000,1560003003500,'abcabcabc','active','file:///data/mlruns/0/aacd943b10990ec9b7d7c778e9c26a0f/artifacts',0,NULL);
INSERT INTO "runs" VALUES('bb7791b2fa6b437e792cbee7b09527a6','r4','NOTEBOOK','train.py','','o''neil','FINISHED',1560003004000,1560003004500,'abcabcabcabc','deleted','file:///data/mlruns/1/bb7791b2fa6b437e792cbee7b09527a6/artifacts',1,1560003000009);
CREATE TABLE "tags" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000), 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT tag_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "tags" VALUES('tag0','v0 🚀','2f88709a4964c180eac8bcddead73c5e');
INSERT INTO "tags" VALUES('mlflow.user','v1 🚀','7464f32fc087f4d8a58408837a9bf716');
INSERT INTO "tags" VALUES('mlflow.runName','fir tagname 1','7464f32fc087f4d8a58408837a9bf716');
INSERT INTO "tags" VALUES('tag2','v2 🚀','c8a34ff2ccf746b7ba419855108aa772');
INSERT INTO "tags" VALUES('tag3','v3 🚀','aacd943b10990ec9b7d7c778e9c26a0f');
INSERT INTO "tags" VALUES('mlflow.runName','fir tagname 3','aacd943b10990ec9b7d7c778e9c26a0f');
INSERT INTO "tags" VALUES('tag4','v4 🚀','bb7791b2fa6b437e792cbee7b09527a6');
CREATE TABLE trace_info (
	request_id VARCHAR(50) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	timestamp_ms BIGINT NOT NULL, 
	execution_time_ms BIGINT, 
	status VARCHAR(50) NOT NULL, 
	CONSTRAINT trace_info_pk PRIMARY KEY (request_id), 
	CONSTRAINT fk_trace_info_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id)
);
INSERT INTO "trace_info" VALUES('0c4fb437d36a1a57028facedf9b763d4',1,1560003000000,NULL,'IN_PROGRESS');
INSERT INTO "trace_info" VALUES('tr-ee8d2983685faa0742c341b08719956d',1,1560003000001,7,'OK');
CREATE TABLE "trace_request_metadata" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000), 
	request_id VARCHAR(50) NOT NULL, 
	CONSTRAINT trace_request_metadata_pk PRIMARY KEY ("key", request_id), 
	CONSTRAINT fk_trace_request_metadata_request_id FOREIGN KEY(request_id) REFERENCES trace_info (request_id) ON DELETE CASCADE
);
INSERT INTO "trace_request_metadata" VALUES('mlflow.sourceRun','7464f32fc087f4d8a58408837a9bf716','0c4fb437d36a1a57028facedf9b763d4');
INSERT INTO "trace_request_metadata" VALUES('mlflow.trace_schema.version','2','0c4fb437d36a1a57028facedf9b763d4');
INSERT INTO "trace_request_metadata" VALUES('mlflow.sourceRun','7464f32fc087f4d8a58408837a9bf716','tr-ee8d2983685faa0742c341b08719956d');
INSERT INTO "trace_request_metadata" VALUES('mlflow.trace_schema.version','3','tr-ee8d2983685faa0742c341b08719956d');
INSERT INTO "trace_request_metadata" VALUES('mlflow.trace.session','s-1','tr-ee8d2983685faa0742c341b08719956d');
INSERT INTO "trace_request_metadata" VALUES('mlflow.trace.tokenUsage','{"input_tokens": 3, "output_tokens": 4, "total_tokens": 7}','tr-ee8d2983685faa0742c341b08719956d');
CREATE TABLE "trace_tags" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000), 
	request_id VARCHAR(50) NOT NULL, 
	CONSTRAINT trace_tag_pk PRIMARY KEY ("key", request_id), 
	CONSTRAINT fk_trace_tags_request_id FOREIGN KEY(request_id) REFERENCES trace_info (request_id) ON DELETE CASCADE
);
INSERT INTO "trace_tags" VALUES('mlflow.traceName','tr 0','0c4fb437d36a1a57028facedf9b763d4');
INSERT INTO "trace_tags" VALUES('env','dev','0c4fb437d36a1a57028facedf9b763d4');
INSERT INTO "trace_tags" VALUES('mlflow.traceName','tr 1','tr-ee8d2983685faa0742c341b08719956d');
INSERT INTO "trace_tags" VALUES('env','dev','tr-ee8d2983685faa0742c341b08719956d');
CREATE INDEX index_metrics_run_uuid ON metrics (run_uuid);
CREATE INDEX index_latest_metrics_run_uuid ON latest_metrics (run_uuid);
CREATE INDEX index_inputs_destination_type_destination_id_source_type ON inputs (destination_type, destination_id, source_type);
CREATE INDEX index_inputs_input_uuid ON inputs (input_uuid);
CREATE INDEX index_params_run_uuid ON params (run_uuid);
CREATE INDEX index_trace_info_experiment_id_timestamp_ms ON trace_info (experiment_id, timestamp_ms);
CREATE INDEX index_trace_tags_request_id ON trace_tags (request_id);
CREATE INDEX index_trace_request_metadata_request_id ON trace_request_metadata (request_id);
CREATE INDEX index_tags_run_uuid ON tags (run_uuid);
CREATE INDEX index_datasets_experiment_id_dataset_source_type ON datasets (experiment_id, dataset_source_type);
CREATE INDEX index_datasets_dataset_uuid ON datasets (dataset_uuid);
COMMIT;
