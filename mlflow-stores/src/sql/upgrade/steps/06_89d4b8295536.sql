-- all

CREATE TABLE latest_metrics (
    {key} VARCHAR(250) NOT NULL,
    value {double} NOT NULL,
    timestamp BIGINT,
    step BIGINT NOT NULL,
    is_nan BOOLEAN NOT NULL,
    run_uuid VARCHAR(32) NOT NULL,
    CONSTRAINT latest_metric_pk PRIMARY KEY ({key}, run_uuid),
    FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);

-- mysql

INSERT INTO latest_metrics ({key}, value, timestamp, step, is_nan, run_uuid)
SELECT {key}, value, timestamp, step, is_nan, run_uuid
FROM (
    SELECT metrics.*, row_number() OVER (PARTITION BY run_uuid, {key} ORDER BY step DESC, timestamp DESC, value DESC, is_nan) AS place
    FROM metrics
) AS ranked
WHERE place = 1
    AND NOT EXISTS (SELECT 1 FROM latest_metrics);

-- sqlite, postgresql

INSERT INTO latest_metrics ({key}, value, timestamp, step, is_nan, run_uuid)
SELECT {key}, value, timestamp, step, is_nan, run_uuid
FROM (
    SELECT metrics.*, row_number() OVER (PARTITION BY run_uuid, {key} ORDER BY step DESC, timestamp DESC, value DESC, is_nan) AS place
    FROM metrics
) AS ranked
WHERE place = 1;
