//! One body, two functions.

/// Defines async functions and, beside each, the blocking one of the same name.
///
/// ```text
/// twins! {
///     /// Returns a run.
///     pub async fn get_run(run_id: impl Into<String>) -> Result<Run> { … }
/// }
/// ```
///
/// makes `get_run`, which drives the body on the caller's thread, and `aio::get_run`, which is awaited.
/// The body runs on whichever thread polls it, so that the active run is found in both.
macro_rules! twins {
    ($( $(#[$doc:meta])* pub async fn $name:ident $(<$($T:ident : $Bound:path),+>)? (
        $($arg:ident : $Arg:ty),* $(,)?
    ) -> $Answer:ty $body:block )+) => {
        mod body {
            #[allow(unused_imports)]
            use super::*;
            $( pub(crate) async fn $name $(<$($T: $Bound),+>)? ($($arg: $Arg),*) -> $Answer $body )+
        }

        $(
            $(#[$doc])*
            pub fn $name $(<$($T: $Bound),+>)? ($($arg: $Arg),*) -> $Answer {
                mlflow_core::blocking::run(body::$name($($arg),*))
            }
        )+

        /// The same functions as `async` ones.
        pub(crate) mod aio {
            #[allow(unused_imports)]
            use super::*;
            $(
                #[doc = concat!("Does what the blocking [`", stringify!($name), "`](super::", stringify!($name),
                    ") does, without blocking.")]
                pub async fn $name $(<$($T: $Bound),+>)? ($($arg: $Arg),*) -> $Answer {
                    mlflow_core::blocking::within(super::body::$name($($arg),*)).await
                }
            )+
        }
    };
}
pub(crate) use twins;
