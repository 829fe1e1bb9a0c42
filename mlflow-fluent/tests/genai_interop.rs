//! Official MLflow's fluent functions of prompts and ours, on one database.
//!
//! `MLFLOW_TEST_PYTHON_3` names a Python with mlflow 3.17.2.

mod common;

/// Its name puts the test into the group of those that start Python.
mod interop {
    use crate::common::{self, TestResult};
    use mlflow::genai;
    use serde_json::{json, Value};
    use std::process::Command;

    const WRITE: &str = "
import mlflow, time
from mlflow import genai
genai.register_prompt('theirs', 'Hello {{ name }}', commit_message='first', tags={'author': 'Ann'})
genai.register_prompt('theirs', [{'role': 'user', 'content': '{{ q }}'}], model_config={'model_name': 'm'})
genai.set_prompt_alias('theirs', alias='live', version=1)
genai.set_prompt_tag('theirs', 'team', 'a')
genai.set_prompt_version_tag('theirs', 2, 'reviewed', 'yes')
with mlflow.start_run() as run:
    genai.load_prompt('prompts:/theirs@live')
    genai.load_prompt('theirs', version=2)
time.sleep(1)
print(run.info.run_id)";

    const READ: &str = "
import json, mlflow, sys
from mlflow import genai
live = genai.load_prompt('prompts:/ours@live')
last = genai.load_prompt('ours')
print(json.dumps({
    'found': [p.name for p in genai.search_prompts(filter_string=\"name = 'ours'\")],
    'of_experiment': [p.name for p in genai.search_prompts(filter_string='experiment_id = \"0\"')],
    'live': [live.version, live.template, live.commit_message, live.tags],
    'last': [last.version, last.template, last.model_config, last.response_format, last.tags],
    'filled': live.format(name='Ann'),
    'tags': {k: v for k, v in genai.get_prompt_tags('ours').items() if not k.startswith('_')},
    'linked': mlflow.get_run(sys.argv[1]).data.tags['mlflow.linkedPrompts'],
}))";

    #[test]
    fn either_reads_what_the_other_has_written() -> TestResult {
        let Some(python) = std::env::var_os("MLFLOW_TEST_PYTHON_3") else {
            eprintln!("left out: MLFLOW_TEST_PYTHON_3 names no python with mlflow 3.17.2");
            return Ok(());
        };
        let _alone = common::alone();
        let official = |line: &[&str]| -> Result<String, Box<dyn std::error::Error>> {
            let mut command = Command::new(&python);
            command.arg("-c").args(line);
            command.env("MLFLOW_TRACKING_URI", mlflow::get_tracking_uri()?);
            let output = command.output()?;
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(output.status.success(), "{said}");
            Ok(String::from_utf8(output.stdout)?)
        };

        genai::register_prompt_with(
            genai::NewPrompt::new("ours", "Hello {{ name }}")
                .commit_message("first")
                .tag("author", "Ann"),
        )?;
        let talk = vec![genai::ChatMessage::new("user", "{{ q }}")];
        genai::register_prompt_with(
            genai::NewPrompt::new("ours", talk)
                .model_config(json!({"model_name": "m"}))
                .response_format(json!({"type": "string"})),
        )?;
        genai::set_prompt_alias("ours", "live", 1)?;
        genai::set_prompt_tag("ours", "team", "a")?;
        genai::set_prompt_version_tag("ours", 2, "reviewed", true)?;
        let run = mlflow::start_run()?;
        genai::load_prompt("prompts:/ours@live")?;
        genai::load_prompt("ours")?;
        let told = official(&[READ, run.id()])?;
        let told: Value = serde_json::from_str(told.lines().last().unwrap_or_default())?;
        let links = |name: &str| {
            format!(r#"[{{"name": "{name}", "version": "1"}}, {{"name": "{name}", "version": "2"}}]"#)
        };
        assert_eq!(
            told,
            json!({
                "found": ["ours"],
                "of_experiment": ["ours"],
                "live": [1, "Hello {{ name }}", "first", {"author": "Ann"}],
                "last": [
                    2,
                    [{"role": "user", "content": "{{ q }}"}],
                    {"model_name": "m"},
                    {"type": "string"},
                    {"reviewed": "true"}
                ],
                "filled": "Hello Ann",
                "tags": {"author": "Ann", "team": "a"},
                "linked": links("ours"),
            })
        );

        let told = official(&[WRITE])?;
        let linked = mlflow::get_run(told.lines().last().unwrap_or_default())?;
        assert_eq!(&linked.data.tags["mlflow.linkedPrompts"], links("theirs"));
        let live = genai::load_prompt("prompts:/theirs@live")?;
        assert_eq!((live.version, live.commit_message.as_deref()), (1, Some("first")));
        assert_eq!(
            (&live.tags["author"], live.aliases.as_slice()),
            ("Ann", ["live".to_owned()].as_slice())
        );
        assert_eq!(live.format([("name", "Ann")])?.as_text(), Some("Hello Ann"));
        let last = genai::load_prompt("theirs")?;
        assert_eq!((last.version, &last.tags["reviewed"]), (2, "yes"));
        assert_eq!(last.variables(), ["q"]);
        assert_eq!(last.model_config.unwrap_or_default()["model_name"], "m");
        let tags = genai::get_prompt_tags("theirs")?;
        assert_eq!((&tags["team"], &tags["_mlflow_experiment_ids"]), ("a", ",0,"));
        Ok(())
    }
}
