//! How many workers serve official MLflow best on this machine.

use std::path::Path;

use anyhow::Result;

use super::contender::Contender;
use super::load::Load;
use super::{originals, settle};
use crate::bench::programs::{Programs, empty_folder};

const CHOICES: [u32; 3] = [1, 2, 4];

/// Gives each server that has workers the number by which it logs most metrics.
pub(super) fn choose(
    programs: &Programs,
    contenders: &mut [Contender],
    folder: &Path,
    load: &Load,
) -> Result<()> {
    let folder_of_all = folder;
    let folder = folder.join("workers");
    for contender in contenders {
        if contender.workers.is_none() {
            continue;
        }
        let mut best = (0.0, 1);
        for workers in CHOICES {
            contender.workers = Some(workers);
            empty_folder(&folder)?;
            let database = folder.join("workers.db");
            originals::copy(contender, folder_of_all, &database)?;
            settle();
            let server = contender.start(programs, &database)?;
            server.rest();
            let answer = load.send(programs, "log-metric", &[&server.address])?;
            let per_second = answer.number("per_second")?;
            println!(
                "{}: {per_second:.0} log-metric a second by {workers} workers",
                contender.name
            );
            if per_second > best.0 {
                best = (per_second, workers);
            }
        }
        contender.workers = Some(best.1);
    }
    std::fs::remove_dir_all(&folder).or_else(|error| match error.kind() {
        std::io::ErrorKind::NotFound => Ok(()),
        _ => Err(error),
    })?;
    Ok(())
}
