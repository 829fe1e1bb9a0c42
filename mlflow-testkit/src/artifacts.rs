//! The conformance suite of [`ArtifactRepo`]: one function per behaviour, each over an empty repository.
//!
//! [`artifact_suite!`](crate::artifact_suite) makes a test of every function:
//!
//! ```
//! mlflow_testkit::artifact_suite!(memory, async || {
//!     (mlflow_core::memory::MemoryArtifactRepo::new(), ())
//! });
//! ```
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failed expectation ends the test that called"
)]

mod objects;
mod trees;

pub use objects::*;
pub use trees::*;

use futures::future::BoxFuture;
use mlflow_core::artifact::{ArtifactPath, ArtifactRepo};

/// One behaviour of the suite, for those who run all of them in turn, on a repository that is costly to start.
#[derive(Clone, Copy, Debug)]
pub struct Behaviour {
    /// The name.
    pub name: &'static str,
    run: for<'r> fn(&'r dyn ArtifactRepo) -> BoxFuture<'r, ()>,
}

impl Behaviour {
    /// Checks it on an empty repository; it panics where the repository behaves otherwise.
    pub async fn check(&self, repo: &dyn ArtifactRepo) {
        (self.run)(repo).await;
    }
}

/// Returns every behaviour that [`artifact_suite!`](crate::artifact_suite) makes a test of.
pub fn behaviours() -> Vec<Behaviour> {
    crate::artifact_suite! { @each [list] }
}

/// Stamps the suite as tests in a module of the given name.
///
/// The second argument is an async closure that returns an empty repository and a guard, which lives
/// as long as the test.
#[macro_export]
macro_rules! artifact_suite {
    ($name:ident, $make:expr) => {
        mod $name {
            #[allow(unused_imports)]
            use super::*;
            $crate::artifact_suite!(@each [tests $make]);
        }
    };
    (@each $then:tt) => {
        $crate::artifact_suite! { @then $then;
                round_trip nested overwrite list_is_sorted_and_relative list_of_a_file_or_a_missing_one
                empty_file large_file_is_streamed odd_names unsafe_paths_are_refused missing_artifact
                directory_is_no_file file_is_no_directory delete_file delete_directory delete_all
                short_upload_leaves_nothing long_upload_leaves_nothing broken_upload_leaves_nothing
                dropped_upload_leaves_nothing concurrent_writes
                tree_up_and_down file_up_and_down directory_keeps_its_name failures_are_listed
                loops_end progress_adds_up empty_repository_downloads
        }
    };
    (@then [list]; $($test:ident)+) => {
        vec![ $( Behaviour { name: stringify!($test), run: |repo| Box::pin($test(repo)) } ),+ ]
    };
    (@then [tests $make:expr]; $($test:ident)+) => {
        $(
            #[tokio::test]
            async fn $test() {
                let (repo, _guard) = ($make)().await;
                $crate::artifacts::$test(&repo).await;
            }
        )+
    };
}

fn path(text: &str) -> ArtifactPath {
    ArtifactPath::parse(text).unwrap()
}

async fn names(repo: &dyn ArtifactRepo, directory: Option<&str>) -> Vec<String> {
    let directory = directory.map(path);
    let rows = repo.list(directory.as_ref()).await.unwrap();
    rows.into_iter().map(|row| row.path).collect()
}
