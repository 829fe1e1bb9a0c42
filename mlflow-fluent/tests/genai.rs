//! Prompts belong to what loads them, and official MLflow's prompts are ours.

mod common;

use common::TestResult;
use mlflow::genai;
use mlflow::genai::{ChatMessage, NewPrompt};
use mlflow::{ErrorCode, RunFutureExt};
use serde_json::json;

/// What a run or a model that uses the first version of a prompt has in its tag.
const LINK: &str = r#"[{"name": "greeting", "version": "1"}]"#;

#[test]
fn what_loads_a_prompt_is_linked_to_it() -> TestResult {
    let _alone = common::alone();
    genai::register_prompt("greeting", "Hello {{ name }}!")?;
    genai::register_prompt("greeting", "Dear {{ name }},")?;
    assert_eq!(
        &genai::get_prompt_tags("greeting")?["_mlflow_experiment_ids"],
        ",0,"
    );

    let experiment = mlflow::set_experiment("letters")?;
    let model = mlflow::initialize_logged_model("writer")?;
    mlflow::set_active_model(model.id())?;
    let run = mlflow::start_run()?;
    for _ in 0..2 {
        genai::load_prompt("prompts:/greeting/1")?;
    }
    assert_eq!(
        &mlflow::get_run(run.id())?.data.tags["mlflow.linkedPrompts"],
        LINK
    );
    let tags = mlflow::get_logged_model(model.id())?.info.tags;
    assert_eq!(&tags["mlflow.linkedPrompts"], LINK);
    let ids = format!(",0,{},", experiment.id());
    assert_eq!(
        &genai::get_prompt_tags("greeting")?["_mlflow_experiment_ids"],
        ids
    );

    genai::load_prompt("greeting")?;
    let both = LINK.replace(']', r#", {"name": "greeting", "version": "2"}]"#);
    assert_eq!(
        &mlflow::get_run(run.id())?.data.tags["mlflow.linkedPrompts"],
        both
    );
    run.end()?;
    mlflow::delete_logged_model(model.id())?;
    assert_eq!(genai::load_prompt("greeting")?.version, 2);
    mlflow::clear_active_model();
    Ok(())
}

#[test]
fn a_future_links_the_run_that_it_is_in() -> TestResult {
    let _alone = common::alone();
    let run = mlflow::start_run()?;
    let handle = run.handle();
    let other = mlflow::start_run_with(mlflow::RunOptions::new().nested(true))?;
    common::multi_thread().block_on(async {
        mlflow::aio::genai::register_prompt("greeting", "Hello").await?;
        mlflow::aio::genai::load_prompt("greeting").in_run(&handle).await
    })?;
    assert_eq!(
        &mlflow::get_run(run.id())?.data.tags["mlflow.linkedPrompts"],
        LINK
    );
    let tags = mlflow::get_run(other.id())?.data.tags;
    assert!(!tags.contains_key("mlflow.linkedPrompts"));
    Ok(())
}

#[test]
fn many_threads_link_their_prompts_to_one_run() -> TestResult {
    let _alone = common::alone();
    let run = mlflow::start_run()?;
    let handle = run.handle();
    for number in 0..8 {
        genai::register_prompt(format!("p{number}"), "text")?;
    }
    let threads: Vec<_> = (0..8)
        .map(|number| {
            let handle = handle.clone();
            std::thread::spawn(move || {
                common::multi_thread()
                    .block_on(mlflow::aio::genai::load_prompt(format!("p{number}")).in_run(&handle))
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap()?;
    }
    let tags = mlflow::get_run(run.id())?.data.tags;
    let links: Vec<serde_json::Value> = serde_json::from_str(&tags["mlflow.linkedPrompts"])?;
    assert_eq!(links.len(), 8);
    Ok(())
}

#[test]
fn all_that_is_said_of_a_prompt_reads_back() -> TestResult {
    let _alone = common::alone();
    let messages = vec![
        ChatMessage::new("system", "You are {{ style }}."),
        ChatMessage::new("user", "{{question}}"),
    ];
    let new = NewPrompt::new("talk", messages)
        .commit_message("first")
        .tag("author", "Ann")
        .response_format(json!({"type": "string"}))
        .model_config(json!({"model_name": "m"}));
    let made = genai::register_prompt_with(new)?;
    let read = genai::load_prompt("talk")?;
    assert_eq!(
        (&read.template, read.uri()),
        (&made.template, "prompts:/talk/1".into())
    );
    assert_eq!(read.response_format, Some(json!({"type": "string"})));
    assert_eq!(read.model_config, Some(json!({"model_name": "m"})));
    genai::set_prompt_model_config("talk", 1, json!({"model_name": "n"}))?;
    assert_eq!(
        genai::load_prompt("talk")?.model_config,
        Some(json!({"model_name": "n"}))
    );
    genai::delete_prompt_model_config("talk", 1)?;
    assert_eq!(genai::load_prompt("talk")?.model_config, None);

    let filled = read.format([("style", "kind"), ("question", "Why?")])?;
    let expected = vec![
        ChatMessage::new("system", "You are kind."),
        ChatMessage::new("user", "Why?"),
    ];
    assert_eq!(filled, expected.into());
    let error = read.format([("style", 1)]).unwrap_err();
    assert!(error.message().contains("question"), "{error}");
    Ok(())
}

#[test]
fn aliases_tags_and_versions_change() -> TestResult {
    let _alone = common::alone();
    genai::register_prompt("greeting", "Hello")?;
    genai::register_prompt("greeting", "Dear")?;
    genai::set_prompt_alias("greeting", "live", 1)?;
    assert_eq!(genai::load_prompt("prompts:/greeting@live")?.aliases, ["live"]);
    genai::delete_prompt_alias("greeting", "live")?;
    let error = genai::load_prompt("prompts:/greeting@live").unwrap_err();
    assert!(
        !error.message().to_lowercase().contains("registered model"),
        "{error}"
    );

    genai::set_prompt_tag("greeting", "team", "a")?;
    genai::set_prompt_version_tag("greeting", 2, "reviewed", true)?;
    let versions = genai::search_prompt_versions("greeting")?;
    let numbers: Vec<_> = versions.iter().map(|found| found.version).collect();
    assert_eq!(
        (numbers.as_slice(), &versions[0].tags["reviewed"]),
        ([2, 1].as_slice(), "true")
    );
    genai::delete_prompt_version_tag("greeting", 2, "reviewed")?;
    genai::delete_prompt_tag("greeting", "team")?;
    assert!(!genai::get_prompt_tags("greeting")?.contains_key("team"));
    assert!(!genai::load_prompt("greeting")?.tags.contains_key("reviewed"));
    Ok(())
}

#[test]
fn models_are_no_prompts() -> TestResult {
    let _alone = common::alone();
    mlflow::register_model("s3://bucket/wine", "wine")?;
    genai::register_prompt("greeting", "Hello")?;
    let found = genai::search_prompts(mlflow::SearchRegisteredModels::new())?;
    assert_eq!(
        found
            .iter()
            .map(|prompt| prompt.name.as_str())
            .collect::<Vec<_>>(),
        ["greeting"]
    );
    for refused in [
        genai::register_prompt("wine", "Hello").map(|_| ()),
        genai::load_prompt("wine").map(|_| ()),
        genai::search_prompt_versions("wine").map(|_| ()),
        genai::get_prompt_tags("wine").map(|_| ()),
    ] {
        assert_eq!(refused.unwrap_err().code(), ErrorCode::InvalidParameterValue);
    }
    let error = genai::search_prompt_versions("absent").unwrap_err();
    assert_eq!(
        (error.code(), error.message()),
        (
            ErrorCode::ResourceDoesNotExist,
            "Prompt with name=absent not found"
        )
    );
    Ok(())
}
