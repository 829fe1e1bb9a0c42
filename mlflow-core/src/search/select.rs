//! Searches over entities at hand, for stores without a database: what the filter keeps, in order, a page of it.

mod experiments;
mod logged_models;
mod runs;
mod traces;

pub use experiments::select_experiments;
pub use logged_models::select_logged_models;
pub use runs::{RunSearch, SearchableRun, select_runs};
pub(crate) use traces::TraceSearch;
pub use traces::select_traces;

use super::PageToken;
use crate::error::Result;

/// Cuts a page out of all results, and makes the token of the next one if there are more.
///
/// # Errors
///
/// `INVALID_PARAMETER_VALUE` for a token that no search gave.
///
/// ```
/// use mlflow_core::search::cut_page;
/// let (page, next) = cut_page(vec![1, 2, 3], "", Some(2))?;
/// assert_eq!(page.collect::<Vec<_>>(), [1, 2]);
/// assert_eq!(cut_page(vec![1, 2, 3], &next, Some(2))?.0.collect::<Vec<_>>(), [3]);
/// # Ok::<(), mlflow_core::Error>(())
/// ```
pub fn cut_page<T>(all: Vec<T>, token: &str, size: Option<i64>) -> Result<(impl Iterator<Item = T>, String)> {
    let token = PageToken::parse(token)?;
    let skip = usize::try_from(token.skip()).unwrap_or(usize::MAX);
    let size = size.map_or(u32::MAX, |size| u32::try_from(size).unwrap_or(u32::MAX));
    let take = usize::try_from(size).unwrap_or(usize::MAX);
    let next = if all.len().saturating_sub(skip) > take {
        token.after(size).to_string()
    } else {
        String::new()
    };
    Ok((all.into_iter().skip(skip).take(take), next))
}

/// Takes the first of each of `size` parts as equal as can be, and in any case the last of all.
///
/// ```
/// use mlflow_core::search::sampled;
/// let points: Vec<_> = (0..10).collect();
/// assert_eq!(sampled(&points, 3).collect::<Vec<_>>(), [&0, &4, &9]);
/// ```
pub fn sampled<T>(points: &[T], size: usize) -> impl Iterator<Item = &T> {
    let parts = size.min(points.len());
    let (length, longer) = match parts {
        0 => (0, 0),
        parts => (points.len() / parts, points.len() % parts),
    };
    let mut indices: Vec<_> = (0..parts).map(|part| part * length + part.min(longer)).collect();
    if let Some(last) = points.len().checked_sub(1)
        && indices.last() != Some(&last)
    {
        if indices.len() >= size {
            indices.pop();
        }
        indices.push(last);
    }
    indices.into_iter().filter_map(|index| points.get(index))
}
