//! Shared libraries in this process: loaded once, checked, and never unloaded.

use super::abi::{ABI, Entry, HostTable, LAYOUT, MAGIC, PluginTable, RawBytes, SYMBOL};
use super::calls::Calls;
use super::manifest::Manifest;
use super::message::OpenRequest;
use super::peer::Peer;
use super::safety;
use crate::blocking;
use crate::contract::proto_json;
use crate::error::{Error, Result};
use bytes::Bytes;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ffi::c_void;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// A plugin's library.
pub(super) struct Library {
    pub(super) path: PathBuf,
    pub(super) manifest: Arc<Manifest>,
    table: &'static PluginTable,
    host: &'static HostTable,
    calls: &'static Calls,
    peer: Peer,
}

static LOADED: Mutex<BTreeMap<PathBuf, &'static Library>> = Mutex::new(BTreeMap::new());

impl Library {
    /// Loads a library, or returns the one that was loaded before.
    pub(super) fn load(path: &Path) -> Result<&'static Library> {
        let path = safety::safe_file(path)?;
        let mut loaded = LOADED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(library) = loaded.get(&path) {
            return Ok(library);
        }
        let library: &'static Library = Box::leak(Box::new(Library::new(&path)?));
        loaded.insert(path, library);
        Ok(library)
    }

    fn new(path: &Path) -> Result<Self> {
        let wrong =
            |what: String| Error::invalid_parameter_value(format!("the plugin {}: {what}", path.display()));
        // SAFETY: the code that runs when a library is loaded is trusted as the rest of it: whoever may write the file
        // or its folder is this user or root, and the user has named the place.
        let library = unsafe { libloading::Library::new(path) }
            .map_err(|e| wrong(format!("it cannot be loaded: {e}")).with_source(e))?;
        // SAFETY: the type of the symbol is part of its name.
        let entry = unsafe { library.get::<Entry>(SYMBOL) }
            .map_err(|_| {
                wrong(format!(
                    "it has no symbol `{SYMBOL}`, so it is no plugin of MLflow"
                ))
            })
            .map(|entry| *entry)?;
        // Its threads and its answers may outlive every use of it.
        std::mem::forget(library);
        // SAFETY: a function without arguments, by the rules of the ABI.
        let table = unsafe { entry() };
        let table = checked(table).map_err(wrong)?;
        // SAFETY: a function of a table that was checked; it has no arguments.
        let described = unsafe { (table.describe)() };
        // SAFETY: by the rules of the ABI the bytes live as long as the program.
        let described =
            unsafe { described.get() }.ok_or_else(|| wrong("its manifest is a null pointer".to_owned()))?;
        let manifest = Manifest::parse(described).map_err(|e| wrong(e.message().to_owned()))?;
        let peer = Peer::new(&manifest.name);
        let (calls, host) = Calls::start(manifest.clone(), table.close);
        Ok(Library {
            path: path.to_owned(),
            manifest: Arc::new(manifest),
            table,
            host,
            calls,
            peer,
        })
    }

    /// Opens a store.
    pub(super) async fn open(&'static self, request: &OpenRequest) -> Result<Instance> {
        let request = proto_json::write(request)?;
        self.peer.check()?;
        let ticket = self.calls.flight.begin();
        let number = ticket.number;
        // SAFETY: a function of a checked table; the bytes and the table of the host outlive the call.
        let open = move || unsafe { (self.table.open)(self.host, number, RawBytes::of(&request)) };
        self.on_a_thread(open)?;
        let outcome = self.peer.outcome(ticket, "open", None).await?;
        Ok(Instance {
            library: self,
            // What came from a pointer fits one.
            handle: self.peer.instance(outcome)? as usize,
        })
    }

    /// Calls the plugin here if it promises to return at once, else where it keeps nobody waiting.
    fn on_a_thread(&self, call: impl FnOnce() + Send + 'static) -> Result<()> {
        match self.manifest.prompt {
            true => call(),
            false => drop(blocking::spawn_blocking(call)?),
        }
        Ok(())
    }
}

