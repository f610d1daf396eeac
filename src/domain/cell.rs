//! A text as the cell of a table that a spreadsheet will open.

/// A cell that a table program would take for a formula gets an apostrophe before it.
pub fn safe_cell(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_begins_a_formula() {
        for start in ["=", "+", "-", "@", "\t", "\r"] {
            assert_eq!(safe_cell(&format!("{start}1+1")), format!("'{start}1+1"));
        }
        assert_eq!(safe_cell("Orders"), "Orders");
        assert_eq!(safe_cell(""), "");
        assert_eq!(safe_cell("a=1"), "a=1");
    }
}
