BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('bf29a5ff90ea');
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
INSERT INTO "assessments" VALUES('a-0fc7f3c2346c495ec63dc3b72d196828','tr-4bbab4b2d7feadc7dfcffabbf5da3d70','correct','feedback','true',NULL,1560003000000,1560003000000,'HUMAN','alice',NULL,NULL,'r',NULL,1,'{"a": "b"}');
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
INSERT INTO "datasets" VALUES('9bed99b6db1ee1828e536431eb4629dc',1,'train','d1','local','{}',NULL,'{}');
CREATE TABLE entity_associations (
	association_id VARCHAR(36) NOT NULL, 
	source_type VARCHAR(36) NOT NULL, 
	source_id VARCHAR(36) NOT NULL, 
	destination_type VARCHAR(36) NOT NULL, 
	destination_id VARCHAR(36) NOT NULL, 
	created_time BIGINT, 
	CONSTRAINT entity_associations_pk PRIMARY KEY (source_type, source_id, destination_type, destination_id)
);
INSERT INTO "entity_associations" VALUES('e9fa81d3c4097e9e04a745d0110bdb0c','run','ccb854f76fc943edb232e5f93a19697a','trace','tr-4bbab4b2d7feadc7dfcffabbf5da3d70',1560003000000);
CREATE TABLE "evaluation_dataset_records" (
	dataset_record_id VARCHAR(36) NOT NULL, 
	dataset_id VARCHAR(36) NOT NULL, 
	inputs JSON NOT NULL, 
	expectations JSON, 
	tags JSON, 
	source JSON, 
	source_id VARCHAR(36), 
	source_type VARCHAR(255), 
	created_time BIGINT, 
	last_update_time BIGINT, 
	created_by VARCHAR(255), 
	last_updated_by VARCHAR(255), 
	input_hash VARCHAR(64) NOT NULL, outputs JSON, 
	CONSTRAINT evaluation_dataset_records_pk PRIMARY KEY (dataset_record_id), 
	CONSTRAINT fk_evaluation_dataset_records_dataset_id FOREIGN KEY(dataset_id) REFERENCES evaluation_datasets (dataset_id) ON DELETE CASCADE, 
	CONSTRAINT unique_dataset_input UNIQUE (dataset_id, input_hash)
);
INSERT INTO "evaluation_dataset_records" VALUES('dr-e17debce0d516994f6d0a0f8114f8cac','d-a8cfcf40e5e46be4b280caabe05f68ca','{"q": 1}','{"a": 2}','{}',NULL,NULL,NULL,1560003000000,1560003000000,'alice','alice','2936d1b91d79c3b1a4a04a3a6c4328b7280963dbd370e2eb6b108f4da7f0dd29',NULL);
CREATE TABLE evaluation_dataset_tags (
	dataset_id VARCHAR(36) NOT NULL, 
	"key" VARCHAR(255) NOT NULL, 
	value VARCHAR(5000), 
	CONSTRAINT evaluation_dataset_tags_pk PRIMARY KEY (dataset_id, "key"), 
	CONSTRAINT fk_evaluation_dataset_tags_dataset_id FOREIGN KEY(dataset_id) REFERENCES evaluation_datasets (dataset_id) ON DELETE CASCADE
);
INSERT INTO "evaluation_dataset_tags" VALUES('d-a8cfcf40e5e46be4b280caabe05f68ca','k','v');
CREATE TABLE evaluation_datasets (
	dataset_id VARCHAR(36) NOT NULL, 
	name VARCHAR(255) NOT NULL, 
	schema TEXT, 
	profile TEXT, 
	digest VARCHAR(64), 
	created_time BIGINT, 
	last_update_time BIGINT, 
	created_by VARCHAR(255), 
	last_updated_by VARCHAR(255), 
	CONSTRAINT evaluation_datasets_pk PRIMARY KEY (dataset_id)
);
INSERT INTO "evaluation_datasets" VALUES('d-a8cfcf40e5e46be4b280caabe05f68ca','ev',NULL,NULL,'x',1560003000000,1560003000000,'alice','alice');
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
INSERT INTO "experiments" VALUES(1,'ash 実験 ''q'' 100%','file:///data/mlruns/1','active',1560003000001,1560003000011);
INSERT INTO "experiments" VALUES(2,'ash-deleted','file:///data/mlruns/2','deleted',1560003000002,1560003000012);
CREATE TABLE input_tags (
	input_uuid VARCHAR(36) NOT NULL, 
	name VARCHAR(255) NOT NULL, 
	value VARCHAR(500) NOT NULL, 
	CONSTRAINT input_tags_pk PRIMARY KEY (input_uuid, name)
);
INSERT INTO "input_tags" VALUES('af85470a0e678be5ebf92e9cf969bb72','mlflow.data.context','train');
CREATE TABLE inputs (
	input_uuid VARCHAR(36) NOT NULL, 
	source_type VARCHAR(36) NOT NULL, 
	source_id VARCHAR(36) NOT NULL, 
	destination_type VARCHAR(36) NOT NULL, 
	destination_id VARCHAR(36) NOT NULL, step BIGINT DEFAULT '0' NOT NULL, 
	CONSTRAINT inputs_pk PRIMARY KEY (source_type, source_id, destination_type, destination_id)
);
INSERT INTO "inputs" VALUES('af85470a0e678be5ebf92e9cf969bb72','DATASET','9bed99b6db1ee1828e536431eb4629dc','RUN','ccb854f76fc943edb232e5f93a19697a',0);
CREATE TABLE jobs (
	id VARCHAR(36) NOT NULL, 
	creation_time BIGINT NOT NULL, 
	function_fullname VARCHAR(500) NOT NULL, 
	params TEXT NOT NULL, 
	timeout FLOAT, 
	status INTEGER NOT NULL, 
	result TEXT, 
	retry_count INTEGER NOT NULL, 
	last_update_time BIGINT NOT NULL, 
	CONSTRAINT jobs_pk PRIMARY KEY (id)
);
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
INSERT INTO "latest_metrics" VALUES('acc',0.32551,1560003000003,3,0,'ed522938be9646560a634d0cf51f4b2b');
INSERT INTO "latest_metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,0,0,'ed522938be9646560a634d0cf51f4b2b');
INSERT INTO "latest_metrics" VALUES('nan',0.0,1560003000000,0,1,'ed522938be9646560a634d0cf51f4b2b');
INSERT INTO "latest_metrics" VALUES('neg',-2.5,1560003000001,-5,0,'ed522938be9646560a634d0cf51f4b2b');
INSERT INTO "latest_metrics" VALUES('acc',0.10577,1560003000003,3,0,'ccb854f76fc943edb232e5f93a19697a');
INSERT INTO "latest_metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,0,0,'ccb854f76fc943edb232e5f93a19697a');
INSERT INTO "latest_metrics" VALUES('nan',0.0,1560003000000,0,1,'ccb854f76fc943edb232e5f93a19697a');
INSERT INTO "latest_metrics" VALUES('neg',-2.5,1560003000001,-5,0,'ccb854f76fc943edb232e5f93a19697a');
INSERT INTO "latest_metrics" VALUES('acc',0.11698,1560003000003,3,0,'16570add9d12828e8de7fc2bc1605ba5');
INSERT INTO "latest_metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,0,0,'16570add9d12828e8de7fc2bc1605ba5');
INSERT INTO "latest_metrics" VALUES('nan',0.0,1560003000000,0,1,'16570add9d12828e8de7fc2bc1605ba5');
INSERT INTO "latest_metrics" VALUES('neg',-2.5,1560003000001,-5,0,'16570add9d12828e8de7fc2bc1605ba5');
INSERT INTO "latest_metrics" VALUES('acc',0.7024,1560003000003,3,0,'f297bf7f2c4b588e49d8bb18806dd352');
INSERT INTO "latest_metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,0,0,'f297bf7f2c4b588e49d8bb18806dd352');
INSERT INTO "latest_metrics" VALUES('nan',0.0,1560003000000,0,1,'f297bf7f2c4b588e49d8bb18806dd352');
INSERT INTO "latest_metrics" VALUES('neg',-2.5,1560003000001,-5,0,'f297bf7f2c4b588e49d8bb18806dd352');
INSERT INTO "latest_metrics" VALUES('acc',0.28245,1560003000003,3,0,'5d2a0ea4a71b67d0b668f1c84cd69008');
INSERT INTO "latest_metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,0,0,'5d2a0ea4a71b67d0b668f1c84cd69008');
INSERT INTO "latest_metrics" VALUES('nan',0.0,1560003000000,0,1,'5d2a0ea4a71b67d0b668f1c84cd69008');
INSERT INTO "latest_metrics" VALUES('neg',-2.5,1560003000001,-5,0,'5d2a0ea4a71b67d0b668f1c84cd69008');
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
INSERT INTO "logged_model_metrics" VALUES('m-237c6b4001156efb0fd87faa5cfd728b','acc',1560003000000,0,0.5,1,'ccb854f76fc943edb232e5f93a19697a',NULL,NULL,NULL);
CREATE TABLE logged_model_params (
	model_id VARCHAR(36) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	param_key VARCHAR(255) NOT NULL, 
	param_value TEXT NOT NULL, 
	CONSTRAINT logged_model_params_pk PRIMARY KEY (model_id, param_key), 
	CONSTRAINT fk_logged_model_params_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id), 
	CONSTRAINT fk_logged_model_params_model_id FOREIGN KEY(model_id) REFERENCES logged_models (model_id) ON DELETE CASCADE
);
INSERT INTO "logged_model_params" VALUES('m-237c6b4001156efb0fd87faa5cfd728b',1,'p','1');
CREATE TABLE logged_model_tags (
	model_id VARCHAR(36) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	tag_key VARCHAR(255) NOT NULL, 
	tag_value TEXT NOT NULL, 
	CONSTRAINT logged_model_tags_pk PRIMARY KEY (model_id, tag_key), 
	CONSTRAINT fk_logged_model_tags_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id), 
	CONSTRAINT fk_logged_model_tags_model_id FOREIGN KEY(model_id) REFERENCES logged_models (model_id) ON DELETE CASCADE
);
INSERT INTO "logged_model_tags" VALUES('m-237c6b4001156efb0fd87faa5cfd728b',1,'t','2');
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
INSERT INTO "logged_models" VALUES('m-237c6b4001156efb0fd87faa5cfd728b',1,'lm','file:///data/mlruns/1/models/m-237c6b4001156efb0fd87faa5cfd728b/artifacts',1560003000000,1560003000001,2,'active','Agent','ccb854f76fc943edb232e5f93a19697a',NULL);
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
INSERT INTO "metrics" VALUES('acc',0.05435,1560003000000,'ed522938be9646560a634d0cf51f4b2b',0,0);
INSERT INTO "metrics" VALUES('acc',0.62043,1560003000001,'ed522938be9646560a634d0cf51f4b2b',1,0);
INSERT INTO "metrics" VALUES('acc',0.44864,1560003000002,'ed522938be9646560a634d0cf51f4b2b',2,0);
INSERT INTO "metrics" VALUES('acc',0.32551,1560003000003,'ed522938be9646560a634d0cf51f4b2b',3,0);
INSERT INTO "metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,'ed522938be9646560a634d0cf51f4b2b',0,0);
INSERT INTO "metrics" VALUES('nan',0.0,1560003000000,'ed522938be9646560a634d0cf51f4b2b',0,1);
INSERT INTO "metrics" VALUES('neg',-1.5,1560003000000,'ed522938be9646560a634d0cf51f4b2b',-3,0);
INSERT INTO "metrics" VALUES('neg',-2.5,1560003000001,'ed522938be9646560a634d0cf51f4b2b',-5,0);
INSERT INTO "metrics" VALUES('acc',0.68225,1560003000000,'ccb854f76fc943edb232e5f93a19697a',0,0);
INSERT INTO "metrics" VALUES('acc',0.374,1560003000001,'ccb854f76fc943edb232e5f93a19697a',1,0);
INSERT INTO "metrics" VALUES('acc',0.89497,1560003000002,'ccb854f76fc943edb232e5f93a19697a',2,0);
INSERT INTO "metrics" VALUES('acc',0.10577,1560003000003,'ccb854f76fc943edb232e5f93a19697a',3,0);
INSERT INTO "metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,'ccb854f76fc943edb232e5f93a19697a',0,0);
INSERT INTO "metrics" VALUES('nan',0.0,1560003000000,'ccb854f76fc943edb232e5f93a19697a',0,1);
INSERT INTO "metrics" VALUES('neg',-1.5,1560003000000,'ccb854f76fc943edb232e5f93a19697a',-3,0);
INSERT INTO "metrics" VALUES('neg',-2.5,1560003000001,'ccb854f76fc943edb232e5f93a19697a',-5,0);
INSERT INTO "metrics" VALUES('acc',0.26358,1560003000000,'16570add9d12828e8de7fc2bc1605ba5',0,0);
INSERT INTO "metrics" VALUES('acc',0.47297,1560003000001,'16570add9d12828e8de7fc2bc1605ba5',1,0);
INSERT INTO "metrics" VALUES('acc',0.13854,1560003000002,'16570add9d12828e8de7fc2bc1605ba5',2,0);
INSERT INTO "metrics" VALUES('acc',0.11698,1560003000003,'16570add9d12828e8de7fc2bc1605ba5',3,0);
INSERT INTO "metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,'16570add9d12828e8de7fc2bc1605ba5',0,0);
INSERT INTO "metrics" VALUES('nan',0.0,1560003000000,'16570add9d12828e8de7fc2bc1605ba5',0,1);
INSERT INTO "metrics" VALUES('neg',-1.5,1560003000000,'16570add9d12828e8de7fc2bc1605ba5',-3,0);
INSERT INTO "metrics" VALUES('neg',-2.5,1560003000001,'16570add9d12828e8de7fc2bc1605ba5',-5,0);
INSERT INTO "metrics" VALUES('acc',0.67664,1560003000000,'f297bf7f2c4b588e49d8bb18806dd352',0,0);
INSERT INTO "metrics" VALUES('acc',0.26245,1560003000001,'f297bf7f2c4b588e49d8bb18806dd352',1,0);
INSERT INTO "metrics" VALUES('acc',0.13302,1560003000002,'f297bf7f2c4b588e49d8bb18806dd352',2,0);
INSERT INTO "metrics" VALUES('acc',0.7024,1560003000003,'f297bf7f2c4b588e49d8bb18806dd352',3,0);
INSERT INTO "metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,'f297bf7f2c4b588e49d8bb18806dd352',0,0);
INSERT INTO "metrics" VALUES('nan',0.0,1560003000000,'f297bf7f2c4b588e49d8bb18806dd352',0,1);
INSERT INTO "metrics" VALUES('neg',-1.5,1560003000000,'f297bf7f2c4b588e49d8bb18806dd352',-3,0);
INSERT INTO "metrics" VALUES('neg',-2.5,1560003000001,'f297bf7f2c4b588e49d8bb18806dd352',-5,0);
INSERT INTO "metrics" VALUES('acc',0.85796,1560003000000,'5d2a0ea4a71b67d0b668f1c84cd69008',0,0);
INSERT INTO "metrics" VALUES('acc',0.61229,1560003000001,'5d2a0ea4a71b67d0b668f1c84cd69008',1,0);
INSERT INTO "metrics" VALUES('acc',0.6235,1560003000002,'5d2a0ea4a71b67d0b668f1c84cd69008',2,0);
INSERT INTO "metrics" VALUES('acc',0.28245,1560003000003,'5d2a0ea4a71b67d0b668f1c84cd69008',3,0);
INSERT INTO "metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,'5d2a0ea4a71b67d0b668f1c84cd69008',0,0);
INSERT INTO "metrics" VALUES('nan',0.0,1560003000000,'5d2a0ea4a71b67d0b668f1c84cd69008',0,1);
INSERT INTO "metrics" VALUES('neg',-1.5,1560003000000,'5d2a0ea4a71b67d0b668f1c84cd69008',-3,0);
INSERT INTO "metrics" VALUES('neg',-2.5,1560003000001,'5d2a0ea4a71b67d0b668f1c84cd69008',-5,0);
CREATE TABLE "model_version_tags" (
	"key" VARCHAR(250) NOT NULL, 
	value TEXT, 
	name VARCHAR(256) NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT model_version_tag_pk PRIMARY KEY ("key", name, version), 
	FOREIGN KEY(name, version) REFERENCES model_versions (name, version) ON UPDATE CASCADE
);
INSERT INTO "model_version_tags" VALUES('k','vvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvv','ash-model',1);
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
INSERT INTO "model_versions" VALUES('ash-model',1,1560003000001,1560003000001,NULL,'alice','Production','file:///data/mlruns/1/ccb854f76fc943edb232e5f93a19697a/artifacts/m1','ccb854f76fc943edb232e5f93a19697a','READY',NULL,NULL,'file:///data/store/1');
INSERT INTO "model_versions" VALUES('ash-model',2,1560003000002,1560003000002,NULL,NULL,'None','file:///data/mlruns/1/ccb854f76fc943edb232e5f93a19697a/artifacts/m2','16570add9d12828e8de7fc2bc1605ba5','READY',NULL,'https://example.com/r',NULL);
INSERT INTO "model_versions" VALUES('ash-model',3,1560003000003,1560003000003,NULL,NULL,'Deleted_Internal','file:///data/mlruns/1/ccb854f76fc943edb232e5f93a19697a/artifacts/m3','f297bf7f2c4b588e49d8bb18806dd352','READY',NULL,NULL,NULL);
CREATE TABLE "params" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000) NOT NULL, 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT param_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "params" VALUES('lr','0.1','ed522938be9646560a634d0cf51f4b2b');
INSERT INTO "params" VALUES('日本 `q`','it''s
\ 100%','ed522938be9646560a634d0cf51f4b2b');
INSERT INTO "params" VALUES('lr','0.2','ccb854f76fc943edb232e5f93a19697a');
INSERT INTO "params" VALUES('日本 `q`','it''s
\ 100%','ccb854f76fc943edb232e5f93a19697a');
INSERT INTO "params" VALUES('lr','0.300','16570add9d12828e8de7fc2bc1605ba5');
INSERT INTO "params" VALUES('日本 `q`','it''s
\ 100%','16570add9d12828e8de7fc2bc1605ba5');
INSERT INTO "params" VALUES('lr','0.4','f297bf7f2c4b588e49d8bb18806dd352');
INSERT INTO "params" VALUES('日本 `q`','it''s
\ 100%','f297bf7f2c4b588e49d8bb18806dd352');
INSERT INTO "params" VALUES('lr','0.5','5d2a0ea4a71b67d0b668f1c84cd69008');
INSERT INTO "params" VALUES('日本 `q`','it''s
\ 100%','5d2a0ea4a71b67d0b668f1c84cd69008');
CREATE TABLE registered_model_aliases (
	alias VARCHAR(256) NOT NULL, 
	version INTEGER NOT NULL, 
	name VARCHAR(256) NOT NULL, 
	CONSTRAINT registered_model_alias_pk PRIMARY KEY (name, alias), 
	CONSTRAINT registered_model_alias_name_fkey FOREIGN KEY(name) REFERENCES registered_models (name) ON DELETE cascade ON UPDATE cascade
);
INSERT INTO "registered_model_aliases" VALUES('champ',1,'ash-model');
CREATE TABLE registered_model_tags (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(5000), 
	name VARCHAR(256) NOT NULL, 
	CONSTRAINT registered_model_tag_pk PRIMARY KEY ("key", name), 
	FOREIGN KEY(name) REFERENCES registered_models (name) ON UPDATE cascade
);
INSERT INTO "registered_model_tags" VALUES('k','v','ash-model');
CREATE TABLE registered_models (
	name VARCHAR(256) NOT NULL, 
	creation_time BIGINT, 
	last_updated_time BIGINT, 
	description VARCHAR(5000), 
	CONSTRAINT registered_model_pk PRIMARY KEY (name), 
	UNIQUE (name)
);
INSERT INTO "registered_models" VALUES('ash-model',1560003000000,1560003000005,'desc ''q''');
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
INSERT INTO "runs" VALUES('ed522938be9646560a634d0cf51f4b2b','','LOCAL','train.py','','alice','RUNNING',1560003000000,NULL,'','active','file:///data/mlruns/0/ed522938be9646560a634d0cf51f4b2b/artifacts',0,NULL);
INSERT INTO "runs" VALUES('ccb854f76fc943edb232e5f93a19697a','ash run','UNKNOWN','train.py','main','bob','FINISHED',1560003001000,1560003001500,'abc','active','file:///data/mlruns/1/ccb854f76fc943edb232e5f93a19697a/artifacts',1,NULL);
INSERT INTO "runs" VALUES('16570add9d12828e8de7fc2bc1605ba5','日本','JOB','train.py','','','FAILED',1560003002000,1560003002500,'abcabc','active','file:///data/mlruns/2/16570add9d12828e8de7fc2bc1605ba5/artifacts',2,NULL);
INSERT INTO "runs" VALUES('f297bf7f2c4b588e49d8bb18806dd352','r3','PROJECT','train.py','main','alice','SCHEDULED',1560003003000,1560003003500,'abcabcabc','active','file:///data/mlruns/0/f297bf7f2c4b588e49d8bb18806dd352/artifacts',0,NULL);
INSERT INTO "runs" VALUES('5d2a0ea4a71b67d0b668f1c84cd69008','r4','NOTEBOOK','train.py','','o''neil','FINISHED',1560003004000,1560003004500,'abcabcabcabc','deleted','file:///data/mlruns/1/5d2a0ea4a71b67d0b668f1c84cd69008/artifacts',1,1560003000009);
CREATE TABLE scorer_versions (
	scorer_id VARCHAR(36) NOT NULL, 
	scorer_version INTEGER NOT NULL, 
	serialized_scorer TEXT NOT NULL, 
	creation_time BIGINT, 
	CONSTRAINT scorer_version_pk PRIMARY KEY (scorer_id, scorer_version), 
	CONSTRAINT fk_scorer_versions_scorer_id FOREIGN KEY(scorer_id) REFERENCES scorers (scorer_id) ON DELETE CASCADE
);
INSERT INTO "scorer_versions" VALUES('ee253a5d659002c4b7a83080c1253499',1,'{}',1560003000000);
CREATE TABLE scorers (
	experiment_id INTEGER NOT NULL, 
	scorer_name VARCHAR(256) NOT NULL, 
	scorer_id VARCHAR(36) NOT NULL, 
	CONSTRAINT scorer_pk PRIMARY KEY (scorer_id), 
	CONSTRAINT fk_scorers_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id) ON DELETE CASCADE
);
INSERT INTO "scorers" VALUES(1,'sc','ee253a5d659002c4b7a83080c1253499');
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
INSERT INTO "spans" VALUES('tr-4bbab4b2d7feadc7dfcffabbf5da3d70',1,'bb58dffcd41c0020',NULL,'root','LLM','OK',1560003000000000000,1560003000007000000,'{"trace_id": "AAAAAAAAAAAAAAAAAAAAAQ==", "span_id": "AAAAAAAAAAE=", "parent_span_id": null, "name": "root", "start_time_unix_nano": 1560003000000000000, "end_time_unix_nano": 1560003000007000000, "events": [], "links": [], "status": {"code": "STATUS_CODE_OK", "message": ""}, "attributes": {"mlflow.traceRequestId": "\"tr-4bbab4b2d7feadc7dfcffabbf5da3d70\"", "mlflow.spanType": "\"LLM\"", "mlflow.spanInputs": "\"hi\"", "mlflow.chat.tokenUsage": "{\"input_tokens\": 3, \"output_tokens\": 4, \"total_tokens\": 7}"}}');
CREATE TABLE "tags" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000), 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT tag_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "tags" VALUES('tag0','v0 🚀','ed522938be9646560a634d0cf51f4b2b');
INSERT INTO "tags" VALUES('mlflow.user','v1 🚀','ccb854f76fc943edb232e5f93a19697a');
INSERT INTO "tags" VALUES('mlflow.runName','ash tagname 1','ccb854f76fc943edb232e5f93a19697a');
INSERT INTO "tags" VALUES('tag2','v2 🚀','16570add9d12828e8de7fc2bc1605ba5');
INSERT INTO "tags" VALUES('tag3','v3 🚀','f297bf7f2c4b588e49d8bb18806dd352');
INSERT INTO "tags" VALUES('mlflow.runName','ash tagname 3','f297bf7f2c4b588e49d8bb18806dd352');
INSERT INTO "tags" VALUES('tag4','v4 🚀','5d2a0ea4a71b67d0b668f1c84cd69008');
CREATE TABLE trace_info (
	request_id VARCHAR(50) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	timestamp_ms BIGINT NOT NULL, 
	execution_time_ms BIGINT, 
	status VARCHAR(50) NOT NULL, client_request_id VARCHAR(50), request_preview VARCHAR(1000), response_preview VARCHAR(1000), 
	CONSTRAINT trace_info_pk PRIMARY KEY (request_id), 
	CONSTRAINT fk_trace_info_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id)
);
INSERT INTO "trace_info" VALUES('69195f1742feb5ad5a72029900c523b0',1,1560003000000,NULL,'IN_PROGRESS',NULL,NULL,NULL);
INSERT INTO "trace_info" VALUES('tr-4bbab4b2d7feadc7dfcffabbf5da3d70',1,1560003000001,7,'OK','c1','q',NULL);
CREATE TABLE "trace_request_metadata" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000), 
	request_id VARCHAR(50) NOT NULL, 
	CONSTRAINT trace_request_metadata_pk PRIMARY KEY ("key", request_id), 
	CONSTRAINT fk_trace_request_metadata_request_id FOREIGN KEY(request_id) REFERENCES trace_info (request_id) ON DELETE CASCADE
);
INSERT INTO "trace_request_metadata" VALUES('mlflow.sourceRun','ccb854f76fc943edb232e5f93a19697a','69195f1742feb5ad5a72029900c523b0');
INSERT INTO "trace_request_metadata" VALUES('mlflow.trace_schema.version','2','69195f1742feb5ad5a72029900c523b0');
INSERT INTO "trace_request_metadata" VALUES('mlflow.sourceRun','ccb854f76fc943edb232e5f93a19697a','tr-4bbab4b2d7feadc7dfcffabbf5da3d70');
INSERT INTO "trace_request_metadata" VALUES('mlflow.trace_schema.version','3','tr-4bbab4b2d7feadc7dfcffabbf5da3d70');
INSERT INTO "trace_request_metadata" VALUES('mlflow.trace.session','s-1','tr-4bbab4b2d7feadc7dfcffabbf5da3d70');
INSERT INTO "trace_request_metadata" VALUES('mlflow.trace.tokenUsage','{"input_tokens": 3, "output_tokens": 4, "total_tokens": 7}','tr-4bbab4b2d7feadc7dfcffabbf5da3d70');
CREATE TABLE "trace_tags" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000), 
	request_id VARCHAR(50) NOT NULL, 
	CONSTRAINT trace_tag_pk PRIMARY KEY ("key", request_id), 
	CONSTRAINT fk_trace_tags_request_id FOREIGN KEY(request_id) REFERENCES trace_info (request_id) ON DELETE CASCADE
);
INSERT INTO "trace_tags" VALUES('mlflow.traceName','tr 0','69195f1742feb5ad5a72029900c523b0');
INSERT INTO "trace_tags" VALUES('env','dev','69195f1742feb5ad5a72029900c523b0');
INSERT INTO "trace_tags" VALUES('mlflow.traceName','tr 1','tr-4bbab4b2d7feadc7dfcffabbf5da3d70');
INSERT INTO "trace_tags" VALUES('env','dev','tr-4bbab4b2d7feadc7dfcffabbf5da3d70');
CREATE TABLE webhook_events (
	webhook_id VARCHAR(256) NOT NULL, 
	entity VARCHAR(50) NOT NULL, 
	action VARCHAR(50) NOT NULL, 
	CONSTRAINT webhook_event_pk PRIMARY KEY (webhook_id, entity, action), 
	FOREIGN KEY(webhook_id) REFERENCES webhooks (webhook_id) ON DELETE cascade
);
INSERT INTO "webhook_events" VALUES('wh1','REGISTERED_MODEL','CREATED');
CREATE TABLE webhooks (
	webhook_id VARCHAR(256) NOT NULL, 
	name VARCHAR(256) NOT NULL, 
	description VARCHAR(1000), 
	url VARCHAR(500) NOT NULL, 
	status VARCHAR(20) DEFAULT 'ACTIVE' NOT NULL, 
	secret VARCHAR(1000), 
	creation_timestamp BIGINT, 
	last_updated_timestamp BIGINT, 
	deleted_timestamp BIGINT, 
	CONSTRAINT webhook_pk PRIMARY KEY (webhook_id)
);
INSERT INTO "webhooks" VALUES('wh1','hook','d','https://example.com/h','ACTIVE',NULL,1560003000000,1560003000000,NULL);
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
CREATE INDEX index_entity_associations_association_id ON entity_associations (association_id);
CREATE INDEX index_entity_associations_reverse_lookup ON entity_associations (destination_type, destination_id, source_type, source_id);
CREATE INDEX idx_webhooks_status ON webhooks (status);
CREATE INDEX idx_webhooks_name ON webhooks (name);
CREATE INDEX idx_webhook_events_entity ON webhook_events (entity);
CREATE INDEX idx_webhook_events_action ON webhook_events (action);
CREATE INDEX idx_webhook_events_entity_action ON webhook_events (entity, action);
CREATE UNIQUE INDEX index_scorers_experiment_id_scorer_name ON scorers (experiment_id, scorer_name);
CREATE INDEX index_scorer_versions_scorer_id ON scorer_versions (scorer_id);
CREATE INDEX index_evaluation_datasets_name ON evaluation_datasets (name);
CREATE INDEX index_evaluation_datasets_created_time ON evaluation_datasets (created_time);
CREATE INDEX index_evaluation_dataset_tags_dataset_id ON evaluation_dataset_tags (dataset_id);
CREATE INDEX index_evaluation_dataset_records_dataset_id ON evaluation_dataset_records (dataset_id);
CREATE INDEX index_jobs_function_status_creation_time ON jobs (function_fullname, status, creation_time);
COMMIT;
