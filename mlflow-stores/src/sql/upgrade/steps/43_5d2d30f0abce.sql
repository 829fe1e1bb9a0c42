-- mysql

DROP INDEX index_jobs_function_status_creation_time ON jobs;

-- sqlite, postgresql

DROP INDEX index_jobs_function_status_creation_time;

-- mysql

ALTER TABLE jobs CHANGE function_fullname job_name VARCHAR(500) NULL;

-- postgresql

ALTER TABLE jobs RENAME function_fullname TO job_name;

-- sqlite

-- @rebuild jobs job_name=function_fullname
CREATE TABLE jobs (
    id VARCHAR(36) NOT NULL,
    creation_time BIGINT NOT NULL,
    job_name VARCHAR(500) NOT NULL,
    params TEXT NOT NULL,
    timeout FLOAT,
    status INTEGER NOT NULL,
    result TEXT,
    retry_count INTEGER NOT NULL,
    last_update_time BIGINT NOT NULL,
    CONSTRAINT jobs_pk PRIMARY KEY (id)
);

-- all

CREATE INDEX index_jobs_name_status_creation_time ON jobs (job_name, status, creation_time);
