//! The one function that turns a client's path into a safe store key.

mod check;
mod image;
#[cfg(test)]
mod tests;

use std::fmt;
use std::str::FromStr;

use crate::{Error, Result};

/// The start of file names that uploads in progress use, shared with Python's MLflow.
///
/// Such names are hidden from lists and refused as artifact paths.
pub const RESERVED_PREFIX: &str = ".artifact.uploading.";

/// A checked path of an artifact below the root of its repository.
///
/// It is relative, separated by `/`, not empty, and cannot leave the root however often a later
/// reader percent-decodes it. The root itself has no `ArtifactPath`.
///
/// # Decoding
///
/// The rules hold for the path as given **and** for each of its percent-decoded forms (at most five
/// rounds), but the path as given is the key: a file named `100%.txt` or `a%20b.txt` is stored,
/// listed and read under that name. A server decodes its URL once, before it calls
/// [`parse`](ArtifactPath::parse).
///
/// # Refused
///
/// Empty paths; empty, `.` and `..` segments (so also a leading, trailing or double `/`); `\`, `#`,
/// `?`, NUL and control characters; drive letters, `file:` and other schemes followed by `/`;
/// segments over 255 bytes; names reserved for uploads in progress; more than five layers of
/// percent-encoding. Image names of MLflow 2 (`loss%step%17%timestamp%1700000000000%…`) are text,
/// not encoding.
///
/// ```
/// use mlflow_core::artifact::ArtifactPath;
///
/// assert_eq!(ArtifactPath::parse("plots/100%.png")?.as_str(), "plots/100%.png");
///
/// let error = ArtifactPath::parse("a/%252e%252e/b").unwrap_err();
/// assert_eq!(error.message(), "Invalid path: 'a/%252e%252e/b'. It has a '..' segment");
/// # Ok::<_, mlflow_core::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ArtifactPath(String);

impl ArtifactPath {
    /// Checks a path and makes it a store key.
    pub fn parse(path: &str) -> Result<Self> {
        match check::refusal(path) {
            None => Ok(ArtifactPath(path.to_owned())),
            Some(reason) => Err(Error::invalid_parameter_value(format!(
                "Invalid path: '{}'. {reason}",
                shown(path)
            ))),
        }
    }

    /// Checks the `artifact_path` or `artifact_file` argument of a logging call.
    ///
    /// The rules are those of [`parse`](ArtifactPath::parse), and as in Python's client the path
    /// does not begin with `..`, not even as part of a name. A path that is not in its normal form is
    /// explained in that client's words.
    ///
    /// ```
    /// use mlflow_core::artifact::ArtifactPath;
    ///
    /// let error = ArtifactPath::from_client("a/../b").unwrap_err();
    /// assert_eq!(
    ///     error.message(),
    ///     "Invalid artifact path: 'a/../b'. Names may be treated as files in certain cases, and must \
    ///      not resolve to other names when treated as such. This name would resolve to 'b'",
    /// );
    /// ```
    pub fn from_client(path: &str) -> Result<Self> {
        let normal = check::posix_normal(path);
        let unique = normal == path && normal != "." && !normal.starts_with("..") && !normal.starts_with('/');
        if unique {
            return ArtifactPath::parse(path);
        }
        Err(Error::invalid_parameter_value(format!(
            "Invalid artifact path: '{}'. Names may be treated as files in certain cases, and must not \
             resolve to other names when treated as such. This name would resolve to '{}'",
            shown(path),
            shown(&normal)
        )))
    }

    /// Returns the path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the segments from the root downwards: at least one.
    pub fn segments(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.0.split('/')
    }

    /// Returns the last segment.
    pub fn file_name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&self.0, |(_, name)| name)
    }

    /// Returns the directory that holds this artifact, `None` for the root.
    pub fn parent(&self) -> Option<ArtifactPath> {
        self.0
            .rsplit_once('/')
            .map(|(parent, _)| ArtifactPath(parent.to_owned()))
    }

    /// Appends a relative path, which is held to the same rules.
    pub fn join(&self, below: &str) -> Result<Self> {
        ArtifactPath::parse(below)?;
        ArtifactPath::parse(&format!("{}/{below}", self.0))
    }

    /// Appends a relative path to a directory, where `None` is the root.
    pub fn join_to(directory: Option<&ArtifactPath>, below: &str) -> Result<Self> {
        match directory {
            Some(directory) => directory.join(below),
            None => ArtifactPath::parse(below),
        }
    }

    /// Returns the part below `directory`, or `None` where this path is not below it.
    pub fn below(&self, directory: Option<&ArtifactPath>) -> Option<&str> {
        match directory {
            Some(directory) => self.0.strip_prefix(directory.as_str())?.strip_prefix('/'),
            None => Some(&self.0),
        }
    }
}

impl fmt::Display for ArtifactPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for ArtifactPath {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl FromStr for ArtifactPath {
    type Err = Error;

    fn from_str(path: &str) -> Result<Self> {
        ArtifactPath::parse(path)
    }
}

/// Returns untrusted text for a one-line message: control characters escaped, cut to a sane length.
fn shown(text: &str) -> String {
    const LIMIT: usize = 300;
    let mut shown = String::new();
    for (count, character) in text.chars().enumerate() {
        if count == LIMIT {
            shown.push('…');
            break;
        }
        if character.is_control() {
            shown.extend(character.escape_default());
        } else {
            shown.push(character);
        }
    }
    shown
}
