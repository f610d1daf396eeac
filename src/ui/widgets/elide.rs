//! URLs that are too long for their place: the middle goes, since the host and the end tell one from another.

use egui::{Label, Response, RichText, TextStyle, TextWrapMode, Ui, WidgetText};
use unicode_segmentation::UnicodeSegmentation as _;

/// A URL in one line. The whole of it is read out, and shown on hover where something is left out.
pub fn url_label(ui: &mut Ui, url: &str, look: impl Fn(String) -> RichText) -> Response {
    let short = url.strip_prefix("https://").unwrap_or(url);
    let (words, whole) = fitting(ui, short, ui.available_width(), &look);
    let response = ui.add(Label::new(look(words)).wrap_mode(TextWrapMode::Extend).selectable(false));
    response.ctx.accesskit_node_builder(response.id, |node| node.set_value(url));
    if whole { response } else { response.on_hover_text(url) }
}

/// The URL as it fits, and whether that is all of it. Laid out text is kept by egui as long as it is drawn, so looking
/// for the length anew in each frame costs little.
fn fitting(ui: &Ui, url: &str, room: f32, look: &impl Fn(String) -> RichText) -> (String, bool) {
    let width = |words: &str| {
        let words = WidgetText::from(look(words.to_owned()));
        words.into_galley(ui, Some(TextWrapMode::Extend), f32::INFINITY, TextStyle::Body).size().x
    };
    if width(url) <= room {
        return (url.to_owned(), true);
    }
    let (mut fits, mut beyond) = (1, url.graphemes(true).count());
    while fits + 1 < beyond {
        let middle = usize::midpoint(fits, beyond);
        if width(&without_middle(url, middle)) <= room {
            fits = middle;
        } else {
            beyond = middle;
        }
    }
    (without_middle(url, fits), false)
}

/// The URL with so many letters beside the dots: the start of its host, and the last part of its path.
fn without_middle(url: &str, letters: usize) -> String {
    let (path, query) = url.split_at(url.find(['?', '#']).unwrap_or(url.len()));
    let begin = path.find("://").map_or(0, |at| at + 3);
    let host_end = path.get(begin..).and_then(|rest| rest.find('/')).map_or(path.len(), |at| begin + at);
    let last = path.rfind('/').filter(|at| *at >= host_end && *at + 1 < path.len());
    let Some(last) = last else {
        let end = letters / 2;
        return joined(url, letters - end, url, end);
    };
    let host = count(path.get(..host_end).unwrap_or_default());
    let mut tail = path.get(last..).unwrap_or_default().to_owned();
    // The path's last part tells more than a query, whose values are masked.
    match query.chars().next() {
        Some(sign) if host + count(&tail) + count(query) > letters => tail.extend([sign, '…']),
        _ => tail.push_str(query),
    }
    let end = count(&tail).min((letters / 2).max(letters.saturating_sub(host)));
    joined(path.get(..last).unwrap_or_default(), letters - end, &tail, end)
}

fn count(text: &str) -> usize {
    text.graphemes(true).count()
}

/// The first letters of one text, dots, and the last ones of the other. No letter is parted from its marks.
fn joined(start: &str, first: usize, end: &str, last: usize) -> String {
    let start: String = start.graphemes(true).take(first).collect();
    let skipped = count(end).saturating_sub(last);
    let end: String = end.graphemes(true).skip(skipped).collect();
    format!("{start}…{end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_and_the_last_part_of_the_path_stay() {
        let url = "crm.example.com/api/v2/integrations/aircall?key=•••";
        assert_eq!(without_middle(url, 32), "crm.example.com/…/aircall?key=•••");
        assert_eq!(without_middle(url, 36), "crm.example.com/api/…/aircall?key=•••");
        assert_eq!(without_middle(url, 20), "crm.exampl…/aircall?…");
        assert_eq!(without_middle("http://crm.example.com/a/b/in", 25), "http://crm.example.com…/in");
    }

    #[test]
    fn a_long_query_goes_before_the_path_does_and_a_host_alone_keeps_its_end() {
        let url = "crm.example.com/in/aircall?company=•••&token=•••&version=•••";
        assert_eq!(without_middle(url, 25), "crm.example.com…/aircall?…");
        assert_eq!(without_middle("a-very-long-name.example.com", 20), "a-very-lon…xample.com");
    }

    #[test]
    fn no_letter_is_parted_from_its_marks() {
        let url = "קוּם.example/e\u{301}e\u{301}e\u{301}e\u{301}";
        for letters in 1..12 {
            let short = without_middle(url, letters);
            assert!(!short.contains("…\u{301}") && count(&short) <= letters + 1, "{short}");
        }
    }
}
