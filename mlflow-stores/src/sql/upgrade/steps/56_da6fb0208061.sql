-- sqlite, postgresql

ALTER TABLE trace_info ADD COLUMN db_payload_generation INTEGER DEFAULT '0' NOT NULL;

ALTER TABLE workspaces ADD COLUMN trace_archival_location TEXT;

ALTER TABLE workspaces ADD COLUMN trace_archival_retention VARCHAR(32);

-- mysql

ALTER TABLE trace_info ADD COLUMN db_payload_generation INTEGER NOT NULL DEFAULT '0';

ALTER TABLE workspaces
    ADD COLUMN trace_archival_location TEXT,
    ADD COLUMN trace_archival_retention VARCHAR(32);
