//! Links to pages, and what is said before an endpoint is opened in the browser.

/// Where Aircall says how it is.
pub const STATUS_PAGE: &str = "https://status.aircall.com/";

pub fn open_status_page() -> &'static str {
    "Aircall's status page"
}

pub fn copy_link() -> &'static str {
    "Copy link"
}

pub fn open_service(name: &str) -> String {
    format!("Open {name}")
}

pub fn open_endpoint() -> &'static str {
    "Open address in browser…"
}

pub fn open_endpoint_title(label: &str) -> String {
    format!("Open the address of {label}?")
}

pub fn open_endpoint_text() -> &'static str {
    "The browser asks with GET and without the token, so this is no delivery, and most endpoints answer with an error \
     page. A few services take any request as a call: then something may happen there. Only the host and the path are \
     opened. What may be secret in the address is left out."
}

pub fn open_in_browser() -> &'static str {
    "Open in browser"
}

pub fn open_network_settings() -> &'static str {
    "Open Settings › Network"
}

pub fn open_settings() -> &'static str {
    "Open Settings"
}

pub fn copy_details() -> &'static str {
    "Copy details"
}

pub fn replace_key() -> &'static str {
    "Replace key…"
}
