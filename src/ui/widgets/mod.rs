//! The parts that every screen is made of: buttons, cards, pills, fields, boxes, the review's dialog frame.

mod bidi;
mod buttons;
mod choice;
mod field;
mod frames;
mod pill;
mod strip;

pub use bidi::{read_as, shown};
pub use buttons::{
    destructive, icon_button, icon_label, link_button, outlined, plain_icon_label, primary, quiet, with_reason,
};
pub use choice::{at_the_right, chip, enter, fold};
pub use field::{Field, SecretResponse, field_note, search_field, secret_field};
pub use frames::{by_default, card, dialog, dialog_over, message_box, problem_ui};
pub use pill::{Look, pill, status_ui};
pub use strip::strip_ui;
