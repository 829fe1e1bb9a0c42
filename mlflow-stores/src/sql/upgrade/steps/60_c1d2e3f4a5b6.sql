-- mysql

DROP INDEX index_spans_experiment_id ON spans;

-- sqlite, postgresql

DROP INDEX index_spans_experiment_id;

-- all

CREATE INDEX index_spans_experiment_id_start_time ON spans (experiment_id, start_time_unix_nano);
