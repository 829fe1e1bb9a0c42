//! Assessments.

use super::fixture::*;
use mlflow_core::contract::assessments::{
    CreateAssessment, DeleteAssessment, GetAssessment, UpdateAssessment,
};
use mlflow_core::entities::{Assessment, AssessmentError, Expectation, Feedback, IssueReference};
use mlflow_core::{ErrorCode, Result, TraceStore};
use serde_json::{Value, json};

async fn get(store: &dyn TraceStore, assessment: &Assessment) -> Result<Assessment> {
    let request = GetAssessment {
        trace_id: trace_id(1),
        assessment_id: assessment.assessment_id.clone().unwrap_or_default(),
    };
    Ok(store.get_assessment(request).await?.assessment)
}

async fn delete(store: &dyn TraceStore, assessment: &Assessment) {
    let request = DeleteAssessment {
        trace_id: trace_id(1),
        assessment_id: assessment.assessment_id.clone().unwrap_or_default(),
    };
    store.delete_assessment(request).await.unwrap();
}

async fn update(store: &dyn TraceStore, old: &Assessment, new: Assessment, mask: &str) -> Result<Assessment> {
    let request = UpdateAssessment {
        trace_id: trace_id(1),
        assessment_id: old.assessment_id.clone().unwrap_or_default(),
        assessment: Some(new),
        update_mask: mask.to_owned(),
    };
    Ok(store.update_assessment(request).await?.assessment)
}

fn expectation(value: Value) -> Assessment {
    Assessment {
        feedback: None,
        expectation: Some(Expectation { value }),
        ..feedback("e", ())
    }
}

/// The store gives id and times; the trace shows the assessment.
pub async fn creating_returns_what_reads_back(store: &dyn TraceStore) {
    start(store, info(1)).await;
    let given = Assessment {
        span_id: Some("0000000000000001".into()),
        rationale: Some("because".into()),
        metadata: [("m".to_owned(), "日".to_owned())].into(),
        create_time: Some(BEGIN),
        last_update_time: Some(BEGIN + 1),
        ..feedback("ok", "yes")
    };
    let made = assess(store, &trace_id(1), given.clone()).await;
    let id = made.assessment_id.clone().unwrap();
    assert!(id.starts_with("a-") && id.len() == 34, "{id}");
    let expected = Assessment {
        assessment_id: Some(id),
        trace_id: trace_id(1),
        ..given
    };
    assert_eq!(made, expected);
    assert_eq!(get(store, &made).await.unwrap(), made);
    assert_eq!(read(store, &trace_id(1)).await.assessments, [made]);
    assert!(assess(store, &trace_id(1), feedback("now", 1)).await.create_time > Some(BEGIN));
}

/// Feedback with an error, expectations and issues read back.
pub async fn every_kind_has_its_value(store: &dyn TraceStore) {
    start(store, info(1)).await;
    let error = AssessmentError {
        error_code: "RATE".into(),
        error_message: Some("too many".into()),
        stack_trace: None,
    };
    let failed = Assessment {
        feedback: Some(Feedback {
            value: Value::Null,
            error: Some(error),
        }),
        ..feedback("failed", ())
    };
    let issue = Assessment {
        feedback: None,
        issue: Some(IssueReference {
            issue_name: "slow".into(),
        }),
        ..feedback("iss-1", ())
    };
    for given in [
        failed,
        expectation(json!("Paris")),
        expectation(json!(["x", null])),
        issue,
    ] {
        let made = assess(store, &trace_id(1), given.clone()).await;
        let read = get(store, &made).await.unwrap();
        assert_eq!(
            (&read.feedback, &read.expectation),
            (&given.feedback, &given.expectation)
        );
        assert_eq!(
            (&read.issue, &read.assessment_name),
            (&given.issue, &given.assessment_name)
        );
    }
}

