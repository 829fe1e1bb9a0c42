-- sqlite

-- @rebuild params
CREATE TABLE params (
    {key} VARCHAR(250) NOT NULL,
    value VARCHAR(500) NOT NULL,
    run_uuid VARCHAR(32) NOT NULL,
    CONSTRAINT param_pk PRIMARY KEY ({key}, run_uuid),
    FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);

-- postgresql

ALTER TABLE params ALTER COLUMN value TYPE VARCHAR(500);

ALTER TABLE params ALTER COLUMN value SET NOT NULL;

-- mysql

ALTER TABLE params MODIFY value VARCHAR(500) NOT NULL;
