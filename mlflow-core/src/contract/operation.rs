//! What is known of an operation beside its types: routes and the permission it needs.

use super::{Shape, Shapes};

/// An HTTP method.
#[allow(clippy::upper_case_acronyms)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Fields travel in the query.
    GET,
    /// Fields travel in a JSON body.
    POST,
    /// Fields travel in a JSON body.
    PUT,
    /// Fields travel in a JSON body.
    PATCH,
    /// Fields travel in a JSON body, as MLflow's clients send them.
    DELETE,
}

/// Where an operation is found on a server.
///
/// A path that begins with `ajax-api/` exists for the pages only; any other is mounted below both
/// `/api/` and `/ajax-api/`. One that begins with a slash is mounted as it stands: it is another protocol's, whose
/// requests need more than fields in a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Route {
    /// The HTTP method.
    pub method: Method,
    /// The path, with parameters in braces: `2.0/mlflow/logged-models/{model_id}`.
    pub path: &'static str,
}

impl Route {
    /// Returns the parameters that a path gives to this route, by name and decoded; `None` if it is another route's.
    ///
    /// ```
    /// use mlflow_core::contract::{Method, Route};
    ///
    /// let route = Route { method: Method::DELETE, path: "2.0/mlflow/logged-models/{model_id}/tags/{tag_key}" };
    /// let found = route.parameters("2.0/mlflow/logged-models/m-1/tags/a%2Fb").unwrap();
    /// assert_eq!(found, [("model_id", "m-1".to_owned()), ("tag_key", "a/b".to_owned())]);
    /// assert!(route.parameters("2.0/mlflow/logged-models/m-1/tags").is_none());
    /// ```
    pub fn parameters(&self, path: &str) -> Option<Vec<(&'static str, String)>> {
        let mut parameters = Vec::new();
        let mut given = path.split('/');
        for expected in self.path.split('/') {
            let given = given.next()?;
            match expected.strip_prefix('{').and_then(|name| name.strip_suffix('}')) {
                Some(name) => {
                    let decoded = percent_encoding::percent_decode_str(given).decode_utf8().ok()?;
                    parameters.push((name, decoded.into_owned()));
                }
                None if expected == given => {}
                None => return None,
            }
        }
        given.next().is_none().then_some(parameters)
    }
}

/// What a caller must be allowed to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// See it.
    Read,
    /// Change it, or make something in it.
    Update,
    /// Delete or restore it.
    Delete,
    /// Say who may do what.
    Manage,
}

/// Which resource an operation touches; the text is the request's field that names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum On {
    /// The server as a whole.
    Server,
    /// Each item of the answer: what may not be read is left out.
    Results,
    /// An experiment by id.
    Experiment(&'static str),
    /// Several experiments by id.
    Experiments(&'static str),
    /// An experiment by name.
    ExperimentName(&'static str),
    /// The experiment of a run.
    Run(&'static str),
    /// The experiments of several runs.
    Runs(&'static str),
    /// A registered model, or a prompt, by name.
    RegisteredModel(&'static str),
    /// The experiment of a logged model.
    LoggedModel(&'static str),
    /// The experiment of a trace.
    Trace(&'static str),
    /// The experiments of several traces.
    Traces(&'static str),
    /// The experiment that the field's `trace_info.trace_location` names.
    TraceLocation(&'static str),
    /// The experiments that a list of trace locations names.
    TraceLocations(&'static str),
    /// The experiments of a dataset for evaluations.
    EvaluationDataset(&'static str),
}

/// The permission that an operation needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Needs {
    /// What is done.
    pub access: Access,
    /// To what.
    pub on: On,
}

/// One operation of a store.
#[derive(Debug)]
pub struct Operation {
    /// The name of the trait's method.
    pub name: &'static str,
    /// The name of the trait.
    pub noun: &'static str,
    /// Where a server offers it; the first one is what clients call. None for what does not leave the process of the store.
    pub routes: &'static [Route],
    /// Who may call it.
    pub needs: Needs,
    /// What it is asked with and answers.
    pub messages: Messages,
}

/// The two messages of an operation.
#[derive(Clone, Copy)]
pub struct Messages {
    /// Adds the request to some shapes.
    pub request: fn(&mut Shapes) -> Shape,
    /// Adds the answer to some shapes.
    pub answer: fn(&mut Shapes) -> Shape,
}

impl std::fmt::Debug for Messages {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Messages")
    }
}
