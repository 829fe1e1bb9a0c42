-- sqlite, postgresql

ALTER TABLE experiments ADD COLUMN creation_time BIGINT;

ALTER TABLE experiments ADD COLUMN last_update_time BIGINT;

-- mysql

ALTER TABLE experiments
    ADD COLUMN creation_time BIGINT,
    ADD COLUMN last_update_time BIGINT;
