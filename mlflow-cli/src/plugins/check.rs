//! `mlflow plugins check`: the suites that every store passes, against a plugin.

use super::Named;
use super::report::{Report, Tested};
use crate::failure::Failure;
use crate::session::Session;
use clap::Args;
use mlflow_core::Registry;
use mlflow_core::extension::Extension;
use mlflow_core::outgoing::OutgoingRequest;
use mlflow_core::plugin::Kind;
use mlflow_testkit::tracking::Capabilities;
use mlflow_testkit::{artifacts, registry, traces, tracking};
use std::sync::Arc;

#[derive(Args)]
pub(crate) struct Options {
    #[command(flatten)]
    named: Named,
    /// Where stores may be made, one for each test; {number} stands for its number [default: SCHEME://check/{number}]
    #[arg(long, value_name = "URI")]
    uri: Option<String>,
    /// Tests only the stores of this scheme [default: the first scheme of each offer]
    #[arg(long, value_name = "SCHEME")]
    scheme: Option<String>,
    /// Runs only tests with this in their name, such as runs::
    #[arg(long, value_name = "TEXT")]
    only: Option<String>,
}

/// The test of what is found by its name.
const ANSWERS: &str = "it_answers";

/// What all tests of a plugin have in common.
struct Checker {
    registry: Arc<Registry>,
    uri: Option<String>,
    only: String,
    opened: u64,
}

pub(crate) async fn run(session: &Session, options: Options) -> Result<(), Failure> {
    let plugin = options.named.load()?;
    let mut registry = Registry::empty();
    for provider in plugin.providers {
        registry.register(provider)?;
    }
    let mut checker = Checker {
        registry: Arc::new(registry),
        uri: options.uri,
        only: options.only.unwrap_or_default(),
        opened: 0,
    };
    let mut report = Report::new(&plugin.manifest);
    // What tests say of themselves goes into the report.
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    for offer in &plugin.manifest.offers {
        let named = options.scheme.as_deref();
        let Some(scheme) = offer
            .schemes
            .iter()
            .find(|scheme| named.is_none_or(|n| n == *scheme))
        else {
            continue;
        };
        report.tested.extend(checker.check(offer.kind, scheme).await);
    }
    for extension in plugin.extensions {
        report.tested.extend(checker.ask(extension).await);
    }
    std::panic::set_hook(hook);
    if report.tested.is_empty() {
        return Err(
            Failure::usage("nothing was tested: no offer of the plugin and no test is named so")
                .hint("leave out --scheme and --only to run all tests"),
        );
    }
    session.printer.print(&report)?;
    match report.failures() {
        0 => Ok(()),
        failures => Err(Failure::new(format!(
            "{failures} of {} tests of the plugin `{}` fail",
            report.tested.len(),
            plugin.manifest.name
        ))
        .hint("each test is named after what a store has to do; a test of `mlflow-testkit` of that name shows how it is asked")),
    }
}

impl Checker {
    /// Runs the suite of one kind, a new store for each test.
    async fn check(&mut self, kind: Kind, scheme: &str) -> Vec<Tested> {
        let mut tested = Vec::new();
        macro_rules! suite {
            ($behaviours:expr, $open:ident, |$behaviour:ident, $store:ident| $check:expr) => {
                for $behaviour in $behaviours {
                    if !$behaviour.name.contains(&self.only) {
                        continue;
                    }
                    let (registry, uri) = (self.registry.clone(), self.next_uri(scheme));
                    let test = async move {
                        let $store = registry
                            .$open(&uri)
                            .await
                            .map_err(|e| format!("{uri} does not open: {e}"))?;
                        $check.await;
                        Ok(())
                    };
                    tested.push(Tested {
                        kind,
                        name: $behaviour.name,
                        failure: mlflow_testkit::verdict(test).await.err(),
                    });
                }
            };
        }
        match kind {
            Kind::TrackingStore => suite!(tracking::behaviours(), tracking_store, |behaviour, store| {
                behaviour.check(&*store, Capabilities::default())
            }),
            Kind::TraceStore => suite!(traces::behaviours(), trace_store, |behaviour, store| {
                behaviour.check(&*store)
            }),
            Kind::RegistryStore => suite!(registry::behaviours(), registry_store, |behaviour, store| {
                behaviour.check(&*store)
            }),
            Kind::ArtifactRepo => suite!(artifacts::behaviours(), artifact_repo, |behaviour, store| {
                behaviour.check(&*store)
            }),
            _ => {}
        }
        tested
    }

    /// Asks what is found by its name something that has no consequences; there is no such thing to ask of a project backend.
    async fn ask(&self, extension: Extension) -> Option<Tested> {
        let kind = extension.kind();
        if kind == Kind::ProjectBackend || !ANSWERS.contains(&self.only) {
            return None;
        }
        let test = async move {
            let answer = match extension {
                Extension::Evaluator(evaluator) => {
                    let config = serde_json::Map::new();
                    evaluator.can_evaluate("regressor", &config).await.map(drop)
                }
                Extension::DatasetSource(source) => source.can_resolve("/data/rows.csv").await.map(drop),
                Extension::RunContext(provider) => provider.tags().map(drop),
                Extension::DefaultExperiment(provider) => provider.experiment_id().map(drop),
                Extension::RequestHeaders(provider) => provider.headers().map(drop),
                Extension::RequestAuth(provider) => {
                    let request = OutgoingRequest::new("GET", "http://localhost/version", Some(&b""[..]));
                    provider.headers(request).await.map(drop)
                }
                _ => Ok(()),
            };
            answer.map_err(|e| e.to_string())
        };
        Some(Tested {
            kind,
            name: ANSWERS,
            failure: mlflow_testkit::verdict(test).await.err(),
        })
    }

    fn next_uri(&mut self, scheme: &str) -> String {
        self.opened += 1;
        let number = self.opened.to_string();
        match &self.uri {
            Some(uri) => uri.replace("{number}", &number),
            None => format!("{scheme}://check/{number}"),
        }
    }
}
