//! Names in sentences of the window. The order of their letters is made where they are drawn: see `ui::script`.

use std::borrow::Cow;

use crate::app::text::named;

/// A name as it stands in a sentence of the window.
pub fn shown(text: &str) -> Cow<'_, str> {
    named(text)
}
