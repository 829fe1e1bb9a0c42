//! Blocking calls of async code, from any thread.
//!
//! [`run`] polls a future on the calling thread and parks it in between; sockets, timers and spawned
//! tasks of the future live on a small runtime of our own, which is made at the first call and never
//! dropped. So it works on plain threads and inside any tokio runtime, whose own `block_on` would
//! panic there, and an answer costs one wake-up: whoever completes the future wakes the caller.
//!
//! ```text
//! caller's thread   poll ── Pending ─► park ───────────► poll ── Ready ─► answer
//! store             └──► queue ─► work ──── wake ────────┘
//! our runtime            sockets, timers, spawned tasks
//! ```

use crate::error::{Error, Result};
use std::any::Any;
use std::cell::Cell;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::Thread;
use tokio::runtime::{Builder, EnterGuard, Handle, Runtime};

/// Runs a future to its end on the calling thread.
///
/// # Errors
///
/// What the future answers; `INTERNAL_ERROR` with the panic's text if it panics; `INVALID_STATE` on a
/// thread that [is ending](thread_is_ending).
///
/// ```
/// let answer = mlflow_core::blocking::run(async {
///     tokio::time::sleep(std::time::Duration::from_millis(1)).await;
///     Ok(42)
/// })?;
/// assert_eq!(answer, 42);
/// # Ok::<(), mlflow_core::Error>(())
/// ```
pub fn run<T>(future: impl Future<Output = Result<T>>) -> Result<T> {
    let _runtime = enter()?;
    if OURS.get() {
        return tokio::task::block_in_place(|| drive(future));
    }
    drive(future)
}

/// Tells whether the locals of the calling thread are being destroyed, so that nothing can be driven on
/// it any more: in the `Drop` of a value that is kept in a `thread_local!`.
pub fn thread_is_ending() -> bool {
    Handle::try_current().is_err_and(|e| e.is_thread_local_destroyed())
}

/// Makes our runtime the thread's, where tokio itself would panic on a thread that is ending.
fn enter() -> Result<EnterGuard<'static>> {
    if thread_is_ending() {
        let message = "this thread is ending and cannot wait for a store any more";
        return Err(Error::new(crate::ErrorCode::InvalidState, message));
    }
    Ok(handle()?.enter())
}

thread_local! {
    /// Whether this thread belongs to the runtime, whose other tasks must go on while it is parked.
    static OURS: Cell<bool> = const { Cell::new(false) };
}

fn drive<T>(future: impl Future<Output = Result<T>>) -> Result<T> {
    let signal = Arc::new(Signal {
        woken: AtomicBool::new(false),
        thread: std::thread::current(),
    });
    let waker = Waker::from(signal.clone());
    let mut context = Context::from_waker(&waker);
    // Without `unconstrained`, a caller inside a tokio task would spend that task's budget and spin.
    let mut future = pin!(tokio::task::unconstrained(future));
    loop {
        match catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(&mut context))) {
            Ok(Poll::Ready(answer)) => return answer,
            Ok(Poll::Pending) => signal.wait(),
            Err(panic) => return Err(panicked(&*panic)),
        }
    }
}

/// Makes a future use this module's runtime for its sockets, timers and tasks, whoever polls it.
///
/// What is opened inside outlives the caller's runtime.
pub fn within<F: Future>(future: F) -> Within<F> {
    Within(Box::pin(future))
}

/// The future of [`within`].
#[must_use = "a future does nothing until it is awaited"]
pub struct Within<F>(Pin<Box<F>>);

impl<F: Future<Output = Result<T>>, T> Future for Within<F> {
    type Output = Result<T>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<T>> {
        let _runtime = enter()?;
        self.0.as_mut().poll(context)
    }
}

/// Runs a future on this module's runtime, to its end even if the caller goes away.
///
/// # Errors
///
/// What the future answers; `INTERNAL_ERROR` with the panic's text if it panics.
pub async fn spawn<T: Send + 'static>(future: impl Future<Output = Result<T>> + Send + 'static) -> Result<T> {
    match handle()?.spawn(future).await {
        Ok(answer) => answer,
        Err(e) => match e.try_into_panic() {
            Ok(panic) => Err(panicked(&*panic)),
            Err(_) => Err(Error::internal("the runtime of MLflow has stopped")),
        },
    }
}

/// Starts a future on this module's runtime, and does not wait for it.
///
/// # Errors
///
/// `RESOURCE_EXHAUSTED` if the runtime cannot be made.
pub fn start(future: impl Future<Output = ()> + Send + 'static) -> Result<()> {
    handle()?.spawn(future);
    Ok(())
}

/// Runs a future on the calling thread up to where it waits for the first time, and the rest on this module's runtime.
///
/// Returns what stops the rest, or `None` if nothing is left.
///
/// # Errors
///
/// As [`start`].
pub(crate) fn start_here(
    future: impl Future<Output = ()> + Send + 'static,
) -> Result<Option<tokio::task::AbortHandle>> {
    let _runtime = enter()?;
    let mut future = Box::pin(future);
    if future
        .as_mut()
        .poll(&mut Context::from_waker(Waker::noop()))
        .is_ready()
    {
        return Ok(None);
    }
    Ok(Some(handle()?.spawn(future).abort_handle()))
}

