//! The app without a window, a worker or a clock: messages in, model and commands out.

#[cfg(test)]
mod audit;
#[cfg(test)]
mod audit_mend;
#[cfg(test)]
mod audit_shown;
#[cfg(test)]
mod audited;
#[cfg(test)]
mod bulk;
#[cfg(test)]
mod conflict;
#[cfg(test)]
mod connect;
#[cfg(test)]
mod delivery;
#[cfg(test)]
mod drafts;
#[cfg(test)]
mod edit;
#[cfg(test)]
mod endpoints;
#[cfg(test)]
mod form;
#[cfg(test)]
mod hand;
#[cfg(test)]
mod hints;
#[cfg(test)]
mod history;
#[cfg(test)]
mod leaving;
#[cfg(test)]
mod list;
#[cfg(test)]
mod looks;
#[cfg(test)]
mod palette;
#[cfg(test)]
mod profiles;
#[cfg(test)]
mod random;
#[cfg(test)]
mod readonly;
#[cfg(test)]
mod review;
#[cfg(test)]
mod second;
#[cfg(test)]
mod selection;
#[cfg(test)]
mod sending;
#[cfg(test)]
mod settings;
#[cfg(test)]
mod start;
#[cfg(test)]
mod tour;
#[cfg(test)]
mod undo;
#[cfg(test)]
mod undone;
#[cfg(test)]
mod waits;
#[cfg(test)]
mod watching;
