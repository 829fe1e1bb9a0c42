-- mysql

INSERT INTO tags ({key}, value, run_uuid)
SELECT 'mlflow.user', first_run.user_id, first_run.run_uuid
FROM (SELECT run_uuid, user_id FROM runs WHERE run_uuid IN (SELECT min(run_uuid) FROM runs GROUP BY experiment_id)) AS first_run
WHERE first_run.user_id <> ''
    AND NOT EXISTS (SELECT 1 FROM tags WHERE tags.run_uuid = first_run.run_uuid AND tags.{key} = 'mlflow.user');

-- postgresql

INSERT INTO tags ({key}, value, run_uuid)
SELECT 'mlflow.user', first_run.user_id, first_run.run_uuid
FROM (SELECT DISTINCT ON (experiment_id) run_uuid, user_id FROM runs ORDER BY experiment_id, ctid) AS first_run
WHERE first_run.user_id <> ''
    AND NOT EXISTS (SELECT 1 FROM tags WHERE tags.run_uuid = first_run.run_uuid AND tags.{key} = 'mlflow.user');

-- sqlite

INSERT INTO tags ({key}, value, run_uuid)
SELECT 'mlflow.user', first_run.user_id, first_run.run_uuid
FROM (SELECT run_uuid, user_id FROM runs WHERE rowid IN (SELECT min(rowid) FROM runs GROUP BY experiment_id)) AS first_run
WHERE first_run.user_id <> ''
    AND NOT EXISTS (SELECT 1 FROM tags WHERE tags.run_uuid = first_run.run_uuid AND tags.{key} = 'mlflow.user');
