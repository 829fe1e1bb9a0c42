//! `mlflow plugins`.

mod check;
mod installed;
mod new;
mod report;

use crate::failure::{Failure, OrHint};
use crate::session::Session;
use clap::{Args, Subcommand};
use mlflow_core::plugin::{self, LoadedPlugin};
use std::path::{Path, PathBuf};

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Lists the plugins that are installed; none is loaded
    List,
    /// Loads a plugin and shows what it says of itself
    Info(Named),
    /// Runs the tests of every store that a plugin offers, and reports what passes
    Check(check::Options),
    /// Writes the crate of a new plugin, which builds, tests and loads at once
    New(new::Options),
}

#[derive(Args)]
pub(crate) struct Host {
    /// The library
    #[arg(value_name = "LIBRARY")]
    library: PathBuf,
}

impl Host {
    /// Serves until nobody asks any more, and ends the program, since threads of the library may hang.
    pub(crate) fn serve(&self) -> Result<(), Failure> {
        plugin::serve(&self.library)?;
        std::process::exit(0)
    }
}

#[derive(Args)]
pub(crate) struct Named {
    /// The name of an installed plugin, or the path of a library or a manifest
    #[arg(value_name = "PLUGIN")]
    plugin: String,
}

pub(crate) async fn run(session: &Session, command: Command) -> Result<(), Failure> {
    match command {
        Command::List => session.printer.print(&installed::Plugins::find()),
        Command::Info(named) => session.printer.print(&installed::Loaded(named.load()?)),
        Command::Check(options) => check::run(session, options).await,
        Command::New(options) => new::run(session, options),
    }
}

impl Named {
    /// Loads the plugin.
    fn load(&self) -> Result<LoadedPlugin, Failure> {
        let hint = |_: &_| {
            Some(
                "`mlflow plugins list` names what is installed; docs/plugin-abi.md says what a plugin is made of"
                    .to_owned(),
            )
        };
        plugin::load_plugin(self.path()?).or_hint(hint)
    }

    /// Returns the manifest of an installed plugin, else the path itself, which people may type as they like.
    fn path(&self) -> Result<PathBuf, Failure> {
        let found = plugin::found();
        match found.iter().find(|found| found.manifest.name == self.plugin) {
            Some(found) => Ok(found.path.clone()),
            None if Path::new(&self.plugin).exists() => Ok(std::path::absolute(&self.plugin)?),
            None => Err(
                Failure::new(format!("no plugin `{}` is installed, and no file is there", self.plugin))
                    .hint("`mlflow plugins list` names what is installed, in the folders of MLFLOW_PLUGIN_PATH and in your own"),
            ),
        }
    }
}
