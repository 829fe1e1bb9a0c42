-- mysql

ALTER TABLE tags MODIFY value VARCHAR(5000) NULL;

-- postgresql

ALTER TABLE tags ALTER COLUMN value TYPE VARCHAR(5000);

-- sqlite

-- @rebuild tags
CREATE TABLE tags (
    {key} VARCHAR(250) NOT NULL,
    value VARCHAR(5000),
    run_uuid VARCHAR(32) NOT NULL,
    CONSTRAINT tag_pk PRIMARY KEY ({key}, run_uuid),
    FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
