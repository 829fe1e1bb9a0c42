-- mysql

ALTER TABLE metrics MODIFY is_nan BOOL NOT NULL DEFAULT '0';

-- @unless-check metrics is_nan 2
ALTER TABLE metrics ADD CHECK (is_nan IN (0, 1));
