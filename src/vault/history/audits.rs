//! Audits that were made, and the findings that were accepted.
//!
//! An audit is kept as the text that it is given as: what is in it, and that no secret is, is its maker's business.

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::types::Type;
use rusqlite::{Connection, Error, OptionalExtension as _, Row, params};

use super::codes::{Coded as _, millis, time};
use super::{Answer, History, number};
use crate::domain::audit::{Acceptance, FindingKey, Severity};

/// How many audits of a profile are kept.
const KEPT: usize = 50;

impl History {
    /// Keeps an audit; of those before it, so many that they are 50 together.
    pub fn keep_audit(&self, profile: &str, at: Timestamp, content: &str) -> Answer<()> {
        self.write(|connection| keep(connection, number(connection, profile)?, at, content))
    }

    /// The audit that was kept last.
    pub fn last_audit(&self, profile: &str) -> Answer<Option<String>> {
        self.of(profile, last)
    }

    /// How many audits are kept.
    pub fn audits(&self, profile: &str) -> Answer<usize> {
        self.of(profile, count)
    }

    /// Accepts a finding, in place of what was said of it before.
    pub fn accept(&self, profile: &str, acceptance: &Acceptance) -> Answer<()> {
        self.write(|connection| accept(connection, number(connection, profile)?, acceptance))
    }

    /// The finding counts again.
    pub fn take_back(&self, profile: &str, finding: &FindingKey) -> Answer<()> {
        self.write(|connection| take_back(connection, number(connection, profile)?, finding))
    }

    /// All findings that were accepted, those whose date is past included; the newest first.
    pub fn acceptances(&self, profile: &str) -> Answer<Vec<Acceptance>> {
        self.of(profile, acceptances)
    }
}

fn keep(connection: &Connection, profile: i64, at: Timestamp, content: &str) -> rusqlite::Result<()> {
    let insert = "insert into audit (profile, at, content) values (?1, ?2, ?3)";
    connection.execute(insert, params![profile, millis(at), content])?;
    let old = "delete from audit where profile = ?1
        and id not in (select id from audit where profile = ?1 order by id desc limit ?2)";
    connection.execute(old, params![profile, i64::try_from(KEPT).unwrap_or(i64::MAX)])?;
    Ok(())
}

fn last(connection: &Connection, profile: i64) -> rusqlite::Result<Option<String>> {
    let query = "select content from audit where profile = ?1 order by id desc limit 1";
    connection.query_row(query, [profile], |row| row.get(0)).optional()
}

fn count(connection: &Connection, profile: i64) -> rusqlite::Result<usize> {
    let query = "select count(*) from audit where profile = ?1";
    let count: i64 = connection.query_row(query, [profile], |row| row.get(0))?;
    Ok(usize::try_from(count).unwrap_or_default())
}

fn accept(connection: &Connection, profile: i64, acceptance: &Acceptance) -> rusqlite::Result<()> {
    let Acceptance { finding, rule, severity, title, labels, reason, until, at } = acceptance;
    connection.execute(
        "insert or replace into acceptance (profile, finding, rule, severity, title, labels, reason, until, at)
         values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        params![profile, finding.0, rule, severity.code(), title, labels, reason, until.to_string(), millis(*at)],
    )?;
    Ok(())
}

fn take_back(connection: &Connection, profile: i64, finding: &FindingKey) -> rusqlite::Result<()> {
    connection.execute("delete from acceptance where profile = ?1 and finding = ?2", params![profile, finding.0])?;
    Ok(())
}

fn acceptances(connection: &Connection, profile: i64) -> rusqlite::Result<Vec<Acceptance>> {
    let query = "select finding, rule, severity, title, labels, reason, until, at from acceptance
        where profile = ?1 order by at desc, finding";
    connection.prepare(query)?.query_map([profile], acceptance)?.collect()
}

fn acceptance(row: &Row<'_>) -> rusqlite::Result<Acceptance> {
    let until: String = row.get(6)?;
    // A date that no calendar has is damage.
    let until = until.parse::<Date>().map_err(|error| Error::FromSqlConversionFailure(6, Type::Text, error.into()))?;
    Ok(Acceptance {
        finding: FindingKey(row.get(0)?),
        rule: row.get(1)?,
        severity: Severity::decoded(row.get(2)?)?,
        title: row.get(3)?,
        labels: row.get(4)?,
        reason: row.get(5)?,
        until,
        at: time(row.get(7)?)?,
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_second(1_760_000_000 + minute * 60).unwrap()
    }

    fn accepted(key: &str, minute: i64, reason: &str) -> Acceptance {
        Acceptance {
            finding: FindingKey(key.to_owned()),
            rule: "AWH-101".to_owned(),
            severity: Severity::Warning,
            title: "Orders is off".to_owned(),
            labels: "Orders".to_owned(),
            reason: reason.to_owned(),
            until: date(2026, 12, 31),
            at: at(minute),
        }
    }

    #[test]
    fn the_newest_fifty_audits_of_each_profile_are_kept() {
        let history = History::in_memory().unwrap();
        assert_eq!((history.last_audit("p").unwrap(), history.audits("p").unwrap()), (None, 0));
        history.keep_audit("other", at(0), "of another").unwrap();
        for number in 0..60 {
            // The order in which they were made counts, whatever the clock said.
            history.keep_audit("p", at(-number), &format!("audit {number}")).unwrap();
        }
        assert_eq!((history.last_audit("p").unwrap().as_deref(), history.audits("p").unwrap()), (Some("audit 59"), 50));
        assert_eq!(history.last_audit("other").unwrap().as_deref(), Some("of another"));
    }

    #[test]
    fn an_accepted_finding_is_there_until_it_is_taken_back() {
        let history = History::in_memory().unwrap();
        let (first, second) = (accepted("AWH-101:a", 1, "by design"), accepted("AWH-102:a", 2, "known"));
        history.accept("p", &first).unwrap();
        history.accept("p", &second).unwrap();
        assert_eq!(history.acceptances("p").unwrap(), [second.clone(), first]);
        let again = accepted("AWH-101:a", 3, "said anew");
        history.accept("p", &again).unwrap();
        assert_eq!(history.acceptances("p").unwrap(), [again, second.clone()]);
        history.take_back("p", &FindingKey("AWH-101:a".to_owned())).unwrap();
        assert_eq!(history.acceptances("p").unwrap(), [second]);
        assert_eq!(history.acceptances("other").unwrap(), []);
    }

    #[test]
    fn both_are_forgotten_with_the_profile() {
        let history = History::in_memory().unwrap();
        for profile in ["p", "q"] {
            history.keep_audit(profile, at(0), "an audit").unwrap();
            history.accept(profile, &accepted("AWH-101:a", 1, "by design")).unwrap();
        }
        history.forget("p").unwrap();
        assert_eq!((history.audits("p").unwrap(), history.acceptances("p").unwrap()), (0, Vec::new()));
        assert_eq!((history.audits("q").unwrap(), history.acceptances("q").unwrap().len()), (1, 1));
        let rows = |table: &str| -> i64 {
            let connection = history.connection();
            connection.query_row(&format!("select count(*) from {table}"), [], |row| row.get(0)).unwrap()
        };
        assert_eq!((rows("audit"), rows("acceptance")), (1, 1));
    }
}
