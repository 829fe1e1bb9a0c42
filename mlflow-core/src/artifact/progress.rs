//! How a transfer of many files is run, and who is told how far it is.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// How far a transfer is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct TransferState {
    /// The files that are finished, failed ones included.
    pub files_done: u64,
    /// The files of the whole transfer.
    pub files_total: u64,
    /// The bytes that are through.
    pub bytes_done: u64,
    /// The bytes of the whole transfer, if every size is known.
    pub bytes_total: Option<u64>,
}

/// Someone who watches transfers, such as a bar in a terminal.
///
/// Any closure over [`&TransferState`](TransferState) is one. It is called from several threads.
pub trait Progress: Send + Sync {
    /// Takes note of the present state.
    fn update(&self, state: &TransferState);
}

impl<F: Fn(&TransferState) + Send + Sync> Progress for F {
    fn update(&self, state: &TransferState) {
        self(state);
    }
}

/// Options of uploads and downloads.
///
/// ```
/// use mlflow_core::artifact::{TransferOptions, TransferState};
///
/// let options = TransferOptions::new()
///     .concurrency(4)
///     .progress(|state: &TransferState| println!("{} of {}", state.files_done, state.files_total));
/// assert_eq!(options.concurrent_files(), 4);
/// ```
#[derive(Clone, Default)]
pub struct TransferOptions {
    concurrency: Option<usize>,
    progress: Option<Arc<dyn Progress>>,
}

impl TransferOptions {
    /// Makes the default options: eight files at once, nobody watches.
    pub fn new() -> Self {
        TransferOptions::default()
    }

    /// Sets how many files are transferred at once; zero counts as one.
    #[must_use]
    pub fn concurrency(mut self, files: usize) -> Self {
        self.concurrency = Some(files.max(1));
        self
    }

    /// Sets who watches.
    #[must_use]
    pub fn progress(mut self, progress: impl Progress + 'static) -> Self {
        self.progress = Some(Arc::new(progress));
        self
    }

    /// Returns how many files are transferred at once.
    pub fn concurrent_files(&self) -> usize {
        self.concurrency.unwrap_or(8)
    }

    /// Starts counting a transfer.
    pub fn meter(&self, files_total: u64, bytes_total: Option<u64>) -> Meter {
        Meter(self.progress.clone().map(|progress| {
            let count = Count {
                progress,
                files_total,
                bytes_total,
                files_done: AtomicU64::new(0),
                bytes_done: AtomicU64::new(0),
            };
            count.report();
            Arc::new(count)
        }))
    }
}

impl fmt::Debug for TransferOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransferOptions")
            .field("concurrency", &self.concurrent_files())
            .field("progress", &self.progress.is_some())
            .finish()
    }
}

/// Counts one transfer for its [`Progress`]; the default one counts nothing.
///
/// Implementers of [`ArtifactRepo`](super::ArtifactRepo) call [`advance`](Meter::advance) as bytes
/// go through.
#[derive(Clone, Default)]
pub struct Meter(Option<Arc<Count>>);

struct Count {
    progress: Arc<dyn Progress>,
    files_total: u64,
    bytes_total: Option<u64>,
    files_done: AtomicU64,
    bytes_done: AtomicU64,
}

impl Count {
    fn report(&self) {
        self.progress.update(&TransferState {
            files_done: self.files_done.load(Ordering::Relaxed),
            files_total: self.files_total,
            bytes_done: self.bytes_done.load(Ordering::Relaxed),
            bytes_total: self.bytes_total,
        });
    }
}

impl Meter {
    /// Adds bytes that went through.
    pub fn advance(&self, bytes: u64) {
        if let Some(count) = &self.0 {
            count.bytes_done.fetch_add(bytes, Ordering::Relaxed);
            count.report();
        }
    }

    /// Adds a finished file; the one who runs the whole transfer calls it.
    pub fn finish_file(&self) {
        if let Some(count) = &self.0 {
            count.files_done.fetch_add(1, Ordering::Relaxed);
            count.report();
        }
    }
}

impl fmt::Debug for Meter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Meter").field(&self.0.is_some()).finish()
    }
}
