//! `demo`: serves the demo company for other programs.

use serde::Serialize;

use super::args::{DemoArgs, Global};
use super::output;
use super::stop::{DONE, Stop};
use crate::app::text;
use crate::worker::{Practice, block_on, serve_demo};

#[derive(Serialize)]
struct JsonDemo<'a> {
    base_url: &'a str,
    api_id: &'a str,
    api_token: &'a str,
    access_token: &'a str,
}

pub fn serve(global: &Global, args: &DemoArgs) -> Result<u8, Stop> {
    let ready = |practice: &Practice| {
        // Whoever reads only the first line may close the pipe: the company is served all the same.
        let _unread = announce(practice, global.json);
    };
    block_on(serve_demo(args.port, args.dialect.into(), ready))??;
    Ok(DONE)
}

fn announce(practice: &Practice, json: bool) -> Result<(), Stop> {
    let Practice { base_url, api_id, api_token, access_token } = practice;
    if json {
        return output::print_json(&JsonDemo { base_url, api_id, api_token, access_token });
    }
    output::print(&text::demo_is_served(base_url, api_id, api_token, access_token))
}
