//! The plugin's side: what [`export_plugin!`](crate::export_plugin) expands to.

mod artifacts;
mod extensions;
mod instance;

use super::abi::{ABI, HostTable, LAYOUT, MAGIC, PluginTable, RawBytes, Status};
use super::manifest::{Isolation, Kind, Manifest, Offer};
use super::message::{self, OpenRequest};
use crate::blocking;
use crate::error::{Error, Result};
use crate::extension::Extension;
use crate::registry::{AnyProvider, OpenOptions};
use crate::uri::StoreUri;
use artifacts::Artifacts;
use extensions::Extended;
use futures::FutureExt;
use instance::{Instance, Opened};
use std::any::Any;
use std::ffi::c_void;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, OnceLock};

/// Makes a plugin of the providers that a linked-in crate registers.
///
/// The crate is a `cdylib`; the macro stands once in it. `prompt: true` promises that the stores wait for nothing but
/// futures, so that calls need no thread of their own; `by_path: true` that repositories of artifacts open local files themselves; `settings` and `secrets` are the names that the plugin may ask for.
/// `extensions: [Extension::run_context(…)]` stands beside `providers` or in their place.
/// Panics are answered as errors, so the crate is built with unwinding.
///
/// ```
/// use mlflow_core::registry::Provider;
/// use mlflow_core::{MemoryStore, TrackingStore};
/// use std::sync::Arc;
///
/// fn provider() -> Provider<dyn TrackingStore> {
///     Provider::new("shelf", ["shelf"], |_uri, _options| async {
///         Ok(Arc::new(MemoryStore::new()) as Arc<dyn TrackingStore>)
///     })
/// }
///
/// mlflow_core::export_plugin! { name: "shelf", version: "0.1.0", providers: [provider()] }
/// # fn main() {}
/// ```
#[macro_export]
macro_rules! export_plugin {
    (
        name: $name:expr,
        version: $version:expr,
        $(prompt: $prompt:expr,)?
        $(by_path: $by_path:expr,)?
        $(settings: [$($setting:expr),* $(,)?],)?
        $(secrets: [$($secret:expr),* $(,)?],)?
        $(providers: [$($provider:expr),* $(,)?] $(,)?)?
        $(extensions: [$($extension:expr),* $(,)?] $(,)?)?
    ) => {
        #[cfg(not(panic = "unwind"))]
        compile_error!("a plugin is built with `panic = \"unwind\"`, so that a panic ends as the error of one call");

        struct ExportedPlugin;

        impl $crate::plugin::export::Exported for ExportedPlugin {
            fn about() -> &'static $crate::plugin::export::About {
                static ABOUT: ::std::sync::OnceLock<$crate::plugin::export::About> = ::std::sync::OnceLock::new();
                ABOUT.get_or_init(|| {
                    let providers: ::std::vec::Vec<$crate::registry::AnyProvider> =
                        ::std::vec![$($($crate::registry::AnyProvider::from($provider)),*)?];
                    let extensions: ::std::vec::Vec<$crate::extension::Extension> =
                        ::std::vec![$($($extension),*)?];
                    #[allow(unused_mut)]
                    let mut about = $crate::plugin::export::About::new($name, $version, providers, extensions);
                    $(about.manifest.prompt = $prompt;)?
                    $(about.manifest.by_path = $by_path;)?
                    $(about.manifest.settings = ::std::vec![$(::std::string::String::from($setting)),*];)?
                    $(about.manifest.secrets = ::std::vec![$(::std::string::String::from($secret)),*];)?
                    about
                })
            }
        }

        static MLFLOW_PLUGIN: $crate::plugin::abi::PluginTable = $crate::plugin::export::table::<ExportedPlugin>();

        /// The symbol by which MLflow finds the plugin.
        #[allow(unsafe_code)]
        #[unsafe(no_mangle)]
        pub extern "C" fn mlflow_plugin_v1() -> *const $crate::plugin::abi::PluginTable {
            &raw const MLFLOW_PLUGIN
        }
    };
}

/// A plugin that a crate exports.
pub trait Exported: 'static {
    /// Returns what it is made of.
    fn about() -> &'static About;
}

/// What a plugin is made of.
pub struct About {
    /// What it says of itself.
    pub manifest: Manifest,
    providers: Vec<AnyProvider>,
    extensions: Vec<Extension>,
    json: OnceLock<Vec<u8>>,
}

