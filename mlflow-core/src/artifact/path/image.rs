//! Image names of MLflow 2, which use `%` as a separator.

/// Replaces the separators of `…%step%<n>%timestamp%<n>%<uuid>…` by `+`, as MLflow 3 writes them.
///
/// Without it `%17` of a timestamp would be read as an encoded control character. The identifier at
/// the end begins with a letter from g to z, so its `%` never looks like an encoding.
pub(super) fn mask_image_marks(path: &str) -> String {
    masked(path).unwrap_or_else(|| path.to_owned())
}

fn masked(path: &str) -> Option<String> {
    let (before, after) = path.split_once("%step%")?;
    let (step, after) = leading_number(after)?;
    let (time, after) = leading_number(after.strip_prefix("%timestamp%")?)?;
    let identifier = after.strip_prefix('%')?;
    identifier
        .starts_with(|c: char| matches!(c, 'g'..='z'))
        .then(|| format!("{before}+step+{step}+timestamp+{time}%{identifier}"))
}

fn leading_number(text: &str) -> Option<(&str, &str)> {
    let end = text
        .find(|c: char| !c.is_ascii_digit() && c != '-')
        .unwrap_or(text.len());
    (end > 0).then(|| text.split_at(end))
}
