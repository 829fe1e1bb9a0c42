-- sqlite

-- @rebuild metrics
CREATE TABLE metrics (
    {key} VARCHAR(250) NOT NULL,
    value FLOAT NOT NULL,
    timestamp BIGINT NOT NULL,
    run_uuid VARCHAR(32) NOT NULL,
    step BIGINT DEFAULT '0' NOT NULL,
    is_nan BOOLEAN DEFAULT '0' NOT NULL,
    CONSTRAINT metric_pk PRIMARY KEY ({key}, timestamp, step, run_uuid, value, is_nan),
    FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);

-- postgresql

ALTER TABLE metrics ALTER COLUMN value TYPE {double};

ALTER TABLE metrics ALTER COLUMN value SET NOT NULL;

ALTER TABLE metrics ADD COLUMN is_nan BOOLEAN DEFAULT '0' NOT NULL;

ALTER TABLE metrics DROP CONSTRAINT metric_pk;

ALTER TABLE metrics ADD CONSTRAINT metric_pk PRIMARY KEY ({key}, timestamp, step, run_uuid, value, is_nan);

-- mysql

ALTER TABLE metrics
    MODIFY value {double} NOT NULL,
    ADD COLUMN is_nan BOOL NOT NULL DEFAULT '0',
    DROP PRIMARY KEY,
    ADD CONSTRAINT metric_pk PRIMARY KEY ({key}, timestamp, step, run_uuid, value, is_nan);
