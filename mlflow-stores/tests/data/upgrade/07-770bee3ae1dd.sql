BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('770bee3ae1dd');
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
INSERT INTO "assessments" VALUES('a-ae9bdcb4e99757c3ad9273f533df179d','tr-3e0e41b31645bd4cbf133e4f454dac5c','correct','feedback','true',NULL,1560003000000,1560003000000,'HUMAN','alice',NULL,NULL,'r',NULL,1,'{"a": "b"}');
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
INSERT INTO "datasets" VALUES('1a643ad344089a8a0671c823e13ce3ec',1,'train','d1','local','{}',NULL,'{}');
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
INSERT INTO "input_tags" VALUES('266e7bafb5a630c1bc1364fe19fa79bb','mlflow.data.context','train');
CREATE TABLE inputs (
	input_uuid VARCHAR(36) NOT NULL, 
	source_type VARCHAR(36) NOT NULL, 
	source_id VARCHAR(36) NOT NULL, 
	destination_type VARCHAR(36) NOT NULL, 
	destination_id VARCHAR(36) NOT NULL, step BIGINT DEFAULT '0' NOT NULL, 
	CONSTRAINT inputs_pk PRIMARY KEY (source_type, source_id, destination_type, destination_id)
);
INSERT INTO "inputs" VALUES('266e7bafb5a630c1bc1364fe19fa79bb','DATASET','1a643ad344089a8a0671c823e13ce3ec','RUN','5ce64a9711688aba2806e8c4033cfd3e',0);
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
INSERT INTO "latest_metrics" VALUES('acc',0.19842,1560003000003,3,0,'93be12fc6bc92a2c75df5af7a596a382');
INSERT INTO "latest_metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,0,0,'93be12fc6bc92a2c75df5af7a596a382');
INSERT INTO "latest_metrics" VALUES('nan',0.0,1560003000000,0,1,'93be12fc6bc92a2c75df5af7a596a382');
INSERT INTO "latest_metrics" VALUES('neg',-2.5,1560003000001,-5,0,'93be12fc6bc92a2c75df5af7a596a382');
INSERT INTO "latest_metrics" VALUES('acc',0.71749,1560003000003,3,0,'5ce64a9711688aba2806e8c4033cfd3e');
INSERT INTO "latest_metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,0,0,'5ce64a9711688aba2806e8c4033cfd3e');
INSERT INTO "latest_metrics" VALUES('nan',0.0,1560003000000,0,1,'5ce64a9711688aba2806e8c4033cfd3e');
INSERT INTO "latest_metrics" VALUES('neg',-2.5,1560003000001,-5,0,'5ce64a9711688aba2806e8c4033cfd3e');
INSERT INTO "latest_metrics" VALUES('acc',0.05313,1560003000003,3,0,'272a08fba34ffb8a46994746c2ddf78a');
INSERT INTO "latest_metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,0,0,'272a08fba34ffb8a46994746c2ddf78a');
INSERT INTO "latest_metrics" VALUES('nan',0.0,1560003000000,0,1,'272a08fba34ffb8a46994746c2ddf78a');
INSERT INTO "latest_metrics" VALUES('neg',-2.5,1560003000001,-5,0,'272a08fba34ffb8a46994746c2ddf78a');
INSERT INTO "latest_metrics" VALUES('acc',0.67874,1560003000003,3,0,'75e8429767707026c8b857dcbfbaba67');
INSERT INTO "latest_metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,0,0,'75e8429767707026c8b857dcbfbaba67');
INSERT INTO "latest_metrics" VALUES('nan',0.0,1560003000000,0,1,'75e8429767707026c8b857dcbfbaba67');
INSERT INTO "latest_metrics" VALUES('neg',-2.5,1560003000001,-5,0,'75e8429767707026c8b857dcbfbaba67');
INSERT INTO "latest_metrics" VALUES('acc',0.68945,1560003000003,3,0,'335e2fb591958a1a6a2af9db03c12528');
INSERT INTO "latest_metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,0,0,'335e2fb591958a1a6a2af9db03c12528');
INSERT INTO "latest_metrics" VALUES('nan',0.0,1560003000000,0,1,'335e2fb591958a1a6a2af9db03c12528');
INSERT INTO "latest_metrics" VALUES('neg',-2.5,1560003000001,-5,0,'335e2fb591958a1a6a2af9db03c12528');
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
INSERT INTO "logged_model_metrics" VALUES('m-97d5077ea76e819d39021afff0a28328','acc',1560003000000,0,0.5,1,'5ce64a9711688aba2806e8c4033cfd3e',NULL,NULL,NULL);
CREATE TABLE logged_model_params (
	model_id VARCHAR(36) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	param_key VARCHAR(255) NOT NULL, 
	param_value TEXT NOT NULL, 
	CONSTRAINT logged_model_params_pk PRIMARY KEY (model_id, param_key), 
	CONSTRAINT fk_logged_model_params_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id), 
	CONSTRAINT fk_logged_model_params_model_id FOREIGN KEY(model_id) REFERENCES logged_models (model_id) ON DELETE CASCADE
);
INSERT INTO "logged_model_params" VALUES('m-97d5077ea76e819d39021afff0a28328',1,'p','1');
CREATE TABLE logged_model_tags (
	model_id VARCHAR(36) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	tag_key VARCHAR(255) NOT NULL, 
	tag_value TEXT NOT NULL, 
	CONSTRAINT logged_model_tags_pk PRIMARY KEY (model_id, tag_key), 
	CONSTRAINT fk_logged_model_tags_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id), 
	CONSTRAINT fk_logged_model_tags_model_id FOREIGN KEY(model_id) REFERENCES logged_models (model_id) ON DELETE CASCADE
);
INSERT INTO "logged_model_tags" VALUES('m-97d5077ea76e819d39021afff0a28328',1,'t','2');
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
INSERT INTO "logged_models" VALUES('m-97d5077ea76e819d39021afff0a28328',1,'lm','file:///data/mlruns/1/models/m-97d5077ea76e819d39021afff0a28328/artifacts',1560003000000,1560003000001,2,'active','Agent','5ce64a9711688aba2806e8c4033cfd3e',NULL);
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
INSERT INTO "metrics" VALUES('acc',0.86386,1560003000000,'93be12fc6bc92a2c75df5af7a596a382',0,0);
INSERT INTO "metrics" VALUES('acc',0.10895,1560003000001,'93be12fc6bc92a2c75df5af7a596a382',1,0);
INSERT INTO "metrics" VALUES('acc',0.56334,1560003000002,'93be12fc6bc92a2c75df5af7a596a382',2,0);
INSERT INTO "metrics" VALUES('acc',0.19842,1560003000003,'93be12fc6bc92a2c75df5af7a596a382',3,0);
INSERT INTO "metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,'93be12fc6bc92a2c75df5af7a596a382',0,0);
INSERT INTO "metrics" VALUES('nan',0.0,1560003000000,'93be12fc6bc92a2c75df5af7a596a382',0,1);
INSERT INTO "metrics" VALUES('neg',-1.5,1560003000000,'93be12fc6bc92a2c75df5af7a596a382',-3,0);
INSERT INTO "metrics" VALUES('neg',-2.5,1560003000001,'93be12fc6bc92a2c75df5af7a596a382',-5,0);
INSERT INTO "metrics" VALUES('acc',0.97804,1560003000000,'5ce64a9711688aba2806e8c4033cfd3e',0,0);
INSERT INTO "metrics" VALUES('acc',0.14949,1560003000001,'5ce64a9711688aba2806e8c4033cfd3e',1,0);
INSERT INTO "metrics" VALUES('acc',0.65079,1560003000002,'5ce64a9711688aba2806e8c4033cfd3e',2,0);
INSERT INTO "metrics" VALUES('acc',0.71749,1560003000003,'5ce64a9711688aba2806e8c4033cfd3e',3,0);
INSERT INTO "metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,'5ce64a9711688aba2806e8c4033cfd3e',0,0);
INSERT INTO "metrics" VALUES('nan',0.0,1560003000000,'5ce64a9711688aba2806e8c4033cfd3e',0,1);
INSERT INTO "metrics" VALUES('neg',-1.5,1560003000000,'5ce64a9711688aba2806e8c4033cfd3e',-3,0);
INSERT INTO "metrics" VALUES('neg',-2.5,1560003000001,'5ce64a9711688aba2806e8c4033cfd3e',-5,0);
INSERT INTO "metrics" VALUES('acc',0.20095,1560003000000,'272a08fba34ffb8a46994746c2ddf78a',0,0);
INSERT INTO "metrics" VALUES('acc',0.58317,1560003000001,'272a08fba34ffb8a46994746c2ddf78a',1,0);
INSERT INTO "metrics" VALUES('acc',0.12149,1560003000002,'272a08fba34ffb8a46994746c2ddf78a',2,0);
INSERT INTO "metrics" VALUES('acc',0.05313,1560003000003,'272a08fba34ffb8a46994746c2ddf78a',3,0);
INSERT INTO "metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,'272a08fba34ffb8a46994746c2ddf78a',0,0);
INSERT INTO "metrics" VALUES('nan',0.0,1560003000000,'272a08fba34ffb8a46994746c2ddf78a',0,1);
INSERT INTO "metrics" VALUES('neg',-1.5,1560003000000,'272a08fba34ffb8a46994746c2ddf78a',-3,0);
INSERT INTO "metrics" VALUES('neg',-2.5,1560003000001,'272a08fba34ffb8a46994746c2ddf78a',-5,0);
INSERT INTO "metrics" VALUES('acc',0.28354,1560003000000,'75e8429767707026c8b857dcbfbaba67',0,0);
INSERT INTO "metrics" VALUES('acc',0.07809,1560003000001,'75e8429767707026c8b857dcbfbaba67',1,0);
INSERT INTO "metrics" VALUES('acc',0.43987,1560003000002,'75e8429767707026c8b857dcbfbaba67',2,0);
INSERT INTO "metrics" VALUES('acc',0.67874,1560003000003,'75e8429767707026c8b857dcbfbaba67',3,0);
INSERT INTO "metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,'75e8429767707026c8b857dcbfbaba67',0,0);
INSERT INTO "metrics" VALUES('nan',0.0,1560003000000,'75e8429767707026c8b857dcbfbaba67',0,1);
INSERT INTO "metrics" VALUES('neg',-1.5,1560003000000,'75e8429767707026c8b857dcbfbaba67',-3,0);
INSERT INTO "metrics" VALUES('neg',-2.5,1560003000001,'75e8429767707026c8b857dcbfbaba67',-5,0);
INSERT INTO "metrics" VALUES('acc',0.925,1560003000000,'335e2fb591958a1a6a2af9db03c12528',0,0);
INSERT INTO "metrics" VALUES('acc',0.26126,1560003000001,'335e2fb591958a1a6a2af9db03c12528',1,0);
INSERT INTO "metrics" VALUES('acc',0.47606,1560003000002,'335e2fb591958a1a6a2af9db03c12528',2,0);
INSERT INTO "metrics" VALUES('acc',0.68945,1560003000003,'335e2fb591958a1a6a2af9db03c12528',3,0);
INSERT INTO "metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,'335e2fb591958a1a6a2af9db03c12528',0,0);
INSERT INTO "metrics" VALUES('nan',0.0,1560003000000,'335e2fb591958a1a6a2af9db03c12528',0,1);
INSERT INTO "metrics" VALUES('neg',-1.5,1560003000000,'335e2fb591958a1a6a2af9db03c12528',-3,0);
INSERT INTO "metrics" VALUES('neg',-2.5,1560003000001,'335e2fb591958a1a6a2af9db03c12528',-5,0);
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
INSERT INTO "model_versions" VALUES('fir-model',1,1560003000001,1560003000001,NULL,'alice','Production','file:///data/mlruns/1/5ce64a9711688aba2806e8c4033cfd3e/artifacts/m1','5ce64a9711688aba2806e8c4033cfd3e','READY',NULL,NULL,'file:///data/store/1');
INSERT INTO "model_versions" VALUES('fir-model',2,1560003000002,1560003000002,NULL,NULL,'None','file:///data/mlruns/1/5ce64a9711688aba2806e8c4033cfd3e/artifacts/m2','272a08fba34ffb8a46994746c2ddf78a','READY',NULL,'https://example.com/r',NULL);
INSERT INTO "model_versions" VALUES('fir-model',3,1560003000003,1560003000003,NULL,NULL,'Deleted_Internal','file:///data/mlruns/1/5ce64a9711688aba2806e8c4033cfd3e/artifacts/m3','75e8429767707026c8b857dcbfbaba67','READY',NULL,NULL,NULL);
CREATE TABLE "params" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000) NOT NULL, 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT param_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "params" VALUES('lr','0.1','93be12fc6bc92a2c75df5af7a596a382');
INSERT INTO "params" VALUES('日本 `q`','it''s
\ 100%','93be12fc6bc92a2c75df5af7a596a382');
INSERT INTO "params" VALUES('lr','0.2','5ce64a9711688aba2806e8c4033cfd3e');
INSERT INTO "params" VALUES('日本 `q`','it''s
\ 100%','5ce64a9711688aba2806e8c4033cfd3e');
INSERT INTO "params" VALUES('lr','0.300','272a08fba34ffb8a46994746c2ddf78a');
INSERT INTO "params" VALUES('日本 `q`','it''s
\ 100%','272a08fba34ffb8a46994746c2ddf78a');
INSERT INTO "params" VALUES('lr','0.4','75e8429767707026c8b857dcbfbaba67');
INSERT INTO "params" VALUES('日本 `q`','it''s
\ 100%','75e8429767707026c8b857dcbfbaba67');
INSERT INTO "params" VALUES('lr','0.5','335e2fb591958a1a6a2af9db03c12528');
INSERT INTO "params" VALUES('日本 `q`','it''s
\ 100%','335e2fb591958a1a6a2af9db03c12528');
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
INSERT INTO "runs" VALUES('93be12fc6bc92a2c75df5af7a596a382','','LOCAL','train.py','','alice','RUNNING',1560003000000,NULL,'','active','file:///data/mlruns/0/93be12fc6bc92a2c75df5af7a596a382/artifacts',0,NULL);
INSERT INTO "runs" VALUES('5ce64a9711688aba2806e8c4033cfd3e','fir run','UNKNOWN','train.py','main','bob','FINISHED',1560003001000,1560003001500,'abc','active','file:///data/mlruns/1/5ce64a9711688aba2806e8c4033cfd3e/artifacts',1,NULL);
INSERT INTO "runs" VALUES('272a08fba34ffb8a46994746c2ddf78a','日本','JOB','train.py','','','FAILED',1560003002000,1560003002500,'abcabc','active','file:///data/mlruns/2/272a08fba34ffb8a46994746c2ddf78a/artifacts',2,NULL);
INSERT INTO "runs" VALUES('75e8429767707026c8b857dcbfbaba67','r3','PROJECT','train.py','main','alice','SCHEDULED',1560003003000,1560003003500,'abcabcabc','active','file:///data/mlruns/0/75e8429767707026c8b857dcbfbaba67/artifacts',0,NULL);
INSERT INTO "runs" VALUES('335e2fb591958a1a6a2af9db03c12528','r4','NOTEBOOK','train.py','','o''neil','FINISHED',1560003004000,1560003004500,'abcabcabcabc','deleted','file:///data/mlruns/1/335e2fb591958a1a6a2af9db03c12528/artifacts',1,1560003000009);
CREATE TABLE "tags" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000), 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT tag_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "tags" VALUES('tag0','v0 🚀','93be12fc6bc92a2c75df5af7a596a382');
INSERT INTO "tags" VALUES('mlflow.user','v1 🚀','5ce64a9711688aba2806e8c4033cfd3e');
INSERT INTO "tags" VALUES('mlflow.runName','fir tagname 1','5ce64a9711688aba2806e8c4033cfd3e');
INSERT INTO "tags" VALUES('tag2','v2 🚀','272a08fba34ffb8a46994746c2ddf78a');
INSERT INTO "tags" VALUES('tag3','v3 🚀','75e8429767707026c8b857dcbfbaba67');
INSERT INTO "tags" VALUES('mlflow.runName','fir tagname 3','75e8429767707026c8b857dcbfbaba67');
INSERT INTO "tags" VALUES('tag4','v4 🚀','335e2fb591958a1a6a2af9db03c12528');
CREATE TABLE trace_info (
	request_id VARCHAR(50) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	timestamp_ms BIGINT NOT NULL, 
	execution_time_ms BIGINT, 
	status VARCHAR(50) NOT NULL, client_request_id VARCHAR(50), request_preview VARCHAR(1000), response_preview VARCHAR(1000), 
	CONSTRAINT trace_info_pk PRIMARY KEY (request_id), 
	CONSTRAINT fk_trace_info_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id)
);
INSERT INTO "trace_info" VALUES('3f14b0c19dfbd69dfabe5563d67a73d5',1,1560003000000,NULL,'IN_PROGRESS',NULL,NULL,NULL);
INSERT INTO "trace_info" VALUES('tr-3e0e41b31645bd4cbf133e4f454dac5c',1,1560003000001,7,'OK','c1','q',NULL);
CREATE TABLE "trace_request_metadata" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000), 
	request_id VARCHAR(50) NOT NULL, 
	CONSTRAINT trace_request_metadata_pk PRIMARY KEY ("key", request_id), 
	CONSTRAINT fk_trace_request_metadata_request_id FOREIGN KEY(request_id) REFERENCES trace_info (request_id) ON DELETE CASCADE
);
INSERT INTO "trace_request_metadata" VALUES('mlflow.sourceRun','5ce64a9711688aba2806e8c4033cfd3e','3f14b0c19dfbd69dfabe5563d67a73d5');
INSERT INTO "trace_request_metadata" VALUES('mlflow.trace_schema.version','2','3f14b0c19dfbd69dfabe5563d67a73d5');
INSERT INTO "trace_request_metadata" VALUES('mlflow.sourceRun','5ce64a9711688aba2806e8c4033cfd3e','tr-3e0e41b31645bd4cbf133e4f454dac5c');
INSERT INTO "trace_request_metadata" VALUES('mlflow.trace_schema.version','3','tr-3e0e41b31645bd4cbf133e4f454dac5c');
INSERT INTO "trace_request_metadata" VALUES('mlflow.trace.session','s-1','tr-3e0e41b31645bd4cbf133e4f454dac5c');
INSERT INTO "trace_request_metadata" VALUES('mlflow.trace.tokenUsage','{"input_tokens": 3, "output_tokens": 4, "total_tokens": 7}','tr-3e0e41b31645bd4cbf133e4f454dac5c');
CREATE TABLE "trace_tags" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000), 
	request_id VARCHAR(50) NOT NULL, 
	CONSTRAINT trace_tag_pk PRIMARY KEY ("key", request_id), 
	CONSTRAINT fk_trace_tags_request_id FOREIGN KEY(request_id) REFERENCES trace_info (request_id) ON DELETE CASCADE
);
INSERT INTO "trace_tags" VALUES('mlflow.traceName','tr 0','3f14b0c19dfbd69dfabe5563d67a73d5');
INSERT INTO "trace_tags" VALUES('env','dev','3f14b0c19dfbd69dfabe5563d67a73d5');
INSERT INTO "trace_tags" VALUES('mlflow.traceName','tr 1','tr-3e0e41b31645bd4cbf133e4f454dac5c');
INSERT INTO "trace_tags" VALUES('env','dev','tr-3e0e41b31645bd4cbf133e4f454dac5c');
CREATE INDEX index_metrics_run_uuid ON metrics (run_uuid);
CREATE INDEX index_latest_metrics_run_uuid ON latest_metrics (run_uuid);
CREATE INDEX index_inputs_destination_type_destination_id_source_type ON inputs (destination_type, destination_id, source_type);
CREATE INDEX index_inputs_input_uuid ON inputs (input_uuid);
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
COMMIT;
