//! What stores of traces have in common: how spans and requests change a trace, and how it is kept.
//!
//! ```text
//!  request ─► StoredTrace::{begin, start, end, add_spans} ─► columns, tags and metadata, which a store writes
//!  a store's rows ─► StoredTrace ─► into_info ─► the answer
//! ```
//!
//! Stores hold a trace locked from reading it to writing it, so that these functions need not know of databases.

pub mod assessments;
mod batch;
mod conventions;
mod correlation;
mod entry;
pub mod metrics;
mod preview;
mod promoted;
mod search;
mod stored;
mod usage;

pub use batch::{SpanRow, TraceSpans, by_trace};
pub use correlation::FilterCounts;
pub use entry::TraceEntry;
pub use promoted::{COST_KEYS, Promoted, TOKEN_KEYS};
pub use search::{AnalyticsMatch, analytics, span_attribute_pattern};
pub use stored::{StoredTrace, whole_spans};
pub use usage::Node;

/// The tag that holds the name of a trace; stores keep it apart from tags.
pub const TRACE_NAME: &str = "mlflow.traceName";
/// The tag that says where the files of a trace are.
pub const ARTIFACT_LOCATION: &str = "mlflow.artifactLocation";
/// The tag that says where the spans of a trace are.
pub const SPANS_LOCATION: &str = "mlflow.trace.spansLocation";
/// Spans are in the store of the trace.
pub const IN_TRACKING_STORE: &str = "TRACKING_STORE";
/// The metadata that say that a client has written the whole trace.
pub const INFO_FINALIZED: &str = "mlflow.trace.infoFinalized";
/// The metadata that name the session of a trace; stores keep it apart from metadata.
pub const SESSION: &str = "mlflow.trace.session";
/// The metadata that name the user of a traced application.
pub const TRACE_USER: &str = "mlflow.trace.user";
/// The metadata that name the run of a trace.
pub const SOURCE_RUN: &str = "mlflow.sourceRun";
/// The metadata that tell how many tokens a trace used; stores keep them apart from metadata.
pub const TOKEN_USAGE: &str = "mlflow.trace.tokenUsage";
/// The metadata that tell what a trace cost; stores keep it apart from metadata.
pub const COST: &str = "mlflow.trace.cost";
/// The metadata that tell how many spans a whole trace has.
pub const SIZE_STATS: &str = "mlflow.trace.sizeStats";
/// The tag that says where the files of an archived trace are.
pub const ARCHIVE_LOCATION: &str = "mlflow.trace.archiveLocation";
/// The tag that says why a trace could not be archived.
pub const ARCHIVAL_FAILURE: &str = "mlflow.trace.archivalFailure";
