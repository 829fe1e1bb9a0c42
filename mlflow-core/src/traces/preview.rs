//! The beginning of what was asked and answered.

use serde_json::Value;

const LONGEST: usize = 1000;

/// Shortens inputs or outputs: of a chat, the last message of a role; of anything else, its JSON.
pub(super) fn preview(json: &str, role: &str) -> String {
    let value: Value = serde_json::from_str(json).unwrap_or_default();
    let message = messages(&value).and_then(|messages| last(&messages, role).and_then(content));
    let text = message
        .filter(|text| !text.is_empty())
        .unwrap_or_else(|| json.to_owned());
    if text.chars().count() <= LONGEST {
        return text;
    }
    let start: String = text.chars().take(LONGEST - 3).collect();
    format!("{start}...")
}

/// Finds the messages of OpenAI's requests and answers.
fn messages(value: &Value) -> Option<Vec<&Value>> {
    let object = value.as_object()?;
    let list = |key: &str| {
        let items = object.get(key)?.as_array().filter(|items| !items.is_empty())?;
        Some(items.iter().filter(|item| is_message(item)).collect())
    };
    let choice = || {
        let message = object.get("choices")?.as_array()?.first()?.get("message")?;
        is_message(message).then(|| vec![message])
    };
    list("messages")
        .or_else(choice)
        .or_else(|| list("input"))
        .or_else(|| list("output"))
        .or_else(|| messages(object.get("request")?))
}

fn is_message(item: &Value) -> bool {
    item.get("role").is_some() && item.get("content").is_some()
}

fn last<'m>(messages: &[&'m Value], role: &str) -> Option<&'m Value> {
    let of_role = |message: &&&Value| message.get("role").and_then(Value::as_str) == Some(role);
    messages.iter().rev().find(of_role).or(messages.last()).copied()
}

fn content(message: &Value) -> Option<String> {
    let text_of = |part: &Value| match part {
        Value::String(text) => Some(text.clone()),
        part => {
            let kind = part.get("type")?.as_str()?;
            let text = part.get("text")?.as_str()?;
            matches!(kind, "text" | "output_text").then(|| text.to_owned())
        }
    };
    match message.get("content")? {
        Value::Array(parts) => parts.iter().find_map(text_of),
        Value::String(text) => Some(text.clone()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chats_are_told_by_a_message() {
        let chat = r#"{"messages": [{"role": "user", "content": "a"}, {"role": "user", "content": "b"},
            {"role": "assistant", "content": "c"}]}"#;
        assert_eq!(preview(chat, "user"), "b");
        assert_eq!(preview(chat, "assistant"), "c");
        let answer = r#"{"choices": [{"message": {"role": "assistant", "content": [{"type": "text", "text": "hi"}]}}]}"#;
        assert_eq!(preview(answer, "assistant"), "hi");
        let nested = r#"{"request": {"input": [{"role": "system", "content": "s"}]}}"#;
        assert_eq!(preview(nested, "user"), "s");
    }

    #[test]
    fn anything_else_is_told_by_its_beginning() {
        for json in [
            "{\"q\": 1}",
            "no json",
            "{\"messages\": []}",
            "{\"messages\": [1]}",
        ] {
            assert_eq!(preview(json, "user"), json);
        }
        let long = format!("\"{}\"", "日".repeat(2000));
        let short = preview(&long, "user");
        assert_eq!(short.chars().count(), 1000);
        assert!(short.ends_with("..."));
    }
}
