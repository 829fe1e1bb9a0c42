-- all

ALTER TABLE jobs ADD COLUMN creator VARCHAR(255);
