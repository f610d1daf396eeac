//! What the app can do about a finding.

use super::{Facts, Finding, Mend, Rule};

impl Finding {
    /// What the app can do about it. `None`: only people elsewhere can.
    pub fn mend(&self) -> Option<Mend> {
        let first = self.webhooks.first()?;
        let by_facts = match &self.facts {
            Facts::Mendable { mended, .. } | Facts::Records { mended, .. } => Some(mended),
            Facts::Grew { before, .. } => Some(before),
            _ => None,
        };
        // An empty set would be read as "all events".
        if let Some(events) = by_facts.filter(|events| !events.is_empty()) {
            return Some(Mend::SetEvents(first.clone(), events.clone()));
        }
        match self.rule {
            Rule::Deactivated | Rule::OnlyReceiverOff => Some(Mend::Reenable(self.webhooks.clone())),
            Rule::Identical => Some(Mend::Delete(self.webhooks.clone())),
            Rule::AlmostSameUrl => Some(self.mend_almost_same()),
            Rule::FallsAgain
            | Rule::ReceivesEverything
            | Rule::ReceivesNothing
            | Rule::HungupForRecords
            | Rule::HungupAndEnded
            | Rule::RetiredEvents
            | Rule::UnknownEvents
            | Rule::UserEventsTwice
            | Rule::OldUserEvents
            | Rule::NeedsAddOn
            | Rule::GrewSinceLastAudit
            | Rule::SameUrl
            | Rule::OverlapAtHost
            | Rule::NotHttps
            | Rule::UserInfo
            | Rule::SecretInQuery
            | Rule::IpAddress
            | Rule::LocalHost
            | Rule::TestHost
            | Rule::LookAlike
            | Rule::NoSuchHost
            | Rule::LeadsHome
            | Rule::CertificateWrongName
            | Rule::Redirects
            | Rule::PageForPeople
            | Rule::NotFound
            | Rule::Gone => Some(Mend::Edit(first.clone())),
            // A token is Aircall's, and a server its owner's.
            Rule::Punycode
            | Rule::ShortToken
            | Rule::SharedToken
            | Rule::NoConnection
            | Rule::NoAnswerInTime
            | Rule::SlowAnswer
            | Rule::CutOff
            | Rule::CertificateExpired
            | Rule::CertificateNotYetValid
            | Rule::CertificateSelfSigned
            | Rule::CertificateChain
            | Rule::CertificateUnknownIssuer
            | Rule::CertificateRevoked
            | Rule::WeakProtocol
            | Rule::NoTls
            | Rule::CertificateEndsSoon
            | Rule::ServerError
            | Rule::WantsLogin
            | Rule::OddStatus
            | Rule::NearLimit
            | Rule::ListIncomplete => None,
        }
    }

    /// With events in common one of them goes; without, their URLs are only to be written alike.
    fn mend_almost_same(&self) -> Mend {
        match (&self.facts, self.webhooks.last()) {
            (Facts::AlmostSame { events, .. }, Some(last)) if events.is_empty() => Mend::Edit(last.clone()),
            _ => Mend::Delete(self.webhooks.clone()),
        }
    }
}
