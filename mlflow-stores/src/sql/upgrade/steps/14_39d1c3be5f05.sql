-- sqlite

-- @rebuild latest_metrics
CREATE TABLE latest_metrics (
    {key} VARCHAR(250) NOT NULL,
    value FLOAT NOT NULL,
    timestamp BIGINT,
    step BIGINT NOT NULL,
    is_nan BOOLEAN NOT NULL,
    run_uuid VARCHAR(32) NOT NULL,
    CONSTRAINT latest_metric_pk PRIMARY KEY ({key}, run_uuid),
    FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid),
    CHECK (is_nan IN (0, 1))
);

-- @rebuild metrics
CREATE TABLE metrics (
    {key} VARCHAR(250) NOT NULL,
    value FLOAT NOT NULL,
    timestamp BIGINT NOT NULL,
    run_uuid VARCHAR(32) NOT NULL,
    step BIGINT DEFAULT '0' NOT NULL,
    is_nan BOOLEAN DEFAULT '0' NOT NULL,
    CONSTRAINT metric_pk PRIMARY KEY ({key}, timestamp, step, run_uuid, value, is_nan),
    FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid),
    CHECK (is_nan IN (0, 1))
);

-- postgresql

ALTER TABLE latest_metrics ALTER COLUMN is_nan TYPE BOOLEAN;

ALTER TABLE latest_metrics ALTER COLUMN is_nan SET NOT NULL;

ALTER TABLE metrics ALTER COLUMN is_nan TYPE BOOLEAN;

ALTER TABLE metrics ALTER COLUMN is_nan SET NOT NULL;

-- mysql

ALTER TABLE latest_metrics MODIFY is_nan BOOL NOT NULL;

-- @unless-check latest_metrics is_nan 1
ALTER TABLE latest_metrics ADD CHECK (is_nan IN (0, 1));

ALTER TABLE metrics MODIFY is_nan BOOL NOT NULL;

-- @unless-check metrics is_nan 1
ALTER TABLE metrics ADD CHECK (is_nan IN (0, 1));
