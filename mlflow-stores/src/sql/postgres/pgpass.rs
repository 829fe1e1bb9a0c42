//! Passwords from the file that libpq reads them from.
//!
//! sqlx has such a reader, which writes lines that it does not understand, with their passwords, into logs, and goes
//! on to another file where `PGPASSFILE` names one without the password.

use mlflow_core::notice;
use std::path::{Path, PathBuf};

/// What a connection is looked up by.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry<'a> {
    pub(super) host: &'a str,
    pub(super) port: u16,
    pub(super) database: &'a str,
    pub(super) user: &'a str,
}

/// The folders of sockets that libpq is built with; they stand for `localhost`.
const SOCKETS: [&str; 2] = ["/tmp", "/var/run/postgresql"];

/// Returns the password of a connection: from the file that is named, else of `PGPASSFILE`, else `~/.pgpass`.
pub(super) fn password(named: Option<PathBuf>, entry: Entry<'_>) -> Option<String> {
    let file = named
        .or_else(|| std::env::var_os("PGPASSFILE").map(PathBuf::from))
        .filter(|file| !file.as_os_str().is_empty())
        .or_else(|| std::env::home_dir().map(|home| home.join(".pgpass")))?;
    let metadata = std::fs::metadata(&file).ok()?;
    if let Some(reason) = refusal(&metadata) {
        notice::warn(&format!("password file {} {reason}", file.display()));
        return None;
    }
    read(&file, entry)
}

/// Says why a file is not read.
fn refusal(metadata: &std::fs::Metadata) -> Option<&'static str> {
    if !metadata.is_file() {
        return Some("is not a plain file");
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        if metadata.permissions().mode() & 0o077 != 0 {
            return Some("has group or world access; permissions should be u=rw (0600) or less");
        }
    }
    None
}

fn read(file: &Path, entry: Entry<'_>) -> Option<String> {
    let bytes = std::fs::read(file).ok()?;
    let text = String::from_utf8_lossy(&bytes);
    text.lines().find_map(|line| of_line(line, entry))
}

/// Returns the password of a line `host:port:database:user:password`, if it is about a connection.
fn of_line(line: &str, entry: Entry<'_>) -> Option<String> {
    if line.starts_with('#') {
        return None;
    }
    let host = match SOCKETS.contains(&entry.host) {
        true => "localhost",
        false => entry.host,
    };
    let port = entry.port.to_string();
    let mut rest = line;
    for value in [host, &port, entry.database, entry.user] {
        let (field, after) = field(rest);
        // A star that is escaped is a star.
        if !rest.starts_with("*:") && field != value {
            return None;
        }
        rest = after?;
    }
    let (password, _) = field(rest);
    (!password.is_empty()).then_some(password)
}

/// Returns the text before the next colon, without the backslashes that escape, and what comes after it.
fn field(text: &str) -> (String, Option<&str>) {
    let mut field = String::new();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            ':' => return (field, Some(&text[at + 1..])),
            '\\' => field.push(chars.next().map_or('\\', |(_, escaped)| escaped)),
            c => field.push(c),
        }
    }
    (field, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENTRY: Entry<'_> = Entry {
        host: "db",
        port: 5432,
        database: "runs",
        user: "ann",
    };

    fn file(text: &str, mode: u32) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pass");
        std::fs::write(&path, text).unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
        }
        (folder, path)
    }

    #[test]
    fn the_first_line_that_fits_counts() {
        let (_folder, path) = file(
            "# db:5432:runs:ann:comment\ndb:5433:runs:ann:port\nother:*:*:*:host\nshort:line\n*:*:runs:ann:it\r\n\
             db:5432:runs:ann:late\n",
            0o600,
        );
        assert_eq!(password(Some(path), ENTRY).as_deref(), Some("it"));
    }

    #[test]
    fn colons_and_backslashes_are_escaped() {
        for (line, found) in [
            (r"db:5432:runs:ann:a\:b\\c", Some(r"a:b\c")),
            (r"d\b:5432:runs:ann:x", Some("x")),
            (r"\*:5432:runs:ann:x", None),
            ("db:5432:runs:ann:a:b", Some("a")),
            ("db:5432:runs:ann:x ", Some("x ")),
            (r"db:5432:runs:ann:x\", Some(r"x\")),
            ("db:5432:runs:ann:", None),
            ("db:5432:runs:ann", None),
            ("*:*:*:*:x", Some("x")),
            ("**:*:*:*:x", None),
            (" db:*:*:*:x", None),
            ("", None),
        ] {
            assert_eq!(of_line(line, ENTRY).as_deref(), found, "{line}");
        }
    }

    #[test]
    fn a_socket_in_its_usual_folder_is_localhost() {
        for (host, found) in [
            ("/tmp", Some("x")),
            ("/var/run/postgresql", Some("x")),
            ("/srv", None),
        ] {
            let entry = Entry { host, ..ENTRY };
            assert_eq!(of_line("localhost:*:*:*:x", entry).as_deref(), found, "{host}");
        }
        let entry = Entry {
            host: "/srv",
            ..ENTRY
        };
        assert_eq!(of_line("/srv:*:*:*:x", entry).as_deref(), Some("x"));
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_others_may_read_is_not_read() {
        for (mode, found) in [(0o600, true), (0o400, true), (0o640, false), (0o604, false)] {
            let (_folder, path) = file("*:*:*:*:x", mode);
            assert_eq!(password(Some(path), ENTRY).is_some(), found, "{mode:o}");
        }
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(password(Some(folder.path().to_owned()), ENTRY), None);
        assert_eq!(password(Some(folder.path().join("absent")), ENTRY), None);
    }
}
