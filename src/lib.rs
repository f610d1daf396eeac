//! Hookswitch: see every Aircall webhook of a company, find what is wrong, switch it back on.
//!
//! A library without a window, and two thin programs around it: `hookswitch` (window) and `hookswitch-cli` (terminal).
//!
//! # Rooms
//!
//! | room | what it holds | may use |
//! |---|---|---|
//! | [`domain`] | values and rules: webhook, event catalogue, draft, update, audit, compare, profile | nothing of ours |
//! | [`report`] | a finished audit in words, as text, CSV, JSON, HTML, XLSX: bytes out, no files | `domain` |
//! | [`aircall`] | the Aircall REST API: client, pages, budget, retry, errors | `domain` |
//! | [`probe`] | looks at the webhooks' own endpoints, and sends them test deliveries; never holds an Aircall key | `domain` |
//! | [`vault`] | credential store (system keyring, memory), settings file, history of changes | `domain` |
//! | [`demo`] | the demo company: a server on 127.0.0.1 that speaks the API contract, and its endpoints with every fault | `domain` |
//! | [`app`] | model and update, messages, dialogs, problems, every sentence | `domain` |
//! | [`worker`] | carries out commands on tokio, returns events, turns errors into problems | all but `ui`, `cli` |
//! | `ui` | shell, theme, widgets, views (feature `gui`) | `app`, `domain`, egui |
//! | [`cli`] | subcommands: arguments in, text and exit code out | `worker`, `app`, `domain`, `report` |
//!
//! `src/main.rs` and `src/bin/hookswitch-cli.rs` hold no rules. `tests/architecture.rs` checks this table's arrows.
//!
//! # The circle
//!
//! ```text
//! keyring + profile -> aircall -> domain -> app (update) -> ui views -> Action
//!         worker <- Command <- app (update) <- Action;   worker -> Event -> app (update)
//! ```
//!
//! # The history
//!
//! It is one SQLite file, by `rusqlite` with SQLite built in, and not redb: the window and a watch in the terminal may
//! both write at the same time, where redb locks its file to one process, and SQLite's write-ahead log survives a kill.
//! It leaves out the query values of URLs instead of keeping them in the keyring: keyrings are slow, small and ask the
//! user. An undo within the same run needs none, and a later one asks for the values again.
//!
//! # The audit
//!
//! ```text
//! aircall (list) + vault (past, last audit) + probe (endpoints) -> worker -> domain::audit -> findings
//! findings -> app::dossier (words, secrets hidden) -> report -> HTML, XLSX, CSV, JSON, text
//! ```
//!
//! The rules give facts, `app::text` makes sentences of them, and the dossier holds those: a report sets what the
//! dossier holds and knows nothing else, so no format can tell a secret that another hides.
//!
//! # Invariants
//!
//! * `domain` and `app` never wait and never fail to run.
//! * Only `aircall` knows the API's JSON shapes (`demo` builds its own, so that a wrong shape can't hide on both sides).
//! * Only `app::text` holds sentences, only `ui::theme` colours, sizes and fonts, only `vault` secrets at rest.
//! * The window thread never blocks.
//! * Every PUT carries the full event list of a fresh read: only [`domain::FullUpdate`] can be sent, and one function
//!   makes it. A create is never sent twice.

pub mod aircall;
pub mod app;
pub mod cli;
pub mod demo;
pub mod domain;
pub mod probe;
pub mod report;
#[cfg(feature = "gui")]
pub mod ui;
pub mod vault;
pub mod worker;
