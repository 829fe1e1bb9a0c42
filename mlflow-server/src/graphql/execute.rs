//! From a document to its answer.

use super::answer::select;
use super::coerce::{self, Variables};
use super::fetch::Fetch;
use super::language::{Document, Operation};
use super::plan::{Planned, What, plan};
use super::types::In;
use super::{check, guard, schema};
use crate::app::App;
use mlflow_core::contract::CallContext;
use serde_json::{Map, Value as Json};

/// What a client wants to know.
pub(super) struct Wanted<'w> {
    pub(super) variables: &'w Map<String, Json>,
    pub(super) operation: Option<&'w str>,
}

/// What it learns: the data, and what went wrong.
pub(super) struct Outcome {
    pub(super) data: Json,
    pub(super) errors: Vec<String>,
}

/// Carries out an operation of a document. Errors of a field leave the others as they are.
pub(super) async fn execute(
    app: &App,
    document: &Document<'_>,
    wanted: Wanted<'_>,
    context: &CallContext,
) -> Outcome {
    let (planned, variables) = match prepare(document, &wanted) {
        Ok(prepared) => prepared,
        Err(errors) => {
            let data = Json::Null;
            return Outcome { data, errors };
        }
    };
    let mut fetch = Fetch::new(app, context);
    let mut data = Map::new();
    for field in &planned {
        let value = match &field.what {
            What::TypeName(name) => Json::from(*name),
            What::Field { field: known, .. } => match (known.asks, known.takes) {
                (Some(ask), Some(input)) => {
                    let input = coerce::input(field.arguments, In::Object(input), &variables);
                    match fetch.answer(ask, input, &field.selected).await {
                        Ok(answer) => select(&field.selected, &answer),
                        Err(e) => {
                            fetch.faults.add(e.message());
                            Json::Null
                        }
                    }
                }
                _ => Json::Null,
            },
        };
        data.insert(field.key.to_owned(), value);
    }
    Outcome {
        data: Json::Object(data),
        errors: fetch.faults.into_texts(),
    }
}

type Prepared<'d, 'q> = (Vec<Planned<'d, 'q>>, Variables<'q>);

/// Does all that needs no store.
fn prepare<'d, 'q>(document: &'d Document<'q>, wanted: &Wanted<'_>) -> Result<Prepared<'d, 'q>, Vec<String>> {
    guard::check(document).map_err(|text| vec![text])?;
    check::check(document)?;
    let operation = chosen(document, wanted.operation).map_err(|text| vec![text])?;
    let root = schema::root(operation.kind)
        .ok_or_else(|| vec!["Schema is not configured to execute subscription operation.".to_owned()])?;
    let planned = plan(document, &[&operation.selections], root).map_err(|text| vec![text])?;
    let variables = coerce::variables(operation, wanted.variables)?;
    Ok((planned, variables))
}

fn chosen<'d, 'q>(document: &'d Document<'q>, name: Option<&str>) -> Result<&'d Operation<'q>, String> {
    match (name, document.operations.as_slice()) {
        (Some(name), operations) => operations
            .iter()
            .find(|operation| operation.name == Some(name))
            .ok_or_else(|| format!("Unknown operation named '{name}'.")),
        (None, [only]) => Ok(only),
        (None, []) => Err("Must provide an operation.".to_owned()),
        (None, _) => Err("Must provide operation name if query contains multiple operations.".to_owned()),
    }
}
