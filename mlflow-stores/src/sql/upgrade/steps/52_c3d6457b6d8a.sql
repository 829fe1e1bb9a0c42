-- all

ALTER TABLE jobs ADD COLUMN status_details JSON;