/// Checks the head of a table, before anything else of it is looked at.
fn checked(table: *const PluginTable) -> Result<&'static PluginTable, String> {
    if table.is_null() || !table.is_aligned() {
        return Err(format!("`{SYMBOL}` returned no table"));
    }
    // SAFETY: not null, aligned, and by the rules of the ABI every version begins with these four numbers; they are read
    // alone, since what follows is not known yet.
    let (magic, abi, layout, size) = unsafe {
        (
            (&raw const (*table).magic).read(),
            (&raw const (*table).abi).read(),
            (&raw const (*table).layout).read(),
            (&raw const (*table).size).read(),
        )
    };
    if magic != MAGIC {
        return Err(format!(
            "the table of `{SYMBOL}` begins with {magic:#010x} and not with {MAGIC:#010x}"
        ));
    }
    if abi != ABI {
        return Err(format!(
            "it speaks version {abi} of the plugin ABI, and this program, mlflow {}, speaks version {ABI}: build it for that one",
            env!("CARGO_PKG_VERSION")
        ));
    }
    if layout != LAYOUT || size < size_of::<PluginTable>() {
        return Err(format!(
            "its table has the layout {layout:#018x} and {size} bytes, and version {ABI} has {LAYOUT:#018x} and at least {}",
            size_of::<PluginTable>()
        ));
    }
    // SAFETY: it lives as long as the program by the rules of the ABI, and is as large as ours.
    Ok(unsafe { &*table })
}

/// An open store of a plugin.
pub(super) struct Instance {
    pub(super) library: &'static Library,
    handle: usize,
}

impl Instance {
    /// Carries out an operation.
    pub(super) async fn call(
        self: &Arc<Self>,
        operation: impl Into<Cow<'static, str>>,
        request: Bytes,
        context: Bytes,
        deadline: Option<Duration>,
    ) -> Result<Bytes> {
        let (library, operation) = (self.library, operation.into());
        let named = operation.clone();
        library.peer.check()?;
        let ticket = library.calls.flight.begin();
        let made = Arc::new(AtomicBool::new(false));
        let mut cancels = Cancels {
            instance: self,
            call: Some(ticket.number),
            made: made.clone(),
        };
        let (number, instance) = (ticket.number, self.clone());
        library.on_a_thread(move || {
            if made.swap(true, Ordering::AcqRel) {
                return;
            }
            let operation = RawBytes::of(operation.as_bytes());
            // SAFETY: the instance is open as long as `instance` lives, and all bytes outlive the call.
            unsafe {
                (library.table.call)(
                    instance.pointer(),
                    number,
                    operation,
                    RawBytes::of(&request),
                    RawBytes::of(&context),
                );
            }
        })?;
        let outcome = library.peer.outcome(ticket, &named, deadline).await?;
        cancels.call = None;
        library.peer.answer(&named, outcome)
    }

    fn pointer(&self) -> *mut c_void {
        std::ptr::with_exposed_provenance_mut(self.handle)
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        let (close, handle) = (self.library.table.close, self.handle);
        // SAFETY: the last user of the instance is going, and it is closed once.
        let close = move || unsafe { close(std::ptr::with_exposed_provenance_mut(handle)) };
        if let Err(error) = self.library.on_a_thread(close) {
            tracing::warn!(
                "a store of the plugin `{}` stays open: {error}",
                self.library.manifest.name
            );
        }
    }
}

/// Tells the plugin that nobody waits any more, if the caller goes away or the time is over.
struct Cancels<'a> {
    instance: &'a Arc<Instance>,
    call: Option<u64>,
    /// Whether the plugin was called, or must not be called any more: whoever comes first sets it.
    made: Arc<AtomicBool>,
}

impl Drop for Cancels<'_> {
    fn drop(&mut self) {
        let Some(call) = self.call else { return };
        if !self.made.swap(true, Ordering::AcqRel) {
            return;
        }
        let instance = self.instance.clone();
        // SAFETY: the instance is open as long as `instance` lives.
        let cancel = move || unsafe { (instance.library.table.cancel)(instance.pointer(), call) };
        if let Err(error) = self.instance.library.on_a_thread(cancel) {
            tracing::debug!("a call of a plugin is not cancelled: {error}");
        }
    }
}
