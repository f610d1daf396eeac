//! Whose host a webhook's URL names: a catalogue of services, read from `assets/hosts.tsv`. It asks nobody.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

use url::Url;

use super::url::CallbackUrl;

/// A service that hosts endpoints.
#[derive(Debug, PartialEq, Eq)]
pub struct Service {
    pub name: &'static str,
    pub kind: ServiceKind,
    /// Where whoever set the endpoint up looks after it. `None`: nowhere.
    pub admin_page: Option<&'static str>,
    pattern: &'static str,
    /// All below it is shared too: what stands in front names no customer.
    shared: bool,
}

/// What a service is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ServiceKind {
    Automation,
    Crm,
    Helpdesk,
    Chat,
    Data,
    /// Code of the customer's own, run by a cloud.
    Functions,
    Hosting,
    /// Leads to somebody's computer.
    Tunnel,
    /// Shows whatever it is sent to whoever looks.
    RequestBin,
}

impl ServiceKind {
    pub const ALL: [Self; 9] = [
        Self::Automation,
        Self::Crm,
        Self::Helpdesk,
        Self::Chat,
        Self::Data,
        Self::Functions,
        Self::Hosting,
        Self::Tunnel,
        Self::RequestBin,
    ];

    /// Whether it is made for trying things out, not for work.
    pub fn is_for_tests(self) -> bool {
        matches!(self, Self::Tunnel | Self::RequestBin)
    }

    fn read(text: &str) -> Option<Self> {
        Some(match text {
            "automation" => Self::Automation,
            "crm" => Self::Crm,
            "helpdesk" => Self::Helpdesk,
            "chat" => Self::Chat,
            "data" => Self::Data,
            "functions" => Self::Functions,
            "hosting" => Self::Hosting,
            "tunnel" => Self::Tunnel,
            "bin" => Self::RequestBin,
            _ => return None,
        })
    }
}

impl Service {
    /// Whether many customers share this host, so that two webhooks there need have nothing to do with each other.
    pub fn is_shared_host(&self, host: &str) -> bool {
        (self.shared || !self.pattern.starts_with('.')) && fits(self.pattern, host, true)
    }

    /// The domain that its hosts are below.
    fn domain(&self) -> Option<String> {
        domain_of(self.pattern.trim_start_matches('.')).filter(|domain| !domain.contains('*')).map(str::to_owned)
    }
}

/// The service behind a URL, if the catalogue has it.
pub fn service(url: &CallbackUrl) -> Option<&'static Service> {
    let url = Url::parse(url.expose()).ok()?;
    of_host(url.host_str()?)
}

/// The service of a host as it goes over the wire, without a port.
pub fn of_host(host: &str) -> Option<&'static Service> {
    let host = host.trim_end_matches('.');
    let mut below = false;
    let mut rest = host;
    // From the whole name to its last part, so that the longest suffix is met first.
    loop {
        let found = CATALOGUE.by_end.get(rest).into_iter().flatten();
        if let Some(service) = found.copied().find(|service| below || !service.pattern.starts_with('.')) {
            return Some(service);
        }
        let (first, upper) = rest.split_once('.')?;
        let mut starred = CATALOGUE.with_star.iter().filter(|(start, _)| *start == first).map(|(_, service)| *service);
        if let Some(service) = starred.find(|service| fits(service.pattern, rest, false)) {
            return Some(service).filter(|_| below || !service.pattern.starts_with('.'));
        }
        rest = upper;
        below = true;
    }
}

pub fn all() -> &'static [Service] {
    &SERVICES
}

/// The domains of the services and whose they are, to tell what resembles them.
pub fn domains() -> &'static [(String, &'static Service)] {
    &CATALOGUE.domains
}

/// What the CRMs of the catalogue are called.
pub fn crm_names() -> impl Iterator<Item = &'static str> {
    CATALOGUE.crms.iter().copied()
}

/// The last two parts of a name, or three where the last two are shared by all (`co.uk`).
pub fn domain_of(host: &str) -> Option<&str> {
    const SHARED: [&str; 8] = ["co", "com", "org", "net", "gov", "ac", "edu", "ne"];
    let mut dots = host.rmatch_indices('.').map(|(at, _)| at);
    let last = dots.next()?;
    let Some(second) = dots.next() else {
        return Some(host);
    };
    let (top, middle) = (host.get(last + 1..)?, host.get(second + 1..last)?);
    if top.len() == 2 && SHARED.contains(&middle) {
        return dots.next().map_or(Some(host), |third| host.get(third + 1..));
    }
    host.get(second + 1..)
}

struct Catalogue {
    /// By the name without the dot in front.
    by_end: HashMap<&'static str, Vec<&'static Service>>,
    /// Patterns with a star, by their first part, which is none.
    with_star: Vec<(&'static str, &'static Service)>,
    domains: Vec<(String, &'static Service)>,
    crms: Vec<&'static str>,
}

static SERVICES: LazyLock<Vec<Service>> =
    LazyLock::new(|| include_str!("../../assets/hosts.tsv").lines().filter_map(read_line).collect());

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    let mut by_end: HashMap<&str, Vec<&Service>> = HashMap::new();
    let mut domains = BTreeMap::new();
    for service in SERVICES.iter() {
        if !service.pattern.contains('*') {
            by_end.entry(service.pattern.trim_start_matches('.')).or_default().push(service);
        }
        if let Some(domain) = service.domain() {
            domains.entry(domain).or_insert(service);
        }
    }
    let crms: BTreeSet<&str> =
        SERVICES.iter().filter(|service| service.kind == ServiceKind::Crm).map(|service| service.name).collect();
    Catalogue {
        by_end,
        with_star: SERVICES
            .iter()
            .filter(|service| service.pattern.contains('*'))
            .map(|service| (service.pattern.trim_start_matches('.').split('.').next().unwrap_or_default(), service))
            .collect(),
        domains: domains.into_iter().collect(),
        crms: crms.into_iter().collect(),
    }
});

