//! What the window shows and how it changes: model, update, messages, problems, every sentence.
//!
//! No egui, no tokio, no network, no keyring: `update` turns a message into a changed model and a list of commands,
//! and a test can hold the whole app in one hand.

pub mod audit;
pub mod bulk;
pub mod changes;
pub mod command;
pub mod connect;
pub mod delivery;
pub mod dialog;
pub mod dossier;
pub mod drafts;
pub mod edit;
pub mod event;
pub mod form;
pub mod hints;
pub mod instance;
pub mod keys;
pub mod leftover;
pub mod list;
pub mod message;
pub mod model;
pub mod notice;
pub mod palette;
pub mod past;
pub(crate) mod places;
pub mod problem;
pub mod profiles;
pub mod remote;
pub mod review;
pub mod rows;
pub mod safe;
pub mod scripts;
pub mod settings;
pub mod text;
pub mod tour;
pub mod undo;
pub mod update;
pub mod waits;
pub mod watching;

pub use bulk::{BulkEvents, MoveEvents};
pub use command::{Command, Event};
pub use connect::{ConnectForm, Phase, Purpose};
pub use dialog::Dialog;
pub use form::CreateForm;
pub use hints::HelpAction;
pub use leftover::LeftOver;
pub use list::{Column, Filter, ListView, Sort};
pub use message::{Action, Choice, EntryId, HistoryTab, Msg, Pasting, Place, RequestId, Target};
pub use model::{Access, Model};
pub use notice::{Notice, Tone};
pub use palette::{Palette, PaletteAction};
pub use past::{Entry, EntryKind, HistoryView};
pub use problem::Problem;
pub use remote::Remote;
pub use review::{Aim, Outcome, Review, ReviewLine, ReviewPhase, Way, What};
pub use scripts::{ScriptAction, Scripts};
pub use settings::{Machine, Section, SettingsAction, Stored};
pub use tour::{TourAction, TourCommand};
pub use undo::can_be_taken_back;
pub use watching::Watching;
