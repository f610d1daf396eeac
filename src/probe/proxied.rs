//! A client for endpoints behind the user's proxy, which finds them for us.

use reqwest::{Client, Proxy, redirect};

use super::Limits;
use super::setup::Setup;
use super::tls::{self, Record};
use crate::domain::ProxyChoice;
use crate::domain::endpoint::NotChecked;

/// One of its own for each look: no connection and no cookie is shared between two companies' endpoints.
pub(super) fn client(limits: &Limits, setup: &Setup, record: Record) -> Result<Client, NotChecked> {
    let mut builder = Client::builder().redirect(redirect::Policy::none()).referer(false);
    if let Some(verifier) = setup.verifier.clone() {
        let config = tls::config(verifier, record).map_err(|_no_set_up| NotChecked::Internal)?;
        builder = builder.tls_backend_preconfigured(config);
    } else {
        builder = builder.tls_backend_preconfigured(tls::trusting_nobody().map_err(|_no_set_up| NotChecked::Internal)?);
    }
    if let ProxyChoice::Address(address) = &limits.proxy {
        let proxy = Proxy::all(address.as_str()).map_err(|_unreadable| NotChecked::Proxy)?;
        builder = builder.no_proxy().proxy(proxy);
    }
    builder.build().map_err(|_no_set_up| NotChecked::Internal)
}