fn read_line(line: &'static str) -> Option<Service> {
    let mut cells = line.split('\t');
    let (pattern, name) = (cells.next()?, cells.next()?);
    let kind = ServiceKind::read(cells.next()?)?;
    let admin_page = cells.next().filter(|page| *page != "-");
    let shared = cells.next() == Some("shared");
    Some(Service { name, kind, admin_page, pattern, shared })
}

/// Whether a pattern stands for this very name, part by part; or, with `below`, for one above it too.
fn fits(pattern: &str, name: &str, below: bool) -> bool {
    let mut wanted = pattern.trim_start_matches('.').rsplit('.');
    let mut given = name.rsplit('.');
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return true,
            (None, Some(_)) => return below,
            (Some("*"), Some(_)) => {}
            (Some(want), Some(got)) if want == got => {}
            (Some(_), _) => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(url: &str) -> Option<&'static str> {
        service(&CallbackUrl::received(url)).map(|service| service.name)
    }

    #[test]
    fn known_hosts_are_told_and_others_are_not() {
        for (url, known) in [
            ("https://hooks.zapier.com/hooks/catch/1/a", "Zapier"),
            ("https://HOOKS.Zapier.com./hooks/catch/1/a", "Zapier"),
            ("https://hook.eu1.make.com/abc", "Make"),
            ("https://acme.app.n8n.cloud/webhook/1", "n8n"),
            ("https://acme.zendesk.com:8443/x", "Zendesk"),
            ("https://abc123.execute-api.eu-west-1.amazonaws.com/prod", "AWS API Gateway"),
            ("https://abc.lambda-url.us-east-1.on.aws/", "AWS Lambda"),
            ("https://s3.amazonaws.com/", "Amazon Web Services"),
            ("https://f.azurewebsites.net/api/x?code=1", "Azure Functions or App Service"),
            ("https://prod-12.westeurope.logic.azure.com/", "Microsoft Power Automate or Logic Apps"),
            ("https://1234.ngrok-free.app/in", "ngrok"),
            ("https://a-b.trycloudflare.com/in", "Cloudflare quick tunnel"),
            ("https://webhook.site/1", "Webhook.site"),
        ] {
            assert_eq!(name(url), Some(known), "{url}");
        }
        for url in [
            "https://zendesk.com/x",
            "https://hooks.zapier.com.evil.example/x",
            "https://notzapier.com/x",
            "https://crm.example/x",
            "https://com/",
            "https://10.0.0.1/",
            "https://[::1]/",
            "not a url",
        ] {
            assert_eq!(name(url), None, "{url}");
        }
    }

    #[test]
    fn every_line_of_the_catalogue_is_read_and_found_again() {
        let lines = include_str!("../../assets/hosts.tsv").lines().filter(|line| !line.starts_with('#'));
        assert_eq!(lines.clone().count(), all().len());
        assert!(all().len() >= 80);
        let patterns: BTreeSet<&str> = all().iter().map(|service| service.pattern).collect();
        assert_eq!(patterns.len(), all().len(), "each is there once");
        for service in all() {
            let host = service.pattern.replace('*', "eu1");
            let host = if host.starts_with('.') { format!("acme{host}") } else { host };
            assert_eq!(of_host(&host), Some(service), "{host}");
            let page = service.admin_page.unwrap_or("https://");
            assert!(page.starts_with("https://"), "{page}");
            assert!(service.pattern.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || ".-*".contains(c)));
        }
        for kind in ServiceKind::ALL {
            assert!(all().iter().any(|service| service.kind == kind), "{kind:?}");
        }
    }

    #[test]
    fn a_host_with_a_name_of_the_customers_own_is_not_shared() {
        let shared = |host: &str| of_host(host).unwrap().is_shared_host(host);
        assert!(shared("hooks.zapier.com") && shared("hook.eu1.make.com") && shared("webhook.site"));
        assert!(shared("prod-12.westeurope.logic.azure.com") && shared("sqs.eu-west-1.amazonaws.com"));
        assert!(!shared("abc123.execute-api.eu-west-1.amazonaws.com"));
        assert!(!shared("acme.zendesk.com") && !shared("acme.herokuapp.com"));
    }

    #[test]
    fn a_domain_is_what_is_bought_as_one() {
        assert_eq!(domain_of("a.b.example.com"), Some("example.com"));
        assert_eq!(domain_of("a.example.co.uk"), Some("example.co.uk"));
        assert_eq!(domain_of("example.co.uk"), Some("example.co.uk"));
        assert_eq!(domain_of("example.com"), Some("example.com"));
        assert_eq!(domain_of("localhost"), None);
    }

    proptest::proptest! {
        #[test]
        fn any_host_is_known_or_not(host in ".{0,40}", name in "[a-z.-]{0,20}") {
            let known = of_host(&host).or_else(|| of_host(&format!("{name}.zapier.com")));
            proptest::prop_assert_eq!(known.map(|service| service.name), of_host(&host).or_else(|| of_host("zapier.com")).map(|service| service.name));
        }
    }
}
