//! The demo company served on its own, so that curl, Postman or an SDK can practise against it.

use super::run::interrupted;
use crate::app::Problem;
pub use crate::demo::Dialect;
use crate::demo::{self, DemoServer, Options};

/// What a client needs. Not a secret: it opens nothing but the demo company.
pub struct Practice {
    pub base_url: String,
    pub api_id: &'static str,
    pub api_token: &'static str,
    pub access_token: &'static str,
}

/// Serves until Ctrl-C or SIGTERM. `ready` is called once it listens; port 0 is one that the system picks.
pub async fn serve_demo(port: u16, dialect: Dialect, ready: impl FnOnce(&Practice)) -> Result<(), Problem> {
    let options = Options { port, dialect, ..Options::default() };
    let server = DemoServer::start(options).await.map_err(|_port_taken| Problem::DemoFailed)?;
    let interrupted = interrupted().map_err(|_no_handler| Problem::DemoFailed)?;
    ready(&Practice {
        base_url: server.base_url(),
        api_id: demo::API_ID,
        api_token: demo::API_TOKEN,
        access_token: demo::ACCESS_TOKEN,
    });
    interrupted.await;
    Ok(())
}
