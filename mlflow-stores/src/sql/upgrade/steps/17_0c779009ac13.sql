-- all

ALTER TABLE runs ADD COLUMN deleted_time BIGINT;
