//! Fetched data that keeps its last good value while it is fetched again, or when that fails.

use super::problem::Problem;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Remote<T> {
    #[default]
    Unasked,
    Loading {
        previous: Option<T>,
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
            Self::Loading { previous } | Self::Failed { previous, .. } => previous.as_ref(),
            Self::Unasked => None,
        }
    }

    pub fn latest_mut(&mut self) -> Option<&mut T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Loading { previous } | Self::Failed { previous, .. } => previous.as_mut(),
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
        let previous = self.take();
        *self = Self::Loading { previous };
    }

    pub fn finish(&mut self, result: Result<T, Problem>) {
        *self = match result {
            Ok(value) => Self::Known(value),
            Err(problem) => Self::Failed { problem, previous: self.take() },
        };
    }

    /// Back to what it was before it was asked again.
    pub fn give_up(&mut self) {
        *self = match self.take() {
            Some(value) => Self::Known(value),
            None => Self::Unasked,
        };
    }

    fn take(&mut self) -> Option<T> {
        match std::mem::take(self) {
            Self::Known(value) => Some(value),
            Self::Loading { previous } | Self::Failed { previous, .. } => previous,
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
        remote.start();
        remote.give_up();
        assert_eq!(remote, Remote::Known(1));
    }
}
