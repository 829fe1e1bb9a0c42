//! Whether the calling thread has panicked.

use std::cell::Cell;
use std::sync::Once;

thread_local! {
    static HAPPENED: Cell<bool> = const { Cell::new(false) };
}

/// Begins to note panics; done when a run is left active without a guard that would see them.
pub(crate) fn watch() {
    static WATCHING: Once = Once::new();
    WATCHING.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            let _ = HAPPENED.try_with(|happened| happened.set(true));
            before(panic);
        }));
    });
}

/// Forgets a panic: the thread went on, so it was caught.
pub(crate) fn caught() {
    if !std::thread::panicking() {
        let _ = HAPPENED.try_with(|happened| happened.set(false));
    }
}

/// Tells whether the thread has panicked and done nothing since.
pub(crate) fn happened() -> bool {
    HAPPENED.try_with(Cell::get).unwrap_or(false)
}