impl About {
    /// Describes a plugin by its providers and extensions.
    pub fn new(name: &str, version: &str, providers: Vec<AnyProvider>, extensions: Vec<Extension>) -> Self {
        let offers = providers.iter().filter_map(|provider| {
            let (kind, schemes) = match provider {
                AnyProvider::Tracking(provider) => (Kind::TrackingStore, provider.schemes()),
                AnyProvider::Traces(provider) => (Kind::TraceStore, provider.schemes()),
                AnyProvider::Registry(provider) => (Kind::RegistryStore, provider.schemes()),
                AnyProvider::Artifacts(provider) => (Kind::ArtifactRepo, provider.schemes()),
                AnyProvider::Imports(_) | AnyProvider::RegistryImports(_) => return None,
            };
            let schemes = schemes.to_vec();
            Some(Offer {
                kind,
                schemes,
                names: Vec::new(),
            })
        });
        let named = extensions.iter().map(|extension| Offer {
            kind: extension.kind(),
            schemes: Vec::new(),
            names: vec![extension.name().to_owned()],
        });
        About {
            manifest: Manifest {
                name: name.to_owned(),
                version: version.to_owned(),
                abi: ABI,
                library: None,
                program: None,
                isolation: Isolation::None,
                memory_mb: None,
                offers: offers.chain(named).collect(),
                prompt: false,
                by_path: false,
                settings: Vec::new(),
                secrets: Vec::new(),
            },
            providers,
            extensions,
            json: OnceLock::new(),
        }
    }

    async fn open(&self, request: OpenRequest) -> Result<Opened> {
        if let Some(name) = &request.name {
            let found = self
                .extensions
                .iter()
                .find(|extension| extension.kind() == request.kind && extension.name() == name);
            return match found {
                Some(extension) => Ok(Opened::Extension(Extended::new(extension.clone()))),
                None => Err(Error::invalid_parameter_value(format!(
                    "the plugin `{}` offers no {} `{name}`",
                    self.manifest.name, request.kind
                ))),
            };
        }
        let uri = StoreUri::parse(&request.uri)?;
        let options = OpenOptions {
            artifact_root: request.artifact_root,
            tracking_uri: request.tracking_uri,
        };
        for provider in &self.providers {
            match (request.kind, provider) {
                (Kind::TrackingStore, AnyProvider::Tracking(p))
                    if p.schemes().iter().any(|s| s == uri.scheme()) =>
                {
                    return Ok(Opened::Tracking(p.open(uri, options).await?));
                }
                (Kind::TraceStore, AnyProvider::Traces(p))
                    if p.schemes().iter().any(|s| s == uri.scheme()) =>
                {
                    return Ok(Opened::Traces(p.open(uri, options).await?));
                }
                (Kind::RegistryStore, AnyProvider::Registry(p))
                    if p.schemes().iter().any(|s| s == uri.scheme()) =>
                {
                    return Ok(Opened::Registry(p.open(uri, options).await?));
                }
                (Kind::ArtifactRepo, AnyProvider::Artifacts(p))
                    if p.schemes().iter().any(|s| s == uri.scheme()) =>
                {
                    return Ok(Opened::Artifacts(Artifacts::new(p.open(uri, options).await?)));
                }
                _ => {}
            }
        }
        Err(Error::invalid_parameter_value(format!(
            "the plugin `{}` offers no {} for `{uri}`",
            self.manifest.name, request.kind
        )))
    }
}

/// Returns the table of a plugin.
pub const fn table<P: Exported>() -> PluginTable {
    PluginTable {
        magic: MAGIC,
        abi: ABI,
        layout: LAYOUT,
        size: size_of::<PluginTable>(),
        describe: describe::<P>,
        open: open::<P>,
        call,
        cancel,
        close,
    }
}

