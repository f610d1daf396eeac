//! Reading order: egui shapes each word of a right-to-left script rightly, but sets the words from left to right.
//!
//! Labels hold the text as it is stored, so that screen readers, selections and line breaks see it in its logical
//! order. Only after a frame is laid out, the words of each line are moved to where a reader of the script looks for
//! them (the rules of Unicode's annex 9). Nothing is moved where no such text is on screen.

use std::sync::Arc;

use egui::epaint::text::{Galley, Glyph, PlacedRow, Row};
use egui::epaint::{Mesh, Vertex};
use egui::{FullOutput, OutputCommand, Shape};
use unicode_bidi::{BidiClass, BidiInfo, bidi_class};

use crate::app::text::{has_right_to_left, without_marks};

/// Puts words in reading order after each frame, and keeps the marks around names out of what leaves the window.
pub struct ReadingOrder;

impl egui::Plugin for ReadingOrder {
    fn debug_name(&self) -> &'static str {
        "reading order"
    }

    fn output_hook(&mut self, _ctx: &egui::Context, output: &mut FullOutput) {
        for clipped in &mut output.shapes {
            order_shape(&mut clipped.shape);
        }
        for command in &mut output.platform_output.commands {
            if let OutputCommand::CopyText(text) | OutputCommand::TextSelectionSettled(text) = command {
                strip(text);
            }
        }
        if let Some(update) = &mut output.platform_output.accesskit_update {
            for (_, node) in &mut update.nodes {
                strip_node(node);
            }
        }
    }
}

fn strip(text: &mut String) {
    if let std::borrow::Cow::Owned(clean) = without_marks(text) {
        *text = clean;
    }
}

/// A screen reader has its own rules for the order, and would say the marks.
fn strip_node(node: &mut egui::accesskit::Node) {
    let clean = |text: Option<&str>| match text.map(without_marks) {
        Some(std::borrow::Cow::Owned(clean)) => Some(clean),
        _ => None,
    };
    if node.role() == egui::Role::TextRun {
        return; // its letters are counted
    }
    if let Some(label) = clean(node.label()) {
        node.set_label(label);
    }
    if let Some(value) = clean(node.value()) {
        node.set_value(value);
    }
    if let Some(description) = clean(node.description()) {
        node.set_description(description);
    }
}

fn order_shape(shape: &mut Shape) {
    match shape {
        Shape::Vec(shapes) => shapes.iter_mut().for_each(order_shape),
        Shape::Text(text) if has_right_to_left(text.galley.text()) => order_galley(Arc::make_mut(&mut text.galley)),
        _ => {}
    }
}

/// What moves as one: a word of a right-to-left script, or one sign with its marks.
struct Item {
    sign: char,
    /// Its glyphs from left to right.
    glyphs: Vec<usize>,
}

fn order_galley(galley: &mut Galley) {
    let pixels = galley.pixels_per_point;
    let mut from = 0;
    while from < galley.rows.len() {
        let rest = galley.rows.get(from..).unwrap_or_default();
        let rows = rest.iter().position(|row| row.ends_with_newline).map_or(rest.len(), |at| at + 1);
        if let Some(paragraph) = galley.rows.get_mut(from..from + rows) {
            order_paragraph(paragraph, pixels);
        }
        from += rows;
    }
}

fn order_paragraph(rows: &mut [PlacedRow], pixels: f32) {
    let items: Vec<Vec<Item>> = rows.iter().map(|row| items_of(&row.row.glyphs)).collect();
    // One sign stands for each item, so the rules see the paragraph as it is stored.
    let text: String = items.iter().flatten().map(|item| item.sign).collect();
    let info = BidiInfo::new(&text, None);
    let Some(paragraph) = info.paragraphs.first().filter(|_| info.paragraphs.len() == 1) else {
        return;
    };
    let mut at = 0;
    let mut signs = 0;
    for (row, items) in rows.iter_mut().zip(&items) {
        let end = at + items.iter().map(|item| item.sign.len_utf8()).sum::<usize>();
        let levels = info.reordered_levels_per_char(paragraph, at..end);
        let line = levels.get(signs..signs + items.len()).unwrap_or_default();
        set_row(Arc::make_mut(&mut row.row), items, line, pixels);
        at = end;
        signs += items.len();
    }
}

