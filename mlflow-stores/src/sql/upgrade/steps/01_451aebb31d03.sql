-- sqlite

-- @rebuild metrics
CREATE TABLE metrics (
    {key} VARCHAR(250) NOT NULL,
    value FLOAT NOT NULL,
    timestamp BIGINT NOT NULL,
    run_uuid VARCHAR(32) NOT NULL,
    step BIGINT DEFAULT '0' NOT NULL,
    CONSTRAINT metric_pk PRIMARY KEY ({key}, timestamp, step, run_uuid, value),
    FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);

-- postgresql

ALTER TABLE metrics ADD COLUMN step BIGINT DEFAULT '0' NOT NULL;

ALTER TABLE metrics DROP CONSTRAINT metric_pk;

ALTER TABLE metrics ADD CONSTRAINT metric_pk PRIMARY KEY ({key}, timestamp, step, run_uuid, value);

-- mysql

ALTER TABLE metrics
    ADD COLUMN step BIGINT NOT NULL DEFAULT '0',
    DROP PRIMARY KEY,
    ADD CONSTRAINT metric_pk PRIMARY KEY ({key}, timestamp, step, run_uuid, value);
