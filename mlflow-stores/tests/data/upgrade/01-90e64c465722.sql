BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('90e64c465722');
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
CREATE TABLE "metrics" (
	"key" VARCHAR(250) NOT NULL, 
	value FLOAT NOT NULL, 
	timestamp BIGINT NOT NULL, 
	run_uuid VARCHAR(32) NOT NULL, 
	step BIGINT DEFAULT '0' NOT NULL, 
	CONSTRAINT metric_pk PRIMARY KEY ("key", timestamp, step, run_uuid, value), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "metrics" VALUES('acc',0.48557,1560003000000,'8b4e65605c50435ef510cead117c1cf0',0);
INSERT INTO "metrics" VALUES('acc',0.2305,1560003000001,'8b4e65605c50435ef510cead117c1cf0',1);
INSERT INTO "metrics" VALUES('acc',0.45892,1560003000002,'8b4e65605c50435ef510cead117c1cf0',2);
INSERT INTO "metrics" VALUES('acc',0.5855,1560003000003,'8b4e65605c50435ef510cead117c1cf0',3);
INSERT INTO "metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,'8b4e65605c50435ef510cead117c1cf0',0);
INSERT INTO "metrics" VALUES('nan',0.0,1560003000000,'8b4e65605c50435ef510cead117c1cf0',0);
INSERT INTO "metrics" VALUES('neg',-1.5,1560003000000,'8b4e65605c50435ef510cead117c1cf0',-3);
INSERT INTO "metrics" VALUES('neg',-2.5,1560003000001,'8b4e65605c50435ef510cead117c1cf0',-5);
INSERT INTO "metrics" VALUES('acc',0.27339,1560003000000,'773cf65a3b3198e9f780aba21d203020',0);
INSERT INTO "metrics" VALUES('acc',0.3165,1560003000001,'773cf65a3b3198e9f780aba21d203020',1);
INSERT INTO "metrics" VALUES('acc',0.59773,1560003000002,'773cf65a3b3198e9f780aba21d203020',2);
INSERT INTO "metrics" VALUES('acc',0.11605,1560003000003,'773cf65a3b3198e9f780aba21d203020',3);
INSERT INTO "metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,'773cf65a3b3198e9f780aba21d203020',0);
INSERT INTO "metrics" VALUES('nan',0.0,1560003000000,'773cf65a3b3198e9f780aba21d203020',0);
INSERT INTO "metrics" VALUES('neg',-1.5,1560003000000,'773cf65a3b3198e9f780aba21d203020',-3);
INSERT INTO "metrics" VALUES('neg',-2.5,1560003000001,'773cf65a3b3198e9f780aba21d203020',-5);
INSERT INTO "metrics" VALUES('acc',0.12522,1560003000000,'51f16a6fafb1c9c295d3cac5cb5bde7e',0);
INSERT INTO "metrics" VALUES('acc',0.78552,1560003000001,'51f16a6fafb1c9c295d3cac5cb5bde7e',1);
INSERT INTO "metrics" VALUES('acc',0.75375,1560003000002,'51f16a6fafb1c9c295d3cac5cb5bde7e',2);
INSERT INTO "metrics" VALUES('acc',0.26764,1560003000003,'51f16a6fafb1c9c295d3cac5cb5bde7e',3);
INSERT INTO "metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,'51f16a6fafb1c9c295d3cac5cb5bde7e',0);
INSERT INTO "metrics" VALUES('nan',0.0,1560003000000,'51f16a6fafb1c9c295d3cac5cb5bde7e',0);
INSERT INTO "metrics" VALUES('neg',-1.5,1560003000000,'51f16a6fafb1c9c295d3cac5cb5bde7e',-3);
INSERT INTO "metrics" VALUES('neg',-2.5,1560003000001,'51f16a6fafb1c9c295d3cac5cb5bde7e',-5);
INSERT INTO "metrics" VALUES('acc',0.43519,1560003000000,'fb85cf1450e23a711eeab026c3a93e26',0);
INSERT INTO "metrics" VALUES('acc',0.07585,1560003000001,'fb85cf1450e23a711eeab026c3a93e26',1);
INSERT INTO "metrics" VALUES('acc',0.03365,1560003000002,'fb85cf1450e23a711eeab026c3a93e26',2);
INSERT INTO "metrics" VALUES('acc',0.487,1560003000003,'fb85cf1450e23a711eeab026c3a93e26',3);
INSERT INTO "metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,'fb85cf1450e23a711eeab026c3a93e26',0);
INSERT INTO "metrics" VALUES('nan',0.0,1560003000000,'fb85cf1450e23a711eeab026c3a93e26',0);
INSERT INTO "metrics" VALUES('neg',-1.5,1560003000000,'fb85cf1450e23a711eeab026c3a93e26',-3);
INSERT INTO "metrics" VALUES('neg',-2.5,1560003000001,'fb85cf1450e23a711eeab026c3a93e26',-5);
INSERT INTO "metrics" VALUES('acc',0.75255,1560003000000,'7144037967da6e5213036823ec73fbce',0);
INSERT INTO "metrics" VALUES('acc',0.82658,1560003000001,'7144037967da6e5213036823ec73fbce',1);
INSERT INTO "metrics" VALUES('acc',0.44784,1560003000002,'7144037967da6e5213036823ec73fbce',2);
INSERT INTO "metrics" VALUES('acc',0.31138,1560003000003,'7144037967da6e5213036823ec73fbce',3);
INSERT INTO "metrics" VALUES('inf',1.79769313486231562234e+308,1560003000000,'7144037967da6e5213036823ec73fbce',0);
INSERT INTO "metrics" VALUES('nan',0.0,1560003000000,'7144037967da6e5213036823ec73fbce',0);
INSERT INTO "metrics" VALUES('neg',-1.5,1560003000000,'7144037967da6e5213036823ec73fbce',-3);
INSERT INTO "metrics" VALUES('neg',-2.5,1560003000001,'7144037967da6e5213036823ec73fbce',-5);
CREATE TABLE params (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(250) NOT NULL, 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT param_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "params" VALUES('lr','0.1','8b4e65605c50435ef510cead117c1cf0');
INSERT INTO "params" VALUES('日本 `q`','it''s
\ 100%','8b4e65605c50435ef510cead117c1cf0');
INSERT INTO "params" VALUES('lr','0.2','773cf65a3b3198e9f780aba21d203020');
INSERT INTO "params" VALUES('日本 `q`','it''s
\ 100%','773cf65a3b3198e9f780aba21d203020');
INSERT INTO "params" VALUES('lr','0.300','51f16a6fafb1c9c295d3cac5cb5bde7e');
INSERT INTO "params" VALUES('日本 `q`','it''s
\ 100%','51f16a6fafb1c9c295d3cac5cb5bde7e');
INSERT INTO "params" VALUES('lr','0.4','fb85cf1450e23a711eeab026c3a93e26');
INSERT INTO "params" VALUES('日本 `q`','it''s
\ 100%','fb85cf1450e23a711eeab026c3a93e26');
INSERT INTO "params" VALUES('lr','0.5','7144037967da6e5213036823ec73fbce');
INSERT INTO "params" VALUES('日本 `q`','it''s
\ 100%','7144037967da6e5213036823ec73fbce');
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
INSERT INTO "runs" VALUES('8b4e65605c50435ef510cead117c1cf0','','LOCAL','train.py','','alice','RUNNING',1560003000000,NULL,'','active','file:///data/mlruns/0/8b4e65605c50435ef510cead117c1cf0/artifacts',0);
INSERT INTO "runs" VALUES('773cf65a3b3198e9f780aba21d203020','elm run','UNKNOWN','train.py','main','bob','FINISHED',1560003001000,1560003001500,'abc','active','file:///data/mlruns/1/773cf65a3b3198e9f780aba21d203020/artifacts',1);
INSERT INTO "runs" VALUES('51f16a6fafb1c9c295d3cac5cb5bde7e','日本','JOB','train.py','','','FAILED',1560003002000,1560003002500,'abcabc','active','file:///data/mlruns/2/51f16a6fafb1c9c295d3cac5cb5bde7e/artifacts',2);
INSERT INTO "runs" VALUES('fb85cf1450e23a711eeab026c3a93e26','r3','PROJECT','train.py','main','alice','SCHEDULED',1560003003000,1560003003500,'abcabcabc','active','file:///data/mlruns/0/fb85cf1450e23a711eeab026c3a93e26/artifacts',0);
INSERT INTO "runs" VALUES('7144037967da6e5213036823ec73fbce','r4','NOTEBOOK','train.py','','o''neil','FINISHED',1560003004000,1560003004500,'abcabcabcabc','deleted','file:///data/mlruns/1/7144037967da6e5213036823ec73fbce/artifacts',1);
CREATE TABLE tags (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(250), 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT tag_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "tags" VALUES('tag0','v0 🚀','8b4e65605c50435ef510cead117c1cf0');
INSERT INTO "tags" VALUES('mlflow.user','v1 🚀','773cf65a3b3198e9f780aba21d203020');
INSERT INTO "tags" VALUES('mlflow.runName','elm tagname 1','773cf65a3b3198e9f780aba21d203020');
INSERT INTO "tags" VALUES('tag2','v2 🚀','51f16a6fafb1c9c295d3cac5cb5bde7e');
INSERT INTO "tags" VALUES('tag3','v3 🚀','fb85cf1450e23a711eeab026c3a93e26');
INSERT INTO "tags" VALUES('mlflow.runName','elm tagname 3','fb85cf1450e23a711eeab026c3a93e26');
INSERT INTO "tags" VALUES('tag4','v4 🚀','7144037967da6e5213036823ec73fbce');
COMMIT;
