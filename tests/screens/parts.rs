//! What is on a screen, piece by piece: where it is, what of it is seen, what a screen reader calls it.

use std::collections::BTreeMap;

use egui::accesskit::{NodeId, Role};
use egui::{Id, LayerId, Rect};
use egui_kittest::kittest::NodeT as _;

use crate::window::Shown;

/// A piece of the screen as it was drawn last.
#[derive(Clone, Debug)]
pub struct Part {
    pub id: Id,
    pub parent: Id,
    pub layer: LayerId,
    /// All of it.
    pub rect: Rect,
    /// What of it isn't cut off by what it lies in.
    pub seen: Rect,
    pub role: Option<Role>,
    pub name: String,
    /// Tab stops here.
    pub stops: bool,
    /// It may be clicked or tapped, now or later.
    pub is_target: bool,
}

impl Part {
    pub fn is_whole(&self) -> bool {
        self.seen.expand(1.0).contains_rect(self.rect)
    }

    pub fn is_text(&self) -> bool {
        self.role == Some(Role::Label) && !self.stops
    }
}

/// All pieces that can be used now, in the order in which they were drawn: nothing that is behind a dialog.
pub fn parts(harness: &Shown) -> Vec<Part> {
    let names = names(harness);
    let top = harness.ctx.memory(egui::Memory::top_modal_layer);
    let free = |layer: LayerId| harness.ctx.memory(|memory| top.is_none() || memory.is_above_modal_layer(layer));
    let widgets: Vec<egui::WidgetRect> = harness.ctx.viewport(|viewport| {
        viewport.prev_pass.widgets.layers().flat_map(|(_, widgets)| widgets.iter().copied()).collect()
    });
    let part = |widget: egui::WidgetRect| {
        let (role, name) = names.get(&widget.id.accesskit_id().0).cloned().unwrap_or((None, String::new()));
        Part {
            id: widget.id,
            parent: widget.parent_id,
            layer: widget.layer_id,
            rect: widget.rect,
            seen: widget.interact_rect,
            role,
            name,
            stops: widget.enabled && widget.sense.is_focusable(),
            is_target: widget.sense.is_focusable(),
        }
    };
    widgets.into_iter().filter(|widget| free(widget.layer_id)).map(part).collect()
}

type Named = (Option<Role>, String);

fn names(harness: &Shown) -> BTreeMap<u64, Named> {
    let mut names = BTreeMap::new();
    for node in harness.root().children_recursive() {
        let access = node.accesskit_node();
        let (NodeId(id), _) = access.locate();
        let words = access.label().or_else(|| access.value()).unwrap_or_default();
        names.insert(id, (Some(access.role()), words));
    }
    names
}

/// What has the keyboard.
pub fn focused(harness: &Shown) -> Option<Id> {
    harness.ctx.memory(egui::Memory::focused)
}

/// Where something is.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// All of it.
    pub rect: Rect,
    /// What of it isn't cut off.
    pub seen: Rect,
}

pub fn place(harness: &Shown, id: Id) -> Option<Place> {
    harness.ctx.viewport(|viewport| {
        viewport.prev_pass.widgets.get(id).map(|widget| Place { rect: widget.rect, seen: widget.interact_rect })
    })
}
