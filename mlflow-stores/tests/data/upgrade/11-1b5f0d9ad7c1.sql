BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('1b5f0d9ad7c1');
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
INSERT INTO "assessments" VALUES('a-06455a1753c24ddc50ab74164170c261','tr-6e80577d10135baf48cbe7c7e4ac4fd2','correct','feedback','true',NULL,1560003000000,1560003000000,'HUMAN','alice',NULL,NULL,'r',NULL,1,'{"a": "b"}');
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
INSERT INTO "datasets" VALUES('997409bf6b0add8f21393532e51183f1',1,'train','d1','local','{}',NULL,'{}');
CREATE TABLE endpoint_bindings (
	endpoint_id VARCHAR(36) NOT NULL, 
	resource_type VARCHAR(50) NOT NULL, 
	resource_id VARCHAR(255) NOT NULL, 
	created_at BIGINT NOT NULL, 
	created_by VARCHAR(255), 
	last_updated_at BIGINT NOT NULL, 
	last_updated_by VARCHAR(255), display_name VARCHAR(255), 
	CONSTRAINT endpoint_bindings_pk PRIMARY KEY (endpoint_id, resource_type, resource_id), 
	CONSTRAINT fk_endpoint_bindings_endpoint_id FOREIGN KEY(endpoint_id) REFERENCES endpoints (endpoint_id) ON DELETE CASCADE
);
CREATE TABLE endpoint_model_mappings (
	mapping_id VARCHAR(36) NOT NULL, 
	endpoint_id VARCHAR(36) NOT NULL, 
	model_definition_id VARCHAR(36) NOT NULL, 
	weight FLOAT NOT NULL, 
	created_by VARCHAR(255), 
	created_at BIGINT NOT NULL, linkage_type VARCHAR(64) DEFAULT 'PRIMARY' NOT NULL, fallback_order INTEGER, 
	CONSTRAINT endpoint_model_mappings_pk PRIMARY KEY (mapping_id), 
	CONSTRAINT fk_endpoint_model_mappings_endpoint_id FOREIGN KEY(endpoint_id) REFERENCES endpoints (endpoint_id) ON DELETE CASCADE, 
	CONSTRAINT fk_endpoint_model_mappings_model_definition_id FOREIGN KEY(model_definition_id) REFERENCES model_definitions (model_definition_id)
);
CREATE TABLE endpoint_tags (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(5000), 
	endpoint_id VARCHAR(36) NOT NULL, 
	CONSTRAINT endpoint_tag_pk PRIMARY KEY ("key", endpoint_id), 
	CONSTRAINT fk_endpoint_tags_endpoint_id FOREIGN KEY(endpoint_id) REFERENCES endpoints (endpoint_id) ON DELETE CASCADE
);
CREATE TABLE "endpoints" (
	endpoint_id VARCHAR(36) NOT NULL, 
	name VARCHAR(255), 
	created_by VARCHAR(255), 
	created_at BIGINT NOT NULL, 
	last_updated_by VARCHAR(255), 
	last_updated_at BIGINT NOT NULL, 
	routing_strategy VARCHAR(64), 
	fallback_config_json TEXT, 
	experiment_id INTEGER, 
	usage_tracking BOOLEAN DEFAULT '0' NOT NULL, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT endpoints_pk PRIMARY KEY (endpoint_id), 
	CONSTRAINT fk_endpoints_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id) ON DELETE SET NULL, 
	CONSTRAINT uq_endpoints_workspace_name UNIQUE (workspace, name)
);
CREATE TABLE entity_associations (
	association_id VARCHAR(36) NOT NULL, 
	source_type VARCHAR(36) NOT NULL, 
	source_id VARCHAR(36) NOT NULL, 
	destination_type VARCHAR(36) NOT NULL, 
	destination_id VARCHAR(36) NOT NULL, 
	created_time BIGINT, 
	CONSTRAINT entity_associations_pk PRIMARY KEY (source_type, source_id, destination_type, destination_id)
);
INSERT INTO "entity_associations" VALUES('25919b1b276c1fd280e70bbe5e1eca6a','run','10374cc5e97ba6db6e652bddab928a4b','trace','tr-6e80577d10135baf48cbe7c7e4ac4fd2',1560003000000);
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
INSERT INTO "evaluation_dataset_records" VALUES('dr-e6f72116bd8092048d7b901e924663e4','d-67314a6b4016eb97df1205e2a2ec486b','{"q": 1}','{"a": 2}','{}',NULL,NULL,NULL,1560003000000,1560003000000,'alice','alice','449966df69a026a5755caa1e96caa7f48b54b160e7d9545cfb9feb3a0e1fbd4b',NULL);
CREATE TABLE evaluation_dataset_tags (
	dataset_id VARCHAR(36) NOT NULL, 
	"key" VARCHAR(255) NOT NULL, 
	value VARCHAR(5000), 
	CONSTRAINT evaluation_dataset_tags_pk PRIMARY KEY (dataset_id, "key"), 
	CONSTRAINT fk_evaluation_dataset_tags_dataset_id FOREIGN KEY(dataset_id) REFERENCES evaluation_datasets (dataset_id) ON DELETE CASCADE
);
INSERT INTO "evaluation_dataset_tags" VALUES('d-67314a6b4016eb97df1205e2a2ec486b','k','v');
CREATE TABLE "evaluation_datasets" (
	dataset_id VARCHAR(36) NOT NULL, 
	name VARCHAR(255) NOT NULL, 
	schema TEXT, 
	profile TEXT, 
	digest VARCHAR(64), 
	created_time BIGINT, 
	last_update_time BIGINT, 
	created_by VARCHAR(255), 
	last_updated_by VARCHAR(255), 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT evaluation_datasets_pk PRIMARY KEY (dataset_id)
);
INSERT INTO "evaluation_datasets" VALUES('d-67314a6b4016eb97df1205e2a2ec486b','ev',NULL,NULL,'x',1560003000000,1560003000000,'alice','alice','default');
CREATE TABLE experiment_tags (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(5000), 
	experiment_id INTEGER NOT NULL, 
	CONSTRAINT experiment_tag_pk PRIMARY KEY ("key", experiment_id), 
	FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id)
);
INSERT INTO "experiment_tags" VALUES('team','π
''x''',1);
CREATE TABLE "experiments" (
	experiment_id INTEGER NOT NULL, 
	name VARCHAR(256) NOT NULL, 
	artifact_location VARCHAR(256), 
	lifecycle_stage VARCHAR(32), 
	creation_time BIGINT, 
	last_update_time BIGINT, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT experiment_pk PRIMARY KEY (experiment_id), 
	CONSTRAINT experiments_lifecycle_stage CHECK (lifecycle_stage IN ('active', 'deleted')), 
	CONSTRAINT uq_experiments_workspace_name UNIQUE (workspace, name)
);
INSERT INTO "experiments" VALUES(0,'Default','file:///data/mlruns/0','active',1560003000000,1560003000010,'default');
INSERT INTO "experiments" VALUES(1,'oak 実験 ''q'' 100%','file:///data/mlruns/1','active',1560003000001,1560003000011,'default');
INSERT INTO "experiments" VALUES(2,'oak-deleted','file:///data/mlruns/2','deleted',1560003000002,1560003000012,'default');
CREATE TABLE input_tags (
	input_uuid VARCHAR(36) NOT NULL, 
	name VARCHAR(255) NOT NULL, 
	value VARCHAR(500) NOT NULL, 
	CONSTRAINT input_tags_pk PRIMARY KEY (input_uuid, name)
);
INSERT INTO "input_tags" VALUES('ce48db825c394f0bf8dfd536bbf092e9','mlflow.data.context','train');
CREATE TABLE inputs (
	input_uuid VARCHAR(36) NOT NULL, 
	source_type VARCHAR(36) NOT NULL, 
	source_id VARCHAR(36) NOT NULL, 
	destination_type VARCHAR(36) NOT NULL, 
	destination_id VARCHAR(36) NOT NULL, step BIGINT DEFAULT '0' NOT NULL, 
	CONSTRAINT inputs_pk PRIMARY KEY (source_type, source_id, destination_type, destination_id)
);
INSERT INTO "inputs" VALUES('ce48db825c394f0bf8dfd536bbf092e9','DATASET','997409bf6b0add8f21393532e51183f1','RUN','10374cc5e97ba6db6e652bddab928a4b',0);
CREATE TABLE "jobs" (
	id VARCHAR(36) NOT NULL, 
	creation_time BIGINT NOT NULL, 
	job_name VARCHAR(500) NOT NULL, 
	params TEXT NOT NULL, 
	timeout FLOAT, 
	status INTEGER NOT NULL, 
	result TEXT, 
	retry_count INTEGER NOT NULL, 
	last_update_time BIGINT NOT NULL, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
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
INSERT INTO "latest_metrics" VALUES('acc',0.04011,1560003000003,3,0,'9558c7703258e492e190b1acd0ce5b06');
INSERT INTO "latest_metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,0,0,'9558c7703258e492e190b1acd0ce5b06');
INSERT INTO "latest_metrics" VALUES('nan',0.0,1560003000000,0,1,'9558c7703258e492e190b1acd0ce5b06');
INSERT INTO "latest_metrics" VALUES('neg',-2.5,1560003000001,-5,0,'9558c7703258e492e190b1acd0ce5b06');
INSERT INTO "latest_metrics" VALUES('acc',0.84453,1560003000003,3,0,'10374cc5e97ba6db6e652bddab928a4b');
INSERT INTO "latest_metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,0,0,'10374cc5e97ba6db6e652bddab928a4b');
INSERT INTO "latest_metrics" VALUES('nan',0.0,1560003000000,0,1,'10374cc5e97ba6db6e652bddab928a4b');
INSERT INTO "latest_metrics" VALUES('neg',-2.5,1560003000001,-5,0,'10374cc5e97ba6db6e652bddab928a4b');
INSERT INTO "latest_metrics" VALUES('acc',0.44465,1560003000003,3,0,'a91f6b1b1df7f16cbf8c89eadb1c4d6e');
INSERT INTO "latest_metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,0,0,'a91f6b1b1df7f16cbf8c89eadb1c4d6e');
INSERT INTO "latest_metrics" VALUES('nan',0.0,1560003000000,0,1,'a91f6b1b1df7f16cbf8c89eadb1c4d6e');
INSERT INTO "latest_metrics" VALUES('neg',-2.5,1560003000001,-5,0,'a91f6b1b1df7f16cbf8c89eadb1c4d6e');
INSERT INTO "latest_metrics" VALUES('acc',0.09111,1560003000003,3,0,'d8d923e43756e2617f740af8e530b74b');
INSERT INTO "latest_metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,0,0,'d8d923e43756e2617f740af8e530b74b');
INSERT INTO "latest_metrics" VALUES('nan',0.0,1560003000000,0,1,'d8d923e43756e2617f740af8e530b74b');
INSERT INTO "latest_metrics" VALUES('neg',-2.5,1560003000001,-5,0,'d8d923e43756e2617f740af8e530b74b');
INSERT INTO "latest_metrics" VALUES('acc',0.62168,1560003000003,3,0,'c3c8eeea3611a141cbd376798455daa3');
INSERT INTO "latest_metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,0,0,'c3c8eeea3611a141cbd376798455daa3');
INSERT INTO "latest_metrics" VALUES('nan',0.0,1560003000000,0,1,'c3c8eeea3611a141cbd376798455daa3');
INSERT INTO "latest_metrics" VALUES('neg',-2.5,1560003000001,-5,0,'c3c8eeea3611a141cbd376798455daa3');
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
INSERT INTO "logged_model_metrics" VALUES('m-e16d3061cf7660da97cc230167925ac0','acc',1560003000000,0,0.5,1,'10374cc5e97ba6db6e652bddab928a4b',NULL,NULL,NULL);
CREATE TABLE logged_model_params (
	model_id VARCHAR(36) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	param_key VARCHAR(255) NOT NULL, 
	param_value TEXT NOT NULL, 
	CONSTRAINT logged_model_params_pk PRIMARY KEY (model_id, param_key), 
	CONSTRAINT fk_logged_model_params_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id), 
	CONSTRAINT fk_logged_model_params_model_id FOREIGN KEY(model_id) REFERENCES logged_models (model_id) ON DELETE CASCADE
);
INSERT INTO "logged_model_params" VALUES('m-e16d3061cf7660da97cc230167925ac0',1,'p','1');
CREATE TABLE logged_model_tags (
	model_id VARCHAR(36) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	tag_key VARCHAR(255) NOT NULL, 
	tag_value TEXT NOT NULL, 
	CONSTRAINT logged_model_tags_pk PRIMARY KEY (model_id, tag_key), 
	CONSTRAINT fk_logged_model_tags_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id), 
	CONSTRAINT fk_logged_model_tags_model_id FOREIGN KEY(model_id) REFERENCES logged_models (model_id) ON DELETE CASCADE
);
INSERT INTO "logged_model_tags" VALUES('m-e16d3061cf7660da97cc230167925ac0',1,'t','2');
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
INSERT INTO "logged_models" VALUES('m-e16d3061cf7660da97cc230167925ac0',1,'lm','file:///data/mlruns/1/models/m-e16d3061cf7660da97cc230167925ac0/artifacts',1560003000000,1560003000001,2,'active','Agent','10374cc5e97ba6db6e652bddab928a4b',NULL);
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
INSERT INTO "metrics" VALUES('acc',0.98973,1560003000000,'9558c7703258e492e190b1acd0ce5b06',0,0);
INSERT INTO "metrics" VALUES('acc',0.56303,1560003000001,'9558c7703258e492e190b1acd0ce5b06',1,0);
INSERT INTO "metrics" VALUES('acc',0.24681,1560003000002,'9558c7703258e492e190b1acd0ce5b06',2,0);
INSERT INTO "metrics" VALUES('acc',0.04011,1560003000003,'9558c7703258e492e190b1acd0ce5b06',3,0);
INSERT INTO "metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,'9558c7703258e492e190b1acd0ce5b06',0,0);
INSERT INTO "metrics" VALUES('nan',0.0,1560003000000,'9558c7703258e492e190b1acd0ce5b06',0,1);
INSERT INTO "metrics" VALUES('neg',-1.5,1560003000000,'9558c7703258e492e190b1acd0ce5b06',-3,0);
INSERT INTO "metrics" VALUES('neg',-2.5,1560003000001,'9558c7703258e492e190b1acd0ce5b06',-5,0);
INSERT INTO "metrics" VALUES('acc',0.28279,1560003000000,'10374cc5e97ba6db6e652bddab928a4b',0,0);
INSERT INTO "metrics" VALUES('acc',0.949,1560003000001,'10374cc5e97ba6db6e652bddab928a4b',1,0);
INSERT INTO "metrics" VALUES('acc',0.30338,1560003000002,'10374cc5e97ba6db6e652bddab928a4b',2,0);
INSERT INTO "metrics" VALUES('acc',0.84453,1560003000003,'10374cc5e97ba6db6e652bddab928a4b',3,0);
INSERT INTO "metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,'10374cc5e97ba6db6e652bddab928a4b',0,0);
INSERT INTO "metrics" VALUES('nan',0.0,1560003000000,'10374cc5e97ba6db6e652bddab928a4b',0,1);
INSERT INTO "metrics" VALUES('neg',-1.5,1560003000000,'10374cc5e97ba6db6e652bddab928a4b',-3,0);
INSERT INTO "metrics" VALUES('neg',-2.5,1560003000001,'10374cc5e97ba6db6e652bddab928a4b',-5,0);
INSERT INTO "metrics" VALUES('acc',0.60607,1560003000000,'a91f6b1b1df7f16cbf8c89eadb1c4d6e',0,0);
INSERT INTO "metrics" VALUES('acc',0.09562,1560003000001,'a91f6b1b1df7f16cbf8c89eadb1c4d6e',1,0);
INSERT INTO "metrics" VALUES('acc',0.90996,1560003000002,'a91f6b1b1df7f16cbf8c89eadb1c4d6e',2,0);
INSERT INTO "metrics" VALUES('acc',0.44465,1560003000003,'a91f6b1b1df7f16cbf8c89eadb1c4d6e',3,0);
INSERT INTO "metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,'a91f6b1b1df7f16cbf8c89eadb1c4d6e',0,0);
INSERT INTO "metrics" VALUES('nan',0.0,1560003000000,'a91f6b1b1df7f16cbf8c89eadb1c4d6e',0,1);
INSERT INTO "metrics" VALUES('neg',-1.5,1560003000000,'a91f6b1b1df7f16cbf8c89eadb1c4d6e',-3,0);
INSERT INTO "metrics" VALUES('neg',-2.5,1560003000001,'a91f6b1b1df7f16cbf8c89eadb1c4d6e',-5,0);
INSERT INTO "metrics" VALUES('acc',0.03546,1560003000000,'d8d923e43756e2617f740af8e530b74b',0,0);
INSERT INTO "metrics" VALUES('acc',0.88731,1560003000001,'d8d923e43756e2617f740af8e530b74b',1,0);
INSERT INTO "metrics" VALUES('acc',0.61781,1560003000002,'d8d923e43756e2617f740af8e530b74b',2,0);
INSERT INTO "metrics" VALUES('acc',0.09111,1560003000003,'d8d923e43756e2617f740af8e530b74b',3,0);
INSERT INTO "metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,'d8d923e43756e2617f740af8e530b74b',0,0);
INSERT INTO "metrics" VALUES('nan',0.0,1560003000000,'d8d923e43756e2617f740af8e530b74b',0,1);
INSERT INTO "metrics" VALUES('neg',-1.5,1560003000000,'d8d923e43756e2617f740af8e530b74b',-3,0);
INSERT INTO "metrics" VALUES('neg',-2.5,1560003000001,'d8d923e43756e2617f740af8e530b74b',-5,0);
INSERT INTO "metrics" VALUES('acc',0.40395,1560003000000,'c3c8eeea3611a141cbd376798455daa3',0,0);
INSERT INTO "metrics" VALUES('acc',0.42658,1560003000001,'c3c8eeea3611a141cbd376798455daa3',1,0);
INSERT INTO "metrics" VALUES('acc',0.21741,1560003000002,'c3c8eeea3611a141cbd376798455daa3',2,0);
INSERT INTO "metrics" VALUES('acc',0.62168,1560003000003,'c3c8eeea3611a141cbd376798455daa3',3,0);
INSERT INTO "metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,'c3c8eeea3611a141cbd376798455daa3',0,0);
INSERT INTO "metrics" VALUES('nan',0.0,1560003000000,'c3c8eeea3611a141cbd376798455daa3',0,1);
INSERT INTO "metrics" VALUES('neg',-1.5,1560003000000,'c3c8eeea3611a141cbd376798455daa3',-3,0);
INSERT INTO "metrics" VALUES('neg',-2.5,1560003000001,'c3c8eeea3611a141cbd376798455daa3',-5,0);
CREATE TABLE "model_definitions" (
	model_definition_id VARCHAR(36) NOT NULL, 
	name VARCHAR(255) NOT NULL, 
	secret_id VARCHAR(36), 
	provider VARCHAR(64) NOT NULL, 
	model_name VARCHAR(256) NOT NULL, 
	created_by VARCHAR(255), 
	created_at BIGINT NOT NULL, 
	last_updated_by VARCHAR(255), 
	last_updated_at BIGINT NOT NULL, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT model_definitions_pk PRIMARY KEY (model_definition_id), 
	CONSTRAINT fk_model_definitions_secret_id FOREIGN KEY(secret_id) REFERENCES secrets (secret_id) ON DELETE SET NULL, 
	CONSTRAINT uq_model_definitions_workspace_name UNIQUE (workspace, name)
);
CREATE TABLE "model_version_tags" (
	"key" VARCHAR(250) NOT NULL, 
	value TEXT, 
	name VARCHAR(256) NOT NULL, 
	version INTEGER NOT NULL, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT model_version_tag_pk PRIMARY KEY (workspace, "key", name, version), 
	CONSTRAINT fk_model_version_tags_model_versions FOREIGN KEY(workspace, name, version) REFERENCES model_versions (workspace, name, version) ON UPDATE CASCADE
);
INSERT INTO "model_version_tags" VALUES('k','vvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvv','oak-model',1,'default');
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
	storage_location VARCHAR(500), 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT model_version_pk PRIMARY KEY (workspace, name, version), 
	CONSTRAINT fk_model_versions_registered_models FOREIGN KEY(workspace, name) REFERENCES registered_models (workspace, name) ON UPDATE CASCADE
);
INSERT INTO "model_versions" VALUES('oak-model',1,1560003000001,1560003000001,NULL,'alice','Production','file:///data/mlruns/1/10374cc5e97ba6db6e652bddab928a4b/artifacts/m1','10374cc5e97ba6db6e652bddab928a4b','READY',NULL,NULL,'file:///data/store/1','default');
INSERT INTO "model_versions" VALUES('oak-model',2,1560003000002,1560003000002,NULL,NULL,'None','file:///data/mlruns/1/10374cc5e97ba6db6e652bddab928a4b/artifacts/m2','a91f6b1b1df7f16cbf8c89eadb1c4d6e','READY',NULL,'https://example.com/r',NULL,'default');
INSERT INTO "model_versions" VALUES('oak-model',3,1560003000003,1560003000003,NULL,NULL,'Deleted_Internal','file:///data/mlruns/1/10374cc5e97ba6db6e652bddab928a4b/artifacts/m3','d8d923e43756e2617f740af8e530b74b','READY',NULL,NULL,NULL,'default');
CREATE TABLE online_scoring_configs (
	online_scoring_config_id VARCHAR(36) NOT NULL, 
	scorer_id VARCHAR(36) NOT NULL, 
	sample_rate FLOAT NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	filter_string TEXT, 
	CONSTRAINT online_scoring_config_pk PRIMARY KEY (online_scoring_config_id), 
	CONSTRAINT fk_online_scoring_configs_scorer_id FOREIGN KEY(scorer_id) REFERENCES scorers (scorer_id) ON DELETE CASCADE, 
	CONSTRAINT fk_online_scoring_configs_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id)
);
CREATE TABLE "params" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000) NOT NULL, 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT param_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "params" VALUES('lr','0.1','9558c7703258e492e190b1acd0ce5b06');
INSERT INTO "params" VALUES('日本 `q`','it''s
\ 100%','9558c7703258e492e190b1acd0ce5b06');
INSERT INTO "params" VALUES('lr','0.2','10374cc5e97ba6db6e652bddab928a4b');
INSERT INTO "params" VALUES('日本 `q`','it''s
\ 100%','10374cc5e97ba6db6e652bddab928a4b');
INSERT INTO "params" VALUES('lr','0.300','a91f6b1b1df7f16cbf8c89eadb1c4d6e');
INSERT INTO "params" VALUES('日本 `q`','it''s
\ 100%','a91f6b1b1df7f16cbf8c89eadb1c4d6e');
INSERT INTO "params" VALUES('lr','0.4','d8d923e43756e2617f740af8e530b74b');
INSERT INTO "params" VALUES('日本 `q`','it''s
\ 100%','d8d923e43756e2617f740af8e530b74b');
INSERT INTO "params" VALUES('lr','0.5','c3c8eeea3611a141cbd376798455daa3');
INSERT INTO "params" VALUES('日本 `q`','it''s
\ 100%','c3c8eeea3611a141cbd376798455daa3');
CREATE TABLE "registered_model_aliases" (
	alias VARCHAR(256) NOT NULL, 
	version INTEGER NOT NULL, 
	name VARCHAR(256) NOT NULL, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT registered_model_alias_pk PRIMARY KEY (workspace, name, alias), 
	CONSTRAINT fk_registered_model_aliases_registered_models FOREIGN KEY(workspace, name) REFERENCES registered_models (workspace, name) ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "registered_model_aliases" VALUES('champ',1,'oak-model','default');
CREATE TABLE "registered_model_tags" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(5000), 
	name VARCHAR(256) NOT NULL, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT registered_model_tag_pk PRIMARY KEY (workspace, "key", name), 
	CONSTRAINT fk_registered_model_tags_registered_models FOREIGN KEY(workspace, name) REFERENCES registered_models (workspace, name) ON UPDATE CASCADE
);
INSERT INTO "registered_model_tags" VALUES('k','v','oak-model','default');
CREATE TABLE "registered_models" (
	name VARCHAR(256) NOT NULL, 
	creation_time BIGINT, 
	last_updated_time BIGINT, 
	description VARCHAR(5000), 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT registered_model_pk PRIMARY KEY (workspace, name)
);
INSERT INTO "registered_models" VALUES('oak-model',1560003000000,1560003000005,'desc ''q''','default');
INSERT INTO "registered_models" VALUES('モデル',1560003000000,NULL,NULL,'default');
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
INSERT INTO "runs" VALUES('9558c7703258e492e190b1acd0ce5b06','','LOCAL','train.py','','alice','RUNNING',1560003000000,NULL,'','active','file:///data/mlruns/0/9558c7703258e492e190b1acd0ce5b06/artifacts',0,NULL);
INSERT INTO "runs" VALUES('10374cc5e97ba6db6e652bddab928a4b','oak run','UNKNOWN','train.py','main','bob','FINISHED',1560003001000,1560003001500,'abc','active','file:///data/mlruns/1/10374cc5e97ba6db6e652bddab928a4b/artifacts',1,NULL);
INSERT INTO "runs" VALUES('a91f6b1b1df7f16cbf8c89eadb1c4d6e','日本','JOB','train.py','','','FAILED',1560003002000,1560003002500,'abcabc','active','file:///data/mlruns/2/a91f6b1b1df7f16cbf8c89eadb1c4d6e/artifacts',2,NULL);
INSERT INTO "runs" VALUES('d8d923e43756e2617f740af8e530b74b','r3','PROJECT','train.py','main','alice','SCHEDULED',1560003003000,1560003003500,'abcabcabc','active','file:///data/mlruns/0/d8d923e43756e2617f740af8e530b74b/artifacts',0,NULL);
INSERT INTO "runs" VALUES('c3c8eeea3611a141cbd376798455daa3','r4','NOTEBOOK','train.py','','o''neil','FINISHED',1560003004000,1560003004500,'abcabcabcabc','deleted','file:///data/mlruns/1/c3c8eeea3611a141cbd376798455daa3/artifacts',1,1560003000009);
CREATE TABLE scorer_versions (
	scorer_id VARCHAR(36) NOT NULL, 
	scorer_version INTEGER NOT NULL, 
	serialized_scorer TEXT NOT NULL, 
	creation_time BIGINT, 
	CONSTRAINT scorer_version_pk PRIMARY KEY (scorer_id, scorer_version), 
	CONSTRAINT fk_scorer_versions_scorer_id FOREIGN KEY(scorer_id) REFERENCES scorers (scorer_id) ON DELETE CASCADE
);
INSERT INTO "scorer_versions" VALUES('7a0679be373c9be13e2bec328d32e6b4',1,'{}',1560003000000);
CREATE TABLE scorers (
	experiment_id INTEGER NOT NULL, 
	scorer_name VARCHAR(256) NOT NULL, 
	scorer_id VARCHAR(36) NOT NULL, 
	CONSTRAINT scorer_pk PRIMARY KEY (scorer_id), 
	CONSTRAINT fk_scorers_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id) ON DELETE CASCADE
);
INSERT INTO "scorers" VALUES(1,'sc','7a0679be373c9be13e2bec328d32e6b4');
CREATE TABLE "secrets" (
	secret_id VARCHAR(36) NOT NULL, 
	secret_name VARCHAR(255) NOT NULL, 
	encrypted_value BLOB NOT NULL, 
	wrapped_dek BLOB NOT NULL, 
	kek_version INTEGER NOT NULL, 
	masked_value VARCHAR(500) NOT NULL, 
	provider VARCHAR(64), 
	auth_config TEXT, 
	description TEXT, 
	created_by VARCHAR(255), 
	created_at BIGINT NOT NULL, 
	last_updated_by VARCHAR(255), 
	last_updated_at BIGINT NOT NULL, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT secrets_pk PRIMARY KEY (secret_id), 
	CONSTRAINT uq_secrets_workspace_secret_name UNIQUE (workspace, secret_name)
);
CREATE TABLE span_metrics (
	trace_id VARCHAR(50) NOT NULL, 
	span_id VARCHAR(50) NOT NULL, 
	"key" VARCHAR(250) NOT NULL, 
	value FLOAT, 
	CONSTRAINT span_metrics_pk PRIMARY KEY (trace_id, span_id, "key"), 
	CONSTRAINT fk_span_metrics_span FOREIGN KEY(trace_id, span_id) REFERENCES spans (trace_id, span_id) ON DELETE CASCADE
);
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
	content TEXT NOT NULL, dimension_attributes JSON, 
	CONSTRAINT spans_pk PRIMARY KEY (trace_id, span_id), 
	CONSTRAINT fk_spans_trace_id FOREIGN KEY(trace_id) REFERENCES trace_info (request_id) ON DELETE CASCADE, 
	CONSTRAINT fk_spans_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id)
);
INSERT INTO "spans" VALUES('tr-6e80577d10135baf48cbe7c7e4ac4fd2',1,'7966a9a16b2cea7f',NULL,'root','LLM','OK',1560003000000000000,1560003000007000000,'{"trace_id": "AAAAAAAAAAAAAAAAAAAAAQ==", "span_id": "AAAAAAAAAAE=", "parent_span_id": null, "name": "root", "start_time_unix_nano": 1560003000000000000, "end_time_unix_nano": 1560003000007000000, "events": [], "links": [], "status": {"code": "STATUS_CODE_OK", "message": ""}, "attributes": {"mlflow.traceRequestId": "\"tr-6e80577d10135baf48cbe7c7e4ac4fd2\"", "mlflow.spanType": "\"LLM\"", "mlflow.spanInputs": "\"hi\"", "mlflow.chat.tokenUsage": "{\"input_tokens\": 3, \"output_tokens\": 4, \"total_tokens\": 7}"}}',NULL);
CREATE TABLE "tags" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000), 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT tag_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "tags" VALUES('tag0','v0 🚀','9558c7703258e492e190b1acd0ce5b06');
INSERT INTO "tags" VALUES('mlflow.user','v1 🚀','10374cc5e97ba6db6e652bddab928a4b');
INSERT INTO "tags" VALUES('mlflow.runName','oak tagname 1','10374cc5e97ba6db6e652bddab928a4b');
INSERT INTO "tags" VALUES('tag2','v2 🚀','a91f6b1b1df7f16cbf8c89eadb1c4d6e');
INSERT INTO "tags" VALUES('tag3','v3 🚀','d8d923e43756e2617f740af8e530b74b');
INSERT INTO "tags" VALUES('mlflow.runName','oak tagname 3','d8d923e43756e2617f740af8e530b74b');
INSERT INTO "tags" VALUES('tag4','v4 🚀','c3c8eeea3611a141cbd376798455daa3');
CREATE TABLE trace_info (
	request_id VARCHAR(50) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	timestamp_ms BIGINT NOT NULL, 
	execution_time_ms BIGINT, 
	status VARCHAR(50) NOT NULL, client_request_id VARCHAR(50), request_preview VARCHAR(1000), response_preview VARCHAR(1000), 
	CONSTRAINT trace_info_pk PRIMARY KEY (request_id), 
	CONSTRAINT fk_trace_info_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id)
);
INSERT INTO "trace_info" VALUES('73e498397f6d27dbac71567d8f9bf040',1,1560003000000,NULL,'IN_PROGRESS',NULL,NULL,NULL);
INSERT INTO "trace_info" VALUES('tr-6e80577d10135baf48cbe7c7e4ac4fd2',1,1560003000001,7,'OK','c1','q',NULL);
CREATE TABLE trace_metrics (
	request_id VARCHAR(50) NOT NULL, 
	"key" VARCHAR(250) NOT NULL, 
	value FLOAT, 
	CONSTRAINT trace_metrics_pk PRIMARY KEY (request_id, "key"), 
	CONSTRAINT fk_trace_metrics_request_id FOREIGN KEY(request_id) REFERENCES trace_info (request_id) ON DELETE CASCADE
);
CREATE TABLE "trace_request_metadata" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000), 
	request_id VARCHAR(50) NOT NULL, 
	CONSTRAINT trace_request_metadata_pk PRIMARY KEY ("key", request_id), 
	CONSTRAINT fk_trace_request_metadata_request_id FOREIGN KEY(request_id) REFERENCES trace_info (request_id) ON DELETE CASCADE
);
INSERT INTO "trace_request_metadata" VALUES('mlflow.sourceRun','10374cc5e97ba6db6e652bddab928a4b','73e498397f6d27dbac71567d8f9bf040');
INSERT INTO "trace_request_metadata" VALUES('mlflow.trace_schema.version','2','73e498397f6d27dbac71567d8f9bf040');
INSERT INTO "trace_request_metadata" VALUES('mlflow.sourceRun','10374cc5e97ba6db6e652bddab928a4b','tr-6e80577d10135baf48cbe7c7e4ac4fd2');
INSERT INTO "trace_request_metadata" VALUES('mlflow.trace_schema.version','3','tr-6e80577d10135baf48cbe7c7e4ac4fd2');
INSERT INTO "trace_request_metadata" VALUES('mlflow.trace.session','s-1','tr-6e80577d10135baf48cbe7c7e4ac4fd2');
INSERT INTO "trace_request_metadata" VALUES('mlflow.trace.tokenUsage','{"input_tokens": 3, "output_tokens": 4, "total_tokens": 7}','tr-6e80577d10135baf48cbe7c7e4ac4fd2');
CREATE TABLE "trace_tags" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000), 
	request_id VARCHAR(50) NOT NULL, 
	CONSTRAINT trace_tag_pk PRIMARY KEY ("key", request_id), 
	CONSTRAINT fk_trace_tags_request_id FOREIGN KEY(request_id) REFERENCES trace_info (request_id) ON DELETE CASCADE
);
INSERT INTO "trace_tags" VALUES('mlflow.traceName','tr 0','73e498397f6d27dbac71567d8f9bf040');
INSERT INTO "trace_tags" VALUES('env','dev','73e498397f6d27dbac71567d8f9bf040');
INSERT INTO "trace_tags" VALUES('mlflow.traceName','tr 1','tr-6e80577d10135baf48cbe7c7e4ac4fd2');
INSERT INTO "trace_tags" VALUES('env','dev','tr-6e80577d10135baf48cbe7c7e4ac4fd2');
CREATE TABLE webhook_events (
	webhook_id VARCHAR(256) NOT NULL, 
	entity VARCHAR(50) NOT NULL, 
	action VARCHAR(50) NOT NULL, 
	CONSTRAINT webhook_event_pk PRIMARY KEY (webhook_id, entity, action), 
	FOREIGN KEY(webhook_id) REFERENCES webhooks (webhook_id) ON DELETE cascade
);
INSERT INTO "webhook_events" VALUES('wh1','REGISTERED_MODEL','CREATED');
CREATE TABLE "webhooks" (
	webhook_id VARCHAR(256) NOT NULL, 
	name VARCHAR(256) NOT NULL, 
	description VARCHAR(1000), 
	url VARCHAR(500) NOT NULL, 
	status VARCHAR(20) DEFAULT 'ACTIVE' NOT NULL, 
	secret VARCHAR(1000), 
	creation_timestamp BIGINT, 
	last_updated_timestamp BIGINT, 
	deleted_timestamp BIGINT, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT webhook_pk PRIMARY KEY (webhook_id)
);
INSERT INTO "webhooks" VALUES('wh1','hook','d','https://example.com/h','ACTIVE',NULL,1560003000000,1560003000000,NULL,'default');
CREATE TABLE workspaces (
	name VARCHAR(63) NOT NULL, 
	description TEXT, 
	default_artifact_root TEXT, 
	CONSTRAINT workspaces_pk PRIMARY KEY (name)
);
INSERT INTO "workspaces" VALUES('default','Default workspace for legacy resources',NULL);
CREATE INDEX index_metrics_run_uuid ON metrics (run_uuid);
CREATE INDEX index_latest_metrics_run_uuid ON latest_metrics (run_uuid);
CREATE INDEX index_inputs_input_uuid ON inputs (input_uuid);
CREATE INDEX index_inputs_destination_type_destination_id_source_type ON inputs (destination_type, destination_id, source_type);
CREATE INDEX index_params_run_uuid ON params (run_uuid);
CREATE INDEX index_trace_info_experiment_id_timestamp_ms ON trace_info (experiment_id, timestamp_ms);
CREATE INDEX index_trace_tags_request_id ON trace_tags (request_id);
CREATE INDEX index_trace_request_metadata_request_id ON trace_request_metadata (request_id);
CREATE INDEX index_tags_run_uuid ON tags (run_uuid);
CREATE INDEX index_datasets_dataset_uuid ON datasets (dataset_uuid);
CREATE INDEX index_datasets_experiment_id_dataset_source_type ON datasets (experiment_id, dataset_source_type);
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
CREATE INDEX idx_webhook_events_entity ON webhook_events (entity);
CREATE INDEX idx_webhook_events_action ON webhook_events (action);
CREATE INDEX idx_webhook_events_entity_action ON webhook_events (entity, action);
CREATE UNIQUE INDEX index_scorers_experiment_id_scorer_name ON scorers (experiment_id, scorer_name);
CREATE INDEX index_scorer_versions_scorer_id ON scorer_versions (scorer_id);
CREATE INDEX index_evaluation_dataset_tags_dataset_id ON evaluation_dataset_tags (dataset_id);
CREATE INDEX index_evaluation_dataset_records_dataset_id ON evaluation_dataset_records (dataset_id);
CREATE INDEX index_endpoint_model_mappings_endpoint_id ON endpoint_model_mappings (endpoint_id);
CREATE INDEX index_endpoint_model_mappings_model_definition_id ON endpoint_model_mappings (model_definition_id);
CREATE INDEX index_endpoint_tags_endpoint_id ON endpoint_tags (endpoint_id);
CREATE INDEX index_trace_metrics_request_id ON trace_metrics (request_id);
CREATE UNIQUE INDEX unique_endpoint_model_linkage_mapping ON endpoint_model_mappings (endpoint_id, model_definition_id, linkage_type);
CREATE INDEX index_span_metrics_trace_id_span_id ON span_metrics (trace_id, span_id);
CREATE INDEX index_evaluation_datasets_created_time ON evaluation_datasets (created_time);
CREATE INDEX index_evaluation_datasets_name ON evaluation_datasets (name);
CREATE INDEX idx_webhooks_name ON webhooks (name);
CREATE INDEX idx_webhooks_status ON webhooks (status);
CREATE INDEX index_model_definitions_secret_id ON model_definitions (secret_id);
CREATE INDEX index_model_definitions_provider ON model_definitions (provider);
CREATE INDEX index_jobs_name_status_creation_time ON jobs (job_name, workspace, status, creation_time);
CREATE INDEX idx_experiments_workspace ON experiments (workspace);
CREATE INDEX idx_registered_models_workspace ON registered_models (workspace);
CREATE INDEX idx_experiments_workspace_creation_time ON experiments (workspace, creation_time);
CREATE INDEX idx_evaluation_datasets_workspace ON evaluation_datasets (workspace);
CREATE INDEX idx_webhooks_workspace ON webhooks (workspace);
CREATE INDEX idx_secrets_workspace ON secrets (workspace);
CREATE INDEX idx_endpoints_workspace ON endpoints (workspace);
CREATE INDEX idx_model_definitions_workspace ON model_definitions (workspace);
CREATE TRIGGER prevent_secrets_aad_mutation
BEFORE UPDATE ON secrets
FOR EACH ROW
WHEN OLD.secret_id != NEW.secret_id OR OLD.secret_name != NEW.secret_name
BEGIN
    SELECT RAISE(ABORT, 'secret_id and secret_name are immutable (used as AAD in encryption)');
END;
COMMIT;
