use super::*;
use serde_json::json;

fn translated(attributes: &Value) -> Map<String, Value> {
    with_events(attributes, Vec::new())
}

fn with_events(attributes: &Value, events: Vec<SpanEvent>) -> Map<String, Value> {
    let mut span = Span {
        events,
        ..Span::default()
    };
    for (key, value) in attributes.as_object().unwrap() {
        span.set_attribute(key, value);
    }
    super::super::batch::unwrap_texts(&mut span.attributes);
    translate(&mut span);
    let mlflow = span.attributes.into_iter();
    mlflow.filter(|(key, _)| key.starts_with("mlflow.")).collect()
}

fn expect(attributes: &Value, expected: &Value) {
    assert_eq!(&Value::Object(translated(attributes)), expected, "{attributes}");
}

#[test]
fn conventions_are_told_in_mlflow_s_words() {
    expect(
        &json!({
            "openinference.span.kind": "LLM", "input.value": "{\"q\": 1}", "output.value": "done", "llm.provider": "openai",
            "llm.model_name": "m", "llm.token_count.prompt": 3, "llm.token_count.completion": "4",
            "llm.token_count.prompt_details.cache_read": 1,
        }),
        &json!({
            "mlflow.spanType": "\"LLM\"", "mlflow.spanInputs": "{\"q\": 1}", "mlflow.spanOutputs": "\"done\"",
            "mlflow.chat.tokenUsage":
                "{\"input_tokens\": 3, \"output_tokens\": 4, \"total_tokens\": 7, \"cache_read_input_tokens\": 1}",
            "mlflow.llm.model": "\"m\"", "mlflow.llm.provider": "\"openai\"",
        }),
    );
    expect(
        &json!({
            "gen_ai.operation.name": "chat", "gen_ai.input.messages": "[{\"role\": \"user\"}]",
            "gen_ai.request.model": "asked", "gen_ai.response.model": "given", "gen_ai.tool.definitions": "[{\"name\": \"t\"}]",
            "gen_ai.usage.input_tokens": 5, "gen_ai.usage.cache_creation.input_tokens": 2,
        }),
        &json!({
            "mlflow.spanType": "\"CHAT_MODEL\"", "mlflow.spanInputs": "[{\"role\": \"user\"}]",
            "mlflow.chat.tokenUsage": "{\"input_tokens\": 5, \"cache_creation_input_tokens\": 2}",
            "mlflow.chat.tools": "[{\"name\": \"t\"}]", "mlflow.llm.model": "\"given\"",
        }),
    );
    expect(
        &json!({
            "traceloop.span.kind": "workflow", "gen_ai.prompt.0.content": "hi", "gen_ai.completion.0.content": "ho",
            "llm.usage.total_tokens": 9, "gen_ai.system": "acme",
        }),
        &json!({
            "mlflow.spanType": "\"WORKFLOW\"", "mlflow.spanInputs": "\"hi\"", "mlflow.spanOutputs": "\"ho\"",
            "mlflow.chat.tokenUsage": "{\"total_tokens\": 9}", "mlflow.llm.provider": "\"acme\"",
        }),
    );
    expect(
        &json!({
            "ai.operationId": "ai.generateText.doGenerate", "ai.prompt.messages": "[{\"role\": \"user\"}]",
            "ai.prompt.tools": ["{\"type\": \"function\"}"], "ai.response.text": "yes",
        }),
        &json!({
            "mlflow.spanType": "\"LLM\"", "mlflow.message.format": "vercel_ai",
            "mlflow.spanInputs": "{\"messages\": [{\"role\": \"user\"}], \"tools\": [{\"type\": \"function\"}]}",
            "mlflow.spanOutputs": "{\"text\": \"yes\"}",
        }),
    );
    expect(
        &json!({"lmnr.span.type": "EXECUTOR", "lmnr.span.input": {"model": "m"}}),
        &json!({
            "mlflow.spanType": "\"AGENT\"", "mlflow.spanInputs": "{\"model\": \"m\"}",
            "mlflow.message.format": "\"openai\"", "mlflow.llm.model": "\"m\"",
        }),
    );
}

#[test]
fn what_mlflow_s_words_say_stays() {
    expect(
        &json!({"mlflow.spanType": "TOOL", "openinference.span.kind": "LLM", "mlflow.spanInputs": 1, "input.value": 2}),
        &json!({"mlflow.spanType": "\"TOOL\"", "mlflow.spanInputs": "1"}),
    );
    expect(
        &json!({"mlflow.spanType": "UNKNOWN", "openinference.span.kind": "LLM"}),
        &json!({"mlflow.spanType": "\"LLM\""}),
    );
}

#[test]
fn what_says_nothing_is_left() {
    expect(
        &json!({"input.value": "", "output.value": [], "llm.model_name": null, "openinference.span.kind": "odd",
                "llm.token_count.prompt": "many", "ai.operationId": 5}),
        &json!({}),
    );
}

#[test]
fn events_tell_what_was_asked() {
    let event = |name: &str, key: &str, text: &str| SpanEvent {
        name: name.to_owned(),
        attributes: [(key.to_owned(), text.into())].into_iter().collect(),
        ..SpanEvent::default()
    };
    let events = vec![
        event("gen_ai.content.prompt", "gen_ai.prompt", "hi"),
        event("gen_ai.content.completion", "gen_ai.completion", "ho"),
    ];
    let expected = json!({"mlflow.spanInputs": "hi", "mlflow.spanOutputs": "ho"});
    assert_eq!(Value::Object(with_events(&json!({}), events)), expected);
}

#[test]
fn patterns_have_numbers() {
    assert!(fits("a.#.b", "a.12.b") && fits("a.#.b", "a.1.bc"));
    assert!(!fits("a.#.b", "a..b") && !fits("a.#.b", "a.x.b") && !fits("a.#.b", "a.1"));
}
