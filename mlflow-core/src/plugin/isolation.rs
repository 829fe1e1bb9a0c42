//! Which plugins run in a process of their own, and how such a process is started.

use super::installed::Found;
use super::manifest::{Isolation, Manifest};
use super::{places, safety};
use crate::config::{self, settings};
use crate::error::{Error, Result};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

/// What a process is told of this one's environment, beside the settings and secrets of its manifest.
const KEPT: [&str; 22] = [
    "PATH",
    "HOME",
    "USER",
    "LANG",
    "LC_ALL",
    "TZ",
    "TMPDIR",
    "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
    "XDG_CACHE_HOME",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    "RUST_LOG",
    "RUST_BACKTRACE",
    "MLFLOW_LOGGING_LEVEL",
    "SystemRoot",
    "APPDATA",
    "LOCALAPPDATA",
    "TEMP",
    "USERPROFILE",
];

static BY_DEFAULT: AtomicBool = AtomicBool::new(false);
static HOST: OnceLock<(PathBuf, Vec<OsString>)> = OnceLock::new();

/// Lets installed plugins run in processes of their own where no setting says otherwise, as a server wants it.
pub fn isolate_by_default() {
    BY_DEFAULT.store(true, Ordering::Relaxed);
}

/// Names the program that runs a library in a process of its own, which calls [`serve`](super::serve) with the last
/// argument. The first one that is named counts; without one it is `mlflow plugin-host` of the `PATH`.
pub fn set_host(program: impl Into<PathBuf>, arguments: impl IntoIterator<Item = impl Into<OsString>>) {
    let arguments = arguments.into_iter().map(Into::into).collect();
    let _another_was_first = HOST.set((program.into(), arguments));
}

/// Tells whether an installed plugin runs in a process of its own.
pub(super) fn is_isolated(manifest: &Manifest) -> Result<bool> {
    if manifest.program.is_some() {
        return Ok(true);
    }
    let set = places::trusted(&settings::PLUGIN_ISOLATION);
    match set.as_deref() {
        Some("process") => Ok(true),
        Some("none") => Ok(false),
        Some(other) => Err(Error::invalid_parameter_value(format!(
            "MLFLOW_PLUGIN_ISOLATION is `{other}`; it is `process` or `none`"
        ))),
        None => Ok(manifest.isolation == Isolation::Process || BY_DEFAULT.load(Ordering::Relaxed)),
    }
}

/// How a process is started.
#[derive(Clone)]
pub(super) struct Launch {
    pub(super) name: String,
    /// The plugin: a library or a program.
    pub(super) file: PathBuf,
    program: PathBuf,
    arguments: Vec<OsString>,
    variables: Vec<(String, String)>,
    memory_mb: Option<u64>,
}

impl Launch {
    /// Finds out how to start a plugin.
    pub(super) fn of(found: &Found) -> Result<Self> {
        let file = safety::safe_file(&found.file)?;
        let manifest = &found.manifest;
        let (program, arguments) = match manifest.program {
            Some(_) => (file.clone(), Vec::new()),
            None => host(&file)?,
        };
        Ok(Launch {
            name: manifest.name.clone(),
            program,
            arguments,
            variables: variables(manifest),
            memory_mb: manifest.memory_mb,
            file,
        })
    }

    pub(super) fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.args(&self.arguments).env_clear();
        let kept = KEPT
            .iter()
            .filter_map(|name| Some((name, std::env::var_os(name)?)));
        command.envs(kept).envs(self.variables.iter().cloned());
        command
    }

    /// Keeps the memory of a process within the limit of the manifest.
    pub(super) fn limit(&self, process: &Child) {
        #[cfg(target_os = "linux")]
        if let (Some(megabytes), Ok(id)) = (self.memory_mb, i32::try_from(process.id())) {
            use rustix::process::{Pid, Resource, Rlimit, prlimit};
            let bytes = Some(megabytes.saturating_mul(1 << 20));
            let limit = Rlimit {
                current: bytes,
                maximum: bytes,
            };
            if let Err(error) = prlimit(Pid::from_raw(id), Resource::Data, limit) {
                tracing::warn!("the memory of the plugin `{}` is not limited: {error}", self.name);
            }
        }
        #[cfg(not(target_os = "linux"))]
        let _ = (process, self.memory_mb);
    }
}

/// Returns the program that runs a library, with its arguments.
fn host(library: &Path) -> Result<(PathBuf, Vec<OsString>)> {
    let (program, mut arguments) = match HOST.get() {
        Some(host) => host.clone(),
        None => {
            let path = std::env::var_os("PATH").unwrap_or_default();
            let name = format!("mlflow{}", std::env::consts::EXE_SUFFIX);
            let mut places = std::env::split_paths(&path).filter(|place| place.is_absolute());
            let program = places.find_map(|place| Some(place.join(&name)).filter(|path| path.is_file()));
            let program = program.ok_or_else(|| {
                Error::invalid_parameter_value(format!(
                    "the plugin {} cannot run in a process of its own: there is no `mlflow` in the PATH; install the command, or set MLFLOW_PLUGIN_ISOLATION=none",
                    library.display()
                ))
            })?;
            (program, vec![OsString::from("plugin-host")])
        }
    };
    arguments.push(library.into());
    Ok((program, arguments))
}

/// Returns the settings and secrets that a manifest names, as variables.
fn variables(manifest: &Manifest) -> Vec<(String, String)> {
    let config = config::current().ok();
    let setting = |name: &String| {
        let config = config.as_ref()?;
        Some((settings::variable(name)?.to_owned(), config.text_of(name)?))
    };
    let settings = manifest.settings.iter().filter_map(setting);
    let secret = |name: &String| Some((name.clone(), std::env::var(name).ok()?));
    settings
        .chain(manifest.secrets.iter().filter_map(secret))
        .collect()
}
