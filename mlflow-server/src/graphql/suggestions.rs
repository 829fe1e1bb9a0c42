//! What somebody may have meant.

/// Returns ` Did you mean 'x'?` with the names that are close, or nothing.
pub(super) fn did_you_mean<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> String {
    let most = name.chars().count() * 2 / 5 + 1;
    let mut close: Vec<_> = known
        .filter_map(|known| distance(name, known).filter(|d| *d <= most).map(|d| (d, known)))
        .collect();
    close.sort_unstable();
    let quoted: Vec<_> = close
        .iter()
        .take(5)
        .map(|(_, name)| format!("'{name}'"))
        .collect();
    match quoted.as_slice() {
        [] => String::new(),
        [one] => format!(" Did you mean {one}?"),
        [one, other] => format!(" Did you mean {one} or {other}?"),
        [first @ .., last] => format!(" Did you mean {}, or {last}?", first.join(", ")),
    }
}

/// Counts edits: insertions, deletions, substitutions and swaps of neighbours; another case is one.
/// `None` for a name that is too long to be one of ours.
fn distance(name: &str, known: &str) -> Option<usize> {
    if name == known {
        return Some(0);
    }
    let (a, b) = (name.to_lowercase(), known.to_lowercase());
    if a == b {
        return Some(1);
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len() > 100 {
        return None;
    }
    let mut before_last = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1; b.len() + 1];
        for (j, y) in b.iter().enumerate() {
            let mut least = (last[j + 1] + 1)
                .min(row[j] + 1)
                .min(last[j] + usize::from(x != y));
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                least = least.min(before_last[j - 1] + 1);
            }
            row[j + 1] = least;
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last.last().copied()
}

#[cfg(test)]
mod tests {
    use super::did_you_mean;

    #[test]
    fn names_that_are_close_are_told() {
        let known = ["runId", "runUuid", "runName", "status", "userId"];
        let meant = |name| did_you_mean(name, known.into_iter());
        assert_eq!(meant("runid"), " Did you mean 'runId' or 'runUuid'?");
        assert_eq!(meant("runNaem"), " Did you mean 'runName'?");
        assert_eq!(meant("nothing"), "");
    }
}
