//! Every scheme that this crate answers to: a linker that drops a provider, or a provider that takes
//! another's scheme, shows here.

use mlflow_core::Registry;

#[test]
fn all_schemes_and_their_providers() {
    mlflow_stores::link();
    let registry = Registry::default();
    let lines = |what: &str, schemes: &mut dyn Iterator<Item = (&str, &str)>| -> String {
        schemes
            .map(|(scheme, provider)| format!("{what} {scheme}: {provider}\n"))
            .collect()
    };
    let tracking = lines("tracking", &mut registry.tracking_schemes());
    let artifacts = lines("artifacts", &mut registry.artifact_schemes());
    let traces = lines("traces", &mut registry.trace_schemes());
    insta::assert_snapshot!(tracking + &traces + &artifacts, @r"
    tracking file: mlflow-stores
    tracking http: mlflow-stores
    tracking https: mlflow-stores
    tracking mariadb: mlflow-stores
    tracking mysql: mlflow-stores
    tracking postgres: mlflow-stores
    tracking postgresql: mlflow-stores
    tracking sqlite: mlflow-stores
    traces file: mlflow-stores
    traces http: mlflow-stores
    traces https: mlflow-stores
    traces mariadb: mlflow-stores
    traces mysql: mlflow-stores
    traces postgres: mlflow-stores
    traces postgresql: mlflow-stores
    traces sqlite: mlflow-stores
    artifacts file: mlflow-stores
    artifacts http: mlflow-stores
    artifacts https: mlflow-stores
    artifacts mlflow-artifacts: mlflow-stores
    ");
}
