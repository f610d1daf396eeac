//! The parts that every screen is made of: buttons, cards, pills, fields, boxes, the review's dialog frame.

mod bidi;
mod buttons;
mod choice;
mod elide;
mod empty;
mod ends;
mod field;
mod frames;
mod link;
mod list_nodes;
pub mod live;
mod long_list;
mod page_keys;
mod pill;
mod strip;
mod table_nodes;
mod text_edit;

pub use bidi::shown;
pub use buttons::{
    destructive, icon_button, icon_label, link_button, outlined, plain_icon_label, primary, quiet, with_reason,
};
pub use choice::{at_the_right, chip, enter, fold, segments};
pub use elide::url_label;
pub use empty::{Way, empty};
pub use ends::{at_the_end, ends};
pub use field::{Field, SecretResponse, countdown_note, field_note, progress_note, search_field, secret_field};
pub use frames::{by_default, card, dialog, dialog_over, message_box, problem_by_key_ui, problem_ui};
pub use link::web_link;
pub use list_nodes::{item_ui, list_ui, steady_ui};
pub use long_list::long_list_ui;
pub use page_keys::page_keys;
pub use pill::{Look, pill, status_ui};
pub use strip::strip_ui;
pub use table_nodes::{TableNodes, table_ui};
pub use text_edit::{Kind, text_edit};
