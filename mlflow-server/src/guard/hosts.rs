//! Which names a server answers to, so that no page of another name can speak to it through a browser.

use super::origins::fits;
use crate::options::ServerOptions;
use axum::extract::Request;
use axum::http::header::HOST;
use std::net::IpAddr;

/// Tells whether a request is for this server.
pub(super) fn is_allowed(options: &ServerOptions, request: &Request) -> bool {
    let header = request.headers().get(HOST).and_then(|host| host.to_str().ok());
    // HTTP/2 has the name in the request's URI.
    let host = header.or_else(|| request.uri().authority().map(|authority| authority.as_str()));
    let Some(host) = host else {
        return false;
    };
    match options.allowed_hosts.as_slice() {
        [] => is_private(host),
        allowed => allowed.iter().any(|pattern| fits(pattern, host)),
    }
}

/// Tells whether a name with or without a port is this machine's, or an address of a private network.
fn is_private(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if !name.is_empty() && port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => host,
    };
    if name.eq_ignore_ascii_case("localhost") {
        return true;
    }
    let bare = name.strip_prefix('[').and_then(|name| name.strip_suffix(']'));
    match bare.unwrap_or(name).parse() {
        Ok(IpAddr::V4(address)) => address.is_loopback() || address.is_private() || address.is_unspecified(),
        Ok(IpAddr::V6(address)) => bare.is_some() && (address.is_loopback() || address.is_unique_local()),
        Err(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_are_private() {
        for host in [
            "localhost",
            "LOCALHOST:5000",
            "127.0.0.1:1",
            "[::1]:5000",
            "[::1]",
            "10.1.2.3",
            "172.16.0.9:80",
            "0.0.0.0:5000",
        ] {
            assert!(is_private(host), "{host}");
        }
        for host in [
            "",
            "10.evil.example",
            "192.168.1.evil.com:80",
            "8.8.8.8",
            "localhost.evil.example",
            "localhost:x",
            "172.32.0.1",
            "::1",
        ] {
            assert!(!is_private(host), "{host}");
        }
    }
}
