//! Fetched data that keeps its last good value while it is fetched again, or when that fails.

use super::problem::Problem;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Remote<T> {
    #[default]
    Unasked,
    Loading {
        previous: Option<T>,
        /// Why the read before failed: what is shown was old already.
        failed: Option<Problem>,
    },
    Known(T),
    Failed {
        problem: Problem,
        previous: Option<T>,
    },
}

impl<T> Remote<T> {
    /// The last good value, however old.
    pub fn latest(&self) -> Option<&T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Loading { previous, .. } | Self::Failed { previous, .. } => previous.as_ref(),
            Self::Unasked => None,
        }
    }

    pub fn latest_mut(&mut self) -> Option<&mut T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Loading { previous, .. } | Self::Failed { previous, .. } => previous.as_mut(),
            Self::Unasked => None,
        }
    }

    pub fn problem(&self) -> Option<&Problem> {
        match self {
            Self::Failed { problem, .. } => Some(problem),
            Self::Unasked | Self::Loading { .. } | Self::Known(_) => None,
        }
    }

    pub fn is_loading(&self) -> bool {
        matches!(self, Self::Loading { .. })
    }

    /// Whether what is shown is older than the last attempt to read it.
    pub fn is_stale(&self) -> bool {
        matches!(self, Self::Failed { previous: Some(_), .. })
    }

    pub fn start(&mut self) {
        let failed = self.failure();
        let previous = self.take();
        *self = Self::Loading { previous, failed };
    }

    pub fn finish(&mut self, result: Result<T, Problem>) {
        *self = match result {
            Ok(value) => Self::Known(value),
            Err(problem) => Self::Failed { problem, previous: self.take() },
        };
    }

    /// Back to what it was before it was asked again: what was old then still is.
    pub fn give_up(&mut self) {
        let failed = self.failure();
        *self = match (self.take(), failed) {
            (previous, Some(problem)) => Self::Failed { problem, previous },
            (Some(value), None) => Self::Known(value),
            (None, None) => Self::Unasked,
        };
    }

    fn failure(&self) -> Option<Problem> {
        match self {
            Self::Failed { problem, .. } => Some(problem.clone()),
            Self::Loading { failed, .. } => failed.clone(),
            Self::Unasked | Self::Known(_) => None,
        }
    }

    fn take(&mut self) -> Option<T> {
        match std::mem::take(self) {
            Self::Known(value) => Some(value),
            Self::Loading { previous, .. } | Self::Failed { previous, .. } => previous,
            Self::Unasked => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_refresh_keeps_what_was_there() {
        let mut remote = Remote::Known(1);
        remote.start();
        assert!(remote.is_loading());
        remote.finish(Err(Problem::Offline));
        assert_eq!(remote.latest(), Some(&1));
        assert!(remote.is_stale());
        let stale = remote.clone();
        remote.start();
        assert!(!remote.is_stale());
        remote.give_up();
        assert_eq!(remote, stale, "it is as old as before");
        remote.start();
        remote.finish(Ok(2));
        remote.start();
        remote.give_up();
        assert_eq!(remote, Remote::Known(2));
    }
}
