//! Types of content by file name, as official MLflow's clients tell them.

/// What is text to official MLflow, whatever else it is.
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
    "mlmodel",
    "mlproject",
];

const OTHERS: &[(&str, &str)] = &[
    ("css", "text/css"),
    ("gif", "image/gif"),
    ("html", "text/html"),
    ("jpeg", "image/jpeg"),
    ("jpg", "image/jpeg"),
    ("pdf", "application/pdf"),
    ("png", "image/png"),
    ("svg", "image/svg+xml"),
    ("webp", "image/webp"),
    ("zip", "application/zip"),
];

/// Returns the type of a file's content.
pub(super) fn of(name: &str) -> &'static str {
    let extension = name
        .rsplit_once('.')
        .map_or(name, |(_, extension)| extension)
        .to_ascii_lowercase();
    if TEXT.contains(&extension.as_str()) {
        return "text/plain";
    }
    let other = OTHERS.iter().find(|(known, _)| *known == extension);
    other.map_or("application/octet-stream", |(_, content_type)| content_type)
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn names_tell_the_type() {
        let types = ["a.json", "MLmodel", "x.PNG", "a.bin", "json"].map(of);
        let expected = [
            "text/plain",
            "text/plain",
            "image/png",
            "application/octet-stream",
            "text/plain",
        ];
        assert_eq!(types, expected);
    }
}
