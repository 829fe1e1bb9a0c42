//! `/graphql`.

use crate::running::{Answer, Running};
use mlflow_server::ServerOptions;
use serde_json::{Value, json};

const API: &str = "/api/2.0/mlflow";

fn ask(server: &Running, query: &str, variables: Value) -> Answer {
    server.post("/graphql", &json!({"query": query, "variables": variables}))
}

/// Returns the data of an answer without errors.
#[track_caller]
fn data(server: &Running, query: &str, variables: Value) -> Value {
    let answer = ask(server, query, variables);
    let mut json = answer.json();
    assert_eq!((answer.status, &json["errors"]), (200, &Value::Null), "{json}");
    json["data"].take()
}

/// Returns the errors of an answer, and its data.
#[track_caller]
fn errors(server: &Running, query: &str, variables: Value) -> (Value, Value) {
    let answer = ask(server, query, variables);
    let mut json = answer.json();
    assert_eq!(answer.status, 200, "{json}");
    (json["errors"].take(), json["data"].take())
}

fn create(server: &Running, what: &str, body: &Value) -> Value {
    let answer = server.post(&format!("{API}/{what}"), body);
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.json()
}

fn new_run(server: &Running, name: &str) -> String {
    let body = json!({"experiment_id": "0", "run_name": name, "start_time": 1_234_567_890_123_i64});
    let made = create(server, "runs/create", &body);
    made["run"]["info"]["run_id"].as_str().unwrap().to_owned()
}

fn log_metric(server: &Running, run: &str, key: &str, value: Value, step: i64) {
    let body = json!({"run_id": run, "key": key, "value": value, "step": step, "timestamp": step + 1000});
    create(server, "runs/log-metric", &body);
}

#[test]
fn experiments_are_read() {
    let server = Running::start();
    let tags = json!([{"key": "k", "value": "v"}]);
    let made = create(
        &server,
        "experiments/create",
        &json!({"name": "wine", "tags": tags}),
    );
    let query = "query Get($i: MlflowGetExperimentInput!) @component(name: \"Pages.Experiment\") {
        mlflowGetExperiment(input: $i) {
            __typename apiError { code message }
            experiment { name lifecycleStage tags { key value } effectiveTraceArchivalRetention creationTime }
        }
    }";
    let found = data(
        &server,
        query,
        json!({"i": {"experimentId": made["experiment_id"]}}),
    );
    let mut found = found["mlflowGetExperiment"].clone();
    let created = found["experiment"]["creationTime"].take();
    assert!(created.as_str().unwrap().parse::<i64>().unwrap() > 1_600_000_000_000);
    let expected = json!({
        "__typename": "MlflowGetExperimentResponse",
        "apiError": null,
        "experiment": {
            "name": "wine", "lifecycleStage": "active", "tags": tags,
            "effectiveTraceArchivalRetention": "", "creationTime": null,
        },
    });
    assert_eq!(found, expected);
}

