//! How the list of webhooks is looked at: kept for the next start. What is searched for isn't.

use std::collections::BTreeSet;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Filter {
    #[default]
    All,
    Active,
    Deactivated,
    WithProblems,
}

impl Filter {
    pub const EVERY: [Self; 4] = [Self::All, Self::Active, Self::Deactivated, Self::WithProblems];
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    Status,
    #[default]
    Name,
    Endpoint,
    Events,
    Created,
    Changed,
}

impl Column {
    /// Those that can be left out. What a webhook is called and whether it is on always shows.
    pub const OPTIONAL: [Self; 4] = [Self::Endpoint, Self::Events, Self::Created, Self::Changed];
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    pub column: Column,
    pub descending: bool,
}

impl Default for Sort {
    /// The deactivated ones first: they are why most people come.
    fn default() -> Self {
        Self { column: Column::Status, descending: true }
    }
}

/// What the list shows, and in which order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListLook {
    pub filter: Filter,
    pub sort: Sort,
    /// Columns that the user doesn't want.
    pub hidden: BTreeSet<Column>,
    /// How wide the details are, in points, where the user chose it.
    pub details: Option<u16>,
}

impl ListLook {
    pub const NARROWEST_DETAILS: u16 = 300;
    pub const WIDEST_DETAILS: u16 = 560;

    /// Whether the user wants to see it, where there is room for it.
    pub fn shows(&self, column: Column) -> bool {
        !self.hidden.contains(&column)
    }

    pub fn show(&mut self, column: Column, wanted: bool) {
        if wanted {
            self.hidden.remove(&column);
        } else if Column::OPTIONAL.contains(&column) {
            self.hidden.insert(column);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_and_the_status_always_show() {
        let mut look = ListLook::default();
        for column in [Column::Name, Column::Status, Column::Created] {
            look.show(column, false);
        }
        assert!(look.shows(Column::Name) && look.shows(Column::Status) && !look.shows(Column::Created));
        look.show(Column::Created, true);
        assert_eq!(look, ListLook::default());
    }
}
