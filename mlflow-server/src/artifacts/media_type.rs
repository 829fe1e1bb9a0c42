//! Media types of artifacts, as official MLflow guesses them.

/// Extensions, and whole names, of what is shown as text.
const TEXT: &[&str] = &[
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
/// What a browser would run if it were shown as what it is.
const ACTIVE: &[&str] = &[
    "html", "htm", "xhtml", "svg", "svgz", "mjs", "xsl", "xslt", "shtml",
];

/// Guesses the type of a file by its name.
pub(super) fn of(name: &str) -> String {
    let name = name.rsplit('/').next().unwrap_or(name);
    let extension = match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => extension,
        _ => name,
    };
    if TEXT.contains(&extension) || ACTIVE.contains(&extension.to_ascii_lowercase().as_str()) {
        return "text/plain".to_owned();
    }
    let guess = mime_guess::from_path(name).first_raw();
    guess.unwrap_or("application/octet-stream").to_owned()
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn names_tell_types() {
        for (name, expected) in [
            ("a/MLmodel", "text/plain"),
            ("conda.yaml", "text/plain"),
            ("page.HTML", "text/plain"),
            ("logo.svg", "text/plain"),
            ("plot.png", "image/png"),
            ("model.pkl", "application/octet-stream"),
            ("weights", "application/octet-stream"),
            (".hidden", "application/octet-stream"),
        ] {
            assert_eq!(of(name), expected, "{name}");
        }
    }
}
