//! The calls of one plugin that are not answered yet, and the functions that the plugin answers them by.

use super::abi::{ABI, HostTable, LAYOUT, MAGIC, RawBytes, Receive};
use super::flight::{InFlight, Outcome};
use super::manifest::Manifest;
use crate::config;
use bytes::Bytes;
use std::ffi::c_void;
use std::sync::Arc;

/// The calls in flight of one plugin. It is never dropped, since the plugin may answer late.
pub(super) struct Calls {
    manifest: Manifest,
    close: unsafe extern "C" fn(*mut c_void),
    pub(super) flight: Arc<InFlight>,
}

impl Calls {
    /// Makes the table of functions for a plugin, which lives as long as the program.
    pub(super) fn start(
        manifest: Manifest,
        close: unsafe extern "C" fn(*mut c_void),
    ) -> (&'static Calls, &'static HostTable) {
        let calls: &'static Calls = Box::leak(Box::new(Calls {
            manifest,
            close,
            flight: Arc::default(),
        }));
        let table = HostTable {
            magic: MAGIC,
            abi: ABI,
            layout: LAYOUT,
            size: size_of::<HostTable>(),
            context: std::ptr::from_ref(calls).cast(),
            done,
            opened,
            log,
            setting,
            secret,
        };
        (calls, Box::leak(Box::new(table)))
    }

    fn setting(&self, name: &str) -> Option<String> {
        let named = self.manifest.settings.iter().any(|setting| setting == name);
        named.then(|| config::current().ok()?.text_of(name)).flatten()
    }

    fn secret(&self, name: &str) -> Option<String> {
        let named = self.manifest.secrets.iter().any(|secret| secret == name);
        named.then(|| std::env::var(name).ok()).flatten()
    }
}

/// # Safety
///
/// `context` must be that of a table that [`Calls::start`] made.
unsafe fn calls<'a>(context: *const c_void) -> Option<&'a Calls> {
    // SAFETY: by the caller's promise it points to a `Calls` that is never dropped, or is null.
    unsafe { context.cast::<Calls>().as_ref() }
}

unsafe extern "C" fn done(context: *const c_void, call: u64, status: u32, answer: RawBytes) {
    // SAFETY: the context of the table, by the rules of the ABI.
    let Some(calls) = (unsafe { calls(context) }) else {
        return;
    };
    // SAFETY: the plugin lends the bytes for the length of this call; they are copied here.
    let answer = unsafe { answer.get() }.map(Bytes::copy_from_slice);
    if !calls.flight.end(call, Outcome::Done(status, answer)) {
        tracing::debug!(
            "the plugin `{}` answered call {call} twice or too late",
            calls.manifest.name
        );
    }
}

unsafe extern "C" fn opened(context: *const c_void, call: u64, instance: *mut c_void) {
    // SAFETY: the context of the table, by the rules of the ABI.
    let Some(calls) = (unsafe { calls(context) }) else {
        return;
    };
    if !calls
        .flight
        .end(call, Outcome::Opened(instance.expose_provenance() as u64))
    {
        tracing::debug!("the plugin `{}` opened a store too late", calls.manifest.name);
        // SAFETY: the plugin has just made this instance, and nobody else knows of it.
        unsafe { (calls.close)(instance) };
    }
}

unsafe extern "C" fn log(context: *const c_void, level: u32, text: RawBytes) {
    // SAFETY: the context of the table, by the rules of the ABI.
    let Some(calls) = (unsafe { calls(context) }) else {
        return;
    };
    // SAFETY: the plugin lends the bytes for the length of this call.
    let text = unsafe { text.get() }.unwrap_or_default();
    let (name, text) = (&calls.manifest.name, String::from_utf8_lossy(text));
    write_log(name, level, &text);
}

/// Writes a line of a plugin to the log.
pub(super) fn write_log(name: &str, level: u32, text: &str) {
    match level {
        0 | 1 => tracing::error!("plugin `{name}`: {text}"),
        2 => tracing::warn!("plugin `{name}`: {text}"),
        3 => tracing::info!("plugin `{name}`: {text}"),
        _ => tracing::debug!("plugin `{name}`: {text}"),
    }
}

unsafe extern "C" fn setting(
    context: *const c_void,
    name: RawBytes,
    receive: Receive,
    into: *mut c_void,
) -> u32 {
    // SAFETY: as the caller promises by the rules of the ABI.
    unsafe { told(context, name, receive, into, Calls::setting) }
}

unsafe extern "C" fn secret(
    context: *const c_void,
    name: RawBytes,
    receive: Receive,
    into: *mut c_void,
) -> u32 {
    // SAFETY: as the caller promises by the rules of the ABI.
    unsafe { told(context, name, receive, into, Calls::secret) }
}

/// # Safety
///
/// `context` is that of the table, `name` lives for this call, and `receive` may be called with `into`.
unsafe fn told(
    context: *const c_void,
    name: RawBytes,
    receive: Receive,
    into: *mut c_void,
    find: fn(&Calls, &str) -> Option<String>,
) -> u32 {
    // SAFETY: both are the caller's promise.
    let (calls, name) = unsafe { (calls(context), name.get()) };
    let name = name.and_then(|name| std::str::from_utf8(name).ok());
    let Some(value) = calls.zip(name).and_then(|(calls, name)| find(calls, name)) else {
        return 0;
    };
    // SAFETY: the plugin's own function with its own argument; the bytes live for the call.
    unsafe { receive(into, RawBytes::of(value.as_bytes())) };
    1
}
