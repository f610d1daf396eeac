//! The audit from before the first one to its dialogs, and the test delivery.

use hookswitch::app::audit::{AuditAction, AuditEvent, AuditFilter, AuditProgress, AuditTab, Endpoints};
use hookswitch::app::delivery::DeliveryAction;
use hookswitch::app::{Action, Command, Dialog, Event, Place, Problem};
use hookswitch::domain::audit::FindingKey;
use hookswitch::domain::delivery::Delivered;
use hookswitch::domain::endpoint::{CheckOutcome, NotChecked};

use super::{Screen, World, act, hear, hold, id, model, screen};
use crate::window::audits::{Audits, audited_webhooks};
use crate::window::{Shown, Stage, stage};

pub const SCREENS: [Screen; 21] = [
    screen("audit-first", |world| page(world, Audits::default())),
    screen("audit-running", |world| {
        let mut harness = page(world, Audits::default());
        run_on(&mut harness);
        harness
    }),
    screen("audit-again-running", |world| {
        let mut harness = audited(world);
        run_on(&mut harness);
        harness
    }),
    screen("audit-failed", |world| {
        let mut harness = page(world, Audits::default());
        hold(&mut harness);
        act(&mut harness, Action::Audit(AuditAction::Start));
        let request = asked(&mut harness);
        hear(&mut harness, Event::Audit(AuditEvent::Finished { request, result: Err(Problem::Offline) }));
        harness
    }),
    screen("audit", audited),
    screen("audit-filtered", |world| {
        let mut harness = audited(world);
        act(&mut harness, Action::Audit(AuditAction::SetFilter(Some(AuditFilter::Unchecked))));
        harness
    }),
    screen("audit-unfolded", |world| {
        let mut harness = audited(world);
        let key = first(&mut harness);
        act(&mut harness, Action::Audit(AuditAction::Toggle(key)));
        harness
    }),
    screen("audit-webhooks", |world| tab(world, AuditTab::Webhooks)),
    screen("audit-matrix", |world| tab(world, AuditTab::Matrix)),
    screen("audit-compared", |world| tab(world, AuditTab::Compared)),
    screen("audit-accept", accepting),
    screen("audit-accepted", |world| {
        let mut harness = accepting(world);
        if let Some(Dialog::AcceptFinding(form)) = &mut model(&mut harness).dialog {
            form.reason = world.name("The shop moves in June");
        }
        act(&mut harness, Action::Audit(AuditAction::Accept));
        act(&mut harness, Action::Audit(AuditAction::SetTab(AuditTab::Accepted)));
        act(&mut harness, Action::CloseNotice);
        harness
    }),
    screen("audit-export", |world| {
        let mut harness = audited(world);
        act(&mut harness, Action::Audit(AuditAction::AskExport));
        harness
    }),
    screen("audit-which", |world| {
        let mut harness = audited(world);
        let twins = key_of(&mut harness, "AWH-301");
        act(&mut harness, Action::Audit(AuditAction::Mend(twins)));
        harness
    }),
    screen("audit-private", |world| {
        let mut harness = audited(world);
        act(&mut harness, Action::Audit(AuditAction::AskPrivate));
        harness
    }),
    screen("delivery", |world| delivering(world, Audits::default())),
    screen("delivery-running", |world| {
        let mut harness = delivering(world, Audits::default());
        hold(&mut harness);
        act(&mut harness, Action::Delivery(DeliveryAction::Send));
        harness
    }),
    screen("delivery-sent", |world| {
        let mut harness = delivering(world, Audits::default());
        act(&mut harness, Action::Delivery(DeliveryAction::Send));
        harness
    }),
    screen("delivery-private", |world| {
        let delivered =
            Delivered { outcome: CheckOutcome::NotChecked(NotChecked::Private), ..Audits::default().delivered };
        let mut harness = delivering(world, Audits { delivered, ..Audits::default() });
        act(&mut harness, Action::Delivery(DeliveryAction::Send));
        harness
    }),
    screen("delivery-failed", |world| {
        let delivered = Delivered { outcome: CheckOutcome::NoSuchHost, ..Audits::default().delivered };
        let mut harness = delivering(world, Audits { delivered, ..Audits::default() });
        act(&mut harness, Action::Delivery(DeliveryAction::Send));
        harness
    }),
    screen("review-checked", |world| {
        let mut harness = page(world, Audits::default());
        act(&mut harness, Action::Go(Place::Webhooks));
        act(&mut harness, Action::AskReenableAll);
        act(&mut harness, Action::Audit(AuditAction::CheckReviewed));
        harness
    }),
];

fn page(world: &World, audits: Audits) -> Shown {
    let mut harness = world.demo(Stage { webhooks: audited_webhooks(), audits, ..Stage::with_webhooks() });
    act(&mut harness, Action::Go(Place::Audit));
    harness
}

fn audited(world: &World) -> Shown {
    let mut harness = page(world, Audits::with_a_week_before());
    act(&mut harness, Action::Audit(AuditAction::Start));
    act(&mut harness, Action::CloseNotice);
    harness
}

fn tab(world: &World, tab: AuditTab) -> Shown {
    let mut harness = audited(world);
    act(&mut harness, Action::Audit(AuditAction::SetTab(tab)));
    harness
}

fn asked(harness: &mut Shown) -> hookswitch::app::RequestId {
    stage(harness).commands.iter().rev().find_map(Command::request).expect("an audit is asked for")
}

/// Starts an audit that has looked at three of the endpoints.
fn run_on(harness: &mut Shown) {
    hold(harness);
    act(harness, Action::Audit(AuditAction::Start));
    let request = asked(harness);
    let hooks = stage(harness).webhooks.clone();
    let endpoints = hooks.iter().map(|hook| hook.id.clone()).collect();
    let checked = hooks.iter().take(3).map(|hook| AuditProgress::Checked {
        webhooks: vec![hook.id.clone()],
        check: Audits::default().check(hook, Endpoints::Public),
    });
    for progress in [AuditProgress::Checking { endpoints }].into_iter().chain(checked) {
        hear(harness, Event::Audit(AuditEvent::Progress { request, progress }));
    }
}

fn first(harness: &mut Shown) -> FindingKey {
    key_of(harness, "")
}

/// The first finding of a rule.
fn key_of(harness: &mut Shown, rule: &str) -> FindingKey {
    let groups = &model(harness).audit.groups;
    let mut lines = groups.iter().flat_map(|group| &group.lines);
    lines.find(|line| line.words.key.0.starts_with(rule)).expect("a finding").words.key.clone()
}

fn accepting(world: &World) -> Shown {
    let mut harness = audited(world);
    let key = first(&mut harness);
    act(&mut harness, Action::Audit(AuditAction::AskAccept(key)));
    harness
}

fn delivering(world: &World, audits: Audits) -> Shown {
    let mut harness = page(world, audits);
    act(&mut harness, Action::Go(Place::Webhooks));
    act(&mut harness, Action::Select(id("w5")));
    act(&mut harness, Action::Delivery(DeliveryAction::Ask(id("w5"))));
    harness
}
