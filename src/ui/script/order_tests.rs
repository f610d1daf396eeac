use super::*;
use crate::app::text::named;
use crate::ui::script::{LastResort, Missing};
use crate::ui::theme;

/// The signs of a label as they stand on screen, line by line, each from left to right.
fn seen(words: &str, width: f32) -> Vec<String> {
    laid_out(egui::Label::new(words).wrap(), width)
}

fn laid_out(label: egui::Label, width: f32) -> Vec<String> {
    let ctx = egui::Context::default();
    theme::install(&ctx);
    ctx.add_font_provider(Arc::new(LastResort(Missing::default())));
    ctx.add_plugin(ReadingOrder);
    let input = egui::RawInput {
        screen_rect: Some(egui::Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(width, 300.0))),
        ..egui::RawInput::default()
    };
    let mut label = Some(label);
    let mut output = ctx.run_ui(input, |ui| {
        if let Some(label) = label.take() {
            ui.add(label);
        }
    });
    let text = output.shapes.iter().find_map(|clipped| match &clipped.shape {
        Shape::Text(text) => Some(text),
        _ => None,
    });
    let lines = text.unwrap().galley.rows.iter().map(|row| line(&row.row)).collect();
    output.textures_delta.clear(); // nobody draws it
    lines
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
fn a_name_that_is_cut_off_ends_with_a_whole_word() {
    let cut = |words: &str, width: f32| {
        let lines = laid_out(egui::Label::new(words).truncate(), width);
        lines.concat()
    };
    assert_eq!(cut("אבאבאב גדגדגד הוהוהו", 2000.0), "והוהוה דגדגדג באבאבא");
    assert_eq!(cut("אבאבאב גדגדגד הוהוהו", 130.0), "… דגדגדג באבאבא");
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
    assert_eq!(seen_in_one("نعم، لا؟"), "؟ال ،معن");
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

#[test]
fn the_lines_of_a_notice_are_left_out_as_those_of_a_label_are() {
    use egui::accesskit::{Node, NodeId, TreeId, TreeUpdate};
    for role in [Role::Label, Role::Status, Role::Alert] {
        let (mut notice, mut run) = (Node::new(role), Node::new(Role::TextRun));
        run.set_value("אב");
        notice.set_children(vec![NodeId(2)]);
        let nodes = vec![(NodeId(1), notice), (NodeId(2), run)];
        let mut update = TreeUpdate { nodes, tree: None, tree_id: TreeId::ROOT, focus: NodeId(1) };
        leave_out_runs(&mut update);
        assert!(matches!(update.nodes.as_slice(), [(_, only)] if only.children().is_empty()), "{role:?}");
    }
}
