//! CSV.

use super::Table;

/// Writes a header and rows; a cell is quoted where it must be.
pub(super) fn written(table: &Table) -> String {
    let mut text = String::new();
    write_row(&mut text, table.headers());
    for row in table.rows() {
        write_row(&mut text, row);
    }
    text
}

fn write_row(text: &mut String, cells: &[String]) {
    let single_empty = matches!(cells, [only] if only.is_empty());
    if single_empty {
        text.push_str("\"\"");
    }
    for (position, cell) in cells.iter().enumerate() {
        if position > 0 {
            text.push(',');
        }
        match cell.contains([',', '"', '\n', '\r']) {
            true => {
                text.push('"');
                text.push_str(&cell.replace('"', "\"\""));
                text.push('"');
            }
            false => text.push_str(cell),
        }
    }
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_quotes_and_lines_are_quoted() {
        let table = Table::new(["a", "b"]).with_rows([["x, \"y\"\nz", "plain"]]);
        assert_eq!(written(&table), "a,b\n\"x, \"\"y\"\"\nz\",plain\n");
    }

    #[test]
    fn a_single_empty_cell_is_no_empty_line() {
        assert_eq!(written(&Table::new(["a"]).with_rows([[""]])), "a\n\"\"\n");
    }
}
