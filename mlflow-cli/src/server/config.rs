//! `--config FILE`: options of the server from a TOML file.
//!
//! The file's values become words of the command line, where neither the line nor a variable says anything, so that
//! clap reads all of them in one way.

use crate::failure::Failure;
use clap::builder::{OsStr, Resettable};
use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, Command};
use std::any::TypeId;
use std::ffi::OsString;
use std::path::Path;
use toml::{Table, Value};

/// Options that say the contrary of another one; the file has only that.
const CONTRARIES: [(&str, &str); 2] = [
    ("serve-artifacts", "no-serve-artifacts"),
    ("enable-workspaces", "disable-workspaces"),
];
const NO_KEYS: [&str; 4] = ["config", "help", "no-serve-artifacts", "disable-workspaces"];
const HINT: &str = "keys are the long options of `mlflow server --help`, without `--`";

/// Lets variables count that say something which the command line does not contradict; an empty one says nothing, as
/// everywhere in MLflow.
pub(crate) fn with_its_variable(argument: Arg, line: &[OsString]) -> Arg {
    let is_empty = |name: &std::ffi::OsStr| std::env::var_os(name).is_some_and(|value| value.is_empty());
    let mut contraries = CONTRARIES.iter();
    let contrary = contraries.find(|(name, _)| argument.get_long() == Some(name));
    let is_contradicted = contrary.is_some_and(|(_, contrary)| {
        let word = format!("--{contrary}");
        line.iter().any(|given| *given == *word)
    });
    match is_contradicted || argument.get_env().is_some_and(is_empty) {
        true => argument.env(Resettable::<OsStr>::Reset),
        false => argument,
    }
}

/// Returns the words of the command line that the file of `--config` stands for.
pub(crate) fn words(server: &Command, given: &ArgMatches) -> Result<Vec<OsString>, Failure> {
    let Some(path) = given.get_one::<std::path::PathBuf>("config") else {
        return Ok(Vec::new());
    };
    let mut words = Vec::new();
    for (key, value) in read(path)? {
        let argument = argument(server, path, &key)?;
        let word = word(argument, &value)
            .map_err(|expected| wrong_type(path, &key, &value, expected))?
            .map(|value| OsString::from(format!("--{key}{value}")));
        if !is_said(server, given, &key) {
            words.extend(word);
        }
    }
    Ok(words)
}

/// Says which file an error is about that clap found with its words.
pub(crate) fn in_file(given: &ArgMatches, error: &clap::Error) -> Failure {
    let text = error.to_string();
    let lines = text.lines().take_while(|line| !line.trim().is_empty());
    let message = lines.map(str::trim).collect::<Vec<_>>().join(" ");
    let message = message.strip_prefix("error: ").unwrap_or(&message);
    match given.get_one::<std::path::PathBuf>("config") {
        Some(path) => Failure::usage(format!("{}: {message}", path.display())),
        None => Failure::usage(message),
    }
}

fn read(path: &Path) -> Result<Table, Failure> {
    let shown = path.display();
    let text = std::fs::read_to_string(path)
        .map_err(|e| Failure::usage(format!("cannot read the file of --config {shown}: {e}")))?;
    text.parse::<Table>().map_err(|e| {
        let before = e
            .span()
            .and_then(|span| text.get(..span.start))
            .unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let message = match e.message() {
            "" => "this is no TOML".to_owned(),
            message => message.replace('\n', ", "),
        };
        Failure::usage(format!(
            "cannot read the file of --config {shown}:{line}: {message}"
        ))
    })
}

fn argument<'c>(server: &'c Command, path: &Path, key: &str) -> Result<&'c Arg, Failure> {
    let find = |key: &str| {
        let mut arguments = server.get_arguments();
        arguments.find(|argument| argument.get_long() == Some(key) && !NO_KEYS.contains(&key))
    };
    if let Some(argument) = find(key) {
        return Ok(argument);
    }
    let failure = Failure::usage(format!("{}: unknown key `{key}`", path.display()));
    let contrary = CONTRARIES.iter().find(|(_, contrary)| *contrary == key);
    let dashed = key.replace('_', "-");
    Err(match contrary {
        Some((name, _)) => failure.hint(format!("write `{name} = false`")),
        None if find(&dashed).is_some() => failure.hint(format!("write `{dashed}`")),
        None => failure.hint(HINT),
    })
}

/// Returns what stands after the name of an option for a value, nothing for an option that is left out, or what is
/// expected instead of the value.
fn word(argument: &Arg, value: &Value) -> Result<Option<String>, &'static str> {
    if matches!(argument.get_action(), ArgAction::SetTrue) {
        return match value {
            Value::Boolean(flag) => Ok(flag.then(String::new)),
            _ => Err("true or false"),
        };
    }
    let is = |id: TypeId| argument.get_value_parser().type_id() == id;
    let text = if is(TypeId::of::<bool>()) {
        value
            .as_bool()
            .map(|flag| flag.to_string())
            .ok_or("true or false")?
    } else if is(TypeId::of::<u16>()) || is(TypeId::of::<u64>()) {
        value
            .as_integer()
            .map(|number| number.to_string())
            .ok_or("an integer")?
    } else if argument.get_value_delimiter().is_some() {
        list(value).ok_or("a list of texts in quotes")?
    } else {
        value.as_str().map(str::to_owned).ok_or("a text in quotes")?
    };
    Ok(Some(format!("={text}")))
}

fn list(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Array(items) => {
            let texts: Option<Vec<_>> = items.iter().map(Value::as_str).collect();
            Some(texts?.join(","))
        }
        _ => None,
    }
}

fn wrong_type(path: &Path, key: &str, value: &Value, expected: &str) -> Failure {
    let found = match value {
        Value::String(_) => "a text",
        Value::Integer(_) => "an integer",
        Value::Float(_) => "a number",
        Value::Boolean(_) => "true or false",
        Value::Datetime(_) => "a date",
        Value::Array(_) if expected.contains("list") => "a list of other values",
        Value::Array(_) => "a list",
        Value::Table(_) => "a table",
    };
    let path = path.display();
    Failure::usage(format!(
        "{path}: invalid value of `{key}`: expected {expected}, not {found}"
    ))
}

/// Tells whether the command line or a variable says what a key says, or its contrary.
fn is_said(server: &Command, given: &ArgMatches, key: &str) -> bool {
    let contrary = CONTRARIES.iter().find(|(name, _)| *name == key);
    let mut names = std::iter::once(key).chain(contrary.map(|(_, contrary)| *contrary));
    names.any(|name| {
        let mut arguments = server.get_arguments();
        let argument = arguments.find(|argument| argument.get_long() == Some(name));
        let source = argument.and_then(|argument| given.value_source(argument.get_id().as_str()));
        matches!(source, Some(ValueSource::CommandLine | ValueSource::EnvVariable))
    })
}
