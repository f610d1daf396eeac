//! Lines of 80 columns, broken at spaces and, where a word is longer than a line, between whole characters.

use crate::domain::clean::is_invisible;

const WIDTH: usize = 80;

#[derive(Default)]
pub struct Page(String);

impl Page {
    /// With a line below it.
    pub fn heading(&mut self, text: &str, line: char) {
        self.gap();
        let from = self.0.len();
        self.plain(text);
        let longest = self.0.get(from..).unwrap_or_default().lines().map(|line| line.chars().count()).max();
        self.0.extend(std::iter::repeat_n(line, longest.unwrap_or_default()));
        self.0.push('\n');
        self.gap();
    }

    pub fn plain(&mut self, text: &str) {
        self.wrapped(text, "", "");
    }

    pub fn item(&mut self, text: &str) {
        self.wrapped(text, "- ", "  ");
    }

    pub fn numbered(&mut self, number: usize, text: &str) {
        self.wrapped(text, &format!("{number}. "), "   ");
    }

    /// Moved in, below what it belongs to. Nothing where there is nothing to say.
    pub fn under(&mut self, text: &str) {
        self.wrapped(text, "   ", "   ");
    }

    /// One of several, moved in.
    pub fn under_item(&mut self, text: &str) {
        self.wrapped(text, "   * ", "     ");
    }

    /// Below one of several.
    pub fn deeper(&mut self, text: &str) {
        self.wrapped(text, "     ", "     ");
    }

    /// An empty line, where there is none yet.
    pub fn gap(&mut self) {
        if !self.0.is_empty() && !self.0.ends_with("\n\n") {
            self.0.push('\n');
        }
    }

    pub fn done(self) -> String {
        self.0
    }

    fn wrapped(&mut self, text: &str, first: &str, others: &str) {
        let text = one_line(text);
        let mut indent = first;
        for line in lines(&text, WIDTH - others.len()) {
            self.0.push_str(indent);
            self.0.push_str(&line);
            self.0.push('\n');
            indent = others;
        }
    }
}

/// Without what a terminal would obey, and with single spaces.
pub fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let before = line.len();
        if before > 0 {
            line.push(' ');
        }
        let start = line.len();
        line.extend(word.chars().filter(|c| is_joiner(*c) || !is_invisible(*c)));
        if line.len() == start {
            line.truncate(before);
        }
    }
    line
}

/// Invisible, and part of how a word or an emoji is written.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe0f}')
}

fn lines(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let (mut line, mut length) = (String::new(), 0);
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let more = word.chars().count();
        if length > 0 && length + 1 + more > width {
            lines.push(std::mem::take(&mut line));
            length = 0;
        }
        if length > 0 {
            line.push(' ');
            length += 1;
        }
        if more <= width {
            line.push_str(word);
            length += more;
            continue;
        }
        let mut pieces = pieces(word, width);
        let last = pieces.pop().unwrap_or_default();
        lines.extend(pieces);
        line.push_str(&last);
        length += last.chars().count();
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// The word in pieces that fit a line.
fn pieces(word: &str, width: usize) -> Vec<String> {
    let (mut pieces, mut piece, mut length) = (Vec::new(), String::new(), 0);
    let mut joined = false; // the character before takes this one to itself
    for c in word.chars() {
        if length >= width && !joined && !belongs_to_the_one_before(c) {
            pieces.push(std::mem::take(&mut piece));
            length = 0;
        }
        piece.push(c);
        length += 1;
        joined = c == '\u{200d}';
    }
    pieces.push(piece);
    pieces
}

/// Accents, vowel signs, joiners and skin tones: cut off, they would stand alone or on another letter.
fn belongs_to_the_one_before(c: char) -> bool {
    is_joiner(c)
        || matches!(c,
            '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}'
            | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6ed}' | '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}'
            | '\u{981}'..='\u{983}' | '\u{9bc}'..='\u{9cd}' | '\u{b82}' | '\u{bbe}'..='\u{bcd}' | '\u{e31}'
            | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
            | '\u{20d0}'..='\u{20ff}' | '\u{302a}'..='\u{302f}' | '\u{3099}' | '\u{309a}' | '\u{fe20}'..='\u{fe2f}'
            | '\u{1f3fb}'..='\u{1f3ff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(text: &str) -> String {
        let mut page = Page::default();
        page.item(text);
        page.done()
    }

    #[test]
    fn long_words_break_between_whole_characters() {
        let accent = format!("{}e\u{301}x", "a".repeat(77));
        assert_eq!(set(&accent), format!("- {}e\u{301}\n  x\n", "a".repeat(77)));
        let family = format!("{}👩\u{200d}👧", "a".repeat(77));
        assert_eq!(set(&family), format!("- {family}\n"));
    }

    #[test]
    fn words_move_to_the_next_line_whole() {
        let text = format!("{} {}", "a".repeat(70), "b".repeat(20));
        assert_eq!(set(&text), format!("- {}\n  {}\n", "a".repeat(70), "b".repeat(20)));
    }

    #[test]
    fn a_terminal_is_told_nothing_to_obey() {
        assert_eq!(one_line("a\u{1b}[31mred\u{7}\r\nnext\u{202e} \u{200b} end"), "a[31mred next end");
    }

    proptest::proptest! {
        #[test]
        fn no_line_is_longer_than_the_page(text in "[ -~]{0,300}") {
            let set = set(&text);
            proptest::prop_assert!(set.lines().all(|line| line.chars().count() <= WIDTH), "{}", set);
        }

        #[test]
        fn any_text_is_set_without_losing_what_is_seen(text in ".*") {
            let squeezed = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            let kept = squeezed(&one_line(&text));
            let set = set(&text);
            proptest::prop_assert_eq!(squeezed(set.strip_prefix("- ").unwrap_or(&set)), kept);
        }
    }
}
