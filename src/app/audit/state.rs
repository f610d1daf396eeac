//! What the audit's page shows of what there is.

use std::collections::{BTreeMap, BTreeSet};

use super::super::message::RequestId;
use super::super::model::{Model, Progress};
use super::super::past::day;
use super::super::problem::Problem;
use super::super::{dossier, text};
use super::{AuditFilter, AuditRun, AuditTab, is_changed};
use crate::domain::audit::{Comparison, Finding, FindingKey, Mend, Rule, Severity, Snapshot, compare};
use crate::domain::dossier::DossierFinding;
use crate::domain::endpoint::EndpointCheck;
use crate::domain::{Dossier, WebhookId};

#[derive(Clone, Debug)]
pub struct AuditView {
    /// The last one that was finished.
    pub run: Option<Box<AuditRun>>,
    /// The same in words.
    pub dossier: Option<Box<Dossier>>,
    pub running: Option<Running>,
    /// Why the last one that was started came to nothing.
    pub problem: Option<Problem>,
    /// Whether the next one also looks at the endpoints.
    pub endpoints: bool,
    pub tab: AuditTab,
    pub filter: Option<AuditFilter>,
    /// Words that a finding holds.
    pub search: String,
    /// Words that a webhook's or an event's name in the matrix holds.
    pub matrix_search: String,
    /// The findings whose details are open.
    pub open: BTreeSet<FindingKey>,
    /// What is on screen.
    pub groups: Vec<AuditGroup>,
    /// Another audit to compare with, from a file.
    pub against: Option<Box<Snapshot>>,
    pub comparison: Option<Comparison>,
    /// Webhooks that aren't as the audit saw them, and whether others have come.
    pub changed: BTreeSet<WebhookId>,
    pub(in crate::app) opening: Option<RequestId>,
}

impl Default for AuditView {
    fn default() -> Self {
        Self {
            run: None,
            dossier: None,
            running: None,
            problem: None,
            endpoints: true,
            tab: AuditTab::default(),
            filter: None,
            search: String::new(),
            matrix_search: String::new(),
            open: BTreeSet::new(),
            groups: Vec::new(),
            against: None,
            comparison: None,
            changed: BTreeSet::new(),
            opening: None,
        }
    }
}

/// An audit under way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Running {
    pub request: RequestId,
    pub read: Option<Progress>,
    /// Names and ids of the webhooks whose endpoints haven't answered yet.
    pub looking: Vec<(String, WebhookId)>,
    /// Names of the webhooks whose endpoints were looked at, and what that showed, in the order of their ends.
    pub checked: Vec<(String, EndpointCheck)>,
    pub done: usize,
    /// `None`: the list isn't read yet.
    pub of: Option<usize>,
}

/// Findings under one heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditGroup {
    /// `None`: all findings in one.
    pub heading: Option<String>,
    pub lines: Vec<AuditLine>,
}

/// A finding as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditLine {
    pub words: DossierFinding,
    pub mend: Option<Mend>,
    /// Not there at the audit before.
    pub new: bool,
    /// One of its webhooks isn't any more as the audit saw it.
    pub changed: bool,
}

impl AuditView {
    /// A finding in words, whatever is on screen.
    pub fn known(&self, key: &FindingKey) -> Option<&DossierFinding> {
        self.dossier.as_ref()?.findings.iter().find(|finding| finding.key == *key)
    }

    /// Open findings that need someone: critical ones and warnings.
    pub fn pressing(&self) -> Option<usize> {
        let dossier = self.dossier.as_ref()?;
        Some(dossier.count(Severity::Critical) + dossier.count(Severity::Warning))
    }

    /// How many open findings weren't there at the audit before. `None`: there was none before.
    pub fn new_findings(&self) -> Option<usize> {
        let new = self.new_keys()?;
        Some(self.dossier.as_ref()?.open().filter(|finding| new.contains(&finding.key)).count())
    }

    /// How many webhooks' endpoints could not be checked.
    pub fn unchecked(&self) -> usize {
        self.run.as_ref().map_or(0, |run| run.audit.unchecked.iter().map(|one| one.webhooks.len()).sum())
    }

    fn new_keys(&self) -> Option<BTreeSet<FindingKey>> {
        let comparison = self.comparison.as_ref()?;
        Some(comparison.new.iter().map(|finding| finding.key.clone()).collect())
    }

    fn passes(&self, line: &AuditLine) -> bool {
        let by_filter = match self.filter {
            None => true,
            Some(AuditFilter::Unchecked) => false,
            Some(AuditFilter::Severity(severity)) => line.words.severity == severity,
            Some(AuditFilter::New) => line.new,
        };
        let words = &line.words;
        let hay = [&words.title, &words.evidence, &words.rule, &words.labels.join(" ")].map(|text| text.to_lowercase());
        let search = self.search.to_lowercase();
        by_filter && search.split_whitespace().all(|word| hay.iter().any(|text| text.contains(word)))
    }