/// Numbers are doubles, as on MLflow's wire.
pub async fn numbers_become_doubles(store: &dyn TraceStore) {
    start(store, info(1)).await;
    let made = assess(store, &trace_id(1), feedback("n", json!({"a": [1, 2.5]}))).await;
    let read = get(store, &made).await.unwrap();
    assert_eq!(made, read);
    let value = read.feedback.unwrap().value;
    assert_eq!(value.to_string(), r#"{"a":[1.0,2.5]}"#);
}

/// What is overridden is no longer valid, until the correction is deleted.
pub async fn a_correction_takes_the_place(store: &dyn TraceStore) {
    start(store, info(1)).await;
    let first = assess(store, &trace_id(1), feedback("ok", false)).await;
    let correction = Assessment {
        overrides: first.assessment_id.clone(),
        ..feedback("ok", true)
    };
    let second = assess(store, &trace_id(1), correction).await;
    assert_eq!(second.overrides, first.assessment_id);
    assert!(!get(store, &first).await.unwrap().valid);
    delete(store, &second).await;
    assert!(get(store, &first).await.unwrap().valid);
    let request = CreateAssessment {
        trace_id: trace_id(1),
        assessment: Some(Assessment {
            overrides: Some("a-none".into()),
            ..feedback("ok", true)
        }),
    };
    refused(
        store.create_assessment(request).await,
        ErrorCode::ResourceDoesNotExist,
    );
    assert_eq!(read(store, &trace_id(1)).await.assessments.len(), 1);
}

/// What the mask does not name stays; metadata are added to those that are there.
pub async fn only_masked_fields_change(store: &dyn TraceStore) {
    start(store, info(1)).await;
    let mut given = feedback("ok", true);
    given.metadata.insert("a".into(), "1".into());
    given.create_time = Some(BEGIN);
    given.last_update_time = Some(BEGIN);
    let made = assess(store, &trace_id(1), given).await;
    let mut new = feedback("renamed", false);
    new.rationale = Some("new".into());
    new.metadata.insert("b".into(), "2".into());
    let changed = update(store, &made, new.clone(), "feedback,rationale")
        .await
        .unwrap();
    assert_eq!(get(store, &made).await.unwrap(), changed);
    let value = |one: &Assessment| one.feedback.clone().unwrap().value;
    assert_eq!(
        (value(&changed), changed.rationale.as_deref()),
        (json!(false), Some("new"))
    );
    assert_eq!(
        (changed.assessment_name.as_str(), changed.metadata.len()),
        ("ok", 1)
    );
    assert_eq!(changed.create_time, Some(BEGIN));
    assert!(changed.last_update_time > Some(BEGIN));
    let changed = update(store, &made, new.clone(), "assessmentName,metadata")
        .await
        .unwrap();
    assert_eq!(
        (changed.assessment_name.as_str(), changed.metadata.len()),
        ("renamed", 2)
    );
    let same = update(store, &made, new, "bogus").await.unwrap();
    assert_eq!(value(&same), json!(false));
}

/// A feedback does not become an expectation, nor the other way round.
pub async fn kinds_do_not_change(store: &dyn TraceStore) {
    start(store, info(1)).await;
    let first = assess(store, &trace_id(1), feedback("ok", true)).await;
    let second = assess(store, &trace_id(1), expectation(json!("x"))).await;
    invalid(update(store, &first, expectation(json!("y")), "expectation").await);
    invalid(update(store, &second, feedback("e", 1), "feedback").await);
    let changed = update(store, &second, expectation(json!([1.5])), "expectation")
        .await
        .unwrap();
    assert_eq!(changed.expectation.unwrap().value, json!([1.5]));
    invalid(update(store, &second, expectation(Value::Null), "expectation").await);
}

/// A deleted assessment is gone; one that is not there is deleted already.
pub async fn deleting_twice_is_no_error(store: &dyn TraceStore) {
    start(store, info(1)).await;
    let made = assess(store, &trace_id(1), feedback("ok", true)).await;
    delete(store, &made).await;
    delete(store, &made).await;
    refused(get(store, &made).await, ErrorCode::ResourceDoesNotExist);
    assert!(read(store, &trace_id(1)).await.assessments.is_empty());
}

/// An id that a client gives is taken, once.
pub async fn ids_are_given_once(store: &dyn TraceStore) {
    start(store, info(1)).await;
    let given = Assessment {
        assessment_id: Some("a-mine".into()),
        ..feedback("ok", true)
    };
    let made = assess(store, &trace_id(1), given.clone()).await;
    assert_eq!(made.assessment_id.as_deref(), Some("a-mine"));
    let request = CreateAssessment {
        trace_id: trace_id(1),
        assessment: Some(given),
    };
    refused(
        store.create_assessment(request).await,
        ErrorCode::ResourceAlreadyExists,
    );
}
