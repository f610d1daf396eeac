//! A sheet that is written row by row.

use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};

/// Excel takes no more in a cell (in units of UTF-16).
const LONGEST: usize = 32_767;
/// A4. Programs fit it to the paper in use.
const A4: u8 = 9;

/// The height of a line, in points.
const LINE: f64 = 15.0;
/// The most lines that a row shows: Excel takes no row that is higher than 409 points.
const MOST: u32 = 26;

pub struct Sheet<'a> {
    page: &'a mut Worksheet,
    /// How many characters go into each column, about.
    widths: Vec<f64>,
    row: u32,
    number: Format,
    seconds: Format,
}

/// The text as far as a cell takes it: no longer, and without what XML can't hold.
pub fn cell(text: &str) -> String {
    // Never more units than bytes: nearly all texts go in as they are.
    if text.len() < LONGEST && text.chars().all(is_xml) {
        return plain(text.to_owned());
    }
    let mut left = LONGEST - 1;
    let mut kept = String::new();
    for c in text.chars().filter(|c| is_xml(*c)) {
        let Some(rest) = left.checked_sub(c.len_utf16()) else {
            kept.push('…');
            break;
        };
        left = rest;
        kept.push(c);
    }
    plain(kept)
}

/// The writer takes what stands between these for formatted text, and puts it into the file as it is.
fn plain(mut text: String) -> String {
    if text.starts_with("<r>") && text.ends_with("</r>") {
        text.push(' ');
    }
    text
}

/// XML 1.0, section 2.2.
fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

/// How many lines a text takes in a column, about: not every program that opens a workbook fits the rows to it.
fn lines(text: &str, width: f64) -> u32 {
    let broken = text.lines().map(|line| {
        // Letters of East Asia are twice as wide.
        let wide = if line.is_ascii() {
            u32::try_from(line.len()).unwrap_or(u32::MAX)
        } else {
            line.chars().map(|c| if c >= '\u{1100}' { 2 } else { 1 }).take(100_000).sum()
        };
        (f64::from(wide) * 1.08 / width).ceil().clamp(1.0, f64::from(MOST))
    });
    let all = broken.sum::<f64>().clamp(1.0, f64::from(MOST));
    (1..=MOST).find(|count| f64::from(*count) >= all).unwrap_or(MOST)
}

impl<'a> Sheet<'a> {
    pub fn new(page: &'a mut Worksheet, widths: &[f64]) -> Result<Self, XlsxError> {
        for (column, width) in (0..).zip(widths) {
            page.set_column_width(column, *width)?;
        }
        page.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0).set_margins(0.4, 0.4, 0.5, 0.5, 0.3, 0.3);
        let number = Format::new().set_align(FormatAlign::Top).set_align(FormatAlign::Left);
        Ok(Self { page, widths: widths.to_vec(), row: 0, seconds: number.clone().set_num_format("0.0\" s\""), number })
    }

    pub fn next_row(&self) -> u32 {
        self.row
    }

    pub fn gap(&mut self) {
        self.row += 1;
    }

    pub fn write(&mut self, cells: &[(&str, &Format)]) -> Result<(), XlsxError> {
        let heights = cells.iter().zip(&self.widths).map(|((text, _), width)| lines(text, *width));
        let height = heights.max().unwrap_or(1);
        if height > 1 {
            self.page.set_row_height(self.row, LINE * f64::from(height))?;
        }
        self.cells(cells)
    }

    fn cells(&mut self, cells: &[(&str, &Format)]) -> Result<(), XlsxError> {
        for (column, (text, format)) in (0..).zip(cells) {
            if text.is_empty() {
                self.page.write_blank(self.row, column, format)?;
            } else {
                self.page.write_string_with_format(self.row, column, cell(text), format)?;
            }
        }
        self.row += 1;
        Ok(())
    }

    /// Over the sheet's first three columns.
    pub fn wide(&mut self, text: &str, format: &Format) -> Result<(), XlsxError> {
        self.page.merge_range(self.row, 0, self.row, 2, "", format)?;
        self.page.write_string_with_format(self.row, 0, cell(text), format)?;
        let height = lines(text, self.widths.iter().take(3).sum());
        self.page.set_row_height(self.row, LINE * f64::from(height))?;
        self.row += 1;
        Ok(())
    }

    /// The first row, which stays in sight with the first columns and is repeated on each printed page.
    pub fn heads(&mut self, heads: &[&str], staying: u16, format: &Format) -> Result<(), XlsxError> {
        let heads: Vec<(&str, &Format)> = heads.iter().map(|head| (*head, format)).collect();
        self.heads_of(&heads, staying, 20.0)
    }

    pub fn heads_of(&mut self, heads: &[(&str, &Format)], staying: u16, height: f64) -> Result<(), XlsxError> {
        self.page.set_row_height(self.row, height)?;
        self.page.set_freeze_panes(self.row + 1, staying)?;
        self.page.set_repeat_rows(self.row, self.row)?;
        self.cells(heads)
    }

    /// A filter on what is written so far, below the heads in its first row.
    pub fn filter(&mut self, columns: usize) -> Result<(), XlsxError> {
        let last = u16::try_from(columns.saturating_sub(1)).unwrap_or(u16::MAX);
        self.page.autofilter(0, 0, self.row.saturating_sub(1), last)?;
        Ok(())
    }

    /// Beside the first cell of the row that was written last.
    pub fn number_beside(&mut self, value: usize) -> Result<(), XlsxError> {
        self.number(self.row.saturating_sub(1), 1, value)
    }

    pub fn number(&mut self, row: u32, column: u16, value: usize) -> Result<(), XlsxError> {
        let value = u32::try_from(value).unwrap_or(u32::MAX);
        self.page.write_number_with_format(row, column, value, &self.number)?;
        Ok(())
    }

    pub fn seconds(&mut self, row: u32, column: u16, millis: u64) -> Result<(), XlsxError> {
        let millis = u32::try_from(millis).unwrap_or(u32::MAX);
        self.page.write_number_with_format(row, column, f64::from(millis) / 1000.0, &self.seconds)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_cut_between_characters_and_says_so() {
        let units = |text: &str| text.encode_utf16().count();
        assert_eq!(cell("Orders"), "Orders");
        let long = cell(&"😀".repeat(20_000));
        assert!(units(&long) <= LONGEST && long.ends_with("😀…"), "{}", units(&long));
        let greek = "α".repeat(20_000); // more bytes than Excel takes, but no more units
        assert_eq!(cell(&greek), greek);
    }

    #[test]
    fn what_looks_like_formatted_text_is_no_part_of_the_file() {
        assert_eq!(cell("<r>a & b</r>"), "<r>a & b</r> ");
        assert_eq!(cell("<r>\u{0}</r>"), "<r></r> ");
        assert_eq!(cell("<r>a"), "<r>a");
    }

    #[test]
    fn rows_are_as_high_as_their_longest_text() {
        let of = |text: &str| lines(text, 10.0);
        assert_eq!((of(""), of("nine char"), of("eleven char"), of("two\nlines")), (1, 1, 2, 2));
        assert_eq!((of("営業チーム"), of("営業チーム同期"), of(&"long ".repeat(1_000))), (2, 2, MOST));
    }

    #[test]
    fn what_xml_cannot_hold_is_left_out() {
        assert_eq!(cell("a\u{0}b\u{1b}c\u{ffff}d\u{fffd}\te"), "abcd\u{fffd}\te");
    }
}
