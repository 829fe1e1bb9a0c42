//! The contract on one page.

use super::{Contract, Described, method, path, title};
use crate::pages::MLFLOW_VERSION;
use mlflow_core::contract::Shape;

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}\
code,td:first-child{font-family:ui-monospace,monospace}details{margin:.4rem 0}summary{cursor:pointer}\
table{border-collapse:collapse;margin:.4rem 0 .8rem 1.2rem}td{padding:0 1rem 0 0;vertical-align:top}\
h4{margin:.6rem 0 0 1.2rem}:root{color-scheme:light dark}";

/// Writes the page. All of it comes from the contract, whose names need no escaping.
pub(super) fn write(contract: &Contract) -> String {
    let mut html = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>MLflow's REST API</title>\
         <meta name=\"viewport\" content=\"width=device-width\"><style>{STYLE}</style></head><body>\
         <h1>MLflow's REST API</h1><p>The operations of MLflow {MLFLOW_VERSION} that this server has. What is below \
         <code>/api</code> is also below <code>/ajax-api</code>. \
         <a href=\"openapi.json\">The same for programs</a>, in OpenAPI 3.1.</p>"
    );
    for noun in contract.nouns() {
        html += &format!("<h2>{noun}</h2>");
        let of_noun = |described: &&Described| described.operation.noun == noun;
        for described in contract.operations.iter().filter(of_noun) {
            operation(contract, described, &mut html);
        }
    }
    html += "<h2>Messages</h2>";
    for name in contract.shapes.names() {
        html += &format!("<h4 id=\"{name}\">{name}</h4>");
        fields(contract, &Shape::Message(name), &mut html);
    }
    html + "</body></html>"
}

fn operation(contract: &Contract, described: &Described, html: &mut String) {
    let operation = described.operation;
    let routes: Vec<_> = operation
        .routes
        .iter()
        .map(|route| format!("<code>{} {}</code>", method(route), path(route)))
        .collect();
    *html += &format!(
        "<details id=\"{}\"><summary>{} {}</summary>",
        operation.name,
        title(operation.name),
        routes.join(" ")
    );
    for (what, message) in [("Request", &described.request), ("Answer", &described.answer)] {
        *html += &format!("<h4>{what}</h4>");
        fields(contract, message, html);
    }
    *html += "</details>";
}

fn fields(contract: &Contract, message: &Shape, html: &mut String) {
    let rows: String = contract
        .fields(message)
        .map(|(name, shape)| format!("<tr><td>{name}</td><td>{}</td></tr>", words(shape)))
        .collect();
    *html += &match rows.as_str() {
        "" => "<table><tr><td>nothing</td></tr></table>".to_owned(),
        rows => format!("<table>{rows}</table>"),
    };
}

fn words(shape: &Shape) -> String {
    match shape {
        Shape::Text => "text".to_owned(),
        Shape::Integer => "integer".to_owned(),
        Shape::Double => "double".to_owned(),
        Shape::Bool => "true or false".to_owned(),
        Shape::Name(name) => format!("name of a {name}"),
        Shape::List(item) => format!("list of {}", words(item)),
        Shape::Map(item) => format!("map to {}", words(item)),
        Shape::Message(name) => format!("<a href=\"#{name}\">{name}</a>"),
        _ => "any JSON".to_owned(),
    }
}
