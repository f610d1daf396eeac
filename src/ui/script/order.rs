//! Reading order: egui shapes each word of a right-to-left script rightly, but sets the words from left to right.
//!
//! Labels hold the text as it is stored, so that screen readers, selections and line breaks see it in its logical
//! order. Only after a frame is laid out, the words of each line are moved to where a reader of the script looks for
//! them (the rules of Unicode's annex 9). Nothing is moved where no such text is on screen.

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::accesskit::{Node, NodeId, Role, TreeUpdate};
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
            leave_out_runs(update);
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

/// egui also tells the lines of a label, a notice's too, sign by sign as they are laid out. Where that isn't the order in which they are
/// stored, the label's own words are all that is told.
fn leave_out_runs(update: &mut TreeUpdate) {
    let turned = |node: &Node| node.role() == Role::TextRun && node.value().is_some_and(has_right_to_left);
    let runs: BTreeSet<NodeId> = update.nodes.iter().filter(|(_, node)| turned(node)).map(|(id, _)| *id).collect();
    if runs.is_empty() {
        return;
    }
    let mut gone = BTreeSet::new();
    for (_, node) in &mut update.nodes {
        if matches!(node.role(), Role::Label | Role::Status | Role::Alert)
            && node.children().iter().any(|child| runs.contains(child))
        {
            gone.extend(node.children().iter().copied());
            node.clear_children();
        }
    }
    update.nodes.retain(|(id, _)| !gone.contains(id));
}

/// A screen reader has its own rules for the order, and would say the marks.
fn strip_node(node: &mut Node) {
    let clean = |text: Option<&str>| match text.map(without_marks) {
        Some(std::borrow::Cow::Owned(clean)) => Some(clean),
        _ => None,
    };
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
    if galley.elided
        && let [only] = galley.rows.as_mut_slice()
    {
        leave_out_cut_word(Arc::make_mut(&mut only.row), &galley.job.text);
    }
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

/// egui cuts a line at the end of what it has laid out, and so leaves out the beginning of a word that runs from right
/// to left. Such a rest would be read as another word.
fn leave_out_cut_word(row: &mut Row, text: &str) {
    let items = items_of(&row.glyphs);
    let words = || items.iter().filter(|item| is_letter(item.sign));
    let (Some(last), true) = (words().next_back(), items.len() > 2) else { return };
    let parts = |sign| !is_letter(sign) && bidi_class(sign) != BidiClass::NSM;
    let mut stored = text.split(parts).filter(|word| word.contains(is_letter)).skip(words().count() - 1);
    let is_whole = stored.next().is_some_and(|word| is_all_of(word, &row.glyphs, last));
    let is_last = items.iter().rev().nth(1).is_some_and(|item| is_letter(item.sign));
    if is_whole || !is_last {
        return;
    }
    for at in last.glyphs.clone() {
        let Some(glyph) = row.glyphs.get_mut(at) else { continue };
        let corners = usize::try_from(glyph.first_vertex).ok().filter(|_| !glyph.uv_rect.is_nothing());
        if let Some(corners) = corners.and_then(|first| row.visuals.mesh.vertices.get_mut(first..first + 4)) {
            for corner in corners {
                corner.pos = egui::Pos2::ZERO;
            }
        }
        glyph.advance_width = 0.0;
    }
    close_gap(row);
}

/// Whether a word is there with its first letter. Letters of Arabic may be joined to one shape, so they aren't counted.
fn is_all_of(word: &str, glyphs: &[Glyph], item: &Item) -> bool {
    let seen: Vec<char> = item
        .glyphs
        .iter()
        .filter_map(|at| glyphs.get(*at))
        .filter(|it| it.advance_width > 0.0)
        .map(|it| it.chr)
        .collect();
    let letters = || word.chars().filter(|sign| is_letter(*sign));
    letters().next().as_ref() == seen.last()
        && (bidi_class(item.sign) == BidiClass::AL || letters().count() == seen.len())
}

/// Sets what is left after what was left out. The dots alone stand behind it.
fn close_gap(row: &mut Row) {
    let x = row.glyphs.iter().take(row.glyphs.len().saturating_sub(1)).map(|glyph| glyph.advance_width).sum::<f32>();
    if let Some(dots) = row.glyphs.last_mut() {
        let by = x - dots.pos.x;
        dots.pos.x = x;
        let dots = *dots;
        move_glyph(&mut row.visuals.mesh, &dots, by, false);
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
        // In a word from right to left, a mark comes before its letter; a place without a shape is of what was before.
        let own = Part::of(glyph.chr);
        let begins = own == Part::Letter && !glyph.uv_rect.is_nothing();
        let hangs_on = glyph.advance_width == 0.0 && !begins && !is_control(glyph.chr);
        let part = before.filter(|_| hangs_on).unwrap_or(own);
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
    items.extend(turned.into_iter().rev());
    items
}

/// What a sign is to the engine that lays it out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Of a script that is read from right to left.
    Letter,
    /// A digit or a comma that is in the fonts of such a script.
    Sign,
    Other,
}

impl Part {
    fn of(sign: char) -> Self {
        match sign {
            _ if is_letter(sign) => Self::Letter,
            '\u{600}'..='\u{6FF}' => Self::Sign,
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
    items.extend(turned.drain(..).rev());
    items.extend(last);
}

/// Moves a line's items to where their levels put them.
fn set_row(row: &mut Row, items: &[Item], levels: &[unicode_bidi::Level], pixels: f32) {
    if levels.len() != items.len() || !levels.iter().any(unicode_bidi::Level::is_rtl) {
        return;
    }
    let widths: Vec<f32> = items.iter().map(|item| width_of(&row.glyphs, item)).collect();
    let starts: Vec<f32> = items.iter().map(|item| start_of(&row.glyphs, item)).collect();
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

/// Where it was laid out.
fn start_of(glyphs: &[Glyph], item: &Item) -> f32 {
    let first = item.glyphs.first().copied().unwrap_or_default();
    glyphs.iter().take(first).map(|glyph| glyph.advance_width).sum()
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
#[path = "order_tests.rs"]
mod tests;
