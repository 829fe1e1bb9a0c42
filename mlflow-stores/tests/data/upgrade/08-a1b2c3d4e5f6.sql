BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('a1b2c3d4e5f6');
CREATE TABLE assessments (
	assessment_id VARCHAR(50) NOT NULL, 
	trace_id VARCHAR(50) NOT NULL, 
	name VARCHAR(250) NOT NULL, 
	assessment_type VARCHAR(20) NOT NULL, 
	value TEXT NOT NULL, 
	error TEXT, 
	created_timestamp BIGINT NOT NULL, 
	last_updated_timestamp BIGINT NOT NULL, 
	source_type VARCHAR(50) NOT NULL, 
	source_id VARCHAR(250), 
	run_id VARCHAR(32), 
	span_id VARCHAR(50), 
	rationale TEXT, 
	overrides VARCHAR(50), 
	valid BOOLEAN NOT NULL, 
	assessment_metadata TEXT, 
	CONSTRAINT assessments_pk PRIMARY KEY (assessment_id), 
	CONSTRAINT fk_assessments_trace_id FOREIGN KEY(trace_id) REFERENCES trace_info (request_id) ON DELETE CASCADE
);
INSERT INTO "assessments" VALUES('a-d8034f8c508cbeee122662f8f8bdddfd','tr-e24839ea2d30ffd49e070a5c9b7f4b20','correct','feedback','true',NULL,1560003000000,1560003000000,'HUMAN','alice',NULL,NULL,'r',NULL,1,'{"a": "b"}');
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
INSERT INTO "datasets" VALUES('215ef1093516f5f9fe2caad8d7caa1d0',1,'train','d1','local','{}',NULL,'{}');
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
INSERT INTO "input_tags" VALUES('dd7d8f970f4ac5c8b0a568fe1b30edc7','mlflow.data.context','train');
CREATE TABLE inputs (
	input_uuid VARCHAR(36) NOT NULL, 
	source_type VARCHAR(36) NOT NULL, 
	source_id VARCHAR(36) NOT NULL, 
	destination_type VARCHAR(36) NOT NULL, 
	destination_id VARCHAR(36) NOT NULL, step BIGINT DEFAULT '0' NOT NULL, 
	CONSTRAINT inputs_pk PRIMARY KEY (source_type, source_id, destination_type, destination_id)
);
INSERT INTO "inputs" VALUES('dd7d8f970f4ac5c8b0a568fe1b30edc7','DATASET','215ef1093516f5f9fe2caad8d7caa1d0','RUN','04245405e50308bed8a96b77829b095d',0);
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
INSERT INTO "latest_metrics" VALUES('acc',0.53964,1560003000003,3,0,'5e71d1f8d17c8a037669f330d4bfc757');
INSERT INTO "latest_metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,0,0,'5e71d1f8d17c8a037669f330d4bfc757');
INSERT INTO "latest_metrics" VALUES('nan',0.0,1560003000000,0,1,'5e71d1f8d17c8a037669f330d4bfc757');
INSERT INTO "latest_metrics" VALUES('neg',-2.5,1560003000001,-5,0,'5e71d1f8d17c8a037669f330d4bfc757');
INSERT INTO "latest_metrics" VALUES('acc',0.30286,1560003000003,3,0,'04245405e50308bed8a96b77829b095d');
INSERT INTO "latest_metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,0,0,'04245405e50308bed8a96b77829b095d');
INSERT INTO "latest_metrics" VALUES('nan',0.0,1560003000000,0,1,'04245405e50308bed8a96b77829b095d');
INSERT INTO "latest_metrics" VALUES('neg',-2.5,1560003000001,-5,0,'04245405e50308bed8a96b77829b095d');
INSERT INTO "latest_metrics" VALUES('acc',0.33071,1560003000003,3,0,'9e4db8e0e67c6aaacca4a11ade978513');
INSERT INTO "latest_metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,0,0,'9e4db8e0e67c6aaacca4a11ade978513');
INSERT INTO "latest_metrics" VALUES('nan',0.0,1560003000000,0,1,'9e4db8e0e67c6aaacca4a11ade978513');
INSERT INTO "latest_metrics" VALUES('neg',-2.5,1560003000001,-5,0,'9e4db8e0e67c6aaacca4a11ade978513');
INSERT INTO "latest_metrics" VALUES('acc',0.96412,1560003000003,3,0,'67ce078194d85365380bb5805719db9e');
INSERT INTO "latest_metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,0,0,'67ce078194d85365380bb5805719db9e');
INSERT INTO "latest_metrics" VALUES('nan',0.0,1560003000000,0,1,'67ce078194d85365380bb5805719db9e');
INSERT INTO "latest_metrics" VALUES('neg',-2.5,1560003000001,-5,0,'67ce078194d85365380bb5805719db9e');
INSERT INTO "latest_metrics" VALUES('acc',0.71524,1560003000003,3,0,'cad587e1548c9615c88725bc65646312');
INSERT INTO "latest_metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,0,0,'cad587e1548c9615c88725bc65646312');
INSERT INTO "latest_metrics" VALUES('nan',0.0,1560003000000,0,1,'cad587e1548c9615c88725bc65646312');
INSERT INTO "latest_metrics" VALUES('neg',-2.5,1560003000001,-5,0,'cad587e1548c9615c88725bc65646312');
CREATE TABLE logged_model_metrics (
	model_id VARCHAR(36) NOT NULL, 
	metric_name VARCHAR(500) NOT NULL, 
	metric_timestamp_ms BIGINT NOT NULL, 
	metric_step BIGINT NOT NULL, 
	metric_value FLOAT, 
	experiment_id INTEGER NOT NULL, 
	run_id VARCHAR(32) NOT NULL, 
	dataset_uuid VARCHAR(36), 
	dataset_name VARCHAR(500), 
	dataset_digest VARCHAR(36), 
	CONSTRAINT logged_model_metrics_pk PRIMARY KEY (model_id, metric_name, metric_timestamp_ms, metric_step, run_id), 
	CONSTRAINT fk_logged_model_metrics_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id), 
	CONSTRAINT fk_logged_model_metrics_model_id FOREIGN KEY(model_id) REFERENCES logged_models (model_id) ON DELETE CASCADE, 
	CONSTRAINT fk_logged_model_metrics_run_id FOREIGN KEY(run_id) REFERENCES runs (run_uuid) ON DELETE CASCADE
);
INSERT INTO "logged_model_metrics" VALUES('m-da40edd9f740b19890e1a3718a8fb856','acc',1560003000000,0,0.5,1,'04245405e50308bed8a96b77829b095d',NULL,NULL,NULL);
CREATE TABLE logged_model_params (
	model_id VARCHAR(36) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	param_key VARCHAR(255) NOT NULL, 
	param_value TEXT NOT NULL, 
	CONSTRAINT logged_model_params_pk PRIMARY KEY (model_id, param_key), 
	CONSTRAINT fk_logged_model_params_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id), 
	CONSTRAINT fk_logged_model_params_model_id FOREIGN KEY(model_id) REFERENCES logged_models (model_id) ON DELETE CASCADE
);
INSERT INTO "logged_model_params" VALUES('m-da40edd9f740b19890e1a3718a8fb856',1,'p','1');
CREATE TABLE logged_model_tags (
	model_id VARCHAR(36) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	tag_key VARCHAR(255) NOT NULL, 
	tag_value TEXT NOT NULL, 
	CONSTRAINT logged_model_tags_pk PRIMARY KEY (model_id, tag_key), 
	CONSTRAINT fk_logged_model_tags_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id), 
	CONSTRAINT fk_logged_model_tags_model_id FOREIGN KEY(model_id) REFERENCES logged_models (model_id) ON DELETE CASCADE
);
INSERT INTO "logged_model_tags" VALUES('m-da40edd9f740b19890e1a3718a8fb856',1,'t','2');
CREATE TABLE logged_models (
	model_id VARCHAR(36) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	name VARCHAR(500) NOT NULL, 
	artifact_location VARCHAR(1000) NOT NULL, 
	creation_timestamp_ms BIGINT NOT NULL, 
	last_updated_timestamp_ms BIGINT NOT NULL, 
	status INTEGER NOT NULL, 
	lifecycle_stage VARCHAR(32), 
	model_type VARCHAR(500), 
	source_run_id VARCHAR(32), 
	status_message VARCHAR(1000), 
	CONSTRAINT logged_models_pk PRIMARY KEY (model_id), 
	CONSTRAINT logged_models_lifecycle_stage_check CHECK (lifecycle_stage IN ('active', 'deleted')), 
	CONSTRAINT fk_logged_models_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id) ON DELETE CASCADE
);
INSERT INTO "logged_models" VALUES('m-da40edd9f740b19890e1a3718a8fb856',1,'lm','file:///data/mlruns/1/models/m-da40edd9f740b19890e1a3718a8fb856/artifacts',1560003000000,1560003000001,2,'active','Agent','04245405e50308bed8a96b77829b095d',NULL);
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
INSERT INTO "metrics" VALUES('acc',0.60578,1560003000000,'5e71d1f8d17c8a037669f330d4bfc757',0,0);
INSERT INTO "metrics" VALUES('acc',0.78566,1560003000001,'5e71d1f8d17c8a037669f330d4bfc757',1,0);
INSERT INTO "metrics" VALUES('acc',0.53546,1560003000002,'5e71d1f8d17c8a037669f330d4bfc757',2,0);
INSERT INTO "metrics" VALUES('acc',0.53964,1560003000003,'5e71d1f8d17c8a037669f330d4bfc757',3,0);
INSERT INTO "metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,'5e71d1f8d17c8a037669f330d4bfc757',0,0);
INSERT INTO "metrics" VALUES('nan',0.0,1560003000000,'5e71d1f8d17c8a037669f330d4bfc757',0,1);
INSERT INTO "metrics" VALUES('neg',-1.5,1560003000000,'5e71d1f8d17c8a037669f330d4bfc757',-3,0);
INSERT INTO "metrics" VALUES('neg',-2.5,1560003000001,'5e71d1f8d17c8a037669f330d4bfc757',-5,0);
INSERT INTO "metrics" VALUES('acc',0.14877,1560003000000,'04245405e50308bed8a96b77829b095d',0,0);
INSERT INTO "metrics" VALUES('acc',0.68178,1560003000001,'04245405e50308bed8a96b77829b095d',1,0);
INSERT INTO "metrics" VALUES('acc',0.7271,1560003000002,'04245405e50308bed8a96b77829b095d',2,0);
INSERT INTO "metrics" VALUES('acc',0.30286,1560003000003,'04245405e50308bed8a96b77829b095d',3,0);
INSERT INTO "metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,'04245405e50308bed8a96b77829b095d',0,0);
INSERT INTO "metrics" VALUES('nan',0.0,1560003000000,'04245405e50308bed8a96b77829b095d',0,1);
INSERT INTO "metrics" VALUES('neg',-1.5,1560003000000,'04245405e50308bed8a96b77829b095d',-3,0);
INSERT INTO "metrics" VALUES('neg',-2.5,1560003000001,'04245405e50308bed8a96b77829b095d',-5,0);
INSERT INTO "metrics" VALUES('acc',0.66136,1560003000000,'9e4db8e0e67c6aaacca4a11ade978513',0,0);
INSERT INTO "metrics" VALUES('acc',0.20889,1560003000001,'9e4db8e0e67c6aaacca4a11ade978513',1,0);
INSERT INTO "metrics" VALUES('acc',0.10844,1560003000002,'9e4db8e0e67c6aaacca4a11ade978513',2,0);
INSERT INTO "metrics" VALUES('acc',0.33071,1560003000003,'9e4db8e0e67c6aaacca4a11ade978513',3,0);
INSERT INTO "metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,'9e4db8e0e67c6aaacca4a11ade978513',0,0);
INSERT INTO "metrics" VALUES('nan',0.0,1560003000000,'9e4db8e0e67c6aaacca4a11ade978513',0,1);
INSERT INTO "metrics" VALUES('neg',-1.5,1560003000000,'9e4db8e0e67c6aaacca4a11ade978513',-3,0);
INSERT INTO "metrics" VALUES('neg',-2.5,1560003000001,'9e4db8e0e67c6aaacca4a11ade978513',-5,0);
INSERT INTO "metrics" VALUES('acc',0.54699,1560003000000,'67ce078194d85365380bb5805719db9e',0,0);
INSERT INTO "metrics" VALUES('acc',0.38807,1560003000001,'67ce078194d85365380bb5805719db9e',1,0);
INSERT INTO "metrics" VALUES('acc',0.25093,1560003000002,'67ce078194d85365380bb5805719db9e',2,0);
INSERT INTO "metrics" VALUES('acc',0.96412,1560003000003,'67ce078194d85365380bb5805719db9e',3,0);
INSERT INTO "metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,'67ce078194d85365380bb5805719db9e',0,0);
INSERT INTO "metrics" VALUES('nan',0.0,1560003000000,'67ce078194d85365380bb5805719db9e',0,1);
INSERT INTO "metrics" VALUES('neg',-1.5,1560003000000,'67ce078194d85365380bb5805719db9e',-3,0);
INSERT INTO "metrics" VALUES('neg',-2.5,1560003000001,'67ce078194d85365380bb5805719db9e',-5,0);
INSERT INTO "metrics" VALUES('acc',0.69984,1560003000000,'cad587e1548c9615c88725bc65646312',0,0);
INSERT INTO "metrics" VALUES('acc',0.28075,1560003000001,'cad587e1548c9615c88725bc65646312',1,0);
INSERT INTO "metrics" VALUES('acc',0.07098,1560003000002,'cad587e1548c9615c88725bc65646312',2,0);
INSERT INTO "metrics" VALUES('acc',0.71524,1560003000003,'cad587e1548c9615c88725bc65646312',3,0);
INSERT INTO "metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,'cad587e1548c9615c88725bc65646312',0,0);
INSERT INTO "metrics" VALUES('nan',0.0,1560003000000,'cad587e1548c9615c88725bc65646312',0,1);
INSERT INTO "metrics" VALUES('neg',-1.5,1560003000000,'cad587e1548c9615c88725bc65646312',-3,0);
INSERT INTO "metrics" VALUES('neg',-2.5,1560003000001,'cad587e1548c9615c88725bc65646312',-5,0);
CREATE TABLE "model_version_tags" (
	"key" VARCHAR(250) NOT NULL, 
	value TEXT, 
	name VARCHAR(256) NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT model_version_tag_pk PRIMARY KEY ("key", name, version), 
	FOREIGN KEY(name, version) REFERENCES model_versions (name, version) ON UPDATE CASCADE
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
INSERT INTO "model_versions" VALUES('fir-model',1,1560003000001,1560003000001,NULL,'alice','Production','file:///data/mlruns/1/04245405e50308bed8a96b77829b095d/artifacts/m1','04245405e50308bed8a96b77829b095d','READY',NULL,NULL,'file:///data/store/1');
INSERT INTO "model_versions" VALUES('fir-model',2,1560003000002,1560003000002,NULL,NULL,'None','file:///data/mlruns/1/04245405e50308bed8a96b77829b095d/artifacts/m2','9e4db8e0e67c6aaacca4a11ade978513','READY',NULL,'https://example.com/r',NULL);
INSERT INTO "model_versions" VALUES('fir-model',3,1560003000003,1560003000003,NULL,NULL,'Deleted_Internal','file:///data/mlruns/1/04245405e50308bed8a96b77829b095d/artifacts/m3','67ce078194d85365380bb5805719db9e','READY',NULL,NULL,NULL);
CREATE TABLE "params" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000) NOT NULL, 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT param_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "params" VALUES('lr','0.1','5e71d1f8d17c8a037669f330d4bfc757');
INSERT INTO "params" VALUES('日本 `q`','it''s
\ 100%','5e71d1f8d17c8a037669f330d4bfc757');
INSERT INTO "params" VALUES('lr','0.2','04245405e50308bed8a96b77829b095d');
INSERT INTO "params" VALUES('日本 `q`','it''s
\ 100%','04245405e50308bed8a96b77829b095d');
INSERT INTO "params" VALUES('lr','0.300','9e4db8e0e67c6aaacca4a11ade978513');
INSERT INTO "params" VALUES('日本 `q`','it''s
\ 100%','9e4db8e0e67c6aaacca4a11ade978513');
INSERT INTO "params" VALUES('lr','0.4','67ce078194d85365380bb5805719db9e');
INSERT INTO "params" VALUES('日本 `q`','it''s
\ 100%','67ce078194d85365380bb5805719db9e');
INSERT INTO "params" VALUES('lr','0.5','cad587e1548c9615c88725bc65646312');
INSERT INTO "params" VALUES('日本 `q`','it''s
\ 100%','cad587e1548c9615c88725bc65646312');
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
	CONSTRAINT source_type CHECK (source_type IN ('NOTEBOOK', 'JOB', 'LOCAL', 'UNKNOWN', 'PROJECT')), 
	CONSTRAINT runs_lifecycle_stage CHECK (lifecycle_stage IN ('active', 'deleted')), 
	FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id), 
	CHECK (status IN ('SCHEDULED', 'FAILED', 'FINISHED', 'RUNNING', 'KILLED'))
);
INSERT INTO "runs" VALUES('5e71d1f8d17c8a037669f330d4bfc757','','LOCAL','train.py','','alice','RUNNING',1560003000000,NULL,'','active','file:///data/mlruns/0/5e71d1f8d17c8a037669f330d4bfc757/artifacts',0,NULL);
INSERT INTO "runs" VALUES('04245405e50308bed8a96b77829b095d','fir run','UNKNOWN','train.py','main','bob','FINISHED',1560003001000,1560003001500,'abc','active','file:///data/mlruns/1/04245405e50308bed8a96b77829b095d/artifacts',1,NULL);
INSERT INTO "runs" VALUES('9e4db8e0e67c6aaacca4a11ade978513','日本','JOB','train.py','','','FAILED',1560003002000,1560003002500,'abcabc','active','file:///data/mlruns/2/9e4db8e0e67c6aaacca4a11ade978513/artifacts',2,NULL);
INSERT INTO "runs" VALUES('67ce078194d85365380bb5805719db9e','r3','PROJECT','train.py','main','alice','SCHEDULED',1560003003000,1560003003500,'abcabcabc','active','file:///data/mlruns/0/67ce078194d85365380bb5805719db9e/artifacts',0,NULL);
INSERT INTO "runs" VALUES('cad587e1548c9615c88725bc65646312','r4','NOTEBOOK','train.py','','o''neil','FINISHED',1560003004000,1560003004500,'abcabcabcabc','deleted','file:///data/mlruns/1/cad587e1548c9615c88725bc65646312/artifacts',1,1560003000009);
CREATE TABLE spans (
	trace_id VARCHAR(50) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	span_id VARCHAR(50) NOT NULL, 
	parent_span_id VARCHAR(50), 
	name TEXT, 
	type VARCHAR(500), 
	status VARCHAR(50) NOT NULL, 
	start_time_unix_nano BIGINT NOT NULL, 
	end_time_unix_nano BIGINT, 
	duration_ns BIGINT GENERATED ALWAYS AS (end_time_unix_nano - start_time_unix_nano) STORED, 
	content TEXT NOT NULL, 
	CONSTRAINT spans_pk PRIMARY KEY (trace_id, span_id), 
	CONSTRAINT fk_spans_trace_id FOREIGN KEY(trace_id) REFERENCES trace_info (request_id) ON DELETE CASCADE, 
	CONSTRAINT fk_spans_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id)
);
INSERT INTO "spans" VALUES('tr-e24839ea2d30ffd49e070a5c9b7f4b20',1,'e1d0913e5465cbf3',NULL,'root','LLM','OK',1560003000000000000,1560003000007000000,'{"trace_id": "AAAAAAAAAAAAAAAAAAAAAQ==", "span_id": "AAAAAAAAAAE=", "parent_span_id": null, "name": "root", "start_time_unix_nano": 1560003000000000000, "end_time_unix_nano": 1560003000007000000, "events": [], "links": [], "status": {"code": "STATUS_CODE_OK", "message": ""}, "attributes": {"mlflow.traceRequestId": "\"tr-e24839ea2d30ffd49e070a5c9b7f4b20\"", "mlflow.spanType": "\"LLM\"", "mlflow.spanInputs": "\"hi\"", "mlflow.chat.tokenUsage": "{\"input_tokens\": 3, \"output_tokens\": 4, \"total_tokens\": 7}"}}');
CREATE TABLE "tags" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000), 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT tag_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "tags" VALUES('tag0','v0 🚀','5e71d1f8d17c8a037669f330d4bfc757');
INSERT INTO "tags" VALUES('mlflow.user','v1 🚀','04245405e50308bed8a96b77829b095d');
INSERT INTO "tags" VALUES('mlflow.runName','fir tagname 1','04245405e50308bed8a96b77829b095d');
INSERT INTO "tags" VALUES('tag2','v2 🚀','9e4db8e0e67c6aaacca4a11ade978513');
INSERT INTO "tags" VALUES('tag3','v3 🚀','67ce078194d85365380bb5805719db9e');
INSERT INTO "tags" VALUES('mlflow.runName','fir tagname 3','67ce078194d85365380bb5805719db9e');
INSERT INTO "tags" VALUES('tag4','v4 🚀','cad587e1548c9615c88725bc65646312');
CREATE TABLE trace_info (
	request_id VARCHAR(50) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	timestamp_ms BIGINT NOT NULL, 
	execution_time_ms BIGINT, 
	status VARCHAR(50) NOT NULL, client_request_id VARCHAR(50), request_preview VARCHAR(1000), response_preview VARCHAR(1000), 
	CONSTRAINT trace_info_pk PRIMARY KEY (request_id), 
	CONSTRAINT fk_trace_info_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id)
);
INSERT INTO "trace_info" VALUES('8873420e16b6016144add5c3e16206b5',1,1560003000000,NULL,'IN_PROGRESS',NULL,NULL,NULL);
INSERT INTO "trace_info" VALUES('tr-e24839ea2d30ffd49e070a5c9b7f4b20',1,1560003000001,7,'OK','c1','q',NULL);
CREATE TABLE "trace_request_metadata" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000), 
	request_id VARCHAR(50) NOT NULL, 
	CONSTRAINT trace_request_metadata_pk PRIMARY KEY ("key", request_id), 
	CONSTRAINT fk_trace_request_metadata_request_id FOREIGN KEY(request_id) REFERENCES trace_info (request_id) ON DELETE CASCADE
);
INSERT INTO "trace_request_metadata" VALUES('mlflow.sourceRun','04245405e50308bed8a96b77829b095d','8873420e16b6016144add5c3e16206b5');
INSERT INTO "trace_request_metadata" VALUES('mlflow.trace_schema.version','2','8873420e16b6016144add5c3e16206b5');
INSERT INTO "trace_request_metadata" VALUES('mlflow.sourceRun','04245405e50308bed8a96b77829b095d','tr-e24839ea2d30ffd49e070a5c9b7f4b20');
INSERT INTO "trace_request_metadata" VALUES('mlflow.trace_schema.version','3','tr-e24839ea2d30ffd49e070a5c9b7f4b20');
INSERT INTO "trace_request_metadata" VALUES('mlflow.trace.session','s-1','tr-e24839ea2d30ffd49e070a5c9b7f4b20');
INSERT INTO "trace_request_metadata" VALUES('mlflow.trace.tokenUsage','{"input_tokens": 3, "output_tokens": 4, "total_tokens": 7}','tr-e24839ea2d30ffd49e070a5c9b7f4b20');
CREATE TABLE "trace_tags" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000), 
	request_id VARCHAR(50) NOT NULL, 
	CONSTRAINT trace_tag_pk PRIMARY KEY ("key", request_id), 
	CONSTRAINT fk_trace_tags_request_id FOREIGN KEY(request_id) REFERENCES trace_info (request_id) ON DELETE CASCADE
);
INSERT INTO "trace_tags" VALUES('mlflow.traceName','tr 0','8873420e16b6016144add5c3e16206b5');
INSERT INTO "trace_tags" VALUES('env','dev','8873420e16b6016144add5c3e16206b5');
INSERT INTO "trace_tags" VALUES('mlflow.traceName','tr 1','tr-e24839ea2d30ffd49e070a5c9b7f4b20');
INSERT INTO "trace_tags" VALUES('env','dev','tr-e24839ea2d30ffd49e070a5c9b7f4b20');
CREATE INDEX index_metrics_run_uuid ON metrics (run_uuid);
CREATE INDEX index_latest_metrics_run_uuid ON latest_metrics (run_uuid);
CREATE INDEX index_inputs_input_uuid ON inputs (input_uuid);
CREATE INDEX index_inputs_destination_type_destination_id_source_type ON inputs (destination_type, destination_id, source_type);
CREATE INDEX index_params_run_uuid ON params (run_uuid);
CREATE INDEX index_trace_info_experiment_id_timestamp_ms ON trace_info (experiment_id, timestamp_ms);
CREATE INDEX index_trace_tags_request_id ON trace_tags (request_id);
CREATE INDEX index_trace_request_metadata_request_id ON trace_request_metadata (request_id);
CREATE INDEX index_tags_run_uuid ON tags (run_uuid);
CREATE INDEX index_datasets_experiment_id_dataset_source_type ON datasets (experiment_id, dataset_source_type);
CREATE INDEX index_datasets_dataset_uuid ON datasets (dataset_uuid);
CREATE INDEX index_logged_model_metrics_model_id ON logged_model_metrics (model_id);
CREATE INDEX index_assessments_trace_id_created_timestamp ON assessments (trace_id, created_timestamp);
CREATE INDEX index_assessments_run_id_created_timestamp ON assessments (run_id, created_timestamp);
CREATE INDEX index_assessments_last_updated_timestamp ON assessments (last_updated_timestamp);
CREATE INDEX index_assessments_assessment_type ON assessments (assessment_type);
CREATE INDEX index_spans_experiment_id ON spans (experiment_id);
CREATE INDEX index_spans_experiment_id_status_type ON spans (experiment_id, status, type);
CREATE INDEX index_spans_experiment_id_type_status ON spans (experiment_id, type, status);
CREATE INDEX index_spans_experiment_id_duration ON spans (experiment_id, duration_ns);
COMMIT;
