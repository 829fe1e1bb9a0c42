//! What was on the wire between official clients and an official server, against the structs of the contract:
//! we read it, accept it, and would have written the same.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests may stop at the first surprise"
)]

use mlflow_core::contract::experiments::*;
use mlflow_core::contract::logged_models::*;
use mlflow_core::contract::model_versions::*;
use mlflow_core::contract::registered_models::*;
use mlflow_core::contract::runs::*;
use mlflow_core::contract::{Method, Operation, proto_json, registry_operations, tracking_operations};
use mlflow_core::validation::Validate;
use mlflow_core::{Error, Result};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::fmt;

const VERSIONS: [&str; 2] = ["2.22.5", "3.17.2"];

/// What official clients send and we do not: fields, and the value if only that one is left out.
const NOT_SENT: &[(&str, Option<&str>, &str)] = &[
    (
        "run_uuid",
        None,
        "the old name of `run_id`, which they send beside the new one",
    ),
    ("filter", Some("\"\""), "no filter is the same as an empty one"),
];

/// What official servers answer and we do not.
const NOT_ANSWERED: &[(&str, Option<&str>, &str)] = &[(
    "outputs",
    Some("{}"),
    "servers write it for runs that are read and not for those that are made; clients take both for none",
)];

/// One request of a client and the answer of a server.
#[derive(Deserialize)]
struct Exchange {
    n: usize,
    method: String,
    path: String,
    #[serde(default)]
    query: Vec<(String, String)>,
    #[serde(default)]
    request: Value,
    status: u16,
    response: Value,
}

impl Exchange {
    fn operation(&self) -> &'static Operation {
        self.called().0
    }

    /// The operation, and what the path says.
    fn called(&self) -> (&'static Operation, Vec<(&'static str, String)>) {
        let path = self.path.strip_prefix("/api/").unwrap();
        let offered = |operation: &'static Operation| {
            let routes = operation.routes.iter();
            let mut routes = routes.filter(|route| format!("{:?}", route.method) == self.method);
            Some((operation, routes.find_map(|route| route.parameters(path))?))
        };
        tracking_operations()
            .chain(registry_operations())
            .find_map(offered)
            .unwrap_or_else(|| panic!("nobody offers {path}"))
    }

    /// The query, with what the path says.
    fn query(&self) -> Vec<(String, String)> {
        let parameters = self.called().1.into_iter();
        let parameters = parameters.map(|(name, value)| (name.to_owned(), value));
        self.query.iter().cloned().chain(parameters).collect()
    }

    /// The body, with what the path says.
    fn request(&self) -> Value {
        let parameters = self.called().1;
        if parameters.is_empty() {
            return self.request.clone();
        }
        let mut fields = self.request.as_object().cloned().unwrap_or_default();
        fields.extend(
            parameters
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value.into())),
        );
        Value::Object(fields)
    }

    fn title(&self, version: &str) -> String {
        format!("{version} {} {}", self.n, self.path)
    }
}

fn exchanges(version: &str) -> Vec<Exchange> {
    let read = |part: &str| {
        let path = format!("{}/data/wire-{part}{version}.jsonl", env!("CARGO_MANIFEST_DIR"));
        std::fs::read_to_string(path).unwrap()
    };
    let text = read("") + &read("registry-");
    let lines = text.lines().map(|line| {
        let mut exchange: Exchange = serde_json::from_str(line).unwrap();
        expand(&mut exchange.request);
        expand(&mut exchange.response);
        exchange
    });
    lines.collect()
}

