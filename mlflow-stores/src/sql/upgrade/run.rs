//! Carries out the steps, each in a transaction with the change of `alembic_version`.

use super::engine::{Engine, Value};
use super::plan::State;
use super::script::{Action, actions};
use super::steps::{BASE, Step};
use super::{Event, data};
use mlflow_core::clock::now_ms;
use mlflow_core::{Error, Result};
use std::time::Instant;

const LEDGER: &str = "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, \
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))";

/// What is done before the first step, under its lock: the state is what the steps begin with.
pub(super) type Prepare<'p> =
    &'p mut (dyn FnMut(&State, &mut (dyn FnMut(Event<'_>) + Send)) -> Result<()> + Send);

/// Takes all steps that are left, and returns how many this process took.
pub(super) async fn run(
    engine: &mut dyn Engine,
    planned: &State,
    prepare: Prepare<'_>,
    tell: &mut (dyn FnMut(Event<'_>) + Send),
) -> Result<usize> {
    engine.lock(&mut || tell(Event::Waiting)).await?;
    let taken = steps(engine, planned, usize::MAX, prepare, tell).await;
    let unlocked = engine.unlock().await;
    let taken = taken?;
    unlocked.map(|()| taken)
}

async fn steps(
    engine: &mut dyn Engine,
    planned: &State,
    limit: usize,
    prepare: Prepare<'_>,
    tell: &mut (dyn FnMut(Event<'_>) + Send),
) -> Result<usize> {
    let total = planned.steps().len();
    let mut taken = 0;
    while taken < limit {
        engine.begin_step(&mut || tell(Event::Waiting)).await?;
        let stepped = next_step(engine, planned, taken, prepare, tell).await;
        match stepped {
            Ok(Some(Taken {
                step,
                done,
                rows,
                begun,
            })) => {
                engine.commit_step().await?;
                taken += 1;
                tell(Event::Took {
                    step,
                    done,
                    total,
                    rows,
                    time: begun.elapsed(),
                });
                engine.tidy().await?;
            }
            Ok(None) => {
                engine.rollback_step().await?;
                break;
            }
            Err(e) => {
                if let Err(other) = engine.rollback_step().await {
                    tracing::debug!("a step could not be taken back: {other}");
                }
                return Err(e);
            }
        }
    }
    Ok(taken)
}

/// Takes no more than so many steps.
#[cfg(test)]
pub(super) async fn only(engine: &mut dyn Engine, planned: &State, limit: usize) -> Result<usize> {
    steps(engine, planned, limit, &mut |_, _| Ok(()), &mut |_| ()).await
}

/// A step that is done, but not committed.
struct Taken {
    step: &'static Step,
    /// How many of the planned steps are done with it.
    done: usize,
    rows: u64,
    begun: Instant,
}

/// Takes the step that comes next now that the lock is held, whoever took those before.
async fn next_step(
    engine: &mut dyn Engine,
    planned: &State,
    taken: usize,
    prepare: Prepare<'_>,
    tell: &mut (dyn FnMut(Event<'_>) + Send),
) -> Result<Option<Taken>> {
    let state = State::of(engine).await?;
    state.check()?;
    let Some(step) = state.steps().first() else {
        return Ok(None);
    };
    if taken == 0 && state == *planned {
        prepare(&state, tell)?;
    }
    let total = planned.steps().len();
    let done = total - state.steps().len();
    tell(Event::Takes { step, done, total });
    let begun = Instant::now();
    if state == State::Empty {
        carry_out(engine, BASE, "the first tables", tell).await?;
    }
    let rows = carry_out(engine, step.script, step.revision, tell).await?;
    write_revision(engine, &state, step.revision).await?;
    Ok(Some(Taken {
        step,
        done: done + 1,
        rows,
        begun,
    }))
}

async fn carry_out(
    engine: &mut dyn Engine,
    script: &str,
    what: &str,
    tell: &mut (dyn FnMut(Event<'_>) + Send),
) -> Result<u64> {
    let mut rows = 0;
    for action in actions(script, engine.dialect())? {
        let acted = match action {
            Action::Data(name) => data::migrate(&name, engine, tell).await,
            Action::Sql(sql) => {
                let sql = sql.replace("{now_ms}", &now_ms().to_string());
                let moves_rows = sql.starts_with("INSERT") || sql.starts_with("UPDATE");
                let changed = engine.act(&Action::Sql(sql)).await;
                changed.map(|changed| if moves_rows { changed } else { 0 })
            }
            other => engine.act(&other).await,
        };
        rows += acted.map_err(|e| naming(what, e))?;
    }
    Ok(rows)
}

async fn write_revision(engine: &mut dyn Engine, state: &State, revision: &str) -> Result<()> {
    match state.revision() {
        Some(from) => {
            let values = [Value::text(revision), Value::text(from)];
            let sql = "UPDATE alembic_version SET version_num = ? WHERE version_num = ?";
            let changed = engine.execute(sql, &values).await?;
            if changed != 1 {
                return Err(Error::internal(format!(
                    "another program changed the schema version {from} meanwhile"
                )));
            }
        }
        None => {
            if !engine
                .tables()
                .await?
                .iter()
                .any(|table| table == "alembic_version")
            {
                engine.act(&Action::Sql(LEDGER.to_owned())).await?;
            }
            let sql = "INSERT INTO alembic_version (version_num) VALUES (?)";
            engine.execute(sql, &[Value::text(revision)]).await?;
        }
    }
    Ok(())
}

/// Says at which step an error came up, and that nothing of the step is left.
fn naming(what: &str, error: Error) -> Error {
    let message = format!("at the step to {what}: {}", error.message());
    error.with_message(message)
}
