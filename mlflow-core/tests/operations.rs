//! The contract as a table: names, routes and permissions, under review.

use mlflow_core::contract::tracking_operations;

#[test]
fn every_operation_with_its_routes_and_what_it_needs() {
    let table: Vec<_> = tracking_operations()
        .map(|operation| {
            let routes: Vec<_> = operation
                .routes
                .iter()
                .map(|r| format!("{:?} {}", r.method, r.path))
                .collect();
            let needs = &operation.needs;
            format!(
                "{}.{}: {}, {:?} on {:?}",
                operation.noun,
                operation.name,
                routes.join(" | "),
                needs.access,
                needs.on
            )
        })
        .collect();
    insta::assert_snapshot!(table.join("\n"));
}
