//! Plugins over their C ABI: the whole suites, and plugins that behave badly.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod artifacts;
mod example;
mod extensions;
mod header;
mod hostile;
mod installed;
mod isolated;
mod languages;
mod library;
mod strange;
mod suites;