    fn arrange(&mut self) {
        let snapshot = self.dossier.as_ref().map(|dossier| dossier.snapshot());
        let before = self.against.as_deref().or(self.run.as_ref().and_then(|run| run.before.as_ref()));
        self.comparison = before.zip(snapshot.as_ref()).map(|(before, now)| compare(before, now));
        if self.filter == Some(AuditFilter::New) && self.comparison.is_none() {
            self.filter = None; // it would hide all, as nothing is known to be new
        }
        let lines = self.lines();
        let shown = lines.into_iter().filter(|line| self.passes(line));
        self.groups = match self.tab {
            AuditTab::Findings => by_rule(shown.filter(|line| line.words.accepted.is_none())),
            AuditTab::Accepted => one_group(shown.filter(|line| line.words.accepted.is_some()).collect()),
            AuditTab::Webhooks => by_webhook(shown.filter(|line| line.words.accepted.is_none())),
            AuditTab::Matrix | AuditTab::Compared => Vec::new(),
        };
    }

    fn lines(&self) -> Vec<AuditLine> {
        let (Some(dossier), Some(run)) = (&self.dossier, &self.run) else {
            return Vec::new();
        };
        let new = self.new_keys().unwrap_or_default();
        let mends: BTreeMap<FindingKey, Option<Mend>> =
            run.audit.findings.iter().map(|finding| (finding.key(), Finding::mend(finding))).collect();
        let line = |words: &DossierFinding| AuditLine {
            words: words.clone(),
            mend: mends.get(&words.key).cloned().flatten(),
            new: new.contains(&words.key),
            changed: words.key.webhooks().any(|id| self.changed.contains(&id)),
        };
        dossier.findings.iter().map(line).collect()
    }
}

fn one_group(lines: Vec<AuditLine>) -> Vec<AuditGroup> {
    if lines.is_empty() { Vec::new() } else { vec![AuditGroup { heading: None, lines }] }
}

/// Findings of one rule and severity stand below each other; where they are several, under one heading.
fn by_rule(lines: impl Iterator<Item = AuditLine>) -> Vec<AuditGroup> {
    let mut groups: Vec<AuditGroup> = Vec::new();
    for line in lines {
        let of = |line: &AuditLine| (line.words.severity, line.words.rule.clone());
        match groups.last_mut() {
            Some(group) if group.lines.first().map(of) == Some(of(&line)) => group.lines.push(line),
            _ => groups.push(AuditGroup { heading: None, lines: vec![line] }),
        }
    }
    for group in &mut groups {
        let rule = group.lines.first().and_then(|line| Rule::ALL.iter().find(|rule| rule.id() == line.words.rule));
        group.heading = rule.filter(|_| group.lines.len() > 1).map(|rule| text::rule_heading(*rule, group.lines.len()));
    }
    groups
}

/// A finding on two webhooks is shown with both. The webhook with the gravest finding comes first.
fn by_webhook(lines: impl Iterator<Item = AuditLine>) -> Vec<AuditGroup> {
    let mut groups: Vec<(Option<String>, AuditGroup)> = Vec::new();
    let mut places: BTreeMap<Option<String>, usize> = BTreeMap::new();
    let mut put = |id: Option<String>, heading: String, line: AuditLine| {
        let at = *places.entry(id.clone()).or_insert(groups.len());
        match groups.get_mut(at) {
            Some((_, group)) => group.lines.push(line),
            None => groups.push((id, AuditGroup { heading: Some(heading), lines: vec![line] })),
        }
    };
    for line in lines {
        if line.words.webhook_ids.is_empty() {
            put(None, text::report_words().whole_company.to_owned(), line);
            continue;
        }
        let named: Vec<(String, String)> =
            line.words.webhook_ids.iter().cloned().zip(line.words.labels.iter().cloned()).collect();
        for (id, label) in named {
            put(Some(id), label, line.clone());
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

impl Model {
    /// Words the audit anew: it is a new one, or something was accepted, or brought back.
    pub(in crate::app) fn word_audit(&mut self) {
        let times = self.times();
        self.audit.dossier =
            self.audit.run.as_ref().map(|run| Box::new(dossier::dossier_in(run, day(self.now), times)));
        self.note_changed_since();
    }

    pub(in crate::app) fn arrange_audit(&mut self) {
        self.audit.arrange();
    }

    /// Finds which webhooks aren't as the audit saw them, after the list has changed.
    pub(in crate::app) fn note_changed_since(&mut self) {
        let Some(run) = &self.audit.run else {
            return;
        };
        let mut changed = BTreeSet::new();
        if let Some(listing) = self.list.latest() {
            let seen = &run.audit.listing;
            let old = seen.webhooks.iter().filter(|then| is_changed(listing.find(&then.id), then));
            changed.extend(old.map(|hook| hook.id.clone()));
            changed.extend(
                listing.webhooks.iter().filter(|hook| seen.find(&hook.id).is_none()).map(|hook| hook.id.clone()),
            );
        }
        self.audit.changed = changed;
        self.audit.arrange();
    }
}