/// Splits a line into items, in the order in which its text is stored.
///
/// egui has laid out other signs in that order, but what stands together in a script that is read from right to left as
/// one, from its end to its beginning.
fn items_of(glyphs: &[Glyph]) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let mut turned: Vec<Item> = Vec::new();
    let mut before = None;
    for (at, glyph) in glyphs.iter().enumerate() {
        let hangs_on = glyph.advance_width == 0.0 && !is_control(glyph.chr);
        let part = match (Part::of(glyph.chr), before) {
            (Part::Other, Some(before)) if hangs_on => before,
            (part, _) => part,
        };
        let together = if part == Part::Other { &mut items } else { &mut turned };
        match together.last_mut() {
            Some(item) if before == Some(part) && (part == Part::Letter || hangs_on) => item.glyphs.push(at),
            _ => together.push(Item { sign: glyph.chr, glyphs: vec![at] }),
        }
        if part == Part::Other {
            put_before_last(&mut items, &mut turned, before);
        }
        before = Some(part);
    }
    turn_back(&mut turned);
    items.append(&mut turned);
    items
}

/// What a sign is to the engine that lays it out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Of a script that is read from right to left.
    Letter,
    /// A digit that stands in the fonts of such a script.
    Digit,
    Other,
}

impl Part {
    fn of(sign: char) -> Self {
        match sign {
            '\u{660}'..='\u{669}' | '\u{6F0}'..='\u{6F9}' => Self::Digit,
            _ if is_letter(sign) => Self::Letter,
            _ => Self::Other,
        }
    }
}

/// What stood together has ended: it comes before the sign that ended it.
fn put_before_last(items: &mut Vec<Item>, turned: &mut Vec<Item>, before: Option<Part>) {
    if turned.is_empty() || before == Some(Part::Other) {
        return;
    }
    let last = items.pop();
    turn_back(turned);
    items.append(turned);
    items.extend(last);
}

/// Brings words and digits that were laid out as one from their end into the order in which they are stored. Digits of
/// Arabic alone belong to no script, and were laid out in their order.
fn turn_back(turned: &mut [Item]) {
    let no_script = |item: &Item| matches!(item.sign, '\u{660}'..='\u{669}');
    if !turned.iter().all(no_script) {
        turned.reverse();
    }
}

/// Moves a line's items to where their levels put them.
fn set_row(row: &mut Row, items: &[Item], levels: &[unicode_bidi::Level], pixels: f32) {
    if levels.len() != items.len() || !levels.iter().any(unicode_bidi::Level::is_rtl) {
        return;
    }
    let widths: Vec<f32> = items.iter().map(|item| width_of(&row.glyphs, item)).collect();
    let mut starts = Vec::with_capacity(items.len());
    let mut x = 0.0;
    for width in &widths {
        starts.push(x);
        x += width;
    }
    let mut x = 0.0;
    for at in BidiInfo::reorder_visual(levels) {
        let (Some(item), Some(level), Some(start), Some(width)) =
            (items.get(at), levels.get(at), starts.get(at), widths.get(at))
        else {
            return;
        };
        let by = ((x - start) * pixels).round() / pixels;
        let mirrored = level.is_rtl() && is_mirrored(item.sign);
        for glyph in &item.glyphs {
            if let Some(glyph) = row.glyphs.get_mut(*glyph) {
                glyph.pos.x += by;
                move_glyph(&mut row.visuals.mesh, glyph, by, mirrored);
            }
        }
        x += width;
    }
}

fn width_of(glyphs: &[Glyph], item: &Item) -> f32 {
    item.glyphs.iter().filter_map(|at| glyphs.get(*at)).map(|glyph| glyph.advance_width).sum()
}

fn move_glyph(mesh: &mut Mesh, glyph: &Glyph, by: f32, mirrored: bool) {
    let Ok(first) = usize::try_from(glyph.first_vertex) else { return };
    if glyph.uv_rect.is_nothing() {
        return; // it has no shape
    }
    let Some(corners) = mesh.vertices.get_mut(first..first + 4) else { return };
    for corner in corners.iter_mut() {
        corner.pos.x += by;
    }
    if mirrored && let [left_top, right_top, left_bottom, right_bottom] = corners {
        swap_across(left_top, right_top);
        swap_across(left_bottom, right_bottom);
    }
}

fn swap_across(left: &mut Vertex, right: &mut Vertex) {
    std::mem::swap(&mut left.uv, &mut right.uv);
}

/// A letter of a script that is read from right to left.
fn is_letter(sign: char) -> bool {
    matches!(bidi_class(sign), BidiClass::R | BidiClass::AL)
}

/// Marks that say where a name begins and ends, and their like: nothing hangs on them.
fn is_control(sign: char) -> bool {
    use BidiClass::{BN, FSI, LRE, LRI, LRO, PDF, PDI, RLE, RLI, RLO};
    matches!(bidi_class(sign), BN | FSI | LRE | LRI | LRO | PDF | PDI | RLE | RLI | RLO)
}

