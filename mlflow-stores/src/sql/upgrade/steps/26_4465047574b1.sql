-- mysql

ALTER TABLE datasets MODIFY dataset_schema MEDIUMTEXT NULL;
