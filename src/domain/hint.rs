//! What a newcomer is told once. Which of it was seen is remembered with the settings.

/// A hint, by what it speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hint {
    /// The tour on the demo company.
    Tour,
    /// The command palette and its keys.
    Palette,
    /// A row's menu, by a right click.
    Menu,
    /// Several rows at once, by Shift and Ctrl.
    Several,
    /// The audit's report as a file.
    Export,
    /// The watch.
    Watch,
}

impl Hint {
    /// In the order in which they are told.
    pub const ALL: [Self; 6] = [Self::Tour, Self::Palette, Self::Menu, Self::Several, Self::Export, Self::Watch];

    /// As the settings file names it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Tour => "tour",
            Self::Palette => "palette",
            Self::Menu => "menu",
            Self::Several => "several",
            Self::Export => "export",
            Self::Watch => "watch",
        }
    }

    /// `None`: a name of another version.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|hint| hint.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_hint_is_found_by_its_name_and_no_other_name_is() {
        for hint in Hint::ALL {
            assert_eq!(Hint::named(hint.name()), Some(hint));
        }
        assert_eq!(Hint::named("something newer"), None);
    }
}
