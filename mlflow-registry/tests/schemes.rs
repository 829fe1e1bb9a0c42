//! Every scheme that this crate answers to: a linker that drops a provider, or a provider that takes
//! another's scheme, shows here.

use mlflow_core::Registry;

#[test]
fn all_schemes_and_their_providers() {
    mlflow_registry::link();
    let registry = Registry::default();
    let schemes: Vec<_> = registry.registry_schemes().collect();
    let all = [
        "file",
        "http",
        "https",
        "mariadb",
        "mysql",
        "postgres",
        "postgresql",
        "sqlite",
    ];
    assert_eq!(schemes, all.map(|scheme| (scheme, "mlflow-registry")));
    assert!(registry.tracking_schemes().any(|(scheme, _)| scheme == "sqlite"));
}
