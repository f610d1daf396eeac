//! Sends a test delivery to a webhook's own endpoint.

use super::audit::endpoint_limits;
use super::services::Services;
use crate::app::audit::Endpoints;
use crate::app::delivery::DeliveryOrder;
use crate::app::{Event, Problem};
use crate::domain::delivery::Delivered;
use crate::probe::{self, Limits};

pub async fn carry_out(services: &Services, order: DeliveryOrder) -> Event {
    Event::Delivered { request: order.request, result: deliver(services, &order).await }
}

async fn deliver(services: &Services, order: &DeliveryOrder) -> Result<Delivered, Problem> {
    let endpoints = if order.private { Endpoints::All } else { Endpoints::Public };
    let limits = endpoint_limits(services, &order.target, endpoints, &order.proxy).await?;
    let limits = Limits { total: probe::PATIENCE, ..limits.unwrap_or_default() };
    Ok(probe::deliver(&order.url, &order.body, &order.token, &limits).await)
}
