-- mysql

ALTER TABLE experiment_tags MODIFY value MEDIUMTEXT NULL;

-- postgresql

ALTER TABLE experiment_tags ALTER COLUMN value TYPE TEXT;

-- sqlite

-- @rebuild experiment_tags
CREATE TABLE experiment_tags (
    {key} VARCHAR(250) NOT NULL,
    value TEXT,
    experiment_id INTEGER NOT NULL,
    CONSTRAINT experiment_tag_pk PRIMARY KEY ({key}, experiment_id),
    FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id)
);
