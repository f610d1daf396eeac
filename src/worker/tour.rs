//! The tour's demo company: fresh from the start, with a history of its own in memory. What was there before stands
//! aside untouched meanwhile and comes back at the end; of the tour's nothing stays.

use std::sync::PoisonError;

use super::connection::Connection;
use super::demo_past;
use super::services::Services;
use crate::aircall::SentLog;
use crate::app::{Event, Problem, RequestId, Target, TourCommand};
use crate::demo::DemoServer;

/// What stands aside while a tour is on.
#[derive(Default)]
pub(super) struct Aside {
    of: Option<RequestId>,
    server: Option<DemoServer>,
    log: SentLog,
}

pub(super) async fn carry_out(services: &Services, order: TourCommand) -> Event {
    let result = match order {
        TourCommand::Begin { request } => services.begin_tour(request).await.map(drop),
        TourCommand::End { of, .. } => services.end_tour(of).await,
    };
    Event::Opened { request: order.request(), result }
}

impl Services {
    async fn begin_tour(&self, of: RequestId) -> Result<Connection, Problem> {
        let mut aside = self.aside.lock().await;
        if aside.of.is_none() {
            aside.server = self.demo.lock().await.take();
            aside.log = self.replace_log(&Target::Demo, SentLog::default());
            self.histories.set_touring(true);
        }
        aside.of = Some(of);
        demo_past::open(self).await
    }

    /// An end that comes after the next tour has begun isn't meant for that one.
    async fn end_tour(&self, of: RequestId) -> Result<(), Problem> {
        let mut aside = self.aside.lock().await;
        if aside.of != Some(of) {
            return Ok(());
        }
        let back = std::mem::take(&mut *aside);
        // Whatever fails, everything that stood aside comes back first: there is no second chance.
        let forgotten = match self.journal(&Target::Demo).await {
            Ok(journal) => journal.forget().await,
            Err(problem) => Err(problem),
        };
        self.histories.set_touring(false);
        let was_there = back.server.is_some();
        *self.demo.lock().await = back.server; // the tour's own ends with this
        drop(self.replace_log(&Target::Demo, back.log));
        self.open().remove(&Target::Demo);
        let opened = if was_there { self.open_demo().await.map(drop) } else { Ok(()) };
        forgotten.and(opened)
    }

    /// What was sent to a company so far gives way to another log.
    fn replace_log(&self, target: &Target, log: SentLog) -> SentLog {
        let mut logs = self.logs.lock().unwrap_or_else(PoisonError::into_inner);
        logs.insert(target.clone(), log).unwrap_or_default()
    }
}
