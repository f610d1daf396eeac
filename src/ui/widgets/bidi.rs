//! Right-to-left names: egui draws characters in memory order, so a name is put into display order first.

use std::borrow::Cow;

use unicode_bidi::BidiInfo;

/// The text in the order in which it is to be drawn. Only for what is shown, never for what is sent or copied.
pub fn shown(text: &str) -> Cow<'_, str> {
    let info = BidiInfo::new(text, None);
    if !info.has_rtl() {
        return Cow::Borrowed(text);
    }
    let lines: Vec<Cow<'_, str>> =
        info.paragraphs.iter().map(|paragraph| info.reorder_line(paragraph, paragraph.range.clone())).collect();
    Cow::Owned(lines.concat())
}

/// A drawn label is read out in the order in which it is written.
pub fn read_as(response: egui::Response, words: &str) -> egui::Response {
    if matches!(shown(words), Cow::Owned(_)) {
        response.ctx.accesskit_node_builder(response.id, |node| node.set_value(words));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hebrew_name_is_turned_round_and_a_latin_one_left_alone() {
        assert_eq!(shown("Orders"), "Orders");
        assert_eq!(shown("אב"), "בא");
        assert_eq!(shown("CRM אב 12"), "CRM 12 בא");
    }
}
