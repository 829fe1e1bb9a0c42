BEGIN TRANSACTION;
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
INSERT INTO "experiments" VALUES(1,'elm 実験 ''q'' 100%','file:///data/mlruns/1','active');
INSERT INTO "experiments" VALUES(2,'elm-deleted','file:///data/mlruns/2','deleted');
CREATE TABLE metrics (
	"key" VARCHAR(250) NOT NULL, 
	value FLOAT NOT NULL, 
	timestamp BIGINT NOT NULL, 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT metric_pk PRIMARY KEY ("key", timestamp, run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "metrics" VALUES('acc',0.99835,1560003000000,'4bf20f876ffc474c0251908fcdce4b31');
INSERT INTO "metrics" VALUES('acc',0.64597,1560003000001,'4bf20f876ffc474c0251908fcdce4b31');
INSERT INTO "metrics" VALUES('acc',0.45414,1560003000002,'4bf20f876ffc474c0251908fcdce4b31');
INSERT INTO "metrics" VALUES('acc',0.70011,1560003000003,'4bf20f876ffc474c0251908fcdce4b31');
INSERT INTO "metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,'4bf20f876ffc474c0251908fcdce4b31');
INSERT INTO "metrics" VALUES('nan',0.0,1560003000000,'4bf20f876ffc474c0251908fcdce4b31');
INSERT INTO "metrics" VALUES('neg',-1.5,1560003000000,'4bf20f876ffc474c0251908fcdce4b31');
INSERT INTO "metrics" VALUES('neg',-2.5,1560003000001,'4bf20f876ffc474c0251908fcdce4b31');
INSERT INTO "metrics" VALUES('acc',0.94262,1560003000000,'4f68d9dcbd7a085a368932ff2b2d409d');
INSERT INTO "metrics" VALUES('acc',0.2529,1560003000001,'4f68d9dcbd7a085a368932ff2b2d409d');
INSERT INTO "metrics" VALUES('acc',0.59945,1560003000002,'4f68d9dcbd7a085a368932ff2b2d409d');
INSERT INTO "metrics" VALUES('acc',0.93876,1560003000003,'4f68d9dcbd7a085a368932ff2b2d409d');
INSERT INTO "metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,'4f68d9dcbd7a085a368932ff2b2d409d');
INSERT INTO "metrics" VALUES('nan',0.0,1560003000000,'4f68d9dcbd7a085a368932ff2b2d409d');
INSERT INTO "metrics" VALUES('neg',-1.5,1560003000000,'4f68d9dcbd7a085a368932ff2b2d409d');
INSERT INTO "metrics" VALUES('neg',-2.5,1560003000001,'4f68d9dcbd7a085a368932ff2b2d409d');
INSERT INTO "metrics" VALUES('acc',0.55664,1560003000000,'d311ca871902316d9841aab4ccec38d7');
INSERT INTO "metrics" VALUES('acc',0.96631,1560003000001,'d311ca871902316d9841aab4ccec38d7');
INSERT INTO "metrics" VALUES('acc',0.37532,1560003000002,'d311ca871902316d9841aab4ccec38d7');
INSERT INTO "metrics" VALUES('acc',0.23526,1560003000003,'d311ca871902316d9841aab4ccec38d7');
INSERT INTO "metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,'d311ca871902316d9841aab4ccec38d7');
INSERT INTO "metrics" VALUES('nan',0.0,1560003000000,'d311ca871902316d9841aab4ccec38d7');
INSERT INTO "metrics" VALUES('neg',-1.5,1560003000000,'d311ca871902316d9841aab4ccec38d7');
INSERT INTO "metrics" VALUES('neg',-2.5,1560003000001,'d311ca871902316d9841aab4ccec38d7');
INSERT INTO "metrics" VALUES('acc',0.92949,1560003000000,'9d89a0da0c41aebb8f010b8e9a5b5ab8');
INSERT INTO "metrics" VALUES('acc',0.8436,1560003000001,'9d89a0da0c41aebb8f010b8e9a5b5ab8');
INSERT INTO "metrics" VALUES('acc',0.96709,1560003000002,'9d89a0da0c41aebb8f010b8e9a5b5ab8');
INSERT INTO "metrics" VALUES('acc',0.41527,1560003000003,'9d89a0da0c41aebb8f010b8e9a5b5ab8');
INSERT INTO "metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,'9d89a0da0c41aebb8f010b8e9a5b5ab8');
INSERT INTO "metrics" VALUES('nan',0.0,1560003000000,'9d89a0da0c41aebb8f010b8e9a5b5ab8');
INSERT INTO "metrics" VALUES('neg',-1.5,1560003000000,'9d89a0da0c41aebb8f010b8e9a5b5ab8');
INSERT INTO "metrics" VALUES('neg',-2.5,1560003000001,'9d89a0da0c41aebb8f010b8e9a5b5ab8');
INSERT INTO "metrics" VALUES('acc',0.5684,1560003000000,'9c3049787a5d33aa7e52a6e87316a58a');
INSERT INTO "metrics" VALUES('acc',0.57983,1560003000001,'9c3049787a5d33aa7e52a6e87316a58a');
INSERT INTO "metrics" VALUES('acc',0.92393,1560003000002,'9c3049787a5d33aa7e52a6e87316a58a');
INSERT INTO "metrics" VALUES('acc',0.68556,1560003000003,'9c3049787a5d33aa7e52a6e87316a58a');
INSERT INTO "metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,'9c3049787a5d33aa7e52a6e87316a58a');
INSERT INTO "metrics" VALUES('nan',0.0,1560003000000,'9c3049787a5d33aa7e52a6e87316a58a');
INSERT INTO "metrics" VALUES('neg',-1.5,1560003000000,'9c3049787a5d33aa7e52a6e87316a58a');
INSERT INTO "metrics" VALUES('neg',-2.5,1560003000001,'9c3049787a5d33aa7e52a6e87316a58a');
CREATE TABLE params (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(250) NOT NULL, 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT param_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "params" VALUES('lr','0.1','4bf20f876ffc474c0251908fcdce4b31');
INSERT INTO "params" VALUES('日本 `q`','it''s
\ 100%','4bf20f876ffc474c0251908fcdce4b31');
INSERT INTO "params" VALUES('lr','0.2','4f68d9dcbd7a085a368932ff2b2d409d');
INSERT INTO "params" VALUES('日本 `q`','it''s
\ 100%','4f68d9dcbd7a085a368932ff2b2d409d');
INSERT INTO "params" VALUES('lr','0.300','d311ca871902316d9841aab4ccec38d7');
INSERT INTO "params" VALUES('日本 `q`','it''s
\ 100%','d311ca871902316d9841aab4ccec38d7');
INSERT INTO "params" VALUES('lr','0.4','9d89a0da0c41aebb8f010b8e9a5b5ab8');
INSERT INTO "params" VALUES('日本 `q`','it''s
\ 100%','9d89a0da0c41aebb8f010b8e9a5b5ab8');
INSERT INTO "params" VALUES('lr','0.5','9c3049787a5d33aa7e52a6e87316a58a');
INSERT INTO "params" VALUES('日本 `q`','it''s
\ 100%','9c3049787a5d33aa7e52a6e87316a58a');
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
INSERT INTO "runs" VALUES('4bf20f876ffc474c0251908fcdce4b31','','LOCAL','train.py','','alice','RUNNING',1560003000000,NULL,'','active','file:///data/mlruns/0/4bf20f876ffc474c0251908fcdce4b31/artifacts',0);
INSERT INTO "runs" VALUES('4f68d9dcbd7a085a368932ff2b2d409d','elm run','UNKNOWN','train.py','main','bob','FINISHED',1560003001000,1560003001500,'abc','active','file:///data/mlruns/1/4f68d9dcbd7a085a368932ff2b2d409d/artifacts',1);
INSERT INTO "runs" VALUES('d311ca871902316d9841aab4ccec38d7','日本','JOB','train.py','','','FAILED',1560003002000,1560003002500,'abcabc','active','file:///data/mlruns/2/d311ca871902316d9841aab4ccec38d7/artifacts',2);
INSERT INTO "runs" VALUES('9d89a0da0c41aebb8f010b8e9a5b5ab8','r3','PROJECT','train.py','main','alice','SCHEDULED',1560003003000,1560003003500,'abcabcabc','active','file:///data/mlruns/0/9d89a0da0c41aebb8f010b8e9a5b5ab8/artifacts',0);
INSERT INTO "runs" VALUES('9c3049787a5d33aa7e52a6e87316a58a','r4','NOTEBOOK','train.py','','o''neil','FINISHED',1560003004000,1560003004500,'abcabcabcabc','deleted','file:///data/mlruns/1/9c3049787a5d33aa7e52a6e87316a58a/artifacts',1);
CREATE TABLE tags (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(250), 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT tag_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "tags" VALUES('tag0','v0 🚀','4bf20f876ffc474c0251908fcdce4b31');
INSERT INTO "tags" VALUES('mlflow.user','v1 🚀','4f68d9dcbd7a085a368932ff2b2d409d');
INSERT INTO "tags" VALUES('mlflow.runName','elm tagname 1','4f68d9dcbd7a085a368932ff2b2d409d');
INSERT INTO "tags" VALUES('tag2','v2 🚀','d311ca871902316d9841aab4ccec38d7');
INSERT INTO "tags" VALUES('tag3','v3 🚀','9d89a0da0c41aebb8f010b8e9a5b5ab8');
INSERT INTO "tags" VALUES('mlflow.runName','elm tagname 3','9d89a0da0c41aebb8f010b8e9a5b5ab8');
INSERT INTO "tags" VALUES('tag4','v4 🚀','9c3049787a5d33aa7e52a6e87316a58a');
COMMIT;
