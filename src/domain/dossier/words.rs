//! The headings of a report and its other words that don't depend on what was found.

use crate::domain::audit::Severity;

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// One field for each heading or note. `app::text` fills them.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub struct DossierWords { $($(#[$doc])* pub $name: &'static str,)* }
    };
}

words! {
    critical, warning, advice,
    // Parts of the report.
    summary, first, compared, findings, accepted, resting, unchecked, limits, webhooks, answers, events,
    // What is said where a part is empty.
    nothing_first, no_findings, no_findings_not_all, no_webhooks, no_answers,
    // Heads of columns and names of values.
    company, at, app, kind, severity, rule, title, webhook, webhook_ids, webhook_id, evidence, why, fix, reason, until,
    url, service, status, off_since, endpoint, answer_time, event, group, number_of_events, meaning, what, detail,
    count,
    // Kinds of rows, where one table holds them all.
    kind_finding, kind_accepted, kind_unchecked, kind_limit,
    /// The same as a column's head.
    thumb, yes, no,
    /// A finding on no webhook in particular.
    whole_company,
    // The events' table.
    receives, receives_off, nobody,
    /// Before the list of events that nobody receives.
    unreceived, all_received, unreceived_short,
    /// What the signs of the events' table mean.
    key_receives, key_off, key_nobody,
    /// The line in the picture of the answer times, and what it shows.
    five_seconds, answers_note,
    // Names of tables for those who don't see them.
    counts_caption, webhooks_caption, answers_caption, events_caption,
    /// The name of the links to the report's parts.
    contents,
}

impl DossierWords {
    pub fn severity(&self, severity: Severity) -> &'static str {
        match severity {
            Severity::Critical => self.critical,
            Severity::Warning => self.warning,
            Severity::Advice => self.advice,
        }
    }
}
