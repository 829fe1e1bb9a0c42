//! Media types of artifacts, as official MLflow tells them by their names.
//!
//! ```
//! use mlflow_core::artifact::media_type;
//!
//! assert_eq!(media_type::of("model/MLmodel"), "text/plain");
//! assert_eq!(media_type::of("plots/loss.svg"), "image/svg+xml");
//! assert_eq!(media_type::inert("plots/loss.svg"), "text/plain");
//! ```

/// What is not known.
const BYTES: &str = "application/octet-stream";
const TEXT: &str = "text/plain";

/// Extensions, and whole names, of what is text whatever else it is.
const TEXTS: &[&str] = &[
    "txt",
    "log",
    "err",
    "cfg",
    "conf",
    "cnf",
    "cf",
    "ini",
    "properties",
    "prop",
    "hocon",
    "toml",
    "yaml",
    "yml",
    "xml",
    "json",
    "js",
    "py",
    "py3",
    "csv",
    "tsv",
    "md",
    "rst",
    "ipynb",
    "MLmodel",
    "MLproject",
];

/// Extensions of what is compressed: the type is that of what is inside.
const CODINGS: &[&str] = &["gz", "Z", "bz2", "xz", "br"];

/// Extensions that stand for two.
const SHORT: &[(&str, &str)] = &[
    ("svgz", "svg"),
    ("taz", "tar"),
    ("tbz2", "tar"),
    ("tgz", "tar"),
    ("txz", "tar"),
    ("tz", "tar"),
];

/// Where Python says something else than the table of `mime_guess`.
const PYTHON: &[(&str, &str)] = &[
    ("3g2", "audio/3gpp2"),
    ("3gp", "audio/3gpp"),
    ("3gpp", "audio/3gpp"),
    ("aif", "audio/x-aiff"),
    ("aifc", "audio/x-aiff"),
    ("aiff", "audio/x-aiff"),
    ("bat", TEXT),
    ("cdf", "application/x-netcdf"),
    ("dll", BYTES),
    ("h5", "application/x-hdf5"),
    ("ico", "image/vnd.microsoft.icon"),
    ("ksh", TEXT),
    ("m3u", "application/vnd.apple.mpegurl"),
    ("m3u8", "application/vnd.apple.mpegurl"),
    ("obj", BYTES),
    ("opus", "audio/opus"),
    ("pl", TEXT),
    ("pyc", "application/x-python-code"),
    ("pyo", "application/x-python-code"),
    ("rdf", "application/xml"),
    ("sgm", "text/x-sgml"),
    ("sgml", "text/x-sgml"),
    ("srt", TEXT),
    ("wav", "audio/x-wav"),
    ("wsdl", "application/xml"),
    ("xpdl", "application/xml"),
    ("xsl", "application/xml"),
];

/// Returns the type of a file by its path or name.
pub fn of(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or(path);
    let (stem, extension) = split(name);
    if TEXTS.contains(&extension.unwrap_or(name)) {
        return TEXT;
    }
    let Some(extension) = extension else {
        return BYTES;
    };
    let inner = match CODINGS.contains(&extension) {
        true => split(stem).1.unwrap_or_default(),
        false => extension,
    };
    guessed(&inner.to_ascii_lowercase())
}

/// Returns the type by which a file is answered: what a browser would run is text.
pub fn inert(path: &str) -> &'static str {
    match of(path) {
        active if is_active(active) => TEXT,
        other => other,
    }
}

fn guessed(extension: &str) -> &'static str {
    let of_table = |table: &[(&str, &'static str)]| {
        let row = table.iter().find(|(known, _)| *known == extension);
        row.map(|(_, value)| *value)
    };
    let extension = of_table(SHORT).unwrap_or(extension);
    of_table(PYTHON)
        .or_else(|| mime_guess::from_ext(extension).first_raw())
        .unwrap_or(BYTES)
}

/// Divides a name at the last dot; dots that it begins with are no such dot.
fn split(name: &str) -> (&str, Option<&str>) {
    match name.rsplit_once('.') {
        Some((stem, extension)) if !extension.is_empty() && !stem.trim_start_matches('.').is_empty() => {
            (stem, Some(extension))
        }
        _ => (name, None),
    }
}

fn is_active(media_type: &str) -> bool {
    let subtype = media_type.rsplit('/').next().unwrap_or_default();
    let scripts = ["html", "javascript", "ecmascript", "x-javascript", "xml", "xslt"];
    scripts.contains(&subtype) || subtype.ends_with("+xml")
}

#[cfg(test)]
mod tests {
    use super::{inert, of};

    /// The types are those that official MLflow 3.17.2 says, with Python's own table.
    #[test]
    fn names_tell_types() {
        for (name, expected) in [
            ("a/MLmodel", "text/plain"),
            ("mlmodel", "application/octet-stream"),
            ("conda.yaml", "text/plain"),
            ("notes.ipynb", "text/plain"),
            ("json", "text/plain"),
            ("x.JSON", "application/json"),
            ("plot.png", "image/png"),
            ("x.PNG", "image/png"),
            ("page.HTML", "text/html"),
            ("logo.svg", "image/svg+xml"),
            ("data.csv.gz", "text/csv"),
            ("model.tar.gz", "application/x-tar"),
            ("model.tgz", "application/x-tar"),
            ("x.gz", "application/octet-stream"),
            ("sound.wav", "audio/x-wav"),
            ("model.h5", "application/x-hdf5"),
            ("model.pkl", "application/octet-stream"),
            ("weights", "application/octet-stream"),
            (".hidden", "application/octet-stream"),
            (".png", "application/octet-stream"),
            ("a.", "application/octet-stream"),
            ("a.txt/b", "application/octet-stream"),
            ("", "application/octet-stream"),
        ] {
            assert_eq!(of(name), expected, "{name}");
        }
    }

    #[test]
    fn nothing_is_answered_that_a_browser_runs() {
        for name in [
            "page.HTML",
            "a.htm",
            "a.xhtml",
            "logo.svg",
            "logo.svgz",
            "a.mjs",
            "a.xsl",
            "a.xslt",
            "a.rdf",
            "a.shtml",
            "a.js",
            "a.xml",
            "a.htm.gz",
            "a.mathml",
            "a.atom",
        ] {
            assert_eq!(inert(name), "text/plain", "{name}");
        }
        assert_eq!(inert("a.pdf"), "application/pdf");
    }
}
