//! What official servers answered, and what official clients sent.

use crate::running::{Answer, Running, head};
use mlflow_testkit::golden::served::{self, Got, Sent};
use mlflow_testkit::golden::{Report, Version, database};
use std::io::Write;

/// Sends a request on a connection of its own, with the headers of a page where it is one.
fn ask(server: &Running, sent: &Sent) -> Got {
    let mut headers = vec![("User-Agent", "mlflow-python-client/3.17.2")];
    headers.extend(sent.headers.iter().map(|(name, value)| (*name, value.as_str())));
    let origin = format!("http://127.0.0.1:{}", server.port);
    if sent.target.starts_with("/ajax-api/") {
        headers.extend([("Origin", origin.as_str()), ("Sec-Fetch-Site", "same-origin")]);
    }
    let answer = match sent.chunked {
        false => server.send(&sent.method, &sent.target, &headers, &sent.body),
        true => {
            let whole =
                String::from_utf8(head(server.port, &sent.method, &sent.target, &headers, 0)).unwrap();
            let mut bytes = whole
                .replace("Content-Length: 0", "Transfer-Encoding: chunked")
                .into_bytes();
            if !sent.body.is_empty() {
                bytes.extend(format!("{:x}\r\n", sent.body.len()).into_bytes());
                bytes.extend(&sent.body);
                bytes.extend(b"\r\n");
            }
            bytes.extend(b"0\r\n\r\n");
            let mut stream = server.connect();
            stream.write_all(&bytes).unwrap();
            Answer::read(stream)
        }
    };
    Got {
        status: answer.status,
        content_type: answer.header("Content-Type").map(str::to_owned),
        body: answer.body,
    }
}

#[track_caller]
fn agrees(report: &Report, least: usize) {
    assert!(report.differences.is_empty(), "{report}");
    assert!(report.same > least, "{report}");
}

#[tokio::test]
async fn reads_are_answered_as_recorded() {
    let server = Running::copy_of(&database(Version::V3_17_2));
    for prefix in ["/api/", "/ajax-api/"] {
        let report = served::replay_reads(Version::V3_17_2, prefix, |sent| ask(&server, &sent)).await;
        agrees(&report, 400);
    }
}

#[tokio::test]
async fn writes_are_answered_as_recorded() {
    for (version, least) in [(Version::V3_17_2, 300), (Version::V2_22_5, 140)] {
        for prefix in ["/api/", "/ajax-api/"] {
            let server = Running::start();
            let report = served::replay_writes(version, prefix, |sent| ask(&server, &sent)).await;
            agrees(&report, least);
        }
    }
}

#[tokio::test]
async fn what_official_clients_sent_is_answered_as_recorded() {
    for (client, least) in [(Version::V3_17_2, 280), (Version::V2_22_5, 230)] {
        let server = Running::start();
        let report = served::replay_transcript(client, |sent| ask(&server, &sent)).await;
        agrees(&report, least);
    }
}