/// The functions of the program, for one call or one instance.
#[derive(Clone, Copy)]
struct Host(&'static HostTable);

impl Host {
    fn done(self, call: u64, status: Status, answer: &[u8]) {
        // SAFETY: a function of the program's table with its own context; the bytes live for the call.
        unsafe { (self.0.done)(self.0.context, call, status as u32, RawBytes::of(answer)) }
    }

    fn opened(self, call: u64, instance: Arc<Instance>) {
        let instance = Arc::into_raw(instance).cast_mut().cast();
        // SAFETY: as above; the program gives the instance back to `close`, once.
        unsafe { (self.0.opened)(self.0.context, call, instance) }
    }

    /// Answers a call by its result.
    fn answer(self, call: u64, result: Result<Vec<u8>>) {
        match result {
            Ok(answer) => self.done(call, Status::Ok, &answer),
            Err(error) => self.done(call, Status::Error, error.serialize_as_json().as_bytes()),
        }
    }

    fn panicked(self, call: u64, panic: &(dyn Any + Send)) {
        let text = match (panic.downcast_ref::<&str>(), panic.downcast_ref::<String>()) {
            (Some(text), _) => text,
            (_, Some(text)) => text.as_str(),
            _ => "no text",
        };
        self.done(call, Status::Panic, text.as_bytes());
    }
}

unsafe extern "C" fn describe<P: Exported>() -> RawBytes {
    let described = catch_unwind(|| {
        let about = P::about();
        about
            .json
            .get_or_init(|| serde_json::to_vec(&about.manifest).unwrap_or_default())
            .as_slice()
    });
    RawBytes::of(described.unwrap_or_default())
}

unsafe extern "C" fn open<P: Exported>(host: *const HostTable, call: u64, request: RawBytes) {
    // SAFETY: the program's table lives as long as the program, by the rules of the ABI.
    let Some(host) = (unsafe { host.as_ref() }).map(Host) else {
        return;
    };
    // SAFETY: the bytes live for this call.
    let request = unsafe { request.get() }.unwrap_or_default();
    let begun = catch_unwind(|| {
        let request = serde_json::from_slice::<OpenRequest>(request)
            .map_err(|e| Error::invalid_parameter_value(format!("the plugin cannot read what to open: {e}")));
        start(async move {
            let opening = async { P::about().open(request?).await };
            match AssertUnwindSafe(opening).catch_unwind().await {
                Ok(Ok(opened)) => host.opened(call, Arc::new(Instance::new(host, opened))),
                Ok(Err(error)) => host.answer(call, Err(error)),
                Err(panic) => host.panicked(call, &*panic),
            }
        })
    });
    match begun {
        Ok(Ok(_)) => {}
        Ok(Err(error)) => host.answer(call, Err(error)),
        Err(panic) => host.panicked(call, &*panic),
    }
}

unsafe extern "C" fn call(
    instance: *mut c_void,
    call: u64,
    operation: RawBytes,
    request: RawBytes,
    context: RawBytes,
) {
    // SAFETY: the program passes what `opened` gave it, and keeps it open for the length of this call.
    let instance = unsafe { borrowed(instance) };
    // SAFETY: the bytes live for this call; they are copied where they are needed longer.
    let bytes = unsafe { (operation.get(), request.get(), context.get()) };
    let host = instance.host;
    let begun = catch_unwind(AssertUnwindSafe(|| {
        let (Some(operation), Some(request), Some(context)) = bytes else {
            return Err(Error::invalid_parameter_value(
                "a null pointer where bytes were announced",
            ));
        };
        let operation = String::from_utf8_lossy(operation).into_owned();
        let (request, context) = (request.to_vec(), message::read_context(context)?);
        let working = instance.clone();
        instance.begin(call);
        let waits = start(async move {
            let carried = AssertUnwindSafe(working.carry(&operation, &request, &context))
                .catch_unwind()
                .await;
            working.forget(call);
            match carried {
                Ok(Some(result)) => host.answer(call, result.map(Vec::from)),
                Ok(None) => host.done(call, Status::Unknown, &[]),
                Err(panic) => host.panicked(call, &*panic),
            }
        });
        match waits {
            Ok(None) => Ok(()),
            Ok(Some(task)) => {
                instance.remember(call, task);
                Ok(())
            }
            Err(error) => {
                instance.forget(call);
                Err(error)
            }
        }
    }));
    match begun {
        Ok(Ok(())) => {}
        Ok(Err(error)) => host.answer(call, Err(error)),
        Err(panic) => {
            instance.forget(call);
            host.panicked(call, &*panic);
        }
    }
}

unsafe extern "C" fn cancel(instance: *mut c_void, call: u64) {
    // SAFETY: the program passes what `opened` gave it, and keeps it open for the length of this call.
    let instance = unsafe { borrowed(instance) };
    instance.cancel(call);
}

unsafe extern "C" fn close(instance: *mut c_void) {
    // SAFETY: what `opened` gave away comes back, once.
    let instance = unsafe { Arc::from_raw(instance.cast_const().cast::<Instance>()) };
    // A store may panic where it is dropped.
    let _ = catch_unwind(AssertUnwindSafe(|| drop(instance)));
}

/// Returns one more owner of an instance.
///
/// # Safety
///
/// `instance` must be what [`Host::opened`] gave away, and not closed.
unsafe fn borrowed(instance: *mut c_void) -> Arc<Instance> {
    let instance = instance.cast_const().cast::<Instance>();
    // SAFETY: by the caller's promise it came from `Arc::into_raw`, whose count is still held.
    unsafe {
        Arc::increment_strong_count(instance);
        Arc::from_raw(instance)
    }
}

/// Runs a future where it stands as far as it goes, and the rest of it on this plugin's own runtime.
fn start(future: impl Future<Output = ()> + Send + 'static) -> Result<Option<tokio::task::AbortHandle>> {
    blocking::start_here(future)
}