/// Signs that open to the other side in a line that is read from right to left.
fn is_mirrored(sign: char) -> bool {
    "()[]{}<>«»‹›≤≥⟨⟩「」『』《》〈〉【】".contains(sign)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::text::named;
    use crate::ui::script::{LastResort, Missing};
    use crate::ui::theme;

    /// The signs of a label as they stand on screen, line by line, each from left to right.
    fn seen(words: &str, width: f32) -> Vec<String> {
        let ctx = egui::Context::default();
        theme::install(&ctx);
        ctx.add_font_provider(Arc::new(LastResort(Missing::default())));
        ctx.add_plugin(ReadingOrder);
        let input = egui::RawInput {
            screen_rect: Some(egui::Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(width, 300.0))),
            ..egui::RawInput::default()
        };
        let output = ctx.run_ui(input, |ui| {
            ui.add(egui::Label::new(words).wrap());
        });
        let text = output.shapes.iter().find_map(|clipped| match &clipped.shape {
            Shape::Text(text) => Some(text),
            _ => None,
        });
        text.unwrap().galley.rows.iter().map(|row| line(&row.row)).collect()
    }

    fn line(row: &Row) -> String {
        let mut glyphs: Vec<&Glyph> = row.glyphs.iter().filter(|glyph| glyph.advance_width > 0.0).collect();
        glyphs.sort_by(|one, other| one.pos.x.total_cmp(&other.pos.x));
        glyphs.iter().map(|glyph| glyph.chr).collect::<String>().trim().to_owned()
    }

    fn seen_in_one(words: &str) -> String {
        seen(words, 2000.0).concat()
    }

    #[test]
    fn the_words_of_a_name_run_from_right_to_left() {
        assert_eq!(seen_in_one("Orders 12"), "Orders 12");
        assert_eq!(seen_in_one("אב גד"), "דג בא");
        assert_eq!(seen_in_one("CRM אב 12"), "CRM 12 בא");
        assert_eq!(seen_in_one("مرحبا عالم"), "ملاع ابحرم");
        assert_eq!(seen_in_one("אב CRM גד"), "דג CRM בא");
    }

    #[test]
    fn a_sentence_around_a_name_keeps_its_order_and_its_numbers_stay_where_they_are() {
        assert_eq!(seen_in_one(&format!("{} could not be checked", named("אב גד"))), "דג בא could not be checked");
        assert_eq!(seen_in_one(&format!("{}: 404", named("אב"))), "בא: 404");
        assert_eq!(seen_in_one(&format!("{}, {}", named("אב"), named("גד"))), "בא, דג");
        assert_eq!(seen_in_one(&format!("Delete {}…", named("אב 3"))), "Delete 3 בא…");
    }

    #[test]
    fn a_long_text_is_ordered_line_by_line() {
        let name = named("אבאבאב גדגדגד הוהוהו זחזחזח");
        let lines = seen(&format!("Reading {name} anew"), 170.0);
        assert!(lines.len() > 1, "{lines:?}");
        assert!(lines.first().unwrap().starts_with("Reading "), "{lines:?}");
        assert!(lines.first().unwrap().ends_with("באבאבא"), "the first word is in the first line: {lines:?}");
        assert!(lines.last().unwrap().ends_with("anew"), "{lines:?}");
    }

    #[test]
    fn brackets_open_to_the_side_that_is_read_from() {
        assert_eq!(seen_in_one("אב (גד)"), ")דג( בא", "their shapes are turned, not their codes");
    }

    #[test]
    fn numbers_in_arabic_digits_run_from_left_to_right() {
        assert_eq!(seen_in_one("رقم ١٢٣ هنا"), "انه ١٢٣ مقر");
        assert_eq!(seen_in_one("رقم١٢٣"), "١٢٣مقر");
        assert_eq!(seen_in_one("شماره ۴۵"), "۴۵ هرامش");
    }

    #[test]
    fn marks_stay_with_their_letter_and_digits_are_not_turned_round() {
        assert_eq!(seen_in_one("שָׁלוֹם 2024 עולם").chars().filter(char::is_ascii_digit).collect::<String>(), "2024");
    }

    #[test]
    fn what_leaves_the_window_has_no_marks() {
        let mut node = egui::accesskit::Node::new(egui::Role::Button);
        node.set_label(format!("Delete {}", named("אב")));
        strip_node(&mut node);
        assert_eq!(node.label(), Some("Delete אב"));
        let mut copied = named("אב").into_owned();
        strip(&mut copied);
        assert_eq!(copied, "אב");
    }
}