#[test]
fn runs_come_with_their_experiment_and_their_versions() {
    let server = Running::start();
    let id = new_run(&server, "first");
    log_metric(&server, &id, "loss", json!(0.5), 9_007_199_254_740_993);
    log_metric(&server, &id, "nothing", json!("NaN"), 0);
    create(&server, "registered-models/create", &json!({"name": "tree"}));
    let version = json!({"name": "tree", "source": "s3://bucket/tree", "run_id": id});
    create(&server, "model-versions/create", &version);
    let query = "query Run($i: MlflowGetRunInput!) { mlflowGetRun(input: $i) { run { ...All } } }
        fragment All on MlflowRunExtension {
            info { runId runUuid runName status startTime endTime userId }
            data { metrics { key value step timestamp modelId } params { key } }
            inputs { datasetInputs { dataset { name } } }
            experiment { name }
            modelVersions { name version status aliases modelParams { name } deploymentJobState { jobId jobState } }
        }";
    let found = data(&server, query, json!({"i": {"runUuid": id}}));
    let expected = json!({"mlflowGetRun": {"run": {
        "info": {
            "runId": id, "runUuid": id, "runName": "first", "status": "RUNNING",
            "startTime": "1234567890123", "endTime": "0", "userId": "",
        },
        "data": {
            "metrics": [
                {"key": "loss", "value": 0.5, "step": "9007199254740993", "timestamp": "9007199254741993", "modelId": ""},
                {"key": "nothing", "value": null, "step": "0", "timestamp": "1000", "modelId": ""},
            ],
            "params": [],
        },
        "inputs": {"datasetInputs": []},
        "experiment": {"name": "Default"},
        "modelVersions": [{
            "name": "tree", "version": "1", "status": "READY", "aliases": [], "modelParams": [],
            "deploymentJobState": {"jobId": "", "jobState": null},
        }],
    }}});
    let mut found = found;
    let metrics = found["mlflowGetRun"]["run"]["data"]["metrics"]
        .as_array_mut()
        .unwrap();
    metrics.sort_by_key(|metric| metric["key"].to_string());
    assert_eq!(found, expected);
}

#[test]
fn runs_are_searched_by_queries_and_mutations() {
    let server = Running::start();
    for name in ["a", "b"] {
        new_run(&server, name);
    }
    let gone = new_run(&server, "c");
    create(&server, "runs/delete", &json!({ "run_id": gone }));
    for kind in ["query", "mutation"] {
        let text = format!(
            "{kind} S($d: MlflowSearchRunsInput!) {{
                mlflowSearchRuns(input: $d) {{ nextPageToken runs {{ info {{ runName }} experiment {{ name }} }} }}
            }}"
        );
        let input =
            json!({"experimentIds": ["0"], "orderBy": ["attributes.run_name"], "runViewType": "ACTIVE_ONLY"});
        let found = data(&server, &text, json!({ "d": input }));
        let run = |name: &str| json!({"info": {"runName": name}, "experiment": {"name": "Default"}});
        let expected = json!({"nextPageToken": "", "runs": [run("a"), run("b")]});
        assert_eq!(found["mlflowSearchRuns"], expected);
    }
    let deleted =
        "{ mlflowSearchRuns(input: {experimentIds: \"0\", runViewType: DELETED_ONLY, maxResults: 1}) {
        runs { info { runName lifecycleStage } } } }";
    let found = data(&server, deleted, json!({}));
    assert_eq!(
        found["mlflowSearchRuns"]["runs"],
        json!([{"info": {"runName": "c", "lifecycleStage": "deleted"}}])
    );
}

