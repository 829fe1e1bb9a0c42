//! The tables that we make are those of official MLflow, column by column.

use crate::servers::{Admin, Engine, open};

const POSTGRES: &str = include_str!("../data/schema/postgresql-3.17.2.sql");
const MARIADB: &str = include_str!("../data/schema/mariadb-3.17.2.sql");

/// What PostgreSQL knows of a schema, a line for each thing.
const OF_POSTGRES: [&str; 5] = [
    "SELECT concat_ws(' ', table_name, column_name, data_type, character_maximum_length, is_nullable, \
     replace(column_default, 'public.', ''), generation_expression, is_identity, identity_generation) \
     FROM information_schema.columns WHERE table_schema = 'public' ORDER BY table_name, ordinal_position",
    "SELECT concat_ws(' ', conrelid::regclass::text, conname, replace(pg_get_constraintdef(oid), 'public.', '')) \
     FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY 1",
    "SELECT replace(indexdef, 'public.', '') FROM pg_indexes WHERE schemaname = 'public' ORDER BY indexname",
    "SELECT replace(pg_get_triggerdef(oid), 'public.', '') FROM pg_trigger WHERE NOT tgisinternal ORDER BY tgname",
    "SELECT concat_ws(' ', sequencename, data_type, start_value, min_value, max_value, increment_by, cycle) \
     FROM pg_sequences WHERE schemaname = 'public' ORDER BY sequencename",
];

#[tokio::test]
async fn of_postgres() {
    let (Some(ours), Some(theirs)) = (
        Engine::Postgres.fresh("ours").await,
        Engine::Postgres.fresh("theirs").await,
    ) else {
        return;
    };
    drop(open(&ours.uri).await);
    let dump: Vec<_> = POSTGRES.lines().filter(|line| !line.starts_with('\\')).collect();
    Admin::connect(Engine::Postgres, &theirs.uri)
        .await
        .run(&dump.join("\n"))
        .await;
    let mut lines = 0;
    for query in OF_POSTGRES {
        let expected = Admin::connect(Engine::Postgres, &theirs.uri)
            .await
            .texts(query)
            .await;
        let found = Admin::connect(Engine::Postgres, &ours.uri)
            .await
            .texts(query)
            .await;
        assert_eq!(found, expected);
        lines += expected.len();
    }
    assert!(lines > 500, "{lines}");
    ours.drop_database().await;
    theirs.drop_database().await;
}

#[tokio::test]
async fn of_mariadb() {
    let (Some(ours), Some(theirs)) = (
        Engine::MySql.fresh("ours").await,
        Engine::MySql.fresh("theirs").await,
    ) else {
        return;
    };
    drop(open(&ours.uri).await);
    let (before, rest) = MARIADB.split_once("DELIMITER ;;").unwrap();
    let (_, after) = rest.split_once("DELIMITER ;\n").unwrap();
    // The sentence after a trigger belongs to the client program.
    let (_, after) = after.split_once("--").unwrap();
    let tables = format!("{before}\n--{after}");
    let mut official = Admin::connect(Engine::MySql, &theirs.uri).await;
    official.run(&tables).await;
    let mut own = Admin::connect(Engine::MySql, &ours.uri).await;
    if !official.texts("SELECT VERSION()").await[0].contains("MariaDB") {
        return;
    }
    let names = "SELECT CAST(table_name AS CHAR) FROM information_schema.tables WHERE table_schema = DATABASE() \
                 ORDER BY table_name";
    let expected = official.texts(names).await;
    assert_eq!(own.texts(names).await, expected);
    assert!(expected.len() > 50, "{expected:?}");
    for table in &expected {
        let of = format!("SHOW CREATE TABLE {table}");
        let expected = official.text_of_column(&of, 1).await;
        let found = own.text_of_column(&of, 1).await;
        assert_eq!(without_counter(&found), without_counter(&expected));
    }
    let triggers = "SELECT CONCAT(trigger_name, ' ', event_object_table, ' ', event_manipulation) FROM \
                    information_schema.triggers WHERE trigger_schema = DATABASE()";
    assert_eq!(
        own.texts(triggers).await,
        ["prevent_secrets_aad_mutation secrets UPDATE"]
    );
    ours.drop_database().await;
    theirs.drop_database().await;
}

/// Leaves out how far the numbers of a table have come, and the order of its keys.
fn without_counter(create: &str) -> Vec<String> {
    let mut lines: Vec<_> = create
        .lines()
        .map(|line| match line.split_once(" AUTO_INCREMENT=") {
            Some((before, after)) => format!("{before} {}", after.split_once(' ').unwrap().1),
            None => line.trim_end_matches(',').to_owned(),
        })
        .collect();
    lines.sort();
    lines
}
