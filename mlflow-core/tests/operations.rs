//! The contract as a table: names, routes and permissions, under review.

use mlflow_core::contract::{Operation, registry_operations, trace_operations, tracking_operations};

#[test]
fn every_operation_with_its_routes_and_what_it_needs() {
    insta::assert_snapshot!(table(tracking_operations()));
}

#[test]
fn every_operation_of_a_registry() {
    insta::assert_snapshot!(table(registry_operations()));
}

#[test]
fn every_operation_of_a_trace_store() {
    insta::assert_snapshot!(table(trace_operations()));
}

#[test]
fn no_route_of_a_trace_store_hides_another() {
    let routes: Vec<_> = trace_operations().flat_map(|o| o.routes).collect();
    for (place, route) in routes.iter().enumerate() {
        let earlier = routes[..place]
            .iter()
            .find(|earlier| earlier.method == route.method && earlier.parameters(route.path).is_some());
        assert!(earlier.is_none(), "{earlier:?} hides {route:?}");
    }
}

fn table(operations: impl Iterator<Item = &'static Operation>) -> String {
    let lines: Vec<_> = operations
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
    lines.join("\n")
}