/// Starts blocking work beside the caller.
///
/// # Errors
///
/// `RESOURCE_EXHAUSTED` if the runtime cannot be made.
pub fn spawn_blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<tokio::task::JoinHandle<T>> {
    Ok(handle()?.spawn_blocking(work))
}

/// Wakes the thread that waits for a future.
struct Signal {
    woken: AtomicBool,
    thread: Thread,
}

impl Signal {
    fn wait(&self) {
        while !self.woken.swap(false, Ordering::Acquire) {
            std::thread::park();
        }
    }
}

impl Wake for Signal {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        if !self.woken.swap(true, Ordering::Release) {
            self.thread.unpark();
        }
    }
}

/// Returns the runtime, which the first call makes; a failed attempt is made again by the next call.
fn handle() -> Result<&'static Handle> {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    static MAKING: Mutex<()> = Mutex::new(());
    if let Some(runtime) = RUNTIME.get() {
        return Ok(runtime.handle());
    }
    let _making = MAKING.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(runtime) = RUNTIME.get() {
        return Ok(runtime.handle());
    }
    let made = Builder::new_multi_thread()
        .worker_threads(1)
        .thread_name("mlflow-runtime")
        .on_thread_start(|| OURS.set(true))
        .enable_all()
        .build();
    let runtime = made.map_err(|e| {
        let code = crate::ErrorCode::ResourceExhausted;
        Error::new(code, format!("cannot start the runtime of MLflow: {e}")).with_source(e)
    })?;
    Ok(RUNTIME.get_or_init(|| runtime).handle())
}

fn panicked(panic: &(dyn Any + Send)) -> Error {
    let text = match (panic.downcast_ref::<&str>(), panic.downcast_ref::<String>()) {
        (Some(text), _) => text,
        (_, Some(text)) => text.as_str(),
        _ => "no text",
    };
    Error::internal(format!("the call panicked: {text}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn sleeps_and_answers() -> u32 {
        run(async {
            tokio::time::sleep(Duration::from_millis(2)).await;
            let spawned = tokio::spawn(async { 40 }).await.unwrap();
            Ok(spawned + tokio::task::spawn_blocking(|| 2).await.unwrap())
        })
        .unwrap()
    }

    #[test]
    fn it_works_on_a_plain_thread() {
        assert_eq!(sleeps_and_answers(), 42);
    }

    #[tokio::test]
    async fn it_works_inside_a_current_thread_runtime() {
        assert_eq!(sleeps_and_answers(), 42);
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 1)]
    async fn it_works_inside_a_multi_thread_runtime_and_its_blocking_pool() {
        assert_eq!(sleeps_and_answers(), 42);
        assert_eq!(tokio::spawn(async { sleeps_and_answers() }).await.unwrap(), 42);
        assert_eq!(tokio::task::spawn_blocking(sleeps_and_answers).await.unwrap(), 42);
    }

    #[test]
    fn it_works_inside_itself() {
        let answer = run(async {
            let (sender, receiver) = tokio::sync::oneshot::channel();
            tokio::spawn(async { sender.send(sleeps_and_answers()) });
            let inner = run(async {
                tokio::task::yield_now().await;
                Ok(sleeps_and_answers())
            });
            Ok(receiver.await.unwrap() + inner?)
        });
        assert_eq!(answer.unwrap(), 84);
    }

    #[tokio::test]
    async fn the_budget_of_the_callers_task_is_not_spent() {
        let (sender, mut receiver) = tokio::sync::mpsc::channel(10_000);
        for i in 0..10_000_u32 {
            sender.send(i).await.unwrap();
        }
        drop(sender);
        let sum = run(async {
            let mut sum = 0;
            while let Some(i) = receiver.recv().await {
                sum += i;
            }
            Ok(sum)
        });
        assert_eq!(sum.unwrap(), 49_995_000);
    }

    #[test]
    fn a_panic_is_an_error() {
        let error = run(async { if true { panic!("at the disco") } else { Ok(()) } }).unwrap_err();
        assert_eq!(error.code(), crate::ErrorCode::InternalError);
        assert!(error.message().contains("at the disco"), "{error}");
    }

    /// R-10: a destructor that needs a store does not abort the process.
    #[test]
    fn a_thread_that_is_ending_is_told_so() {
        struct AtEnd(std::sync::mpsc::Sender<Result<()>>);

        impl Drop for AtEnd {
            fn drop(&mut self) {
                let _ = self.0.send(run(async { Ok(()) }));
            }
        }

        thread_local! {
            static LAST: Cell<Option<AtEnd>> = const { Cell::new(None) };
        }

        let (sender, receiver) = std::sync::mpsc::channel();
        let ending = std::thread::spawn(|| {
            LAST.set(Some(AtEnd(sender)));
            run(async { Ok(()) })
        });
        ending.join().unwrap().unwrap();
        let error = receiver.recv().unwrap().unwrap_err();
        assert_eq!(error.code(), crate::ErrorCode::InvalidState);
    }

    #[test]
    fn a_future_of_another_executor_finds_our_runtime() {
        let slept = within(async {
            tokio::time::sleep(Duration::from_millis(1)).await;
            Ok(7)
        });
        assert_eq!(futures::executor::block_on(slept).unwrap(), 7);
    }
}
