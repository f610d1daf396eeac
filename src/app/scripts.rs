//! Names in scripts for which this computer has no font: said once, and shown as codes where that is asked for.

use std::collections::BTreeSet;

use super::command::{Command, Copied};
use super::model::Model;
use super::notice::Tone;
use super::text;
use crate::domain::{Script, Secret, WebhookId, codes};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScriptAction {
    /// The window met letters that no font has.
    NoFont(BTreeSet<Script>),
    /// A webhook's name as codes, or no longer.
    ToggleCodes(WebhookId),
    CopyCodes(WebhookId),
    /// What was selected in a field that shows a secret.
    CopySecret(Secret),
}

/// What is known of fonts that are missing.
#[derive(Clone, Debug, Default)]
pub struct Scripts {
    /// Scripts that were met in this run, and that no font has.
    pub missing: BTreeSet<Script>,
    /// Webhooks whose names are shown as codes.
    pub as_codes: BTreeSet<WebhookId>,
}

impl Model {
    pub(super) fn act_on_scripts(&mut self, action: ScriptAction) -> Vec<Command> {
        match action {
            ScriptAction::NoFont(scripts) => self.no_font(scripts),
            ScriptAction::ToggleCodes(id) => {
                super::update::toggle(&mut self.scripts.as_codes, id);
                Vec::new()
            }
            ScriptAction::CopySecret(text) => vec![Command::Copy { what: Copied::Secret, text }],
            ScriptAction::CopyCodes(id) => {
                let hook = self.list.latest().and_then(|listing| listing.find(&id));
                let text = hook.map(|hook| Secret::new(codes(&hook.label())));
                text.map(|text| Command::Copy { what: Copied::Codes, text }).into_iter().collect()
            }
        }
    }

    /// Said once for each script, and not again at the next start.
    fn no_font(&mut self, scripts: BTreeSet<Script>) -> Vec<Command> {
        self.scripts.missing.extend(scripts.iter().copied());
        let new: Vec<Script> =
            scripts.into_iter().filter(|script| !self.settings.fonts_told.contains(script)).collect();
        if new.is_empty() {
            return Vec::new();
        }
        self.say(Tone::Bad, text::no_font(&new));
        self.settings.fonts_told.extend(new);
        self.save_settings()
    }

    /// Whether a name has letters that no font can draw.
    pub fn cannot_draw(&self, name: &str) -> bool {
        !self.scripts.missing.is_empty() && Script::all_in(name).any(|script| self.scripts.missing.contains(&script))
    }
}
