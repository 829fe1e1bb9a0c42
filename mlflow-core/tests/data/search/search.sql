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
CREATE INDEX idx_experiments_workspace ON experiments (workspace);
CREATE INDEX idx_experiments_workspace_creation_time ON experiments (workspace, creation_time);
CREATE TABLE "experiment_tags" (
    "key" VARCHAR(250) NOT NULL,
    value TEXT,
    experiment_id INTEGER NOT NULL,
    CONSTRAINT experiment_tag_pk PRIMARY KEY ("key", experiment_id),
    FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id)
);
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
CREATE TABLE "tags" (
    "key" VARCHAR(250) NOT NULL,
    value VARCHAR(8000),
    run_uuid VARCHAR(32) NOT NULL,
    CONSTRAINT tag_pk PRIMARY KEY ("key", run_uuid),
    FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
CREATE INDEX index_tags_run_uuid ON tags (run_uuid);
CREATE TABLE "params" (
    "key" VARCHAR(250) NOT NULL,
    value VARCHAR(8000) NOT NULL,
    run_uuid VARCHAR(32) NOT NULL,
    CONSTRAINT param_pk PRIMARY KEY ("key", run_uuid),
    FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
CREATE INDEX index_params_run_uuid ON params (run_uuid);
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
CREATE INDEX index_latest_metrics_run_uuid ON latest_metrics (run_uuid);
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
CREATE INDEX index_datasets_dataset_uuid ON datasets (dataset_uuid);
CREATE INDEX index_datasets_experiment_id_dataset_source_type ON datasets (experiment_id, dataset_source_type);
CREATE TABLE inputs (
    input_uuid VARCHAR(36) NOT NULL,
    source_type VARCHAR(36) NOT NULL,
    source_id VARCHAR(36) NOT NULL,
    destination_type VARCHAR(36) NOT NULL,
    destination_id VARCHAR(36) NOT NULL, step BIGINT DEFAULT '0' NOT NULL,
    CONSTRAINT inputs_pk PRIMARY KEY (source_type, source_id, destination_type, destination_id)
);
CREATE INDEX index_inputs_destination_type_destination_id_source_type ON inputs (destination_type, destination_id, source_type);
CREATE INDEX index_inputs_input_uuid ON inputs (input_uuid);
CREATE TABLE input_tags (
    input_uuid VARCHAR(36) NOT NULL,
    name VARCHAR(255) NOT NULL,
    value VARCHAR(500) NOT NULL,
    CONSTRAINT input_tags_pk PRIMARY KEY (input_uuid, name)
);
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
CREATE TABLE logged_model_params (
    model_id VARCHAR(36) NOT NULL,
    experiment_id INTEGER NOT NULL,
    param_key VARCHAR(255) NOT NULL,
    param_value TEXT NOT NULL,
    CONSTRAINT logged_model_params_pk PRIMARY KEY (model_id, param_key),
    CONSTRAINT fk_logged_model_params_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id),
    CONSTRAINT fk_logged_model_params_model_id FOREIGN KEY(model_id) REFERENCES logged_models (model_id) ON DELETE CASCADE
);
CREATE TABLE logged_model_tags (
    model_id VARCHAR(36) NOT NULL,
    experiment_id INTEGER NOT NULL,
    tag_key VARCHAR(255) NOT NULL,
    tag_value TEXT NOT NULL,
    CONSTRAINT logged_model_tags_pk PRIMARY KEY (model_id, tag_key),
    CONSTRAINT fk_logged_model_tags_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id),
    CONSTRAINT fk_logged_model_tags_model_id FOREIGN KEY(model_id) REFERENCES logged_models (model_id) ON DELETE CASCADE
);
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
CREATE INDEX index_logged_model_metrics_model_id ON logged_model_metrics (model_id);
INSERT INTO "experiments" VALUES (0, 'Default', 'mlflow-artifacts:/0', 'active', 1701987201000, 1701987201000, 'default');
INSERT INTO "experiments" VALUES (1, 'amber-main', 'mlflow-artifacts:/1', 'active', 1701987202000, 1701987202000, 'default');
INSERT INTO "experiments" VALUES (2, 'Ünïcödé 実験 🚀 basil', 'mlflow-artifacts:/custom/basil', 'active', 1701987203000, 1701987203000, 'default');
INSERT INTO "experiments" VALUES (3, 'it''s "cedar" `q` 100%_\', 'file:///data/mlartifacts/quote', 'active', 1701987204000, 1701987204000, 'default');
INSERT INTO "experiments" VALUES (4, 'deleted-delta', 'mlflow-artifacts:/4', 'deleted', 1701987205000, 1701987214000, 'default');
INSERT INTO "experiments" VALUES (5, 'EMBER empty', 'file:///data/mlartifacts/empty', 'active', 1701987206000, 1701987206000, 'default');
INSERT INTO "experiments" VALUES (6, 'back-again-fjord', 'mlflow-artifacts:/6', 'active', 1701987207000, 1701987220000, 'default');
INSERT INTO "experiments" VALUES (7, 'traces/grove', 'mlflow-artifacts:/7', 'active', 1701987208000, 1701987208000, 'default');
INSERT INTO "experiments" VALUES (8, 'amber-other', 'mlflow-artifacts:/8', 'active', 1701987209000, 1701987209000, 'default');
INSERT INTO "experiment_tags" VALUES ('team', 'vision', 1);
INSERT INTO "experiment_tags" VALUES ('mlflow.note.content', '# Notes
*md*', 1);
INSERT INTO "experiment_tags" VALUES ('prio', '1', 1);
INSERT INTO "experiment_tags" VALUES ('team', 'Vision', 2);
INSERT INTO "experiment_tags" VALUES ('with space', 'x y', 2);
INSERT INTO "experiment_tags" VALUES ('pct', '50%', 3);
INSERT INTO "experiment_tags" VALUES ('q', 'o''clock', 3);
INSERT INTO "experiment_tags" VALUES ('team', 'gone', 4);
INSERT INTO "experiment_tags" VALUES ('empty', '', 6);
INSERT INTO "experiment_tags" VALUES ('mlflow.experimentKind', 'genai_development', 7);
INSERT INTO "experiment_tags" VALUES ('team', 'nlp', 8);
INSERT INTO "experiment_tags" VALUES ('prio', '10', 8);
INSERT INTO "runs" VALUES ('4a37fa2df2d7440f87859faeecc3f80c', 'amber-a-0', 'UNKNOWN', '', '', 'alice', 'RUNNING', 1650023000000, NULL, '', 'active', 'mlflow-artifacts:/1/4a37fa2df2d7440f87859faeecc3f80c/artifacts', 1, NULL);
INSERT INTO "runs" VALUES ('045f21da156343d8946375dce47682e6', 'harbor-c-1', 'UNKNOWN', '', '', 'bob', 'SCHEDULED', 1650023060000, 1650023061007, '', 'active', 'mlflow-artifacts:/1/045f21da156343d8946375dce47682e6/artifacts', 1, NULL);
INSERT INTO "runs" VALUES ('611244c06c7a45c98e86c4fa978f18a7', 'amber-b-2', 'UNKNOWN', '', '', 'Carol', 'FINISHED', 1650023120000, 1650023121014, '', 'active', 'mlflow-artifacts:/1/611244c06c7a45c98e86c4fa978f18a7/artifacts', 1, NULL);
INSERT INTO "runs" VALUES ('b9d8249e215b48929bab1eec87b3d90e', 'basil-c-3', 'UNKNOWN', '', '', 'alice', 'FAILED', 1650023180000, 1650023181021, '', 'active', 'mlflow-artifacts:/1/b9d8249e215b48929bab1eec87b3d90e/artifacts', 1, NULL);
INSERT INTO "runs" VALUES ('039a7b8871cf42e3847324943126b9c3', 'jasper-a-4', 'UNKNOWN', '', '', 'bob', 'KILLED', 1650023240000, 1650023241028, '', 'active', 'mlflow-artifacts:/1/039a7b8871cf42e3847324943126b9c3/artifacts', 1, NULL);
INSERT INTO "runs" VALUES ('e6d30f0a747d4a2b9ec2d776389605fe', 'fjord-b-5', 'UNKNOWN', '', '', 'Carol', 'RUNNING', 1650023300000, NULL, '', 'active', 'mlflow-artifacts:/1/e6d30f0a747d4a2b9ec2d776389605fe/artifacts', 1, NULL);
INSERT INTO "runs" VALUES ('fb34ccc515f54a5c9b1c3f27065720ce', 'ember-a-6', 'UNKNOWN', '', '', 'alice', 'SCHEDULED', 1650023360000, 1650023361042, '', 'active', 'mlflow-artifacts:/1/fb34ccc515f54a5c9b1c3f27065720ce/artifacts', 1, NULL);
INSERT INTO "runs" VALUES ('05032a7e6bd64ed6bf8cb6d1b5c318e9', 'jasper-c-7', 'UNKNOWN', '', '', 'bob', 'FINISHED', 1650023420000, 1650023421049, '', 'active', 'mlflow-artifacts:/1/05032a7e6bd64ed6bf8cb6d1b5c318e9/artifacts', 1, NULL);
INSERT INTO "runs" VALUES ('6e6944d3bbf5404aa0aeb4e5833bfa03', 'grove-c-8', 'UNKNOWN', '', '', 'Carol', 'FAILED', 1650023480000, 1650023481056, '', 'active', 'mlflow-artifacts:/1/6e6944d3bbf5404aa0aeb4e5833bfa03/artifacts', 1, NULL);
INSERT INTO "runs" VALUES ('34a3f4510ebb44d0855176d55be72f6e', 'jasper-c-9', 'UNKNOWN', '', '', 'alice', 'KILLED', 1650023540000, 1650023541063, '', 'active', 'mlflow-artifacts:/1/34a3f4510ebb44d0855176d55be72f6e/artifacts', 1, NULL);
INSERT INTO "runs" VALUES ('5e7db53096d04bff890a0e01c8796571', 'basil-c-10', 'UNKNOWN', '', '', 'bob', 'RUNNING', 1650023600000, NULL, '', 'active', 'mlflow-artifacts:/1/5e7db53096d04bff890a0e01c8796571/artifacts', 1, NULL);
INSERT INTO "runs" VALUES ('374ebe5a9ef94bdaac03a513a86cf7b4', 'ember-a-11', 'UNKNOWN', '', '', 'Carol', 'SCHEDULED', 1650023660000, 1650023661077, '', 'active', 'mlflow-artifacts:/1/374ebe5a9ef94bdaac03a513a86cf7b4/artifacts', 1, NULL);
INSERT INTO "runs" VALUES ('90c68e935cdf486dbc36c297f8821a96', 'amber-c-12', 'UNKNOWN', '', '', 'alice', 'FINISHED', 1650023720000, 1650023721084, '', 'active', 'mlflow-artifacts:/1/90c68e935cdf486dbc36c297f8821a96/artifacts', 1, NULL);
INSERT INTO "runs" VALUES ('f7f3a6835e624fe99c3260fdc2816017', 'amber-a-13', 'UNKNOWN', '', '', 'bob', 'FAILED', 1650023780000, 1650023781091, '', 'active', 'mlflow-artifacts:/1/f7f3a6835e624fe99c3260fdc2816017/artifacts', 1, NULL);
INSERT INTO "runs" VALUES ('f9810e12a91841dc8801920e9271a86f', 'fjord-b-14', 'UNKNOWN', '', '', 'Carol', 'KILLED', 1650023840000, 1650023841098, '', 'active', 'mlflow-artifacts:/1/f9810e12a91841dc8801920e9271a86f/artifacts', 1, NULL);
INSERT INTO "runs" VALUES ('d0745cc115f24d7192af2f03507bef95', 'amber-a-15', 'UNKNOWN', '', '', 'alice', 'RUNNING', 1650023900000, NULL, '', 'active', 'mlflow-artifacts:/1/d0745cc115f24d7192af2f03507bef95/artifacts', 1, NULL);
INSERT INTO "runs" VALUES ('7bab67bcb7c94640ad794610795c6ad3', '父 run', 'UNKNOWN', '', '', 'alice', 'FINISHED', 1650024200000, 1650024201140, '', 'active', 'mlflow-artifacts:/custom/basil/7bab67bcb7c94640ad794610795c6ad3/artifacts', 2, NULL);
INSERT INTO "runs" VALUES ('acfc4403728c4f7b8a9f211e97323268', 'child 0', 'UNKNOWN', '', '', 'alice', 'FINISHED', 1650024260000, 1650024261147, '', 'active', 'mlflow-artifacts:/custom/basil/acfc4403728c4f7b8a9f211e97323268/artifacts', 2, NULL);
INSERT INTO "runs" VALUES ('cc8ba3e32e99477fa9e0b1f5a472ea5f', 'child 1', 'UNKNOWN', '', '', 'alice', 'FINISHED', 1650024320000, 1650024321154, '', 'active', 'mlflow-artifacts:/custom/basil/cc8ba3e32e99477fa9e0b1f5a472ea5f/artifacts', 2, NULL);
INSERT INTO "runs" VALUES ('ac61e3a652cb46d88899230b2db4cb47', 'child 2', 'UNKNOWN', '', '', 'alice', 'FINISHED', 1650024380000, 1650024381161, '', 'active', 'mlflow-artifacts:/custom/basil/ac61e3a652cb46d88899230b2db4cb47/artifacts', 2, NULL);
INSERT INTO "runs" VALUES ('951179a032134b3485232575d0dd15d6', 'child 3', 'UNKNOWN', '', '', 'alice', 'FINISHED', 1650024440000, 1650024441168, '', 'active', 'mlflow-artifacts:/custom/basil/951179a032134b3485232575d0dd15d6/artifacts', 2, NULL);
INSERT INTO "runs" VALUES ('6d17abfb193e4ff7951364291d42d810', 'grand child', 'UNKNOWN', '', '', 'alice', 'FAILED', 1650024560000, 1650024561182, '', 'active', 'mlflow-artifacts:/custom/basil/6d17abfb193e4ff7951364291d42d810/artifacts', 2, NULL);
INSERT INTO "runs" VALUES ('f0a9fed6468b446791691c4d09f78636', 'it''s a "run" `x` 100%_\', 'UNKNOWN', '', '', 'alice', 'FINISHED', 1650024800000, 1650024801210, '', 'active', 'file:///data/mlartifacts/quote/f0a9fed6468b446791691c4d09f78636/artifacts', 3, NULL);
INSERT INTO "runs" VALUES ('9707d5aed2164b7187d4270192a474bb', 'history', 'UNKNOWN', '', '', 'alice', 'FINISHED', 1650024860000, 1650024861217, '', 'active', 'file:///data/mlartifacts/quote/9707d5aed2164b7187d4270192a474bb/artifacts', 3, NULL);
INSERT INTO "runs" VALUES ('e66e99915ea143d79bea6f2354afa07e', 'to-delete-0', 'UNKNOWN', '', '', 'alice', 'FINISHED', 1650025400000, 1650025401280, '', 'deleted', 'mlflow-artifacts:/1/e66e99915ea143d79bea6f2354afa07e/artifacts', 1, 1701987210000);
INSERT INTO "runs" VALUES ('e50086cd4e064c8e8acac02449da1bd7', 'to-delete-1', 'UNKNOWN', '', '', 'alice', 'FINISHED', 1650025460000, 1650025461287, '', 'deleted', 'mlflow-artifacts:/1/e50086cd4e064c8e8acac02449da1bd7/artifacts', 1, 1701987211000);
INSERT INTO "runs" VALUES ('37e232428c8a4616b46911c2c70fa585', 'to-delete-2', 'UNKNOWN', '', '', 'alice', 'FINISHED', 1650025520000, 1650025521294, '', 'active', 'mlflow-artifacts:/1/37e232428c8a4616b46911c2c70fa585/artifacts', 1, NULL);
INSERT INTO "runs" VALUES ('9ea187d71b6c40b3a647cfda4227b76e', 'same-0', 'UNKNOWN', '', '', 'alice', 'RUNNING', 1650023999000, NULL, '', 'active', 'mlflow-artifacts:/0/9ea187d71b6c40b3a647cfda4227b76e/artifacts', 0, NULL);
INSERT INTO "runs" VALUES ('cb8a6e0eb5074a799e90983fc8a7b600', 'same-1', 'UNKNOWN', '', '', 'alice', 'FINISHED', 1650023999000, 1650024000357, '', 'active', 'mlflow-artifacts:/0/cb8a6e0eb5074a799e90983fc8a7b600/artifacts', 0, NULL);
INSERT INTO "runs" VALUES ('5408fc8d3cef4c40be362e4bd41cdb62', 'same-0', 'UNKNOWN', '', '', 'alice', 'RUNNING', 1650023999000, NULL, '', 'active', 'mlflow-artifacts:/0/5408fc8d3cef4c40be362e4bd41cdb62/artifacts', 0, NULL);
INSERT INTO "runs" VALUES ('becce65aeb3240a6a4779bd28ba48374', 'same-1', 'UNKNOWN', '', '', 'alice', 'FINISHED', 1650023999000, 1650024000371, '', 'active', 'mlflow-artifacts:/0/becce65aeb3240a6a4779bd28ba48374/artifacts', 0, NULL);
INSERT INTO "runs" VALUES ('620e900cf20a46ce99b0696397bae876', 'del-0', 'UNKNOWN', '', '', 'alice', 'FINISHED', 1650026600000, 1650026601420, '', 'deleted', 'mlflow-artifacts:/4/620e900cf20a46ce99b0696397bae876/artifacts', 4, 1701987215000);
INSERT INTO "runs" VALUES ('08a5c0bef99a4630b30633e12ad18910', 'del-1', 'UNKNOWN', '', '', 'alice', 'FINISHED', 1650026660000, 1650026661427, '', 'deleted', 'mlflow-artifacts:/4/08a5c0bef99a4630b30633e12ad18910/artifacts', 4, 1701987216000);
INSERT INTO "runs" VALUES ('64b4aca86a8d4c97a17f75710e50c2a6', 'back-0', 'UNKNOWN', '', '', 'alice', 'FINISHED', 1650026600000, 1650026601420, '', 'active', 'mlflow-artifacts:/6/64b4aca86a8d4c97a17f75710e50c2a6/artifacts', 6, NULL);
INSERT INTO "runs" VALUES ('39c3162bcf3f49d9a99e2a6405fb1adf', 'back-1', 'UNKNOWN', '', '', 'alice', 'FINISHED', 1650026660000, 1650026661427, '', 'active', 'mlflow-artifacts:/6/39c3162bcf3f49d9a99e2a6405fb1adf/artifacts', 6, NULL);
INSERT INTO "runs" VALUES ('38e2406ff9464d518342a992afecb0c5', 'renamed-later', 'UNKNOWN', '', '', 'alice', 'KILLED', 1650027200000, 1650027800000, '', 'active', 'mlflow-artifacts:/8/38e2406ff9464d518342a992afecb0c5/artifacts', 8, NULL);
INSERT INTO "tags" VALUES ('mlflow.source.name', 'train.py', '4a37fa2df2d7440f87859faeecc3f80c');
INSERT INTO "tags" VALUES ('mlflow.source.type', 'LOCAL', '4a37fa2df2d7440f87859faeecc3f80c');
INSERT INTO "tags" VALUES ('mlflow.user', 'alice', '4a37fa2df2d7440f87859faeecc3f80c');
INSERT INTO "tags" VALUES ('mlflow.runName', 'amber-a-0', '4a37fa2df2d7440f87859faeecc3f80c');
INSERT INTO "tags" VALUES ('env', 'PROD', '4a37fa2df2d7440f87859faeecc3f80c');
INSERT INTO "tags" VALUES ('with space', '100%', '4a37fa2df2d7440f87859faeecc3f80c');
INSERT INTO "tags" VALUES ('with.dot', 'a%b', '4a37fa2df2d7440f87859faeecc3f80c');
INSERT INTO "tags" VALUES ('UPPER', 'it''s', '4a37fa2df2d7440f87859faeecc3f80c');
INSERT INTO "tags" VALUES ('x_y', '`tick`', '4a37fa2df2d7440f87859faeecc3f80c');
INSERT INTO "tags" VALUES ('0num', 'tab	here', '4a37fa2df2d7440f87859faeecc3f80c');
INSERT INTO "tags" VALUES ('mlflow.source.name', 'train.py', '045f21da156343d8946375dce47682e6');
INSERT INTO "tags" VALUES ('mlflow.source.type', 'LOCAL', '045f21da156343d8946375dce47682e6');
INSERT INTO "tags" VALUES ('mlflow.user', 'bob', '045f21da156343d8946375dce47682e6');
INSERT INTO "tags" VALUES ('mlflow.runName', 'harbor-c-1', '045f21da156343d8946375dce47682e6');
INSERT INTO "tags" VALUES ('env', 'PROD', '045f21da156343d8946375dce47682e6');
INSERT INTO "tags" VALUES ('plain', 'it''s', '045f21da156343d8946375dce47682e6');
INSERT INTO "tags" VALUES ('with-dash', '`tick`', '045f21da156343d8946375dce47682e6');
INSERT INTO "tags" VALUES ('a/b/c', 'tab	here', '045f21da156343d8946375dce47682e6');
INSERT INTO "tags" VALUES ('ns:colon', '日本語', '045f21da156343d8946375dce47682e6');
INSERT INTO "tags" VALUES ('_lead', 'null', '045f21da156343d8946375dce47682e6');
INSERT INTO "tags" VALUES ('mlflow.source.name', 'train.py', '611244c06c7a45c98e86c4fa978f18a7');
INSERT INTO "tags" VALUES ('mlflow.source.type', 'LOCAL', '611244c06c7a45c98e86c4fa978f18a7');
INSERT INTO "tags" VALUES ('mlflow.user', 'Carol', '611244c06c7a45c98e86c4fa978f18a7');
INSERT INTO "tags" VALUES ('mlflow.runName', 'amber-b-2', '611244c06c7a45c98e86c4fa978f18a7');
INSERT INTO "tags" VALUES ('env', 'staging', '611244c06c7a45c98e86c4fa978f18a7');
INSERT INTO "tags" VALUES ('with space', '日本語', '611244c06c7a45c98e86c4fa978f18a7');
INSERT INTO "tags" VALUES ('with.dot', 'null', '611244c06c7a45c98e86c4fa978f18a7');
INSERT INTO "tags" VALUES ('UPPER', '1e5', '611244c06c7a45c98e86c4fa978f18a7');
INSERT INTO "tags" VALUES ('x_y', '-1.5', '611244c06c7a45c98e86c4fa978f18a7');
INSERT INTO "tags" VALUES ('0num', '<b>&amp;</b>', '611244c06c7a45c98e86c4fa978f18a7');
INSERT INTO "tags" VALUES ('mlflow.source.name', 'train.py', 'b9d8249e215b48929bab1eec87b3d90e');
INSERT INTO "tags" VALUES ('mlflow.source.type', 'LOCAL', 'b9d8249e215b48929bab1eec87b3d90e');
INSERT INTO "tags" VALUES ('mlflow.user', 'alice', 'b9d8249e215b48929bab1eec87b3d90e');
INSERT INTO "tags" VALUES ('mlflow.runName', 'basil-c-3', 'b9d8249e215b48929bab1eec87b3d90e');
INSERT INTO "tags" VALUES ('env', 'PROD', 'b9d8249e215b48929bab1eec87b3d90e');
INSERT INTO "tags" VALUES ('plain', '1e5', 'b9d8249e215b48929bab1eec87b3d90e');
INSERT INTO "tags" VALUES ('with-dash', '-1.5', 'b9d8249e215b48929bab1eec87b3d90e');
INSERT INTO "tags" VALUES ('a/b/c', '<b>&amp;</b>', 'b9d8249e215b48929bab1eec87b3d90e');
INSERT INTO "tags" VALUES ('ns:colon', 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', 'b9d8249e215b48929bab1eec87b3d90e');
INSERT INTO "tags" VALUES ('_lead', 'casesensitive', 'b9d8249e215b48929bab1eec87b3d90e');
INSERT INTO "tags" VALUES ('mlflow.source.name', 'train.py', '039a7b8871cf42e3847324943126b9c3');
INSERT INTO "tags" VALUES ('mlflow.source.type', 'LOCAL', '039a7b8871cf42e3847324943126b9c3');
INSERT INTO "tags" VALUES ('mlflow.user', 'bob', '039a7b8871cf42e3847324943126b9c3');
INSERT INTO "tags" VALUES ('mlflow.runName', 'jasper-a-4', '039a7b8871cf42e3847324943126b9c3');
INSERT INTO "tags" VALUES ('env', 'prod', '039a7b8871cf42e3847324943126b9c3');
INSERT INTO "tags" VALUES ('with space', 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', '039a7b8871cf42e3847324943126b9c3');
INSERT INTO "tags" VALUES ('with.dot', 'casesensitive', '039a7b8871cf42e3847324943126b9c3');
INSERT INTO "tags" VALUES ('UPPER', '', '039a7b8871cf42e3847324943126b9c3');
INSERT INTO "tags" VALUES ('x_y', '100%', '039a7b8871cf42e3847324943126b9c3');
INSERT INTO "tags" VALUES ('0num', 'a%b', '039a7b8871cf42e3847324943126b9c3');
INSERT INTO "tags" VALUES ('mlflow.source.name', 'train.py', 'e6d30f0a747d4a2b9ec2d776389605fe');
INSERT INTO "tags" VALUES ('mlflow.source.type', 'LOCAL', 'e6d30f0a747d4a2b9ec2d776389605fe');
INSERT INTO "tags" VALUES ('mlflow.user', 'Carol', 'e6d30f0a747d4a2b9ec2d776389605fe');
INSERT INTO "tags" VALUES ('mlflow.runName', 'fjord-b-5', 'e6d30f0a747d4a2b9ec2d776389605fe');
INSERT INTO "tags" VALUES ('env', 'dev', 'e6d30f0a747d4a2b9ec2d776389605fe');
INSERT INTO "tags" VALUES ('plain', '', 'e6d30f0a747d4a2b9ec2d776389605fe');
INSERT INTO "tags" VALUES ('with-dash', '100%', 'e6d30f0a747d4a2b9ec2d776389605fe');
INSERT INTO "tags" VALUES ('a/b/c', 'a%b', 'e6d30f0a747d4a2b9ec2d776389605fe');
INSERT INTO "tags" VALUES ('ns:colon', 'it''s', 'e6d30f0a747d4a2b9ec2d776389605fe');
INSERT INTO "tags" VALUES ('_lead', '`tick`', 'e6d30f0a747d4a2b9ec2d776389605fe');
INSERT INTO "tags" VALUES ('mlflow.source.name', 'train.py', 'fb34ccc515f54a5c9b1c3f27065720ce');
INSERT INTO "tags" VALUES ('mlflow.source.type', 'LOCAL', 'fb34ccc515f54a5c9b1c3f27065720ce');
INSERT INTO "tags" VALUES ('mlflow.user', 'alice', 'fb34ccc515f54a5c9b1c3f27065720ce');
INSERT INTO "tags" VALUES ('mlflow.runName', 'ember-a-6', 'fb34ccc515f54a5c9b1c3f27065720ce');
INSERT INTO "tags" VALUES ('env', 'staging', 'fb34ccc515f54a5c9b1c3f27065720ce');
INSERT INTO "tags" VALUES ('with space', 'it''s', 'fb34ccc515f54a5c9b1c3f27065720ce');
INSERT INTO "tags" VALUES ('with.dot', '`tick`', 'fb34ccc515f54a5c9b1c3f27065720ce');
INSERT INTO "tags" VALUES ('UPPER', 'tab	here', 'fb34ccc515f54a5c9b1c3f27065720ce');
INSERT INTO "tags" VALUES ('x_y', '日本語', 'fb34ccc515f54a5c9b1c3f27065720ce');
INSERT INTO "tags" VALUES ('0num', 'null', 'fb34ccc515f54a5c9b1c3f27065720ce');
INSERT INTO "tags" VALUES ('mlflow.source.name', 'train.py', '05032a7e6bd64ed6bf8cb6d1b5c318e9');
INSERT INTO "tags" VALUES ('mlflow.source.type', 'LOCAL', '05032a7e6bd64ed6bf8cb6d1b5c318e9');
INSERT INTO "tags" VALUES ('mlflow.user', 'bob', '05032a7e6bd64ed6bf8cb6d1b5c318e9');
INSERT INTO "tags" VALUES ('mlflow.runName', 'jasper-c-7', '05032a7e6bd64ed6bf8cb6d1b5c318e9');
INSERT INTO "tags" VALUES ('env', 'staging', '05032a7e6bd64ed6bf8cb6d1b5c318e9');
INSERT INTO "tags" VALUES ('plain', 'tab	here', '05032a7e6bd64ed6bf8cb6d1b5c318e9');
INSERT INTO "tags" VALUES ('with-dash', '日本語', '05032a7e6bd64ed6bf8cb6d1b5c318e9');
INSERT INTO "tags" VALUES ('a/b/c', 'null', '05032a7e6bd64ed6bf8cb6d1b5c318e9');
INSERT INTO "tags" VALUES ('ns:colon', '1e5', '05032a7e6bd64ed6bf8cb6d1b5c318e9');
INSERT INTO "tags" VALUES ('_lead', '-1.5', '05032a7e6bd64ed6bf8cb6d1b5c318e9');
INSERT INTO "tags" VALUES ('mlflow.source.name', 'train.py', '6e6944d3bbf5404aa0aeb4e5833bfa03');
INSERT INTO "tags" VALUES ('mlflow.source.type', 'LOCAL', '6e6944d3bbf5404aa0aeb4e5833bfa03');
INSERT INTO "tags" VALUES ('mlflow.user', 'Carol', '6e6944d3bbf5404aa0aeb4e5833bfa03');
INSERT INTO "tags" VALUES ('mlflow.runName', 'grove-c-8', '6e6944d3bbf5404aa0aeb4e5833bfa03');
INSERT INTO "tags" VALUES ('env', 'PROD', '6e6944d3bbf5404aa0aeb4e5833bfa03');
INSERT INTO "tags" VALUES ('with space', '1e5', '6e6944d3bbf5404aa0aeb4e5833bfa03');
INSERT INTO "tags" VALUES ('with.dot', '-1.5', '6e6944d3bbf5404aa0aeb4e5833bfa03');
INSERT INTO "tags" VALUES ('UPPER', '<b>&amp;</b>', '6e6944d3bbf5404aa0aeb4e5833bfa03');
INSERT INTO "tags" VALUES ('x_y', 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', '6e6944d3bbf5404aa0aeb4e5833bfa03');
INSERT INTO "tags" VALUES ('0num', 'casesensitive', '6e6944d3bbf5404aa0aeb4e5833bfa03');
INSERT INTO "tags" VALUES ('mlflow.source.name', 'train.py', '34a3f4510ebb44d0855176d55be72f6e');
INSERT INTO "tags" VALUES ('mlflow.source.type', 'LOCAL', '34a3f4510ebb44d0855176d55be72f6e');
INSERT INTO "tags" VALUES ('mlflow.user', 'alice', '34a3f4510ebb44d0855176d55be72f6e');
INSERT INTO "tags" VALUES ('mlflow.runName', 'jasper-c-9', '34a3f4510ebb44d0855176d55be72f6e');
INSERT INTO "tags" VALUES ('env', 'staging', '34a3f4510ebb44d0855176d55be72f6e');
INSERT INTO "tags" VALUES ('plain', '<b>&amp;</b>', '34a3f4510ebb44d0855176d55be72f6e');
INSERT INTO "tags" VALUES ('with-dash', 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', '34a3f4510ebb44d0855176d55be72f6e');
INSERT INTO "tags" VALUES ('a/b/c', 'casesensitive', '34a3f4510ebb44d0855176d55be72f6e');
INSERT INTO "tags" VALUES ('ns:colon', '', '34a3f4510ebb44d0855176d55be72f6e');
INSERT INTO "tags" VALUES ('_lead', '100%', '34a3f4510ebb44d0855176d55be72f6e');
INSERT INTO "tags" VALUES ('mlflow.source.name', 'train.py', '5e7db53096d04bff890a0e01c8796571');
INSERT INTO "tags" VALUES ('mlflow.source.type', 'LOCAL', '5e7db53096d04bff890a0e01c8796571');
INSERT INTO "tags" VALUES ('mlflow.user', 'bob', '5e7db53096d04bff890a0e01c8796571');
INSERT INTO "tags" VALUES ('mlflow.runName', 'basil-c-10', '5e7db53096d04bff890a0e01c8796571');
INSERT INTO "tags" VALUES ('env', 'dev', '5e7db53096d04bff890a0e01c8796571');
INSERT INTO "tags" VALUES ('with space', '', '5e7db53096d04bff890a0e01c8796571');
INSERT INTO "tags" VALUES ('with.dot', '100%', '5e7db53096d04bff890a0e01c8796571');
INSERT INTO "tags" VALUES ('UPPER', 'a%b', '5e7db53096d04bff890a0e01c8796571');
INSERT INTO "tags" VALUES ('x_y', 'it''s', '5e7db53096d04bff890a0e01c8796571');
INSERT INTO "tags" VALUES ('0num', '`tick`', '5e7db53096d04bff890a0e01c8796571');
INSERT INTO "tags" VALUES ('mlflow.source.name', 'train.py', '374ebe5a9ef94bdaac03a513a86cf7b4');
INSERT INTO "tags" VALUES ('mlflow.source.type', 'LOCAL', '374ebe5a9ef94bdaac03a513a86cf7b4');
INSERT INTO "tags" VALUES ('mlflow.user', 'Carol', '374ebe5a9ef94bdaac03a513a86cf7b4');
INSERT INTO "tags" VALUES ('mlflow.runName', 'ember-a-11', '374ebe5a9ef94bdaac03a513a86cf7b4');
INSERT INTO "tags" VALUES ('env', 'dev', '374ebe5a9ef94bdaac03a513a86cf7b4');
INSERT INTO "tags" VALUES ('plain', 'a%b', '374ebe5a9ef94bdaac03a513a86cf7b4');
INSERT INTO "tags" VALUES ('with-dash', 'it''s', '374ebe5a9ef94bdaac03a513a86cf7b4');
INSERT INTO "tags" VALUES ('a/b/c', '`tick`', '374ebe5a9ef94bdaac03a513a86cf7b4');
INSERT INTO "tags" VALUES ('ns:colon', 'tab	here', '374ebe5a9ef94bdaac03a513a86cf7b4');
INSERT INTO "tags" VALUES ('_lead', '日本語', '374ebe5a9ef94bdaac03a513a86cf7b4');
INSERT INTO "tags" VALUES ('mlflow.source.name', 'train.py', '90c68e935cdf486dbc36c297f8821a96');
INSERT INTO "tags" VALUES ('mlflow.source.type', 'LOCAL', '90c68e935cdf486dbc36c297f8821a96');
INSERT INTO "tags" VALUES ('mlflow.user', 'alice', '90c68e935cdf486dbc36c297f8821a96');
INSERT INTO "tags" VALUES ('mlflow.runName', 'amber-c-12', '90c68e935cdf486dbc36c297f8821a96');
INSERT INTO "tags" VALUES ('env', 'PROD', '90c68e935cdf486dbc36c297f8821a96');
INSERT INTO "tags" VALUES ('with space', 'tab	here', '90c68e935cdf486dbc36c297f8821a96');
INSERT INTO "tags" VALUES ('with.dot', '日本語', '90c68e935cdf486dbc36c297f8821a96');
INSERT INTO "tags" VALUES ('UPPER', 'null', '90c68e935cdf486dbc36c297f8821a96');
INSERT INTO "tags" VALUES ('x_y', '1e5', '90c68e935cdf486dbc36c297f8821a96');
INSERT INTO "tags" VALUES ('0num', '-1.5', '90c68e935cdf486dbc36c297f8821a96');
INSERT INTO "tags" VALUES ('mlflow.source.name', 'train.py', 'f7f3a6835e624fe99c3260fdc2816017');
INSERT INTO "tags" VALUES ('mlflow.source.type', 'LOCAL', 'f7f3a6835e624fe99c3260fdc2816017');
INSERT INTO "tags" VALUES ('mlflow.user', 'bob', 'f7f3a6835e624fe99c3260fdc2816017');
INSERT INTO "tags" VALUES ('mlflow.runName', 'amber-a-13', 'f7f3a6835e624fe99c3260fdc2816017');
INSERT INTO "tags" VALUES ('env', 'dev', 'f7f3a6835e624fe99c3260fdc2816017');
INSERT INTO "tags" VALUES ('plain', 'null', 'f7f3a6835e624fe99c3260fdc2816017');
INSERT INTO "tags" VALUES ('with-dash', '1e5', 'f7f3a6835e624fe99c3260fdc2816017');
INSERT INTO "tags" VALUES ('a/b/c', '-1.5', 'f7f3a6835e624fe99c3260fdc2816017');
INSERT INTO "tags" VALUES ('ns:colon', '<b>&amp;</b>', 'f7f3a6835e624fe99c3260fdc2816017');
INSERT INTO "tags" VALUES ('_lead', 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', 'f7f3a6835e624fe99c3260fdc2816017');
INSERT INTO "tags" VALUES ('mlflow.source.name', 'train.py', 'f9810e12a91841dc8801920e9271a86f');
INSERT INTO "tags" VALUES ('mlflow.source.type', 'LOCAL', 'f9810e12a91841dc8801920e9271a86f');
INSERT INTO "tags" VALUES ('mlflow.user', 'Carol', 'f9810e12a91841dc8801920e9271a86f');
INSERT INTO "tags" VALUES ('mlflow.runName', 'fjord-b-14', 'f9810e12a91841dc8801920e9271a86f');
INSERT INTO "tags" VALUES ('env', 'prod', 'f9810e12a91841dc8801920e9271a86f');
INSERT INTO "tags" VALUES ('with space', '<b>&amp;</b>', 'f9810e12a91841dc8801920e9271a86f');
INSERT INTO "tags" VALUES ('with.dot', 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', 'f9810e12a91841dc8801920e9271a86f');
INSERT INTO "tags" VALUES ('UPPER', 'casesensitive', 'f9810e12a91841dc8801920e9271a86f');
INSERT INTO "tags" VALUES ('x_y', '', 'f9810e12a91841dc8801920e9271a86f');
INSERT INTO "tags" VALUES ('0num', '100%', 'f9810e12a91841dc8801920e9271a86f');
INSERT INTO "tags" VALUES ('mlflow.source.name', 'train.py', 'd0745cc115f24d7192af2f03507bef95');
INSERT INTO "tags" VALUES ('mlflow.source.type', 'LOCAL', 'd0745cc115f24d7192af2f03507bef95');
INSERT INTO "tags" VALUES ('mlflow.user', 'alice', 'd0745cc115f24d7192af2f03507bef95');
INSERT INTO "tags" VALUES ('mlflow.runName', 'amber-a-15', 'd0745cc115f24d7192af2f03507bef95');
INSERT INTO "tags" VALUES ('env', 'prod', 'd0745cc115f24d7192af2f03507bef95');
INSERT INTO "tags" VALUES ('plain', 'casesensitive', 'd0745cc115f24d7192af2f03507bef95');
INSERT INTO "tags" VALUES ('with-dash', '', 'd0745cc115f24d7192af2f03507bef95');
INSERT INTO "tags" VALUES ('a/b/c', '100%', 'd0745cc115f24d7192af2f03507bef95');
INSERT INTO "tags" VALUES ('ns:colon', 'a%b', 'd0745cc115f24d7192af2f03507bef95');
INSERT INTO "tags" VALUES ('_lead', 'it''s', 'd0745cc115f24d7192af2f03507bef95');
INSERT INTO "tags" VALUES ('mlflow.runName', '父 run', '7bab67bcb7c94640ad794610795c6ad3');
INSERT INTO "tags" VALUES ('mlflow.parentRunId', '7bab67bcb7c94640ad794610795c6ad3', 'acfc4403728c4f7b8a9f211e97323268');
INSERT INTO "tags" VALUES ('mlflow.runName', 'child 0', 'acfc4403728c4f7b8a9f211e97323268');
INSERT INTO "tags" VALUES ('mlflow.parentRunId', '7bab67bcb7c94640ad794610795c6ad3', 'cc8ba3e32e99477fa9e0b1f5a472ea5f');
INSERT INTO "tags" VALUES ('mlflow.runName', 'child 1', 'cc8ba3e32e99477fa9e0b1f5a472ea5f');
INSERT INTO "tags" VALUES ('mlflow.parentRunId', '7bab67bcb7c94640ad794610795c6ad3', 'ac61e3a652cb46d88899230b2db4cb47');
INSERT INTO "tags" VALUES ('mlflow.runName', 'child 2', 'ac61e3a652cb46d88899230b2db4cb47');
INSERT INTO "tags" VALUES ('mlflow.parentRunId', '7bab67bcb7c94640ad794610795c6ad3', '951179a032134b3485232575d0dd15d6');
INSERT INTO "tags" VALUES ('mlflow.runName', 'child 3', '951179a032134b3485232575d0dd15d6');
INSERT INTO "tags" VALUES ('mlflow.parentRunId', '951179a032134b3485232575d0dd15d6', '6d17abfb193e4ff7951364291d42d810');
INSERT INTO "tags" VALUES ('mlflow.runName', 'grand child', '6d17abfb193e4ff7951364291d42d810');
INSERT INTO "tags" VALUES ('mlflow.runName', 'it''s a "run" `x` 100%_\', 'f0a9fed6468b446791691c4d09f78636');
INSERT INTO "tags" VALUES ('tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt', 'yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy', 'f0a9fed6468b446791691c4d09f78636');
INSERT INTO "tags" VALUES ('long', 'zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz', 'f0a9fed6468b446791691c4d09f78636');
INSERT INTO "tags" VALUES ('mlflow.runName', 'history', '9707d5aed2164b7187d4270192a474bb');
INSERT INTO "tags" VALUES ('mlflow.runName', 'to-delete-0', 'e66e99915ea143d79bea6f2354afa07e');
INSERT INTO "tags" VALUES ('mlflow.runName', 'to-delete-1', 'e50086cd4e064c8e8acac02449da1bd7');
INSERT INTO "tags" VALUES ('mlflow.runName', 'to-delete-2', '37e232428c8a4616b46911c2c70fa585');
INSERT INTO "tags" VALUES ('mlflow.runName', 'same-0', '9ea187d71b6c40b3a647cfda4227b76e');
INSERT INTO "tags" VALUES ('mlflow.runName', 'same-1', 'cb8a6e0eb5074a799e90983fc8a7b600');
INSERT INTO "tags" VALUES ('mlflow.runName', 'same-0', '5408fc8d3cef4c40be362e4bd41cdb62');
INSERT INTO "tags" VALUES ('mlflow.runName', 'same-1', 'becce65aeb3240a6a4779bd28ba48374');
INSERT INTO "tags" VALUES ('mlflow.runName', 'del-0', '620e900cf20a46ce99b0696397bae876');
INSERT INTO "tags" VALUES ('env', 'dev', '620e900cf20a46ce99b0696397bae876');
INSERT INTO "tags" VALUES ('mlflow.runName', 'del-1', '08a5c0bef99a4630b30633e12ad18910');
INSERT INTO "tags" VALUES ('env', 'dev', '08a5c0bef99a4630b30633e12ad18910');
INSERT INTO "tags" VALUES ('mlflow.runName', 'back-0', '64b4aca86a8d4c97a17f75710e50c2a6');
INSERT INTO "tags" VALUES ('env', 'dev', '64b4aca86a8d4c97a17f75710e50c2a6');
INSERT INTO "tags" VALUES ('mlflow.runName', 'back-1', '39c3162bcf3f49d9a99e2a6405fb1adf');
INSERT INTO "tags" VALUES ('env', 'dev', '39c3162bcf3f49d9a99e2a6405fb1adf');
INSERT INTO "tags" VALUES ('mlflow.runName', 'renamed-later', '38e2406ff9464d518342a992afecb0c5');
INSERT INTO "tags" VALUES ('twice', 'two', '38e2406ff9464d518342a992afecb0c5');
INSERT INTO "params" VALUES ('lr', '0.1', '4a37fa2df2d7440f87859faeecc3f80c');
INSERT INTO "params" VALUES ('opt', 'adam', '4a37fa2df2d7440f87859faeecc3f80c');
INSERT INTO "params" VALUES ('with space', '', '4a37fa2df2d7440f87859faeecc3f80c');
INSERT INTO "params" VALUES ('with-dash', ' lead and trail ', '4a37fa2df2d7440f87859faeecc3f80c');
INSERT INTO "params" VALUES ('a/b/c', 'a_b', '4a37fa2df2d7440f87859faeecc3f80c');
INSERT INTO "params" VALUES ('UPPER', 'a%b', '4a37fa2df2d7440f87859faeecc3f80c');
INSERT INTO "params" VALUES ('x_y', 'it''s', '4a37fa2df2d7440f87859faeecc3f80c');
INSERT INTO "params" VALUES ('_lead', 'say "hi"', '4a37fa2df2d7440f87859faeecc3f80c');
INSERT INTO "params" VALUES ('lr', '0.001', '045f21da156343d8946375dce47682e6');
INSERT INTO "params" VALUES ('opt', 'SGD', '045f21da156343d8946375dce47682e6');
INSERT INTO "params" VALUES ('plain', '100%', '045f21da156343d8946375dce47682e6');
INSERT INTO "params" VALUES ('with space', 'a_b', '045f21da156343d8946375dce47682e6');
INSERT INTO "params" VALUES ('with.dot', 'back\slash', '045f21da156343d8946375dce47682e6');
INSERT INTO "params" VALUES ('a/b/c', 'it''s', '045f21da156343d8946375dce47682e6');
INSERT INTO "params" VALUES ('ns:colon', '`tick`', '045f21da156343d8946375dce47682e6');
INSERT INTO "params" VALUES ('x_y', 'new
line', '045f21da156343d8946375dce47682e6');
INSERT INTO "params" VALUES ('0num', 'Ünïcödé', '045f21da156343d8946375dce47682e6');
INSERT INTO "params" VALUES ('lr', '1e-4', '611244c06c7a45c98e86c4fa978f18a7');
INSERT INTO "params" VALUES ('opt', 'Adam', '611244c06c7a45c98e86c4fa978f18a7');
INSERT INTO "params" VALUES ('plain', 'back\slash', '611244c06c7a45c98e86c4fa978f18a7');
INSERT INTO "params" VALUES ('with-dash', 'say "hi"', '611244c06c7a45c98e86c4fa978f18a7');
INSERT INTO "params" VALUES ('with.dot', '`tick`', '611244c06c7a45c98e86c4fa978f18a7');
INSERT INTO "params" VALUES ('UPPER', 'tab	here', '611244c06c7a45c98e86c4fa978f18a7');
INSERT INTO "params" VALUES ('ns:colon', 'Ünïcödé', '611244c06c7a45c98e86c4fa978f18a7');
INSERT INTO "params" VALUES ('_lead', '🚀 emoji 🎉', '611244c06c7a45c98e86c4fa978f18a7');
INSERT INTO "params" VALUES ('0num', 'null', '611244c06c7a45c98e86c4fa978f18a7');
INSERT INTO "params" VALUES ('lr', '0.001', 'b9d8249e215b48929bab1eec87b3d90e');
INSERT INTO "params" VALUES ('opt', 'adam_w', 'b9d8249e215b48929bab1eec87b3d90e');
INSERT INTO "params" VALUES ('with space', 'new
line', 'b9d8249e215b48929bab1eec87b3d90e');
INSERT INTO "params" VALUES ('with-dash', 'tab	here', 'b9d8249e215b48929bab1eec87b3d90e');
INSERT INTO "params" VALUES ('a/b/c', '日本語', 'b9d8249e215b48929bab1eec87b3d90e');
INSERT INTO "params" VALUES ('UPPER', '🚀 emoji 🎉', 'b9d8249e215b48929bab1eec87b3d90e');
INSERT INTO "params" VALUES ('x_y', 'NaN', 'b9d8249e215b48929bab1eec87b3d90e');
INSERT INTO "params" VALUES ('_lead', '1e5', 'b9d8249e215b48929bab1eec87b3d90e');
INSERT INTO "params" VALUES ('lr', '0.01', '039a7b8871cf42e3847324943126b9c3');
INSERT INTO "params" VALUES ('opt', 'adam_w', '039a7b8871cf42e3847324943126b9c3');
INSERT INTO "params" VALUES ('plain', 'Ünïcödé', '039a7b8871cf42e3847324943126b9c3');
INSERT INTO "params" VALUES ('with space', '日本語', '039a7b8871cf42e3847324943126b9c3');
INSERT INTO "params" VALUES ('with.dot', 'null', '039a7b8871cf42e3847324943126b9c3');
INSERT INTO "params" VALUES ('a/b/c', 'NaN', '039a7b8871cf42e3847324943126b9c3');
INSERT INTO "params" VALUES ('ns:colon', '0', '039a7b8871cf42e3847324943126b9c3');
INSERT INTO "params" VALUES ('x_y', '-1.5', '039a7b8871cf42e3847324943126b9c3');
INSERT INTO "params" VALUES ('0num', '<b>&amp;</b>', '039a7b8871cf42e3847324943126b9c3');
INSERT INTO "params" VALUES ('lr', '0.001', 'e6d30f0a747d4a2b9ec2d776389605fe');
INSERT INTO "params" VALUES ('opt', 'Adam', 'e6d30f0a747d4a2b9ec2d776389605fe');
INSERT INTO "params" VALUES ('plain', 'null', 'e6d30f0a747d4a2b9ec2d776389605fe');
INSERT INTO "params" VALUES ('with-dash', '1e5', 'e6d30f0a747d4a2b9ec2d776389605fe');
INSERT INTO "params" VALUES ('with.dot', '0', 'e6d30f0a747d4a2b9ec2d776389605fe');
INSERT INTO "params" VALUES ('UPPER', '{"json": [1, 2]}', 'e6d30f0a747d4a2b9ec2d776389605fe');
INSERT INTO "params" VALUES ('ns:colon', '<b>&amp;</b>', 'e6d30f0a747d4a2b9ec2d776389605fe');
INSERT INTO "params" VALUES ('_lead', 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', 'e6d30f0a747d4a2b9ec2d776389605fe');
INSERT INTO "params" VALUES ('0num', 'CaseSensitive', 'e6d30f0a747d4a2b9ec2d776389605fe');
INSERT INTO "params" VALUES ('lr', '0.001', 'fb34ccc515f54a5c9b1c3f27065720ce');
INSERT INTO "params" VALUES ('opt', 'adam', 'fb34ccc515f54a5c9b1c3f27065720ce');
INSERT INTO "params" VALUES ('with space', '-1.5', 'fb34ccc515f54a5c9b1c3f27065720ce');
INSERT INTO "params" VALUES ('with-dash', '{"json": [1, 2]}', 'fb34ccc515f54a5c9b1c3f27065720ce');
INSERT INTO "params" VALUES ('a/b/c', '; DROP TABLE runs; --', 'fb34ccc515f54a5c9b1c3f27065720ce');
INSERT INTO "params" VALUES ('UPPER', 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', 'fb34ccc515f54a5c9b1c3f27065720ce');
INSERT INTO "params" VALUES ('x_y', 'casesensitive', 'fb34ccc515f54a5c9b1c3f27065720ce');
INSERT INTO "params" VALUES ('_lead', 'simple', 'fb34ccc515f54a5c9b1c3f27065720ce');
INSERT INTO "params" VALUES ('lr', '0.1', '05032a7e6bd64ed6bf8cb6d1b5c318e9');
INSERT INTO "params" VALUES ('opt', 'SGD', '05032a7e6bd64ed6bf8cb6d1b5c318e9');
INSERT INTO "params" VALUES ('plain', '<b>&amp;</b>', '05032a7e6bd64ed6bf8cb6d1b5c318e9');
INSERT INTO "params" VALUES ('with space', '; DROP TABLE runs; --', '05032a7e6bd64ed6bf8cb6d1b5c318e9');
INSERT INTO "params" VALUES ('with.dot', 'CaseSensitive', '05032a7e6bd64ed6bf8cb6d1b5c318e9');
INSERT INTO "params" VALUES ('a/b/c', 'casesensitive', '05032a7e6bd64ed6bf8cb6d1b5c318e9');
INSERT INTO "params" VALUES ('ns:colon', '', '05032a7e6bd64ed6bf8cb6d1b5c318e9');
INSERT INTO "params" VALUES ('x_y', ' lead and trail ', '05032a7e6bd64ed6bf8cb6d1b5c318e9');
INSERT INTO "params" VALUES ('0num', 'a_b', '05032a7e6bd64ed6bf8cb6d1b5c318e9');
INSERT INTO "params" VALUES ('lr', '0.01', '6e6944d3bbf5404aa0aeb4e5833bfa03');
INSERT INTO "params" VALUES ('opt', 'SGD', '6e6944d3bbf5404aa0aeb4e5833bfa03');
INSERT INTO "params" VALUES ('plain', 'CaseSensitive', '6e6944d3bbf5404aa0aeb4e5833bfa03');
INSERT INTO "params" VALUES ('with-dash', 'simple', '6e6944d3bbf5404aa0aeb4e5833bfa03');
INSERT INTO "params" VALUES ('with.dot', '', '6e6944d3bbf5404aa0aeb4e5833bfa03');
INSERT INTO "params" VALUES ('UPPER', '100%', '6e6944d3bbf5404aa0aeb4e5833bfa03');
INSERT INTO "params" VALUES ('ns:colon', 'a_b', '6e6944d3bbf5404aa0aeb4e5833bfa03');
INSERT INTO "params" VALUES ('_lead', 'back\slash', '6e6944d3bbf5404aa0aeb4e5833bfa03');
INSERT INTO "params" VALUES ('0num', 'it''s', '6e6944d3bbf5404aa0aeb4e5833bfa03');
INSERT INTO "params" VALUES ('lr', '0.1', '34a3f4510ebb44d0855176d55be72f6e');
INSERT INTO "params" VALUES ('opt', 'Adam', '34a3f4510ebb44d0855176d55be72f6e');
INSERT INTO "params" VALUES ('with space', ' lead and trail ', '34a3f4510ebb44d0855176d55be72f6e');
INSERT INTO "params" VALUES ('with-dash', '100%', '34a3f4510ebb44d0855176d55be72f6e');
INSERT INTO "params" VALUES ('a/b/c', 'a%b', '34a3f4510ebb44d0855176d55be72f6e');
INSERT INTO "params" VALUES ('UPPER', 'back\slash', '34a3f4510ebb44d0855176d55be72f6e');
INSERT INTO "params" VALUES ('x_y', 'say "hi"', '34a3f4510ebb44d0855176d55be72f6e');
INSERT INTO "params" VALUES ('_lead', '`tick`', '34a3f4510ebb44d0855176d55be72f6e');
INSERT INTO "params" VALUES ('lr', '0.01', '5e7db53096d04bff890a0e01c8796571');
INSERT INTO "params" VALUES ('opt', 'sgd', '5e7db53096d04bff890a0e01c8796571');
INSERT INTO "params" VALUES ('plain', 'a_b', '5e7db53096d04bff890a0e01c8796571');
INSERT INTO "params" VALUES ('with space', 'a%b', '5e7db53096d04bff890a0e01c8796571');
INSERT INTO "params" VALUES ('with.dot', 'it''s', '5e7db53096d04bff890a0e01c8796571');
INSERT INTO "params" VALUES ('a/b/c', 'say "hi"', '5e7db53096d04bff890a0e01c8796571');
INSERT INTO "params" VALUES ('ns:colon', 'new
line', '5e7db53096d04bff890a0e01c8796571');
INSERT INTO "params" VALUES ('x_y', 'tab	here', '5e7db53096d04bff890a0e01c8796571');
INSERT INTO "params" VALUES ('0num', '日本語', '5e7db53096d04bff890a0e01c8796571');
INSERT INTO "params" VALUES ('lr', '1e-4', '374ebe5a9ef94bdaac03a513a86cf7b4');
INSERT INTO "params" VALUES ('opt', 'adam', '374ebe5a9ef94bdaac03a513a86cf7b4');
INSERT INTO "params" VALUES ('plain', 'it''s', '374ebe5a9ef94bdaac03a513a86cf7b4');
INSERT INTO "params" VALUES ('with-dash', '`tick`', '374ebe5a9ef94bdaac03a513a86cf7b4');
INSERT INTO "params" VALUES ('with.dot', 'new
line', '374ebe5a9ef94bdaac03a513a86cf7b4');
INSERT INTO "params" VALUES ('UPPER', 'Ünïcödé', '374ebe5a9ef94bdaac03a513a86cf7b4');
INSERT INTO "params" VALUES ('ns:colon', '日本語', '374ebe5a9ef94bdaac03a513a86cf7b4');
INSERT INTO "params" VALUES ('_lead', 'null', '374ebe5a9ef94bdaac03a513a86cf7b4');
INSERT INTO "params" VALUES ('0num', 'NaN', '374ebe5a9ef94bdaac03a513a86cf7b4');
INSERT INTO "params" VALUES ('lr', '0.001', '90c68e935cdf486dbc36c297f8821a96');
INSERT INTO "params" VALUES ('opt', 'SGD', '90c68e935cdf486dbc36c297f8821a96');
INSERT INTO "params" VALUES ('with space', 'tab	here', '90c68e935cdf486dbc36c297f8821a96');
INSERT INTO "params" VALUES ('with-dash', 'Ünïcödé', '90c68e935cdf486dbc36c297f8821a96');
INSERT INTO "params" VALUES ('a/b/c', '🚀 emoji 🎉', '90c68e935cdf486dbc36c297f8821a96');
INSERT INTO "params" VALUES ('UPPER', 'null', '90c68e935cdf486dbc36c297f8821a96');
INSERT INTO "params" VALUES ('x_y', '1e5', '90c68e935cdf486dbc36c297f8821a96');
INSERT INTO "params" VALUES ('_lead', '0', '90c68e935cdf486dbc36c297f8821a96');
INSERT INTO "params" VALUES ('lr', '0.1', 'f7f3a6835e624fe99c3260fdc2816017');
INSERT INTO "params" VALUES ('opt', 'adam', 'f7f3a6835e624fe99c3260fdc2816017');
INSERT INTO "params" VALUES ('plain', '日本語', 'f7f3a6835e624fe99c3260fdc2816017');
INSERT INTO "params" VALUES ('with space', '🚀 emoji 🎉', 'f7f3a6835e624fe99c3260fdc2816017');
INSERT INTO "params" VALUES ('with.dot', 'NaN', 'f7f3a6835e624fe99c3260fdc2816017');
INSERT INTO "params" VALUES ('a/b/c', '1e5', 'f7f3a6835e624fe99c3260fdc2816017');
INSERT INTO "params" VALUES ('ns:colon', '-1.5', 'f7f3a6835e624fe99c3260fdc2816017');
INSERT INTO "params" VALUES ('x_y', '{"json": [1, 2]}', 'f7f3a6835e624fe99c3260fdc2816017');
INSERT INTO "params" VALUES ('0num', '; DROP TABLE runs; --', 'f7f3a6835e624fe99c3260fdc2816017');
INSERT INTO "params" VALUES ('lr', '0.1', 'f9810e12a91841dc8801920e9271a86f');
INSERT INTO "params" VALUES ('opt', 'adam', 'f9810e12a91841dc8801920e9271a86f');
INSERT INTO "params" VALUES ('plain', 'NaN', 'f9810e12a91841dc8801920e9271a86f');
INSERT INTO "params" VALUES ('with-dash', '0', 'f9810e12a91841dc8801920e9271a86f');
INSERT INTO "params" VALUES ('with.dot', '-1.5', 'f9810e12a91841dc8801920e9271a86f');
INSERT INTO "params" VALUES ('UPPER', '<b>&amp;</b>', 'f9810e12a91841dc8801920e9271a86f');
INSERT INTO "params" VALUES ('ns:colon', '; DROP TABLE runs; --', 'f9810e12a91841dc8801920e9271a86f');
INSERT INTO "params" VALUES ('_lead', 'CaseSensitive', 'f9810e12a91841dc8801920e9271a86f');
INSERT INTO "params" VALUES ('0num', 'casesensitive', 'f9810e12a91841dc8801920e9271a86f');
INSERT INTO "params" VALUES ('lr', '0.1', 'd0745cc115f24d7192af2f03507bef95');
INSERT INTO "params" VALUES ('opt', 'sgd', 'd0745cc115f24d7192af2f03507bef95');
INSERT INTO "params" VALUES ('with space', '{"json": [1, 2]}', 'd0745cc115f24d7192af2f03507bef95');
INSERT INTO "params" VALUES ('with-dash', '<b>&amp;</b>', 'd0745cc115f24d7192af2f03507bef95');
INSERT INTO "params" VALUES ('a/b/c', 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', 'd0745cc115f24d7192af2f03507bef95');
INSERT INTO "params" VALUES ('UPPER', 'CaseSensitive', 'd0745cc115f24d7192af2f03507bef95');
INSERT INTO "params" VALUES ('x_y', 'simple', 'd0745cc115f24d7192af2f03507bef95');
INSERT INTO "params" VALUES ('_lead', '', 'd0745cc115f24d7192af2f03507bef95');
INSERT INTO "params" VALUES ('lr', '0.0', 'acfc4403728c4f7b8a9f211e97323268');
INSERT INTO "params" VALUES ('lr', '0.1', 'cc8ba3e32e99477fa9e0b1f5a472ea5f');
INSERT INTO "params" VALUES ('lr', '0.2', 'ac61e3a652cb46d88899230b2db4cb47');
INSERT INTO "params" VALUES ('lr', '0.3', '951179a032134b3485232575d0dd15d6');
INSERT INTO "params" VALUES ('pppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppp', 'vvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvv', 'f0a9fed6468b446791691c4d09f78636');
INSERT INTO "params" VALUES ('k', 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'f0a9fed6468b446791691c4d09f78636');
INSERT INTO "params" VALUES ('opt', 'deleted', 'e66e99915ea143d79bea6f2354afa07e');
INSERT INTO "params" VALUES ('opt', 'deleted', 'e50086cd4e064c8e8acac02449da1bd7');
INSERT INTO "params" VALUES ('opt', 'deleted', '37e232428c8a4616b46911c2c70fa585');
INSERT INTO "params" VALUES ('lr', '1', '620e900cf20a46ce99b0696397bae876');
INSERT INTO "params" VALUES ('lr', '1', '08a5c0bef99a4630b30633e12ad18910');
INSERT INTO "params" VALUES ('lr', '1', '64b4aca86a8d4c97a17f75710e50c2a6');
INSERT INTO "params" VALUES ('lr', '1', '39c3162bcf3f49d9a99e2a6405fb1adf');
INSERT INTO "latest_metrics" VALUES ('acc', 0.6125, 1650023004000, 4, 0, '4a37fa2df2d7440f87859faeecc3f80c');
INSERT INTO "latest_metrics" VALUES ('special', 0.0, 1650023000000, 0, 0, '4a37fa2df2d7440f87859faeecc3f80c');
INSERT INTO "latest_metrics" VALUES ('neg/step', 1.0, 1650023000006, -1, 0, '4a37fa2df2d7440f87859faeecc3f80c');
INSERT INTO "latest_metrics" VALUES ('ties', 1.0, 1650023000000, 0, 0, '4a37fa2df2d7440f87859faeecc3f80c');
INSERT INTO "latest_metrics" VALUES ('acc', 0.0, 1650023000001, 1, 1, '045f21da156343d8946375dce47682e6');
INSERT INTO "latest_metrics" VALUES ('special', 0.0, 1650023000000, 0, 0, '045f21da156343d8946375dce47682e6');
INSERT INTO "latest_metrics" VALUES ('neg/step', 2.0, 1650023000006, -1, 0, '045f21da156343d8946375dce47682e6');
INSERT INTO "latest_metrics" VALUES ('loss', 0.825, 1650023000000, 1, 0, '045f21da156343d8946375dce47682e6');
INSERT INTO "latest_metrics" VALUES ('ties', 0.0, 1650023000000, 0, 1, '045f21da156343d8946375dce47682e6');
INSERT INTO "latest_metrics" VALUES ('acc', 0.6105, 1650023003000, 3, 0, '611244c06c7a45c98e86c4fa978f18a7');
INSERT INTO "latest_metrics" VALUES ('special', 1.0, 1650023000000, 0, 0, '611244c06c7a45c98e86c4fa978f18a7');
INSERT INTO "latest_metrics" VALUES ('neg/step', 3.0, 1650023000006, -1, 0, '611244c06c7a45c98e86c4fa978f18a7');
INSERT INTO "latest_metrics" VALUES ('loss', 3.621, 1650023000000, 2, 0, '611244c06c7a45c98e86c4fa978f18a7');
INSERT INTO "latest_metrics" VALUES ('ties', 1.7976931348623157e+308, 1650023000000, 0, 0, '611244c06c7a45c98e86c4fa978f18a7');
INSERT INTO "latest_metrics" VALUES ('acc', 0.87, 1650023000008, 4, 0, 'b9d8249e215b48929bab1eec87b3d90e');
INSERT INTO "latest_metrics" VALUES ('special', -1.5, 1650023000000, 0, 0, 'b9d8249e215b48929bab1eec87b3d90e');
INSERT INTO "latest_metrics" VALUES ('neg/step', 4.0, 1650023000006, -1, 0, 'b9d8249e215b48929bab1eec87b3d90e');
INSERT INTO "latest_metrics" VALUES ('acc', 0.25, 1650023000004, 4, 0, '039a7b8871cf42e3847324943126b9c3');
INSERT INTO "latest_metrics" VALUES ('special', 1e-300, 1650023000000, 0, 0, '039a7b8871cf42e3847324943126b9c3');
INSERT INTO "latest_metrics" VALUES ('neg/step', 5.0, 1650023000006, -1, 0, '039a7b8871cf42e3847324943126b9c3');
INSERT INTO "latest_metrics" VALUES ('loss', 1.697, 1650023000000, 4, 0, '039a7b8871cf42e3847324943126b9c3');
INSERT INTO "latest_metrics" VALUES ('ties', 1.0, 1650023000000, 0, 0, '039a7b8871cf42e3847324943126b9c3');
INSERT INTO "latest_metrics" VALUES ('acc', 0.0507, 1650023005000, 5, 0, 'e6d30f0a747d4a2b9ec2d776389605fe');
INSERT INTO "latest_metrics" VALUES ('special', 1e+300, 1650023000000, 0, 0, 'e6d30f0a747d4a2b9ec2d776389605fe');
INSERT INTO "latest_metrics" VALUES ('neg/step', 6.0, 1650023000006, -1, 0, 'e6d30f0a747d4a2b9ec2d776389605fe');
INSERT INTO "latest_metrics" VALUES ('loss', 3.673, 1650023000000, 5, 0, 'e6d30f0a747d4a2b9ec2d776389605fe');
INSERT INTO "latest_metrics" VALUES ('ties', 0.0, 1650023000000, 0, 1, 'e6d30f0a747d4a2b9ec2d776389605fe');
INSERT INTO "latest_metrics" VALUES ('acc', 0.5, 1650023000006, 6, 0, 'fb34ccc515f54a5c9b1c3f27065720ce');
INSERT INTO "latest_metrics" VALUES ('special', 5e-324, 1650023000000, 0, 0, 'fb34ccc515f54a5c9b1c3f27065720ce');
INSERT INTO "latest_metrics" VALUES ('neg/step', 7.0, 1650023000006, -1, 0, 'fb34ccc515f54a5c9b1c3f27065720ce');
INSERT INTO "latest_metrics" VALUES ('ties', -1.7976931348623157e+308, 1650023000000, 0, 0, 'fb34ccc515f54a5c9b1c3f27065720ce');
INSERT INTO "latest_metrics" VALUES ('acc', 0.8300000000000001, 1650023000012, 8, 0, '05032a7e6bd64ed6bf8cb6d1b5c318e9');
INSERT INTO "latest_metrics" VALUES ('special', 1.7976931348623157e+308, 1650023000000, 0, 0, '05032a7e6bd64ed6bf8cb6d1b5c318e9');
INSERT INTO "latest_metrics" VALUES ('neg/step', 8.0, 1650023000006, -1, 0, '05032a7e6bd64ed6bf8cb6d1b5c318e9');
INSERT INTO "latest_metrics" VALUES ('loss', -1.565, 1650023000000, 7, 0, '05032a7e6bd64ed6bf8cb6d1b5c318e9');
INSERT INTO "latest_metrics" VALUES ('acc', 1.7976931348623157e+308, 1650023000008, 8, 0, '6e6944d3bbf5404aa0aeb4e5833bfa03');
INSERT INTO "latest_metrics" VALUES ('special', 1.7976931348623157e+308, 1650023000000, 0, 0, '6e6944d3bbf5404aa0aeb4e5833bfa03');
INSERT INTO "latest_metrics" VALUES ('neg/step', 9.0, 1650023000006, -1, 0, '6e6944d3bbf5404aa0aeb4e5833bfa03');
INSERT INTO "latest_metrics" VALUES ('loss', 2.638, 1650023000000, 8, 0, '6e6944d3bbf5404aa0aeb4e5833bfa03');
INSERT INTO "latest_metrics" VALUES ('ties', 1.0, 1650023000000, 0, 0, '6e6944d3bbf5404aa0aeb4e5833bfa03');
INSERT INTO "latest_metrics" VALUES ('acc', -1.0, 1650023000009, 9, 0, '34a3f4510ebb44d0855176d55be72f6e');
INSERT INTO "latest_metrics" VALUES ('special', -1.7976931348623157e+308, 1650023000000, 0, 0, '34a3f4510ebb44d0855176d55be72f6e');
INSERT INTO "latest_metrics" VALUES ('neg/step', 10.0, 1650023000006, -1, 0, '34a3f4510ebb44d0855176d55be72f6e');
INSERT INTO "latest_metrics" VALUES ('ties', 0.0, 1650023000000, 0, 1, '34a3f4510ebb44d0855176d55be72f6e');
INSERT INTO "latest_metrics" VALUES ('acc', 0.25, 1650023000010, 10, 0, '5e7db53096d04bff890a0e01c8796571');
INSERT INTO "latest_metrics" VALUES ('special', 0.0, 1650023000000, 0, 1, '5e7db53096d04bff890a0e01c8796571');
INSERT INTO "latest_metrics" VALUES ('neg/step', 11.0, 1650023000006, -1, 0, '5e7db53096d04bff890a0e01c8796571');
INSERT INTO "latest_metrics" VALUES ('loss', 2.365, 1650023000000, 10, 0, '5e7db53096d04bff890a0e01c8796571');
INSERT INTO "latest_metrics" VALUES ('ties', 1.7976931348623157e+308, 1650023000000, 0, 0, '5e7db53096d04bff890a0e01c8796571');
INSERT INTO "latest_metrics" VALUES ('acc', 0.79, 1650023000016, 12, 0, '374ebe5a9ef94bdaac03a513a86cf7b4');
INSERT INTO "latest_metrics" VALUES ('special', 0.30000000000000004, 1650023000000, 0, 0, '374ebe5a9ef94bdaac03a513a86cf7b4');
INSERT INTO "latest_metrics" VALUES ('neg/step', 12.0, 1650023000006, -1, 0, '374ebe5a9ef94bdaac03a513a86cf7b4');
INSERT INTO "latest_metrics" VALUES ('loss', 0.047, 1650023000000, 11, 0, '374ebe5a9ef94bdaac03a513a86cf7b4');
INSERT INTO "latest_metrics" VALUES ('acc', 0.9749, 1650023004000, 4, 0, '90c68e935cdf486dbc36c297f8821a96');
INSERT INTO "latest_metrics" VALUES ('special', 123456789.12345679, 1650023000000, 0, 0, '90c68e935cdf486dbc36c297f8821a96');
INSERT INTO "latest_metrics" VALUES ('neg/step', 13.0, 1650023000006, -1, 0, '90c68e935cdf486dbc36c297f8821a96');
INSERT INTO "latest_metrics" VALUES ('ties', 1.0, 1650023000000, 0, 0, '90c68e935cdf486dbc36c297f8821a96');
INSERT INTO "latest_metrics" VALUES ('acc', 0.8273, 1650023004000, 4, 0, 'f7f3a6835e624fe99c3260fdc2816017');
INSERT INTO "latest_metrics" VALUES ('special', -1e-07, 1650023000000, 0, 0, 'f7f3a6835e624fe99c3260fdc2816017');
INSERT INTO "latest_metrics" VALUES ('neg/step', 14.0, 1650023000006, -1, 0, 'f7f3a6835e624fe99c3260fdc2816017');
INSERT INTO "latest_metrics" VALUES ('loss', 2.677, 1650023000000, 13, 0, 'f7f3a6835e624fe99c3260fdc2816017');
INSERT INTO "latest_metrics" VALUES ('ties', 0.0, 1650023000000, 0, 1, 'f7f3a6835e624fe99c3260fdc2816017');
INSERT INTO "latest_metrics" VALUES ('acc', 0.0338, 1650023001000, 1, 0, 'f9810e12a91841dc8801920e9271a86f');
INSERT INTO "latest_metrics" VALUES ('special', 0.0, 1650023000000, 0, 0, 'f9810e12a91841dc8801920e9271a86f');
INSERT INTO "latest_metrics" VALUES ('neg/step', 15.0, 1650023000006, -1, 0, 'f9810e12a91841dc8801920e9271a86f');
INSERT INTO "latest_metrics" VALUES ('loss', -2.179, 1650023000000, 14, 0, 'f9810e12a91841dc8801920e9271a86f');
INSERT INTO "latest_metrics" VALUES ('ties', -1.7976931348623157e+308, 1650023000000, 0, 0, 'f9810e12a91841dc8801920e9271a86f');
INSERT INTO "latest_metrics" VALUES ('acc', 0.0159, 1650023000000, 0, 0, 'd0745cc115f24d7192af2f03507bef95');
INSERT INTO "latest_metrics" VALUES ('special', 0.0, 1650023000000, 0, 0, 'd0745cc115f24d7192af2f03507bef95');
INSERT INTO "latest_metrics" VALUES ('neg/step', 16.0, 1650023000006, -1, 0, 'd0745cc115f24d7192af2f03507bef95');
INSERT INTO "latest_metrics" VALUES ('acc', 0.0, 1650023000000, 0, 0, 'acfc4403728c4f7b8a9f211e97323268');
INSERT INTO "latest_metrics" VALUES ('acc', 0.25, 1650023000000, 0, 0, 'cc8ba3e32e99477fa9e0b1f5a472ea5f');
INSERT INTO "latest_metrics" VALUES ('acc', 0.5, 1650023000000, 0, 0, 'ac61e3a652cb46d88899230b2db4cb47');
INSERT INTO "latest_metrics" VALUES ('acc', 0.75, 1650023000000, 0, 0, '951179a032134b3485232575d0dd15d6');
INSERT INTO "latest_metrics" VALUES ('m plain', 0.0, 1650023000000, 0, 0, 'f0a9fed6468b446791691c4d09f78636');
INSERT INTO "latest_metrics" VALUES ('m with space', 1.0, 1650023000000, 0, 0, 'f0a9fed6468b446791691c4d09f78636');
INSERT INTO "latest_metrics" VALUES ('m with-dash', 2.0, 1650023000000, 0, 0, 'f0a9fed6468b446791691c4d09f78636');
INSERT INTO "latest_metrics" VALUES ('m with.dot', 3.0, 1650023000000, 0, 0, 'f0a9fed6468b446791691c4d09f78636');
INSERT INTO "latest_metrics" VALUES ('m a/b/c', 4.0, 1650023000000, 0, 0, 'f0a9fed6468b446791691c4d09f78636');
INSERT INTO "latest_metrics" VALUES ('m UPPER', 5.0, 1650023000000, 0, 0, 'f0a9fed6468b446791691c4d09f78636');
INSERT INTO "latest_metrics" VALUES ('m ns colon', 6.0, 1650023000000, 0, 0, 'f0a9fed6468b446791691c4d09f78636');
INSERT INTO "latest_metrics" VALUES ('m x_y', 7.0, 1650023000000, 0, 0, 'f0a9fed6468b446791691c4d09f78636');
INSERT INTO "latest_metrics" VALUES ('m _lead', 8.0, 1650023000000, 0, 0, 'f0a9fed6468b446791691c4d09f78636');
INSERT INTO "latest_metrics" VALUES ('m 0num', 9.0, 1650023000000, 0, 0, 'f0a9fed6468b446791691c4d09f78636');
INSERT INTO "latest_metrics" VALUES ('hist', -0.9984950306638146, 1650023002990, 299, 0, '9707d5aed2164b7187d4270192a474bb');
INSERT INTO "latest_metrics" VALUES ('same_step', 6.0, 1650023000011, 7, 0, '9707d5aed2164b7187d4270192a474bb');
INSERT INTO "latest_metrics" VALUES ('unordered', 9.0, 1650023000100, 5, 0, '9707d5aed2164b7187d4270192a474bb');
INSERT INTO "latest_metrics" VALUES ('acc', 0.5, 1650023000000, 0, 0, 'e66e99915ea143d79bea6f2354afa07e');
INSERT INTO "latest_metrics" VALUES ('acc', 1.5, 1650023000000, 0, 0, 'e50086cd4e064c8e8acac02449da1bd7');
INSERT INTO "latest_metrics" VALUES ('acc', 2.5, 1650023000000, 0, 0, '37e232428c8a4616b46911c2c70fa585');
INSERT INTO "latest_metrics" VALUES ('acc', 0.0, 1650023000000, 0, 0, '620e900cf20a46ce99b0696397bae876');
INSERT INTO "latest_metrics" VALUES ('acc', 1.0, 1650023000000, 0, 0, '08a5c0bef99a4630b30633e12ad18910');
INSERT INTO "latest_metrics" VALUES ('acc', 0.0, 1650023000000, 0, 0, '64b4aca86a8d4c97a17f75710e50c2a6');
INSERT INTO "latest_metrics" VALUES ('acc', 1.0, 1650023000000, 0, 0, '39c3162bcf3f49d9a99e2a6405fb1adf');
INSERT INTO "latest_metrics" VALUES ('loss', 0.3, 1650023000003, 0, 0, 'b9d8249e215b48929bab1eec87b3d90e');
INSERT INTO "latest_metrics" VALUES ('loss', 0.9, 1650023000009, 0, 0, '34a3f4510ebb44d0855176d55be72f6e');
INSERT INTO "datasets" VALUES ('0e8f4045f2e64649bd946b64ce121a66', 1, 'amber_train', 'd0a', 'local', '{"uri": "s3://bucket/0"}', NULL, '{"num_rows": 0}');
INSERT INTO "datasets" VALUES ('0416811e589c4c6397c2b360bfbf67df', 1, 'data''s "set"', 'd1a', 'http', '{"uri": "s3://bucket/1"}', '{"mlflow_colspec": [{"type": "long", "name": "x", "required": true}]}', '{"num_rows": 100}');
INSERT INTO "datasets" VALUES ('7d97c6496083444b89c94c23f971b2c9', 1, 'データ', 'd2b', 's3', '{"uri": "s3://bucket/2"}', NULL, NULL);
INSERT INTO "datasets" VALUES ('4baf4fc4f3504ed8b5801765eefef9e5', 1, 'データ', 'd2a', 's3', '{"uri": "s3://bucket/2"}', NULL, NULL);
INSERT INTO "datasets" VALUES ('8e6c4c521a7f43c19776a2b837489279', 1, 'Train_100%', 'd3b', 'code', '{"uri": "s3://bucket/3"}', '{"mlflow_colspec": [{"type": "long", "name": "x", "required": true}]}', NULL);
INSERT INTO "datasets" VALUES ('c30d72c271d74e968303f311e69f6ada', 1, 'Train_100%', 'd3a', 'code', '{"uri": "s3://bucket/3"}', '{"mlflow_colspec": [{"type": "long", "name": "x", "required": true}]}', NULL);
INSERT INTO "datasets" VALUES ('9df41d0ce52a401aaa4319dbd0524f5e', 1, 'data''s "set"', 'd1b', 'http', '{"uri": "s3://bucket/1"}', '{"mlflow_colspec": [{"type": "long", "name": "x", "required": true}]}', '{"num_rows": 100}');
INSERT INTO "datasets" VALUES ('23a36a8ea198497b867a83911bc3228c', 1, 'amber_train', 'd0b', 'local', '{"uri": "s3://bucket/0"}', NULL, '{"num_rows": 0}');
INSERT INTO "inputs" VALUES ('71f0a740fcfb4387b1d3e07c89e16f70', 'DATASET', '0e8f4045f2e64649bd946b64ce121a66', 'RUN', '4a37fa2df2d7440f87859faeecc3f80c', 0);
INSERT INTO "inputs" VALUES ('43aa4480136c4e06897866f3317d04e7', 'DATASET', '0416811e589c4c6397c2b360bfbf67df', 'RUN', '045f21da156343d8946375dce47682e6', 0);
INSERT INTO "inputs" VALUES ('c1445bf33257421a8c5bb389774902b8', 'DATASET', '7d97c6496083444b89c94c23f971b2c9', 'RUN', '045f21da156343d8946375dce47682e6', 0);
INSERT INTO "inputs" VALUES ('b0cbc92a2b704514a645d691876a93a7', 'DATASET', '4baf4fc4f3504ed8b5801765eefef9e5', 'RUN', '611244c06c7a45c98e86c4fa978f18a7', 0);
INSERT INTO "inputs" VALUES ('3d176ac0d01646818ed860998b2c899d', 'DATASET', '8e6c4c521a7f43c19776a2b837489279', 'RUN', '611244c06c7a45c98e86c4fa978f18a7', 0);
INSERT INTO "inputs" VALUES ('2a38e5966bf749d7999a543c40c8b1dc', 'DATASET', '0e8f4045f2e64649bd946b64ce121a66', 'RUN', '611244c06c7a45c98e86c4fa978f18a7', 0);
INSERT INTO "inputs" VALUES ('6a19fcf9e46f4a23a816718c57c02ebe', 'DATASET', 'c30d72c271d74e968303f311e69f6ada', 'RUN', 'b9d8249e215b48929bab1eec87b3d90e', 0);
INSERT INTO "inputs" VALUES ('11cfad0d69a14bfd8f7b8ac2b0100348', 'DATASET', '0e8f4045f2e64649bd946b64ce121a66', 'RUN', '039a7b8871cf42e3847324943126b9c3', 0);
INSERT INTO "inputs" VALUES ('e5ca3c30d46f4ee2b5eac32bb169f398', 'DATASET', '9df41d0ce52a401aaa4319dbd0524f5e', 'RUN', '039a7b8871cf42e3847324943126b9c3', 0);
INSERT INTO "inputs" VALUES ('8bb9709d3d094de9bee92b87a3b71164', 'DATASET', '0416811e589c4c6397c2b360bfbf67df', 'RUN', 'e6d30f0a747d4a2b9ec2d776389605fe', 0);
INSERT INTO "inputs" VALUES ('4c81c41f68dc4f04acd3e5a34b95b657', 'DATASET', '7d97c6496083444b89c94c23f971b2c9', 'RUN', 'e6d30f0a747d4a2b9ec2d776389605fe', 0);
INSERT INTO "inputs" VALUES ('9c1bc99a8e9d4dcb9c4640a2c58be170', 'DATASET', 'c30d72c271d74e968303f311e69f6ada', 'RUN', 'e6d30f0a747d4a2b9ec2d776389605fe', 0);
INSERT INTO "inputs" VALUES ('48ec6aced3984fd98d3027db8cc8b432', 'DATASET', '4baf4fc4f3504ed8b5801765eefef9e5', 'RUN', 'fb34ccc515f54a5c9b1c3f27065720ce', 0);
INSERT INTO "inputs" VALUES ('ba8ed7288f314726b705d6d6551edef1', 'DATASET', 'c30d72c271d74e968303f311e69f6ada', 'RUN', '05032a7e6bd64ed6bf8cb6d1b5c318e9', 0);
INSERT INTO "inputs" VALUES ('2a52cfb33f9442e0ae3251f7d5d97679', 'DATASET', '23a36a8ea198497b867a83911bc3228c', 'RUN', '05032a7e6bd64ed6bf8cb6d1b5c318e9', 0);
INSERT INTO "inputs" VALUES ('567f4887141d4477a91e6cfdf396af90', 'DATASET', '0e8f4045f2e64649bd946b64ce121a66', 'RUN', '6e6944d3bbf5404aa0aeb4e5833bfa03', 0);
INSERT INTO "inputs" VALUES ('1d1762808ab441f2b04455af8fe0a060', 'DATASET', '9df41d0ce52a401aaa4319dbd0524f5e', 'RUN', '6e6944d3bbf5404aa0aeb4e5833bfa03', 0);
INSERT INTO "inputs" VALUES ('f52684758f934f92a30d8db83c2e3dc3', 'DATASET', '4baf4fc4f3504ed8b5801765eefef9e5', 'RUN', '6e6944d3bbf5404aa0aeb4e5833bfa03', 0);
INSERT INTO "inputs" VALUES ('569249450102478985a98d95b7e7c3ac', 'RUN_INPUT', '045f21da156343d8946375dce47682e6', 'MODEL_INPUT', 'm-fd0225b4731847978cae55c878819009', 0);
INSERT INTO "inputs" VALUES ('f4e43210c91d44d0860db799608ea96e', 'RUN_OUTPUT', '4a37fa2df2d7440f87859faeecc3f80c', 'MODEL_OUTPUT', 'm-fd0225b4731847978cae55c878819009', 0);
INSERT INTO "inputs" VALUES ('07b9ea68ae5e49798b28223a341e8364', 'RUN_INPUT', '611244c06c7a45c98e86c4fa978f18a7', 'MODEL_INPUT', 'm-66d97494de0d4249bfca2a1e245127fc', 0);
INSERT INTO "inputs" VALUES ('6b8313bc14f043acb466ae1d6c2c409b', 'RUN_INPUT', 'b9d8249e215b48929bab1eec87b3d90e', 'MODEL_INPUT', 'm-beef3f05730645b2a794fcd32c5491c4', 0);
INSERT INTO "inputs" VALUES ('98eb288d7aec4e9a86fab51eb3196c06', 'RUN_OUTPUT', '611244c06c7a45c98e86c4fa978f18a7', 'MODEL_OUTPUT', 'm-beef3f05730645b2a794fcd32c5491c4', 2);
INSERT INTO "inputs" VALUES ('884d997386b04d3fad7a44008e4d8d3f', 'RUN_INPUT', '039a7b8871cf42e3847324943126b9c3', 'MODEL_INPUT', 'm-b86f1f198a0444e1bdf3993fb062ef1a', 0);
INSERT INTO "inputs" VALUES ('0fecee8ae06949fab9fbb821161db1f5', 'RUN_INPUT', 'e6d30f0a747d4a2b9ec2d776389605fe', 'MODEL_INPUT', 'm-fe6e2904e614457183f2f7734c3c434f', 0);
INSERT INTO "inputs" VALUES ('6099ae9d7f704ee0a3daa4ecdd0bfb3e', 'RUN_OUTPUT', '039a7b8871cf42e3847324943126b9c3', 'MODEL_OUTPUT', 'm-fe6e2904e614457183f2f7734c3c434f', 4);
INSERT INTO "inputs" VALUES ('ae65e67f4aa84bb1a96fe64f9ae619be', 'RUN_INPUT', 'fb34ccc515f54a5c9b1c3f27065720ce', 'MODEL_INPUT', 'm-74f3065cac6142288491f694c6e61441', 0);
INSERT INTO "inputs" VALUES ('ee1ffa25f5af434f86107d604d5b20df', 'RUN_INPUT', '05032a7e6bd64ed6bf8cb6d1b5c318e9', 'MODEL_INPUT', 'm-ce03af1e59704a92a848ed7351d48214', 0);
INSERT INTO "inputs" VALUES ('0af46a9b63364dc4a91303c3575ded86', 'RUN_OUTPUT', 'fb34ccc515f54a5c9b1c3f27065720ce', 'MODEL_OUTPUT', 'm-ce03af1e59704a92a848ed7351d48214', 6);
INSERT INTO "inputs" VALUES ('e225ff3f8dc2467c8183e00f7a4e666d', 'RUN_INPUT', '6e6944d3bbf5404aa0aeb4e5833bfa03', 'MODEL_INPUT', 'm-aafb941ad1054ef7a30acc5f6b683f96', 0);
INSERT INTO "inputs" VALUES ('e4a8bb7a379e43a7a24f191416ce78ab', 'RUN_INPUT', '4a37fa2df2d7440f87859faeecc3f80c', 'MODEL_INPUT', 'm-b0e709fb472f46dd89eeab8b41674457', 0);
INSERT INTO "inputs" VALUES ('2571ddf5da2e486bbcf040cf438e2c78', 'RUN_OUTPUT', '6e6944d3bbf5404aa0aeb4e5833bfa03', 'MODEL_OUTPUT', 'm-b0e709fb472f46dd89eeab8b41674457', 8);
INSERT INTO "inputs" VALUES ('470c7ea11ef54987bd61c93a767500e6', 'RUN_INPUT', '045f21da156343d8946375dce47682e6', 'MODEL_INPUT', 'm-9ed69f731c42469a9efd2f0280a1de19', 0);
INSERT INTO "inputs" VALUES ('c86635a1425f4844897ba24edbb8869b', 'RUN_INPUT', '611244c06c7a45c98e86c4fa978f18a7', 'MODEL_INPUT', 'm-01f17629712f42728509869590e7236a', 0);
INSERT INTO "inputs" VALUES ('c32e4b9c3f6241e29c7ee025d9d217d6', 'RUN_OUTPUT', '5e7db53096d04bff890a0e01c8796571', 'MODEL_OUTPUT', 'm-01f17629712f42728509869590e7236a', 10);
INSERT INTO "inputs" VALUES ('146348c3cea34202a827db330aed0d50', 'RUN_INPUT', 'b9d8249e215b48929bab1eec87b3d90e', 'MODEL_INPUT', 'm-78301f47a2594765905baca5fb8c9788', 0);
INSERT INTO "input_tags" VALUES ('71f0a740fcfb4387b1d3e07c89e16f70', 'mlflow.data.context', 'training');
INSERT INTO "input_tags" VALUES ('43aa4480136c4e06897866f3317d04e7', 'mlflow.data.context', 'eval');
INSERT INTO "input_tags" VALUES ('c1445bf33257421a8c5bb389774902b8', 'mlflow.data.context', 'Test');
INSERT INTO "input_tags" VALUES ('b0cbc92a2b704514a645d691876a93a7', 'mlflow.data.context', 'Test');
INSERT INTO "input_tags" VALUES ('3d176ac0d01646818ed860998b2c899d', 'mlflow.data.context', 'training');
INSERT INTO "input_tags" VALUES ('3d176ac0d01646818ed860998b2c899d', 'split', '50%');
INSERT INTO "input_tags" VALUES ('2a38e5966bf749d7999a543c40c8b1dc', 'mlflow.data.context', 'eval');
INSERT INTO "input_tags" VALUES ('6a19fcf9e46f4a23a816718c57c02ebe', 'mlflow.data.context', 'training');
INSERT INTO "input_tags" VALUES ('6a19fcf9e46f4a23a816718c57c02ebe', 'split', '50%');
INSERT INTO "input_tags" VALUES ('11cfad0d69a14bfd8f7b8ac2b0100348', 'mlflow.data.context', 'eval');
INSERT INTO "input_tags" VALUES ('e5ca3c30d46f4ee2b5eac32bb169f398', 'mlflow.data.context', 'Test');
INSERT INTO "input_tags" VALUES ('8bb9709d3d094de9bee92b87a3b71164', 'mlflow.data.context', 'Test');
INSERT INTO "input_tags" VALUES ('4c81c41f68dc4f04acd3e5a34b95b657', 'mlflow.data.context', 'training');
INSERT INTO "input_tags" VALUES ('9c1bc99a8e9d4dcb9c4640a2c58be170', 'mlflow.data.context', 'eval');
INSERT INTO "input_tags" VALUES ('9c1bc99a8e9d4dcb9c4640a2c58be170', 'split', '50%');
INSERT INTO "input_tags" VALUES ('48ec6aced3984fd98d3027db8cc8b432', 'mlflow.data.context', 'training');
INSERT INTO "input_tags" VALUES ('ba8ed7288f314726b705d6d6551edef1', 'mlflow.data.context', 'eval');
INSERT INTO "input_tags" VALUES ('ba8ed7288f314726b705d6d6551edef1', 'split', '50%');
INSERT INTO "input_tags" VALUES ('2a52cfb33f9442e0ae3251f7d5d97679', 'mlflow.data.context', 'Test');
INSERT INTO "input_tags" VALUES ('567f4887141d4477a91e6cfdf396af90', 'mlflow.data.context', 'Test');
INSERT INTO "input_tags" VALUES ('1d1762808ab441f2b04455af8fe0a060', 'mlflow.data.context', 'training');
INSERT INTO "input_tags" VALUES ('f52684758f934f92a30d8db83c2e3dc3', 'mlflow.data.context', 'eval');
INSERT INTO logged_models VALUES('m-01f17629712f42728509869590e7236a',2,'amber_model3','mlflow-artifacts:/custom/basil/models/m-01f17629712f42728509869590e7236a/artifacts',1701987236000,1701987237000,3,'active','LLM','5e7db53096d04bff890a0e01c8796571',NULL);
INSERT INTO logged_models VALUES('m-66d97494de0d4249bfca2a1e245127fc',1,'basil_model1','mlflow-artifacts:/1/models/m-66d97494de0d4249bfca2a1e245127fc/artifacts',1701987222000,1701987223000,2,'active','Agent',NULL,NULL);
INSERT INTO logged_models VALUES('m-74f3065cac6142288491f694c6e61441',1,'judicious-turtle-849','mlflow-artifacts:/1/models/m-74f3065cac6142288491f694c6e61441/artifacts',1701987228000,1701987229000,2,'active','Agent',NULL,NULL);
INSERT INTO logged_models VALUES('m-78301f47a2594765905baca5fb8c9788',2,'basil_model4','mlflow-artifacts:/custom/basil/models/m-78301f47a2594765905baca5fb8c9788/artifacts',1701987238000,1701987238000,1,'active','agent',NULL,NULL);
INSERT INTO logged_models VALUES('m-9ed69f731c42469a9efd2f0280a1de19',2,'ember_model2','mlflow-artifacts:/custom/basil/models/m-9ed69f731c42469a9efd2f0280a1de19/artifacts',1701987234000,1701987235000,2,'active','Agent',NULL,NULL);
INSERT INTO logged_models VALUES('m-aafb941ad1054ef7a30acc5f6b683f96',1,'cedar_model0','mlflow-artifacts:/1/models/m-aafb941ad1054ef7a30acc5f6b683f96/artifacts',1701987232000,1701987232000,1,'active','agent',NULL,NULL);
INSERT INTO logged_models VALUES('m-b0e709fb472f46dd89eeab8b41674457',1,'delta_model1','mlflow-artifacts:/1/models/m-b0e709fb472f46dd89eeab8b41674457/artifacts',1701987233000,1701987239000,1,'deleted',NULL,'6e6944d3bbf5404aa0aeb4e5833bfa03',NULL);
INSERT INTO logged_models VALUES('m-b86f1f198a0444e1bdf3993fb062ef1a',1,'delta_model3','mlflow-artifacts:/1/models/m-b86f1f198a0444e1bdf3993fb062ef1a/artifacts',1701987226000,1701987226000,1,'active','agent',NULL,NULL);
INSERT INTO logged_models VALUES('m-beef3f05730645b2a794fcd32c5491c4',1,'cedar_model2','mlflow-artifacts:/1/models/m-beef3f05730645b2a794fcd32c5491c4/artifacts',1701987224000,1701987225000,3,'active','LLM','611244c06c7a45c98e86c4fa978f18a7',NULL);
INSERT INTO logged_models VALUES('m-ce03af1e59704a92a848ed7351d48214',1,'basil_model6','mlflow-artifacts:/1/models/m-ce03af1e59704a92a848ed7351d48214/artifacts',1701987230000,1701987231000,3,'active','LLM','fb34ccc515f54a5c9b1c3f27065720ce',NULL);
INSERT INTO logged_models VALUES('m-fd0225b4731847978cae55c878819009',1,'amber_model0','mlflow-artifacts:/1/models/m-fd0225b4731847978cae55c878819009/artifacts',1701987221000,1701987221000,1,'active',NULL,'4a37fa2df2d7440f87859faeecc3f80c',NULL);
INSERT INTO logged_models VALUES('m-fe6e2904e614457183f2f7734c3c434f',1,'ember_model4','mlflow-artifacts:/1/models/m-fe6e2904e614457183f2f7734c3c434f/artifacts',1701987227000,1701987227000,1,'active',NULL,'039a7b8871cf42e3847324943126b9c3',NULL);
INSERT INTO logged_model_params VALUES('m-01f17629712f42728509869590e7236a',2,'depth','2');
INSERT INTO logged_model_params VALUES('m-01f17629712f42728509869590e7236a',2,'opt','adam');
INSERT INTO logged_model_params VALUES('m-66d97494de0d4249bfca2a1e245127fc',1,'depth','1');
INSERT INTO logged_model_params VALUES('m-66d97494de0d4249bfca2a1e245127fc',1,'extra','🚀');
INSERT INTO logged_model_params VALUES('m-66d97494de0d4249bfca2a1e245127fc',1,'opt','SGD');
INSERT INTO logged_model_params VALUES('m-74f3065cac6142288491f694c6e61441',1,'depth','1');
INSERT INTO logged_model_params VALUES('m-74f3065cac6142288491f694c6e61441',1,'opt','SGD');
INSERT INTO logged_model_params VALUES('m-78301f47a2594765905baca5fb8c9788',2,'depth','3');
INSERT INTO logged_model_params VALUES('m-78301f47a2594765905baca5fb8c9788',2,'opt','SGD');
INSERT INTO logged_model_params VALUES('m-aafb941ad1054ef7a30acc5f6b683f96',1,'depth','3');
INSERT INTO logged_model_params VALUES('m-aafb941ad1054ef7a30acc5f6b683f96',1,'opt','SGD');
INSERT INTO logged_model_params VALUES('m-b0e709fb472f46dd89eeab8b41674457',1,'depth','0');
INSERT INTO logged_model_params VALUES('m-b0e709fb472f46dd89eeab8b41674457',1,'opt','adam');
INSERT INTO logged_model_params VALUES('m-beef3f05730645b2a794fcd32c5491c4',1,'depth','2');
INSERT INTO logged_model_params VALUES('m-beef3f05730645b2a794fcd32c5491c4',1,'opt','adam');
INSERT INTO logged_model_params VALUES('m-fe6e2904e614457183f2f7734c3c434f',1,'depth','0');
INSERT INTO logged_model_params VALUES('m-fe6e2904e614457183f2f7734c3c434f',1,'opt','adam');
INSERT INTO logged_model_tags VALUES('m-66d97494de0d4249bfca2a1e245127fc',1,'stage','b');
INSERT INTO logged_model_tags VALUES('m-66d97494de0d4249bfca2a1e245127fc',1,'with space','v 1');
INSERT INTO logged_model_tags VALUES('m-78301f47a2594765905baca5fb8c9788',2,'stage','100%');
INSERT INTO logged_model_tags VALUES('m-78301f47a2594765905baca5fb8c9788',2,'with space','v 11');
INSERT INTO logged_model_tags VALUES('m-9ed69f731c42469a9efd2f0280a1de19',2,'stage','b');
INSERT INTO logged_model_tags VALUES('m-9ed69f731c42469a9efd2f0280a1de19',2,'with space','v 9');
INSERT INTO logged_model_tags VALUES('m-aafb941ad1054ef7a30acc5f6b683f96',1,'stage','100%');
INSERT INTO logged_model_tags VALUES('m-aafb941ad1054ef7a30acc5f6b683f96',1,'with space','v 7');
INSERT INTO logged_model_tags VALUES('m-b0e709fb472f46dd89eeab8b41674457',1,'stage','a');
INSERT INTO logged_model_tags VALUES('m-b0e709fb472f46dd89eeab8b41674457',1,'with space','v 8');
INSERT INTO logged_model_tags VALUES('m-b86f1f198a0444e1bdf3993fb062ef1a',1,'stage','100%');
INSERT INTO logged_model_tags VALUES('m-b86f1f198a0444e1bdf3993fb062ef1a',1,'with space','v 3');
INSERT INTO logged_model_tags VALUES('m-beef3f05730645b2a794fcd32c5491c4',1,'stage','B');
INSERT INTO logged_model_tags VALUES('m-beef3f05730645b2a794fcd32c5491c4',1,'with space','v 2');
INSERT INTO logged_model_tags VALUES('m-ce03af1e59704a92a848ed7351d48214',1,'stage','B');
INSERT INTO logged_model_tags VALUES('m-ce03af1e59704a92a848ed7351d48214',1,'with space','v 6');
INSERT INTO logged_model_tags VALUES('m-fd0225b4731847978cae55c878819009',1,'late','yes');
INSERT INTO logged_model_tags VALUES('m-fe6e2904e614457183f2f7734c3c434f',1,'stage','a');
INSERT INTO logged_model_tags VALUES('m-fe6e2904e614457183f2f7734c3c434f',1,'with space','v 4');
INSERT INTO logged_model_metrics VALUES('m-01f17629712f42728509869590e7236a','acc',1650023000010,10,0.25,1,'5e7db53096d04bff890a0e01c8796571',NULL,'ds','dg');
INSERT INTO logged_model_metrics VALUES('m-66d97494de0d4249bfca2a1e245127fc','acc',1650023000001,1,0.0,1,'045f21da156343d8946375dce47682e6',NULL,'ds','dg');
INSERT INTO logged_model_metrics VALUES('m-66d97494de0d4249bfca2a1e245127fc','loss',1650023000001,0,0.1,1,'045f21da156343d8946375dce47682e6',NULL,NULL,NULL);
INSERT INTO logged_model_metrics VALUES('m-74f3065cac6142288491f694c6e61441','acc',1650023000005,5,0.5,1,'e6d30f0a747d4a2b9ec2d776389605fe',NULL,'ds','dg');
INSERT INTO logged_model_metrics VALUES('m-74f3065cac6142288491f694c6e61441','loss',1650023000005,0,0.5,1,'e6d30f0a747d4a2b9ec2d776389605fe',NULL,NULL,NULL);
INSERT INTO logged_model_metrics VALUES('m-78301f47a2594765905baca5fb8c9788','acc',1650023000011,11,0.5,1,'374ebe5a9ef94bdaac03a513a86cf7b4',NULL,'ds','dg');
INSERT INTO logged_model_metrics VALUES('m-78301f47a2594765905baca5fb8c9788','acc',1650023000016,12,0.79,1,'374ebe5a9ef94bdaac03a513a86cf7b4',NULL,'ds2','x');
INSERT INTO logged_model_metrics VALUES('m-78301f47a2594765905baca5fb8c9788','loss',1650023000011,0,1.1,1,'374ebe5a9ef94bdaac03a513a86cf7b4',NULL,NULL,NULL);
INSERT INTO logged_model_metrics VALUES('m-9ed69f731c42469a9efd2f0280a1de19','acc',1650023000009,9,-1.0,1,'34a3f4510ebb44d0855176d55be72f6e',NULL,'ds','dg');
INSERT INTO logged_model_metrics VALUES('m-9ed69f731c42469a9efd2f0280a1de19','loss',1650023000009,0,0.9,1,'34a3f4510ebb44d0855176d55be72f6e',NULL,NULL,NULL);
INSERT INTO logged_model_metrics VALUES('m-aafb941ad1054ef7a30acc5f6b683f96','acc',1650023000007,7,0.0,1,'05032a7e6bd64ed6bf8cb6d1b5c318e9',NULL,'ds','dg');
INSERT INTO logged_model_metrics VALUES('m-aafb941ad1054ef7a30acc5f6b683f96','acc',1650023000012,8,0.8300000000000001,1,'05032a7e6bd64ed6bf8cb6d1b5c318e9',NULL,'ds2','x');
INSERT INTO logged_model_metrics VALUES('m-aafb941ad1054ef7a30acc5f6b683f96','loss',1650023000007,0,0.7,1,'05032a7e6bd64ed6bf8cb6d1b5c318e9',NULL,NULL,NULL);
INSERT INTO logged_model_metrics VALUES('m-b0e709fb472f46dd89eeab8b41674457','acc',1650023000008,8,1.7976931348623157e+308,1,'6e6944d3bbf5404aa0aeb4e5833bfa03',NULL,'ds','dg');
INSERT INTO logged_model_metrics VALUES('m-b86f1f198a0444e1bdf3993fb062ef1a','acc',1650023000003,3,-1.0,1,'b9d8249e215b48929bab1eec87b3d90e',NULL,'ds','dg');
INSERT INTO logged_model_metrics VALUES('m-b86f1f198a0444e1bdf3993fb062ef1a','acc',1650023000008,4,0.87,1,'b9d8249e215b48929bab1eec87b3d90e',NULL,'ds2','x');
INSERT INTO logged_model_metrics VALUES('m-b86f1f198a0444e1bdf3993fb062ef1a','loss',1650023000003,0,0.3,1,'b9d8249e215b48929bab1eec87b3d90e',NULL,NULL,NULL);
INSERT INTO logged_model_metrics VALUES('m-beef3f05730645b2a794fcd32c5491c4','acc',1650023000002,2,1.7976931348623157e+308,1,'611244c06c7a45c98e86c4fa978f18a7',NULL,'ds','dg');
INSERT INTO logged_model_metrics VALUES('m-ce03af1e59704a92a848ed7351d48214','acc',1650023000006,6,0.5,1,'fb34ccc515f54a5c9b1c3f27065720ce',NULL,'ds','dg');
INSERT INTO logged_model_metrics VALUES('m-fd0225b4731847978cae55c878819009','acc',1650023000000,0,0.5,1,'4a37fa2df2d7440f87859faeecc3f80c',NULL,'ds','dg');
INSERT INTO logged_model_metrics VALUES('m-fe6e2904e614457183f2f7734c3c434f','acc',1650023000004,4,0.25,1,'039a7b8871cf42e3847324943126b9c3',NULL,'ds','dg');
