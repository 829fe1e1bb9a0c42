//! Active runs of futures.

use crate::active::{with_stack, Stack};
use crate::handle::{AsyncRunHandle, RunHandle, Target};
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

/// A run that a future can be put into.
pub trait AsRun {
    #[doc(hidden)]
    fn as_run(&self) -> RunHandle;
}

impl AsRun for RunHandle {
    fn as_run(&self) -> RunHandle {
        self.clone()
    }
}

impl AsRun for AsyncRunHandle {
    fn as_run(&self) -> RunHandle {
        self.blocking()
    }
}

/// Makes a run the active one inside of a future.
pub trait RunFutureExt: Future + Sized {
    /// Returns the future with its own stack of active runs, which begins with `run`.
    ///
    /// The stack is there while the future is polled, on whichever thread that is, and away in between:
    /// neither the thread nor other futures see it. The run is not ended with the future.
    ///
    /// ```
    /// # let dir = tempfile::tempdir()?; std::env::set_current_dir(&dir)?;
    /// use mlflow::RunFutureExt;
    ///
    /// async fn train() -> mlflow::Result<()> {
    ///     mlflow::aio::log_metric("loss", 0.1).await
    /// }
    ///
    /// let run = mlflow::start_run()?;
    /// let handle = run.handle();
    /// # tokio::runtime::Builder::new_multi_thread().build()?.block_on(async {
    /// tokio::spawn(async move { train().in_run(&handle).await }).await.unwrap()?;
    /// # Ok::<(), mlflow::Error>(()) })?;
    /// # assert_eq!(mlflow::get_run(run.id())?.data.metrics["loss"], 0.1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn in_run(self, run: &impl AsRun) -> InRun<Self> {
        InRun::new(self, run.as_run().0)
    }
}

impl<F: Future> RunFutureExt for F {}

/// The future of [`in_run`](RunFutureExt::in_run).
#[must_use = "a future does nothing until it is awaited"]
pub struct InRun<F> {
    future: Option<Pin<Box<F>>>,
    stack: Stack,
}

impl<F> InRun<F> {
    fn new(future: F, run: Target) -> Self {
        let mut stack = Stack::new();
        stack.push(run);
        stack.model = with_stack(|of_thread| of_thread.model.clone()).unwrap_or_default();
        InRun {
            future: Some(Box::pin(future)),
            stack,
        }
    }

    /// Works on the future with its stack in the place of the thread's; a panic puts that back too.
    fn inside<T>(&mut self, work: impl FnOnce(&mut Option<Pin<Box<F>>>) -> T) -> T {
        struct Swapped<'s>(&'s mut Stack);

        impl Drop for Swapped<'_> {
            fn drop(&mut self) {
                with_stack(|of_thread| std::mem::swap(of_thread, self.0));
            }
        }

        with_stack(|of_thread| std::mem::swap(of_thread, &mut self.stack));
        let _swapped = Swapped(&mut self.stack);
        work(&mut self.future)
    }
}

impl<F: Future> Future for InRun<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        self.inside(|future| match future {
            Some(future) => future.as_mut().poll(context),
            None => Poll::Pending,
        })
    }
}

impl<F> Drop for InRun<F> {
    fn drop(&mut self) {
        self.inside(|future| *future = None);
        self.stack.forget();
    }
}
