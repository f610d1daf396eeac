//! How large text is, how times are told, and how many calls the app allows itself.

/// In percent of the usual size. The whole window grows with it, so that nothing is cut off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextSize(u16);

impl TextSize {
    /// What is offered, from the smallest on.
    pub const STEPS: [Self; 8] = [Self(80), Self(90), Self(100), Self(110), Self(125), Self(150), Self(175), Self(200)];
    const LEAST: u16 = 80;
    const MOST: u16 = 200;

    /// The nearest size that there is.
    pub fn of(percent: u16) -> Self {
        Self(percent.clamp(Self::LEAST, Self::MOST))
    }

    pub fn percent(self) -> u16 {
        self.0
    }

    pub fn factor(self) -> f32 {
        f32::from(self.0) / 100.0
    }

    /// One step up, as far as there is one.
    #[must_use]
    pub fn larger(self) -> Self {
        Self::STEPS.into_iter().find(|step| step.0 > self.0).unwrap_or(self)
    }

    #[must_use]
    pub fn smaller(self) -> Self {
        Self::STEPS.into_iter().rev().find(|step| step.0 < self.0).unwrap_or(self)
    }
}

impl Default for TextSize {
    fn default() -> Self {
        Self(100)
    }
}

/// How times are told. Always in the time zone of the system.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TimeFormat {
    pub style: TimeStyle,
    pub clock: Clock,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TimeStyle {
    /// "2 hours ago", with the exact time where the pointer rests.
    #[default]
    Relative,
    Exact,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Clock {
    #[default]
    Hours24,
    Hours12,
}

/// How many calls in any minute the app may send to a company.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CallBudget(u8);

impl CallBudget {
    pub const OFFERED: [Self; 5] = [Self(10), Self(20), Self(30), Self(45), Self(60)];
    const LEAST: u8 = 10;
    /// What Aircall allows a company.
    const MOST: u8 = 60;

    /// The nearest that is allowed.
    pub fn of(per_minute: u64) -> Self {
        Self(u8::try_from(per_minute).unwrap_or(u8::MAX).clamp(Self::LEAST, Self::MOST))
    }

    pub fn per_minute(self) -> u8 {
        self.0
    }
}

impl Default for CallBudget {
    fn default() -> Self {
        Self(Self::MOST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_grows_and_shrinks_by_steps_and_ends_somewhere() {
        assert_eq!(TextSize::default().larger().percent(), 110);
        assert_eq!(TextSize::of(130).smaller().percent(), 125);
        assert_eq!(TextSize::of(999).larger().percent(), 200);
        assert_eq!(TextSize::of(0).smaller().percent(), 80);
    }

    #[test]
    fn a_budget_stays_within_aircalls_limit_and_is_never_none() {
        assert_eq!([0, 25, 900].map(|calls| CallBudget::of(calls).per_minute()), [10, 25, 60]);
    }
}
