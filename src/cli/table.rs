//! A table for people: columns aligned in terminal cells, no trailing spaces.

use super::output::plain;
use crate::domain::clean::is_invisible;

const GAP: &str = "  ";

/// The rows as lines. Each row's last cell is as long as it is.
pub fn table<const N: usize>(rows: &[[String; N]]) -> String {
    let rows: Vec<[String; N]> = rows.iter().map(|row| row.each_ref().map(|cell| plain(cell))).collect();
    let mut widths = [0; N];
    for row in &rows {
        for (widest, cell) in widths.iter_mut().zip(row) {
            *widest = width(cell).max(*widest);
        }
    }
    rows.iter().map(|row| line(row, &widths)).collect()
}

fn line(cells: &[String], widths: &[usize]) -> String {
    let mut line = String::new();
    for (cell, widest) in cells.iter().zip(widths) {
        line.push_str(cell);
        line.push_str(&" ".repeat(widest.saturating_sub(width(cell))));
        line.push_str(GAP);
    }
    format!("{}\n", line.trim_end())
}

/// How many cells a terminal takes for it.
fn width(text: &str) -> usize {
    text.chars().map(cells).sum()
}

fn cells(character: char) -> usize {
    match character {
        c if is_invisible(c) => 0,
        // Marks that stand on the letter before.
        '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{64b}'..='\u{65f}' | '\u{20d0}'..='\u{20ff}' => 0,
        // Hangul, kana, Chinese characters, full width forms, emoji.
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{303e}'
        | '\u{3041}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}'
        | '\u{1f300}'..='\u{1faff}'
        | '\u{20000}'..='\u{3fffd}' => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_align_in_cells_and_lines_end_without_spaces() {
        let rows = [["窓口", "x", ""], ["Orders", "a", "b"]].map(|row| row.map(str::to_owned));
        assert_eq!(table(&rows), "窓口    x\nOrders  a  b\n");
    }

    #[test]
    fn a_name_cannot_steer_the_terminal() {
        assert_eq!(table(&[["a\u{1b}[31m\nb".to_owned()]]), "a[31m b\n");
    }
}
