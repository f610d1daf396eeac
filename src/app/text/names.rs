//! Names inside sentences. Whatever script a name is in, the sentence around it is read from left to right.

use std::borrow::Cow;

/// Unicode's marks for "what is between us has an order of its own" (annex 9). They are invisible.
const BEGIN: char = '\u{2068}';
const END: char = '\u{2069}';

/// Whether a text holds letters of a script that is read from right to left.
pub fn has_right_to_left(text: &str) -> bool {
    // No such letter begins with a smaller byte, and most texts end here.
    text.bytes().any(|byte| byte >= 0xD6) && text.chars().any(is_right_to_left)
}

fn is_right_to_left(letter: char) -> bool {
    matches!(
        u32::from(letter),
        0x0590..=0x08FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFE | 0x1_0800..=0x1_0FFF | 0x1_E800..=0x1_EFFF
    )
}

/// A name that is to stand in a sentence: where its letters run from right to left, it is marked, so that they draw in
/// neither the words nor the numbers beside it.
pub fn named(name: &str) -> Cow<'_, str> {
    if has_right_to_left(name) && !name.starts_with(BEGIN) {
        Cow::Owned(format!("{BEGIN}{name}{END}"))
    } else {
        Cow::Borrowed(name)
    }
}

/// Several names after each other.
pub fn names<T: AsRef<str>>(names: &[T]) -> String {
    let all: Vec<Cow<'_, str>> = names.iter().map(|name| named(name.as_ref())).collect();
    all.join(", ")
}

/// A sentence that was made elsewhere, with marks around those of these names that stand in it.
pub fn with_names<'t, T: AsRef<str>>(sentence: &'t str, names: &[T]) -> Cow<'t, str> {
    let mut found: Vec<&str> = names.iter().map(AsRef::as_ref).filter(|name| has_right_to_left(name)).collect();
    found.sort_by_key(|name| std::cmp::Reverse(name.len())); // one may be a part of another
    found.dedup();
    let mut marked = Cow::Borrowed(sentence);
    for name in found.into_iter().filter(|name| sentence.contains(name)) {
        marked = Cow::Owned(marked.replace(name, &named(name)));
    }
    marked
}

/// Without those marks: for what is searched, compared, written to a file or read out.
pub fn without_marks(text: &str) -> Cow<'_, str> {
    if text.contains([BEGIN, END]) { Cow::Owned(text.replace([BEGIN, END], "")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_run_from_right_to_left_are_marked_and_none_twice() {
        assert_eq!(named("Büro"), "Büro");
        assert_eq!(named("訂單"), "訂單");
        assert_eq!(named("אב 12"), "\u{2068}אב 12\u{2069}");
        assert_eq!(named(&named("אב")), "\u{2068}אב\u{2069}");
        assert_eq!(without_marks(&format!("{} is on", named("مرحبا"))), "مرحبا is on");
    }
}
