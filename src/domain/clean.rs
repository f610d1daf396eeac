//! What a paste brings along that nobody sees: white space, line ends, zero-width characters, quotes around.
//!
//! The app removes it where it can't be meant, and always says what it removed.

/// A text after cleaning, and how much of what was taken out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cleaned {
    pub text: String,
    /// Characters that can't be seen: zero-width, byte order mark, directional marks, control characters.
    pub invisible: usize,
    /// White space, no-break spaces and line ends.
    pub spaces: usize,
    /// Quote characters around the text.
    pub quotes: usize,
}

impl Cleaned {
    pub fn changed(&self) -> bool {
        self.invisible + self.spaces + self.quotes > 0
    }
}

/// Whether a character takes no room on screen (and so can't be found by the one who pasted it).
pub fn is_invisible(character: char) -> bool {
    match character {
        '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' => false, // white space, counted as such
        '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{e0000}'..='\u{e0fff}' => true,
        other => other.is_control(),
    }
}

/// Cleans a text in which no white space can be meant: an API ID, a token, a URL, an event name.
pub fn clean(raw: &str) -> Cleaned {
    let mut cleaned = Cleaned::default();
    for character in raw.chars() {
        if is_invisible(character) {
            cleaned.invisible += 1;
        } else if character.is_whitespace() || character == '\u{2800}' {
            cleaned.spaces += 1;
        } else {
            cleaned.text.push(character);
        }
    }
    while let Some(inner) = unquoted(&cleaned.text) {
        cleaned.text = inner.to_owned();
        cleaned.quotes += 2;
    }
    cleaned
}

/// Cleans a text that may hold spaces, such as a name: invisible characters and outer white space go.
///
/// A zero-width joiner between letters stays: Persian, Hindi and family emoji need it.
pub fn clean_name(raw: &str) -> Cleaned {
    let mut cleaned = Cleaned::default();
    for character in raw.chars() {
        match character {
            '\u{200c}' | '\u{200d}' | '\u{fe0f}' => cleaned.text.push(character),
            '\n' | '\r' | '\t' | '\u{a0}' | '\u{2028}' | '\u{2029}' => {
                cleaned.text.push(' ');
                cleaned.spaces += 1;
            }
            hidden if is_invisible(hidden) => cleaned.invisible += 1,
            seen => cleaned.text.push(seen),
        }
    }
    let trimmed = cleaned.text.trim_matches(|c: char| c.is_whitespace() || is_invisible(c));
    cleaned.spaces += cleaned.text.chars().count() - trimmed.chars().count();
    cleaned.text = trimmed.to_owned();
    cleaned
}

fn unquoted(text: &str) -> Option<&str> {
    const PAIRS: [(char, char); 8] =
        [('"', '"'), ('\'', '\''), ('`', '`'), ('“', '”'), ('‘', '’'), ('„', '“'), ('«', '»'), ('<', '>')];
    let (first, last) = (text.chars().next()?, text.chars().next_back()?);
    if text.chars().count() < 2 || !PAIRS.contains(&(first, last)) {
        return None;
    }
    text.strip_prefix(first)?.strip_suffix(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pasted_key_loses_what_nobody_sees() {
        let cleaned = clean(" \u{200b}“abc\u{a0}def”\r\n");
        assert_eq!(cleaned.text, "abcdef");
        assert_eq!((cleaned.invisible, cleaned.spaces, cleaned.quotes), (1, 4, 2));
    }

    #[test]
    fn a_clean_text_is_left_alone() {
        let cleaned = clean("abc");
        assert_eq!(cleaned.text, "abc");
        assert!(!cleaned.changed());
    }

    #[test]
    fn a_lone_quote_is_no_pair() {
        assert_eq!(clean("\"").text, "\"");
        assert_eq!(clean("\"a").text, "\"a");
    }

    #[test]
    fn a_name_keeps_its_inner_spaces_and_joiners() {
        let cleaned = clean_name("\u{feff} می‌خواهم  a \n");
        assert_eq!(cleaned.text, "می‌خواهم  a");
        assert_eq!(cleaned.invisible, 1);
    }

    proptest::proptest! {
        #[test]
        fn cleaning_twice_changes_nothing_more(raw in ".*") {
            let once = clean(&raw);
            let twice = clean(&once.text);
            proptest::prop_assert_eq!(&twice.text, &once.text);
            proptest::prop_assert!(!twice.changed());
            proptest::prop_assert!(!once.text.chars().any(|c| c.is_whitespace() || is_invisible(c)));
        }
    }
}
