-- mysql

ALTER TABLE model_version_tags MODIFY value TEXT NULL;

-- postgresql

ALTER TABLE model_version_tags ALTER COLUMN value TYPE TEXT;

-- sqlite

-- @rebuild model_version_tags
CREATE TABLE model_version_tags (
    {key} VARCHAR(250) NOT NULL,
    value TEXT,
    name VARCHAR(256) NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT model_version_tag_pk PRIMARY KEY ({key}, name, version),
    FOREIGN KEY(name, version) REFERENCES model_versions (name, version) ON UPDATE CASCADE
);
