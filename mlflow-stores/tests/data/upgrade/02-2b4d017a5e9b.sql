BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('2b4d017a5e9b');
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
INSERT INTO "experiments" VALUES(1,'oak 実験 ''q'' 100%','file:///data/mlruns/1','active');
INSERT INTO "experiments" VALUES(2,'oak-deleted','file:///data/mlruns/2','deleted');
CREATE TABLE latest_metrics (
	"key" VARCHAR(250) NOT NULL, 
	value FLOAT NOT NULL, 
	timestamp BIGINT, 
	step BIGINT NOT NULL, 
	is_nan BOOLEAN NOT NULL, 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT latest_metric_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "latest_metrics" VALUES('acc',0.74481,1560003000003,3,0,'07257fc9be769a4bba6e1d96f653e3c6');
INSERT INTO "latest_metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,0,0,'07257fc9be769a4bba6e1d96f653e3c6');
INSERT INTO "latest_metrics" VALUES('nan',0.0,1560003000000,0,1,'07257fc9be769a4bba6e1d96f653e3c6');
INSERT INTO "latest_metrics" VALUES('neg',-2.5,1560003000001,-5,0,'07257fc9be769a4bba6e1d96f653e3c6');
INSERT INTO "latest_metrics" VALUES('acc',0.63054,1560003000003,3,0,'a51af7c17cbc7598b81a3679e557f66b');
INSERT INTO "latest_metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,0,0,'a51af7c17cbc7598b81a3679e557f66b');
INSERT INTO "latest_metrics" VALUES('nan',0.0,1560003000000,0,1,'a51af7c17cbc7598b81a3679e557f66b');
INSERT INTO "latest_metrics" VALUES('neg',-2.5,1560003000001,-5,0,'a51af7c17cbc7598b81a3679e557f66b');
INSERT INTO "latest_metrics" VALUES('acc',0.96223,1560003000003,3,0,'75cd59eb12ef058df7cfbcf53da4a3b4');
INSERT INTO "latest_metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,0,0,'75cd59eb12ef058df7cfbcf53da4a3b4');
INSERT INTO "latest_metrics" VALUES('nan',0.0,1560003000000,0,1,'75cd59eb12ef058df7cfbcf53da4a3b4');
INSERT INTO "latest_metrics" VALUES('neg',-2.5,1560003000001,-5,0,'75cd59eb12ef058df7cfbcf53da4a3b4');
INSERT INTO "latest_metrics" VALUES('acc',0.92616,1560003000003,3,0,'9f4ebf1b6299ad90dbdfb5796c3a5af5');
INSERT INTO "latest_metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,0,0,'9f4ebf1b6299ad90dbdfb5796c3a5af5');
INSERT INTO "latest_metrics" VALUES('nan',0.0,1560003000000,0,1,'9f4ebf1b6299ad90dbdfb5796c3a5af5');
INSERT INTO "latest_metrics" VALUES('neg',-2.5,1560003000001,-5,0,'9f4ebf1b6299ad90dbdfb5796c3a5af5');
INSERT INTO "latest_metrics" VALUES('acc',0.3909,1560003000003,3,0,'ce6db31f655333cac82f8a78363fbd48');
INSERT INTO "latest_metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,0,0,'ce6db31f655333cac82f8a78363fbd48');
INSERT INTO "latest_metrics" VALUES('nan',0.0,1560003000000,0,1,'ce6db31f655333cac82f8a78363fbd48');
INSERT INTO "latest_metrics" VALUES('neg',-2.5,1560003000001,-5,0,'ce6db31f655333cac82f8a78363fbd48');
CREATE TABLE "metrics" (
	"key" VARCHAR(250) NOT NULL, 
	value FLOAT NOT NULL, 
	timestamp BIGINT NOT NULL, 
	run_uuid VARCHAR(32) NOT NULL, 
	step BIGINT DEFAULT '0' NOT NULL, 
	is_nan BOOLEAN DEFAULT '0' NOT NULL, 
	CONSTRAINT metric_pk PRIMARY KEY ("key", timestamp, step, run_uuid, value, is_nan), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "metrics" VALUES('acc',0.96407,1560003000000,'07257fc9be769a4bba6e1d96f653e3c6',0,0);
INSERT INTO "metrics" VALUES('acc',0.19155,1560003000001,'07257fc9be769a4bba6e1d96f653e3c6',1,0);
INSERT INTO "metrics" VALUES('acc',0.08347,1560003000002,'07257fc9be769a4bba6e1d96f653e3c6',2,0);
INSERT INTO "metrics" VALUES('acc',0.74481,1560003000003,'07257fc9be769a4bba6e1d96f653e3c6',3,0);
INSERT INTO "metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,'07257fc9be769a4bba6e1d96f653e3c6',0,0);
INSERT INTO "metrics" VALUES('nan',0.0,1560003000000,'07257fc9be769a4bba6e1d96f653e3c6',0,1);
INSERT INTO "metrics" VALUES('neg',-1.5,1560003000000,'07257fc9be769a4bba6e1d96f653e3c6',-3,0);
INSERT INTO "metrics" VALUES('neg',-2.5,1560003000001,'07257fc9be769a4bba6e1d96f653e3c6',-5,0);
INSERT INTO "metrics" VALUES('acc',0.53088,1560003000000,'a51af7c17cbc7598b81a3679e557f66b',0,0);
INSERT INTO "metrics" VALUES('acc',0.76893,1560003000001,'a51af7c17cbc7598b81a3679e557f66b',1,0);
INSERT INTO "metrics" VALUES('acc',0.50846,1560003000002,'a51af7c17cbc7598b81a3679e557f66b',2,0);
INSERT INTO "metrics" VALUES('acc',0.63054,1560003000003,'a51af7c17cbc7598b81a3679e557f66b',3,0);
INSERT INTO "metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,'a51af7c17cbc7598b81a3679e557f66b',0,0);
INSERT INTO "metrics" VALUES('nan',0.0,1560003000000,'a51af7c17cbc7598b81a3679e557f66b',0,1);
INSERT INTO "metrics" VALUES('neg',-1.5,1560003000000,'a51af7c17cbc7598b81a3679e557f66b',-3,0);
INSERT INTO "metrics" VALUES('neg',-2.5,1560003000001,'a51af7c17cbc7598b81a3679e557f66b',-5,0);
INSERT INTO "metrics" VALUES('acc',0.08268,1560003000000,'75cd59eb12ef058df7cfbcf53da4a3b4',0,0);
INSERT INTO "metrics" VALUES('acc',0.67385,1560003000001,'75cd59eb12ef058df7cfbcf53da4a3b4',1,0);
INSERT INTO "metrics" VALUES('acc',0.51245,1560003000002,'75cd59eb12ef058df7cfbcf53da4a3b4',2,0);
INSERT INTO "metrics" VALUES('acc',0.96223,1560003000003,'75cd59eb12ef058df7cfbcf53da4a3b4',3,0);
INSERT INTO "metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,'75cd59eb12ef058df7cfbcf53da4a3b4',0,0);
INSERT INTO "metrics" VALUES('nan',0.0,1560003000000,'75cd59eb12ef058df7cfbcf53da4a3b4',0,1);
INSERT INTO "metrics" VALUES('neg',-1.5,1560003000000,'75cd59eb12ef058df7cfbcf53da4a3b4',-3,0);
INSERT INTO "metrics" VALUES('neg',-2.5,1560003000001,'75cd59eb12ef058df7cfbcf53da4a3b4',-5,0);
INSERT INTO "metrics" VALUES('acc',0.00619,1560003000000,'9f4ebf1b6299ad90dbdfb5796c3a5af5',0,0);
INSERT INTO "metrics" VALUES('acc',0.0683,1560003000001,'9f4ebf1b6299ad90dbdfb5796c3a5af5',1,0);
INSERT INTO "metrics" VALUES('acc',0.67625,1560003000002,'9f4ebf1b6299ad90dbdfb5796c3a5af5',2,0);
INSERT INTO "metrics" VALUES('acc',0.92616,1560003000003,'9f4ebf1b6299ad90dbdfb5796c3a5af5',3,0);
INSERT INTO "metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,'9f4ebf1b6299ad90dbdfb5796c3a5af5',0,0);
INSERT INTO "metrics" VALUES('nan',0.0,1560003000000,'9f4ebf1b6299ad90dbdfb5796c3a5af5',0,1);
INSERT INTO "metrics" VALUES('neg',-1.5,1560003000000,'9f4ebf1b6299ad90dbdfb5796c3a5af5',-3,0);
INSERT INTO "metrics" VALUES('neg',-2.5,1560003000001,'9f4ebf1b6299ad90dbdfb5796c3a5af5',-5,0);
INSERT INTO "metrics" VALUES('acc',0.42171,1560003000000,'ce6db31f655333cac82f8a78363fbd48',0,0);
INSERT INTO "metrics" VALUES('acc',0.71094,1560003000001,'ce6db31f655333cac82f8a78363fbd48',1,0);
INSERT INTO "metrics" VALUES('acc',0.56054,1560003000002,'ce6db31f655333cac82f8a78363fbd48',2,0);
INSERT INTO "metrics" VALUES('acc',0.3909,1560003000003,'ce6db31f655333cac82f8a78363fbd48',3,0);
INSERT INTO "metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,'ce6db31f655333cac82f8a78363fbd48',0,0);
INSERT INTO "metrics" VALUES('nan',0.0,1560003000000,'ce6db31f655333cac82f8a78363fbd48',0,1);
INSERT INTO "metrics" VALUES('neg',-1.5,1560003000000,'ce6db31f655333cac82f8a78363fbd48',-3,0);
INSERT INTO "metrics" VALUES('neg',-2.5,1560003000001,'ce6db31f655333cac82f8a78363fbd48',-5,0);
CREATE TABLE model_versions (
	name VARCHAR(256) NOT NULL, 
	version INTEGER NOT NULL, 
	creation_time BIGINT, 
	last_updated_time BIGINT, 
	description VARCHAR(5000), 
	user_id VARCHAR(256), 
	current_stage VARCHAR(20), 
	source VARCHAR(500), 
	run_id VARCHAR(32) NOT NULL, 
	status VARCHAR(20), 
	status_message VARCHAR(500), 
	CONSTRAINT model_version_pk PRIMARY KEY (name, version), 
	FOREIGN KEY(name) REFERENCES registered_models (name) ON UPDATE cascade
);
INSERT INTO "model_versions" VALUES('oak-model',1,1560003000001,1560003000001,NULL,'alice','Production','file:///data/mlruns/1/a51af7c17cbc7598b81a3679e557f66b/artifacts/m1','a51af7c17cbc7598b81a3679e557f66b','READY',NULL);
INSERT INTO "model_versions" VALUES('oak-model',2,1560003000002,1560003000002,NULL,NULL,'None','file:///data/mlruns/1/a51af7c17cbc7598b81a3679e557f66b/artifacts/m2','75cd59eb12ef058df7cfbcf53da4a3b4','READY',NULL);
INSERT INTO "model_versions" VALUES('oak-model',3,1560003000003,1560003000003,NULL,NULL,'Deleted_Internal','file:///data/mlruns/1/a51af7c17cbc7598b81a3679e557f66b/artifacts/m3','9f4ebf1b6299ad90dbdfb5796c3a5af5','READY',NULL);
CREATE TABLE params (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(250) NOT NULL, 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT param_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "params" VALUES('lr','0.1','07257fc9be769a4bba6e1d96f653e3c6');
INSERT INTO "params" VALUES('日本 `q`','it''s
\ 100%','07257fc9be769a4bba6e1d96f653e3c6');
INSERT INTO "params" VALUES('lr','0.2','a51af7c17cbc7598b81a3679e557f66b');
INSERT INTO "params" VALUES('日本 `q`','it''s
\ 100%','a51af7c17cbc7598b81a3679e557f66b');
INSERT INTO "params" VALUES('lr','0.300','75cd59eb12ef058df7cfbcf53da4a3b4');
INSERT INTO "params" VALUES('日本 `q`','it''s
\ 100%','75cd59eb12ef058df7cfbcf53da4a3b4');
INSERT INTO "params" VALUES('lr','0.4','9f4ebf1b6299ad90dbdfb5796c3a5af5');
INSERT INTO "params" VALUES('日本 `q`','it''s
\ 100%','9f4ebf1b6299ad90dbdfb5796c3a5af5');
INSERT INTO "params" VALUES('lr','0.5','ce6db31f655333cac82f8a78363fbd48');
INSERT INTO "params" VALUES('日本 `q`','it''s
\ 100%','ce6db31f655333cac82f8a78363fbd48');
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
CREATE TABLE runs (
	run_uuid VARCHAR(32) NOT NULL, 
	name VARCHAR(250), 
	source_type VARCHAR(20), 
	source_name VARCHAR(500), 
	entry_point_name VARCHAR(50), 
	user_id VARCHAR(256), 
	status VARCHAR(20), 
	start_time BIGINT, 
	end_time BIGINT, 
	source_version VARCHAR(50), 
	lifecycle_stage VARCHAR(20), 
	artifact_uri VARCHAR(200), 
	experiment_id INTEGER, 
	CONSTRAINT run_pk PRIMARY KEY (run_uuid), 
	CONSTRAINT source_type CHECK (source_type IN ('NOTEBOOK', 'JOB', 'LOCAL', 'UNKNOWN', 'PROJECT')), 
	CONSTRAINT status CHECK (status IN ('SCHEDULED', 'FAILED', 'FINISHED', 'RUNNING')), 
	CONSTRAINT runs_lifecycle_stage CHECK (lifecycle_stage IN ('active', 'deleted')), 
	FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id)
);
INSERT INTO "runs" VALUES('07257fc9be769a4bba6e1d96f653e3c6','','LOCAL','train.py','','alice','RUNNING',1560003000000,NULL,'','active','file:///data/mlruns/0/07257fc9be769a4bba6e1d96f653e3c6/artifacts',0);
INSERT INTO "runs" VALUES('a51af7c17cbc7598b81a3679e557f66b','oak run','UNKNOWN','train.py','main','bob','FINISHED',1560003001000,1560003001500,'abc','active','file:///data/mlruns/1/a51af7c17cbc7598b81a3679e557f66b/artifacts',1);
INSERT INTO "runs" VALUES('75cd59eb12ef058df7cfbcf53da4a3b4','日本','JOB','train.py','','','FAILED',1560003002000,1560003002500,'abcabc','active','file:///data/mlruns/2/75cd59eb12ef058df7cfbcf53da4a3b4/artifacts',2);
INSERT INTO "runs" VALUES('9f4ebf1b6299ad90dbdfb5796c3a5af5','r3','PROJECT','train.py','main','alice','SCHEDULED',1560003003000,1560003003500,'abcabcabc','active','file:///data/mlruns/0/9f4ebf1b6299ad90dbdfb5796c3a5af5/artifacts',0);
INSERT INTO "runs" VALUES('ce6db31f655333cac82f8a78363fbd48','r4','NOTEBOOK','train.py','','o''neil','FINISHED',1560003004000,1560003004500,'abcabcabcabc','deleted','file:///data/mlruns/1/ce6db31f655333cac82f8a78363fbd48/artifacts',1);
CREATE TABLE "tags" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(5000), 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT tag_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "tags" VALUES('tag0','v0 🚀','07257fc9be769a4bba6e1d96f653e3c6');
INSERT INTO "tags" VALUES('mlflow.user','v1 🚀','a51af7c17cbc7598b81a3679e557f66b');
INSERT INTO "tags" VALUES('mlflow.runName','oak tagname 1','a51af7c17cbc7598b81a3679e557f66b');
INSERT INTO "tags" VALUES('tag2','v2 🚀','75cd59eb12ef058df7cfbcf53da4a3b4');
INSERT INTO "tags" VALUES('tag3','v3 🚀','9f4ebf1b6299ad90dbdfb5796c3a5af5');
INSERT INTO "tags" VALUES('mlflow.runName','oak tagname 3','9f4ebf1b6299ad90dbdfb5796c3a5af5');
INSERT INTO "tags" VALUES('tag4','v4 🚀','ce6db31f655333cac82f8a78363fbd48');
COMMIT;
