//! Where a page of records begins.

use crate::entities::DatasetRecord;
use crate::error::{Error, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// Where a page of records begins, in the order of their times and ids.
///
/// ```
/// use mlflow_core::datasets::RecordsPage;
///
/// let token = RecordsPage::After(1_795_610_533_339, "dr-1".into()).to_string();
/// assert_eq!(RecordsPage::parse(&token)?, RecordsPage::After(1_795_610_533_339, "dr-1".into()));
/// assert_eq!(RecordsPage::parse("7")?, RecordsPage::Skip(7));
/// assert!(RecordsPage::parse("zzz").is_err());
/// # Ok::<(), mlflow_core::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecordsPage {
    /// After some records: 0 for the first page. Old clients write the number.
    Skip(u64),
    /// After the record of a time and an id.
    After(i64, String),
}

impl RecordsPage {
    /// Reads a token; the empty text stands for the first page.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETER_VALUE` for a text that is no token.
    pub fn parse(token: &str) -> Result<Self> {
        if token.is_empty() {
            return Ok(RecordsPage::Skip(0));
        }
        if let Some((time, id)) = cursor(token) {
            return Ok(RecordsPage::After(time, id));
        }
        token.parse().map(RecordsPage::Skip).map_err(|_| {
            Error::invalid_parameter_value(format!(
                "Invalid page token '{token}': give the next_page_token of an answer"
            ))
        })
    }

    /// Returns the page after a record.
    pub fn after(record: &DatasetRecord) -> Self {
        RecordsPage::After(record.created_time, record.dataset_record_id.clone())
    }
}

fn cursor(token: &str) -> Option<(i64, String)> {
    let decoded = String::from_utf8(STANDARD.decode(token).ok()?).ok()?;
    let (time, id) = decoded.split_once(':')?;
    Some((time.parse().ok()?, id.to_owned()))
}

impl std::fmt::Display for RecordsPage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            RecordsPage::Skip(0) => Ok(()),
            RecordsPage::Skip(count) => write!(f, "{count}"),
            RecordsPage::After(time, id) => f.write_str(&STANDARD.encode(format!("{time}:{id}"))),
        }
    }
}