#[test]
fn histories_datasets_artifacts_and_versions_are_read() {
    let server = Running::start();
    let id = new_run(&server, "r");
    for step in 0..3 {
        log_metric(&server, &id, "m", json!(step), step);
    }
    let dataset = json!({
        "tags": [{"key": "mlflow.data.context", "value": "train"}],
        "dataset": {"name": "d", "digest": "g", "source_type": "t", "source": "s"},
    });
    create(
        &server,
        "runs/log-inputs",
        &json!({"run_id": id, "datasets": [dataset]}),
    );
    let path = format!("/api/2.0/mlflow-artifacts/artifacts/0/{id}/artifacts/d/f.txt");
    server.send("PUT", &path, &[], b"hello");
    create(&server, "registered-models/create", &json!({"name": "tree"}));
    create(
        &server,
        "model-versions/create",
        &json!({"name": "tree", "source": "s3://bucket/x"}),
    );

    let history = "query H($d: MlflowGetMetricHistoryBulkIntervalInput!) {
        mlflowGetMetricHistoryBulkInterval(input: $d) { metrics { value step runId } } }";
    let input = json!({"runIds": [id], "metricKey": "m", "startStep": 1, "endStep": 2, "maxResults": 10});
    let found = data(&server, history, json!({ "d": input }));
    let point = |value: f64, step: &str| json!({"value": value, "step": step, "runId": id});
    assert_eq!(
        found["mlflowGetMetricHistoryBulkInterval"]["metrics"],
        json!([point(1.0, "1"), point(2.0, "2")])
    );
    let of_none = data(&server, history, json!({"d": {"runIds": [], "metricKey": "m"}}));
    assert_eq!(
        of_none["mlflowGetMetricHistoryBulkInterval"]["metrics"],
        json!([])
    );

    let datasets = "mutation { mlflowSearchDatasets(input: {experimentIds: [\"0\"]}) {
        datasetSummaries { experimentId name digest context } } }";
    let summary = json!({"experimentId": "0", "name": "d", "digest": "g", "context": "train"});
    assert_eq!(
        data(&server, datasets, json!({}))["mlflowSearchDatasets"]["datasetSummaries"],
        json!([summary])
    );

    let list = "query L($top: MlflowListArtifactsInput, $run: String) {
        top: mlflowListArtifacts(input: $top) { files { path isDir fileSize } }
        deep: mlflowListArtifacts(input: {runId: $run, path: \"d\"}) { files { path isDir fileSize } nextPageToken } }";
    let found = data(&server, list, json!({"top": {"runId": id}, "run": id}));
    let expected = json!({
        "top": {"files": [{"path": "d", "isDir": true, "fileSize": "0"}]},
        "deep": {"files": [{"path": "d/f.txt", "isDir": false, "fileSize": "5"}], "nextPageToken": ""},
    });
    assert_eq!(found, expected);

    let versions = "query V($max: LongString = 5) {
        mlflowSearchModelVersions(input: {filter: \"name = 'tree'\", maxResults: $max}) { modelVersions { name source } } }";
    for variables in [json!({}), json!({"max": "1"}), json!({"max": 7})] {
        assert_eq!(
            data(&server, versions, variables)["mlflowSearchModelVersions"]["modelVersions"],
            json!([{"name": "tree", "source": "s3://bucket/x"}])
        );
    }
}

#[test]
fn an_error_of_one_field_leaves_the_others() {
    let server = Running::start();
    let query = "{
        missing: mlflowGetRun(input: {runId: \"f00\"}) { run { info { runId } } }
        none: mlflowGetExperiment { experiment { name } }
        there: mlflowGetExperiment(input: {experimentId: \"0\"}) { experiment { name name2: name } ... { experiment { lifecycleStage } } }
    }";
    let (errors, data) = errors(&server, query, json!({}));
    assert_eq!(
        errors,
        json!([
            "Run with id=f00 not found",
            "Missing value for required parameter 'input'."
        ])
    );
    let experiment = json!({"name": "Default", "name2": "Default", "lifecycleStage": "active"});
    let expected = json!({"missing": null, "none": null, "there": {"experiment": experiment}});
    assert_eq!(data, expected);
}

/// What official MLflow 3.17.2 said to documents that it did not carry out.
#[test]
fn what_does_not_fit_the_schema_is_refused_in_the_words_of_official_servers() {
    let server = Running::start();
    let recorded: Vec<Value> = serde_json::from_str(include_str!("../data/graphql_refusals.json")).unwrap();
    assert!(recorded.len() > 60);
    for mut request in recorded {
        let expected = request.as_object_mut().unwrap().remove("errors").unwrap();
        let answer = server.post("/graphql", &request);
        assert_eq!(answer.status, 200, "{request}");
        assert_eq!(
            answer.json(),
            json!({"data": null, "errors": expected}),
            "{request}"
        );
    }
}

#[test]
fn operations_are_chosen_by_their_names() {
    let server = Running::start();
    let query = "query A { a: __typename } mutation B { b: __typename }";
    for (name, expected) in [("A", json!({"a": "Query"})), ("B", json!({"b": "Mutation"}))] {
        let body = json!({"query": query, "operationName": name});
        assert_eq!(server.post("/graphql", &body).json()["data"], expected);
    }
}

#[test]
fn one_document_may_ask_for_so_much() {
    let server = Running::start();
    let repeated = |count: usize, field: &str| {
        let fields: Vec<_> = (0..count).map(|n| field.replace('N', &n.to_string())).collect();
        fields.join(" ")
    };
    let one = "mlflowGetExperiment(input: {experimentId: \"0\"})";
    for (query, text) in [
        (
            format!("{{ {} }}", repeated(11, "__typename")),
            "GraphQL queries should have at most 10 root fields, got 11 root fields.",
        ),
        (
            format!(
                "{{ {one} {{ ...A ...B }} }} fragment A on X {{ {} }} fragment B on X {{ {} }}",
                repeated(6, "aN: b"),
                repeated(5, "bN: b")
            ),
            "GraphQL queries should have at most 10 aliases, got 11 aliases.",
        ),
        (
            format!("{}{}", "{ a ".repeat(11), "}".repeat(11)),
            "Query exceeds maximum depth of 10",
        ),
        (
            "{ ...A } fragment A on Query { a { ...A } }".to_owned(),
            "Query exceeds maximum depth of 10",
        ),
        (
            format!("{{ {one} {{ {} }} }}", repeated(1000, "apiError")),
            "Query exceeds maximum total selections of 1000",
        ),
        (
            repeated(101, "query QN { __typename }"),
            "Query exceeds maximum total definitions of 100",
        ),
    ] {
        assert_eq!(
            errors(&server, &query, json!({})),
            (json!([text]), Value::Null),
            "{query}"
        );
    }
    let many = format!("{{ {one} {{ {} }} }}", repeated(10, "kN: __typename"));
    assert_eq!(
        data(&server, &many, json!({}))["mlflowGetExperiment"]["k9"],
        "MlflowGetExperimentResponse"
    );
    let wrong = format!(
        "{{ __typename ...F }} fragment F on Query {{ __typename }} fragment G on Query {{ {} }}",
        repeated(500, "f")
    );
    let (told, _) = errors(&server, &wrong, json!({}));
    assert_eq!(told.as_array().unwrap().len(), 101);
}

#[test]
fn what_is_no_document_is_refused() {
    let server = Running::start();
    let post = |body: &Value| server.post("/graphql", body);
    for body in [
        json!({}),
        json!([]),
        json!({"query": 5}),
        json!({"query": ""}),
        json!({"query": "not graphql {"}),
        json!({"query": "{ __typename }", "variables": []}),
        json!({"query": "{ __typename }", "operationName": 5}),
        json!({"query": format!("{{ __typename }}{}", " ".repeat(64 << 10))}),
        json!({"query": "{a".repeat(20_000)}),
        json!({"query": format!("{{ a(b: {}", "[".repeat(60_000))}),
    ] {
        post(&body).refused(400, "INVALID_PARAMETER_VALUE");
    }
    server
        .send("POST", "/graphql", &[], b"{\"query\": \"{ __typename }\"}")
        .refused(400, "INVALID_PARAMETER_VALUE");
    server.get("/graphql").refused(400, "INVALID_PARAMETER_VALUE");
    assert_eq!(server.get("/health").status, 200);
}

#[test]
fn it_stands_below_the_prefix_and_answers_get() {
    let mut options = ServerOptions::default();
    options.static_prefix = "/ml".to_owned();
    let server = Running::with(options);
    let json = [("Content-Type", "application/json")];
    let body = b"{\"query\": \"{ __typename }\"}";
    for method in ["GET", "POST"] {
        let answer = server.send(method, "/ml/graphql", &json, body);
        assert_eq!(
            answer.json(),
            json!({"data": {"__typename": "Query"}, "errors": null})
        );
        assert_eq!(server.send(method, "/graphql", &json, body).status, 404);
    }
}
