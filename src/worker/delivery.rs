//! Sends a test delivery to a webhook's own endpoint. The demo company's go to its own endpoints on this machine.

use super::services::Services;
use crate::app::delivery::DeliveryOrder;
use crate::app::{Event, Target};
use crate::probe::{self, Limits};

pub async fn carry_out(services: &Services, order: DeliveryOrder) -> Event {
    let proxy = order.proxy.clone();
    let limits = Limits { total: probe::PATIENCE, allow_local: order.private, proxy, ..Limits::default() };
    let limits = match order.target {
        Target::Demo => services.within_demo(limits).await,
        Target::Profile(_) => Ok(limits),
    };
    let result = match limits {
        Ok(limits) => Ok(probe::deliver(&order.url, &order.body, &order.token, &limits).await),
        Err(problem) => Err(problem),
    };
    Event::Delivered { request: order.request, result }
}