/// Writes out long runs of one character, such as `{x*6000}`.
fn expand(value: &mut Value) {
    match value {
        Value::String(text) => {
            let run = text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
            if let Some((character, Ok(count))) = run
                .and_then(|run| run.split_once('*'))
                .map(|(character, count)| (character, count.parse()))
            {
                *text = character.repeat(count);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(expand),
        Value::Object(fields) => fields.values_mut().for_each(expand),
        _ => {}
    }
}

/// What became of a request and its answer.
struct Outcome {
    accepted: Result<()>,
    /// What our client would have sent.
    sent: Value,
    /// The answer, read and written again.
    answered: Option<Value>,
}

fn outcome<Q, A>(exchange: &Exchange, method: Method) -> Outcome
where
    Q: Serialize + DeserializeOwned + Validate,
    A: Serialize + DeserializeOwned,
{
    let request: Q = match method {
        Method::GET => proto_json::read_query(&exchange.query()).unwrap(),
        _ => proto_json::read(exchange.request().to_string().as_bytes()).unwrap(),
    };
    let sent = json(&request);
    let answered = (exchange.status == 200).then(|| {
        let answer: A = proto_json::read_answer(exchange.response.to_string().as_bytes()).unwrap();
        json(&answer)
    });
    Outcome {
        accepted: request.validated().map(|_| ()),
        sent,
        answered,
    }
}

fn json(message: &impl Serialize) -> Value {
    serde_json::from_slice(&proto_json::write(message).unwrap()).unwrap()
}

macro_rules! operations {
    ($($operation:ident: $Request:ty => $Response:ty;)+) => {
        const SEEN: &[&str] = &[$(stringify!($operation)),+];

        fn outcome_of(exchange: &Exchange) -> Outcome {
            let operation = exchange.operation();
            match operation.name {
                $(stringify!($operation) => outcome::<$Request, $Response>(exchange, operation.routes[0].method),)+
                other => panic!("{other} has no row here"),
            }
        }
    };
}

operations! {
    create_experiment: CreateExperiment => CreateExperimentResponse;
    get_experiment: GetExperiment => GetExperimentResponse;
    get_experiment_by_name: GetExperimentByName => GetExperimentByNameResponse;
    search_experiments: SearchExperiments => SearchExperimentsResponse;
    delete_experiment: DeleteExperiment => DeleteExperimentResponse;
    restore_experiment: RestoreExperiment => RestoreExperimentResponse;
    update_experiment: UpdateExperiment => UpdateExperimentResponse;
    set_experiment_tag: SetExperimentTag => SetExperimentTagResponse;
    delete_experiment_tag: DeleteExperimentTag => DeleteExperimentTagResponse;
    create_run: CreateRun => CreateRunResponse;
    get_run: GetRun => GetRunResponse;
    update_run: UpdateRun => UpdateRunResponse;
    delete_run: DeleteRun => DeleteRunResponse;
    restore_run: RestoreRun => RestoreRunResponse;
    search_runs: SearchRuns => SearchRunsResponse;
    log_metric: LogMetric => LogMetricResponse;
    log_param: LogParam => LogParamResponse;
    set_tag: SetTag => SetTagResponse;
    delete_tag: DeleteTag => DeleteTagResponse;
    log_batch: LogBatch => LogBatchResponse;
    log_model: LogModel => LogModelResponse;
    log_inputs: LogInputs => LogInputsResponse;
    log_outputs: LogOutputs => LogOutputsResponse;
    get_metric_history: GetMetricHistory => GetMetricHistoryResponse;
    create_registered_model: CreateRegisteredModel => CreateRegisteredModelResponse;
    rename_registered_model: RenameRegisteredModel => RenameRegisteredModelResponse;
    update_registered_model: UpdateRegisteredModel => UpdateRegisteredModelResponse;
    delete_registered_model: DeleteRegisteredModel => DeleteRegisteredModelResponse;
    get_registered_model: GetRegisteredModel => GetRegisteredModelResponse;
    search_registered_models: SearchRegisteredModels => SearchRegisteredModelsResponse;
    get_latest_versions: GetLatestVersions => GetLatestVersionsResponse;
    set_registered_model_tag: SetRegisteredModelTag => SetRegisteredModelTagResponse;
    delete_registered_model_tag: DeleteRegisteredModelTag => DeleteRegisteredModelTagResponse;
    set_registered_model_alias: SetRegisteredModelAlias => SetRegisteredModelAliasResponse;
    delete_registered_model_alias: DeleteRegisteredModelAlias => DeleteRegisteredModelAliasResponse;
    get_model_version_by_alias: GetModelVersionByAlias => GetModelVersionByAliasResponse;
    create_model_version: CreateModelVersion => CreateModelVersionResponse;
    update_model_version: UpdateModelVersion => UpdateModelVersionResponse;
    transition_model_version_stage: TransitionModelVersionStage => TransitionModelVersionStageResponse;
    delete_model_version: DeleteModelVersion => DeleteModelVersionResponse;
    get_model_version: GetModelVersion => GetModelVersionResponse;
    search_model_versions: SearchModelVersions => SearchModelVersionsResponse;
    get_model_version_download_uri: GetModelVersionDownloadUri => GetModelVersionDownloadUriResponse;
    set_model_version_tag: SetModelVersionTag => SetModelVersionTagResponse;
    delete_model_version_tag: DeleteModelVersionTag => DeleteModelVersionTagResponse;
    create_logged_model: CreateLoggedModel => CreateLoggedModelResponse;
    search_logged_models: SearchLoggedModels => SearchLoggedModelsResponse;
    finalize_logged_model: FinalizeLoggedModel => FinalizeLoggedModelResponse;
    get_logged_model: GetLoggedModel => GetLoggedModelResponse;
    delete_logged_model: DeleteLoggedModel => DeleteLoggedModelResponse;
    log_logged_model_params: LogLoggedModelParams => LogLoggedModelParamsResponse;
    set_logged_model_tags: SetLoggedModelTags => SetLoggedModelTagsResponse;
    delete_logged_model_tag: DeleteLoggedModelTag => DeleteLoggedModelTagResponse;
}

/// Finds each path at which two messages differ.
fn differences(path: &str, official: Option<&Value>, ours: Option<&Value>, found: &mut Vec<Difference>) {
    match (official, ours) {
        (Some(Value::Object(official)), Some(Value::Object(ours))) => {
            let names: BTreeSet<_> = official.keys().chain(ours.keys()).collect();
            for name in names {
                let path = format!("{path}/{name}");
                differences(&path, official.get(name), ours.get(name), found);
            }
        }
        (Some(Value::Array(official)), Some(Value::Array(ours))) if official.len() == ours.len() => {
            for (i, (official, ours)) in official.iter().zip(ours).enumerate() {
                differences(&format!("{path}/{i}"), Some(official), Some(ours), found);
            }
        }
        _ => {
            // As text, so that 1 and 1.0, and 0.0 and -0.0, are not the same.
            let (official, ours) = (official.map(Value::to_string), ours.map(Value::to_string));
            if official != ours {
                let path = path.to_owned();
                found.push(Difference { path, official, ours });
            }
        }
    }
}

/// A field that two messages do not share, with what each says.
struct Difference {
    path: String,
    official: Option<String>,
    ours: Option<String>,
}

impl Difference {
    fn is_on_purpose(&self, list: &[(&str, Option<&str>, &str)]) -> bool {
        let named = |field: &str| self.path.rsplit('/').next() == Some(field);
        let left_out = |only: &Option<&str>| only.is_none() || *only == self.official.as_deref();
        let mut list = list.iter();
        self.ours.is_none() && list.any(|(field, only, _)| named(field) && left_out(only))
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |value: &Option<String>| value.clone().unwrap_or_else(|| "nothing".into());
        let (official, ours) = (shown(&self.official), shown(&self.ours));
        write!(f, "\n  {} is {official}, and ours {ours}", self.path)
    }
}

fn each(check: impl Fn(&Exchange, Outcome, &mut Vec<Difference>)) {
    let mut all = Vec::new();
    for version in VERSIONS {
        let exchanges = exchanges(version);
        assert!(exchanges.len() > 90, "{version}: {}", exchanges.len());
        for exchange in exchanges {
            let mut found = Vec::new();
            check(&exchange, outcome_of(&exchange), &mut found);
            if !found.is_empty() {
                let found: String = found.iter().map(Difference::to_string).collect();
                all.push(format!("{}:{found}", exchange.title(version)));
            }
        }
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

#[test]
fn requests_of_official_clients_are_read_and_accepted() {
    for version in VERSIONS {
        for exchange in exchanges(version) {
            let is = |field: &str, value: &str| exchange.request[field] == value;
            let name_is_bad =
                is("key", "a//b") || is("name", "a/b") || is("stage", "Nope") || is("alias", "v1");
            let accepted = outcome_of(&exchange).accepted;
            assert_eq!(
                accepted.is_err(),
                name_is_bad,
                "{}: {accepted:?}",
                exchange.title(version)
            );
        }
    }
}

#[test]
fn our_client_sends_what_official_clients_send() {
    each(|exchange, outcome, found| {
        let official = match exchange.operation().routes[0].method {
            Method::GET => from_query(&exchange.query(), &outcome.sent),
            _ => exchange.request(),
        };
        differences("", Some(&official), Some(&outcome.sent), found);
        found.retain(|difference| !difference.is_on_purpose(NOT_SENT));
    });
}

/// The query as an object, whose numbers are numbers where ours are.
fn from_query(query: &[(String, String)], ours: &Value) -> Value {
    let fields = query.iter().map(|(name, value)| {
        let value = match &ours[name] {
            Value::Number(_) => serde_json::from_str(value).unwrap(),
            Value::Array(_) => {
                let values = query.iter().filter(|(other, _)| other == name);
                values.map(|(_, value)| value.as_str()).collect()
            }
            _ => Value::from(value.as_str()),
        };
        (name.clone(), value)
    });
    Value::Object(fields.collect::<Map<_, _>>())
}

#[test]
fn answers_of_official_servers_are_read_and_written_alike() {
    each(|exchange, outcome, found| {
        if let Some(answered) = outcome.answered {
            differences("", Some(&exchange.response), Some(&answered), found);
        }
        found.retain(|difference| !difference.is_on_purpose(NOT_ANSWERED));
    });
}

#[test]
fn refusals_of_official_servers_are_read_and_written_alike() {
    let mut refusals = 0;
    each(|exchange, _, found| {
        if exchange.status != 200 {
            let error = Error::from_response(exchange.status, &exchange.response.to_string());
            let ours = serde_json::from_str(&error.serialize_as_json()).unwrap();
            differences("", Some(&exchange.response), Some(&ours), found);
            let (status, ours) = (exchange.status.into(), error.http_status().into());
            differences("/status", Some(&status), Some(&ours), found);
        }
    });
    for version in VERSIONS {
        refusals += exchanges(version)
            .iter()
            .filter(|exchange| exchange.status != 200)
            .count();
    }
    assert!(refusals > 20, "{refusals}");
}

#[test]
fn each_operation_that_official_clients_call_is_among_the_transcripts() {
    let seen: BTreeSet<_> = VERSIONS
        .iter()
        .flat_map(|version| exchanges(version))
        .map(|exchange| exchange.operation().name)
        .collect();
    assert_eq!(seen, SEEN.iter().copied().collect());
    let not_seen: Vec<_> = tracking_operations()
        .chain(registry_operations())
        // The transcripts leave them out.
        .filter(|o| o.noun != "Webhooks")
        .map(|o| o.name)
        .filter(|name| !seen.contains(name))
        .collect();
    // These are called by the pages of a server, not by the clients.
    let of_pages = [
        "search_datasets",
        "get_metric_history_bulk",
        "get_metric_history_bulk_interval",
    ];
    assert_eq!(not_seen, of_pages);
}
