//! The memory and the processor time of a process and of all that it started, as Linux tells it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{scope, sleep};
use std::time::Duration;

const SAMPLE: Duration = Duration::from_millis(10);

/// A process; its start tells it from a later one of the same number.
#[derive(Clone, Copy)]
pub(super) struct Process {
    pub(super) id: u32,
    parent: u32,
    start: u64,
    /// Processor time so far, in hundredths of a second.
    busy: u64,
}

impl Process {
    fn of(id: u32) -> Option<Self> {
        let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
        Self::read(id, &stat)
    }

    /// Reads the fields after the name of the program, which may hold spaces and parentheses.
    fn read(id: u32, stat: &str) -> Option<Self> {
        let (_, fields) = stat.rsplit_once(')')?;
        let fields: Vec<&str> = fields.split_whitespace().collect();
        let number = |index: usize| -> Option<u64> { fields.get(index)?.parse().ok() };
        Some(Self {
            id,
            parent: fields.get(1)?.parse().ok()?,
            start: number(19)?,
            busy: number(11)? + number(12)?,
        })
    }

    /// Whether this process, and not another one of its number, is still there.
    pub(super) fn is_alive(&self) -> bool {
        Self::of(self.id).is_some_and(|now| now.start == self.start)
    }
}

/// The process and all below it; empty where there is no `/proc`.
pub(super) fn tree(root: u32) -> Vec<Process> {
    let Ok(folders) = std::fs::read_dir("/proc") else {
        return Vec::new();
    };
    let ids = folders.filter_map(|folder| folder.ok()?.file_name().to_str()?.parse().ok());
    let all: Vec<Process> = ids.filter_map(Process::of).collect();
    let mut tree: Vec<Process> = all.iter().filter(|process| process.id == root).copied().collect();
    let mut looked_at = 0;
    while let Some(parent) = tree.get(looked_at).map(|process| process.id) {
        tree.extend(all.iter().filter(|process| process.parent == parent));
        looked_at += 1;
    }
    tree
}

/// The processor time of the process and all below it, in hundredths of a second.
pub(super) fn busy(root: u32) -> u64 {
    tree(root).iter().map(|process| process.busy).sum()
}

/// The memory of the process and all below it, in MB.
pub(super) fn resident(root: u32) -> Option<f64> {
    resident_of(&tree(root))
}

fn resident_of(processes: &[Process]) -> Option<f64> {
    let kib = |process: &Process| -> Option<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", process.id)).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
        line.split_whitespace().next()?.parse().ok()
    };
    let found: Vec<f64> = processes.iter().filter_map(kib).collect();
    (!found.is_empty()).then(|| found.iter().sum::<f64>() * 1024.0 / 1e6)
}

/// Does some work and returns the most memory that the processes had meanwhile, in MB.
pub(super) fn peak_during<T>(root: u32, work: impl FnOnce() -> T) -> (T, Option<f64>) {
    let is_done = AtomicBool::new(false);
    let processes = tree(root);
    scope(|threads| {
        let sampler = threads.spawn(|| {
            let mut peak: Option<f64> = None;
            while !is_done.load(Ordering::Relaxed) {
                peak = peak.into_iter().chain(resident_of(&processes)).reduce(f64::max);
                sleep(SAMPLE);
            }
            peak
        });
        let result = work();
        is_done.store(true, Ordering::Relaxed);
        (result, sampler.join().ok().flatten())
    })
}

#[cfg(test)]
mod tests {
    use super::Process;

    #[test]
    fn a_name_with_parentheses_does_not_move_the_fields() {
        let stat = "42 (a ) (b) S 7 42 42 0 -1 4194304 1 2 3 4 500 60 7 8 20 0 1 0 987654 1000 200";
        let process = Process::read(42, stat).unwrap();
        assert_eq!((process.parent, process.start, process.busy), (7, 987_654, 560));
        assert!(Process::read(42, "42 (short) S 7").is_none());
    }
}
