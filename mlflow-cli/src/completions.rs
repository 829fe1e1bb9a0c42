//! Completion in shells: scripts, and the values that only a store knows.
//!
//! The unstable part of `clap_complete` is used in this module alone.

mod candidates;

use crate::failure::Failure;
use crate::output;
use crate::session::Session;
use clap::{Args, Command};
use clap_complete::Shell;
use clap_complete::engine::ArgValueCandidates;
use clap_complete::env::CompleteEnv;

const AFTER_HELP: &str = "\
Better than the printed script is one line in the shell's start file: it completes experiments and runs too.

  bash:  source <(COMPLETE=bash mlflow)     in ~/.bashrc
  zsh:   source <(COMPLETE=zsh mlflow)      in ~/.zshrc
  fish:  COMPLETE=fish mlflow | source      in ~/.config/fish/config.fish";

#[derive(Args)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct Options {
    /// The shell that the script is for
    #[arg(value_enum)]
    shell: Shell,
}

/// Prints a script that completes commands and options, and nothing that a store knows.
pub(crate) fn run(_session: &Session, options: &Options, command: &mut Command) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(options.shell, command, "mlflow", &mut script);
    output::write(&String::from_utf8_lossy(&script))
}

/// Answers a shell that asks for completions, and ends the program then.
pub(crate) fn answer_shell(command: fn() -> Command) {
    CompleteEnv::with_factory(command).complete();
}

/// Completes ids of live experiments.
pub(crate) fn experiment_ids() -> ArgValueCandidates {
    ArgValueCandidates::new(candidates::experiment_ids)
}

/// Completes names of live experiments.
pub(crate) fn experiment_names() -> ArgValueCandidates {
    ArgValueCandidates::new(candidates::experiment_names)
}

/// Completes ids of the latest live runs.
pub(crate) fn run_ids() -> ArgValueCandidates {
    ArgValueCandidates::new(candidates::run_ids)
}
