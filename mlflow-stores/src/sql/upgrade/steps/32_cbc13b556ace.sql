-- sqlite, postgresql

ALTER TABLE trace_info ADD COLUMN client_request_id VARCHAR(50);

ALTER TABLE trace_info ADD COLUMN request_preview VARCHAR(1000);

ALTER TABLE trace_info ADD COLUMN response_preview VARCHAR(1000);

-- mysql

ALTER TABLE trace_info
    ADD COLUMN client_request_id VARCHAR(50),
    ADD COLUMN request_preview VARCHAR(1000),
    ADD COLUMN response_preview VARCHAR(1000);
