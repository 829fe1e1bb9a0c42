//! `mlflow doctor`.

mod folder;
mod report;
mod store;
mod variables;

use crate::failure::Failure;
use crate::session::{Session, shown_source, shown_uri};
use clap::Args;
use mlflow_core::Registry;
use mlflow_core::config::{Source, settings};
use report::{Place, Report};
use store::State;

#[derive(Args)]
pub(crate) struct Options {
    /// A folder of runs, as `./mlruns`: finds the damaged files in it, and tells what to do
    #[arg(value_name = "PATH|URI")]
    folder: Option<String>,
    /// Hides the values of all MLFLOW_ variables; passwords, tokens and keys are hidden anyway
    #[arg(long)]
    mask_envs: bool,
}

pub(crate) async fn run(session: &Session, options: Options) -> Result<(), Failure> {
    if let Some(folder) = &options.folder {
        return folder::run(session, folder);
    }
    let wrong = wrong_settings(session, options.mask_envs);
    let report = Report {
        wrong,
        tracking: tracking(session),
        registry: registry(session)?,
        experiment: experiment(session)?,
        config_file: session.config.file_path().map(|path| path.display().to_string()),
        schemes: schemes(),
        store: store::examine(session).await,
        variables: variables::of_mlflow(options.mask_envs),
    };
    session.printer.print(&report)?;
    match report.store {
        State::Failed { .. } => Err(Failure::new(format!(
            "the store {} does not answer",
            session.shown_uri()
        ))
        .hint(
            "the line about the store above says why; --tracking-uri or MLFLOW_TRACKING_URI chooses another",
        )),
        State::Missing { .. } | State::Open { .. } if !report.wrong.is_empty() => {
            Err(Failure::new("there are wrong settings").hint("the lines above name what is expected"))
        }
        State::Missing { .. } | State::Open { .. } => Ok(()),
    }
}

/// Returns the variables whose values cannot be read, with the errors.
fn wrong_settings(session: &Session, mask_all: bool) -> Vec<(&'static str, String)> {
    let wrong = settings::wrong(&session.config).into_iter();
    wrong
        .map(|(name, error)| match mask_all {
            true => (name, "its value cannot be read".to_owned()),
            false => (name, error.message().to_owned()),
        })
        .collect()
}

fn tracking(session: &Session) -> Place {
    Place {
        value: session.shown_uri(),
        source: shown_source(&session.tracking_uri().source),
    }
}

/// The tracking URI stands in for a registry URI that nobody set.
fn registry(session: &Session) -> Result<Place, Failure> {
    let set = session.config.get(&settings::REGISTRY_URI)?;
    Ok(match set.value {
        Some(uri) => Place {
            value: shown_uri(&uri),
            source: shown_source(&set.source),
        },
        None => Place {
            value: session.shown_uri(),
            source: "the tracking URI".to_owned(),
        },
    })
}

fn experiment(session: &Session) -> Result<Place, Failure> {
    let (id, name) = (
        session.config.get(&settings::EXPERIMENT_ID)?,
        session.config.get(&settings::EXPERIMENT_NAME)?,
    );
    let (value, source) = match (id.value, name.value) {
        (Some(value), _) => (value, id.source),
        (None, Some(name_set)) => (format!("`{name_set}`"), name.source),
        (None, None) => ("0".to_owned(), Source::Default),
    };
    Ok(Place {
        value,
        source: shown_source(&source),
    })
}

fn schemes() -> Vec<(&'static str, String, String)> {
    let registry = Registry::default();
    let tracking = registry
        .tracking_schemes()
        .map(|(scheme, by)| ("tracking", scheme.to_owned(), by.to_owned()));
    let artifacts = registry
        .artifact_schemes()
        .map(|(scheme, by)| ("artifacts", scheme.to_owned(), by.to_owned()));
    tracking.chain(artifacts).collect()
}
