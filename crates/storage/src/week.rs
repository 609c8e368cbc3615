//! Weeks by ISO 8601 in UTC, the finest time that is stored of a query; how long its row and its receipt are kept.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, ISOWeekDate, Weekday};
use jiff::{Span, ToSpan};

/// A week from Monday to Sunday, such as `2026-W48`. Around New Year its year differs from the calendar's.
/// Weeks and their texts have the same order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Week {
    year: i16,
    week: i8,
}

/// A text is not a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("write a week as in 2026-W48: the year, -W, and a number from 01 to 52 or 53")]
pub struct ParseWeekError;

impl Week {
    /// The week of a date.
    #[must_use]
    pub fn of(date: Date) -> Self {
        let date = date.iso_week_date();
        Self { year: date.year(), week: date.week() }
    }

    /// Its first day.
    #[must_use]
    pub fn monday(self) -> Date {
        // The constructors make only weeks that exist, so the default is never used.
        ISOWeekDate::new(self.year, self.week, Weekday::Monday).map_or(Date::MIN, Date::from)
    }

    /// The week that is `weeks` later, or earlier if negative; limited to the first and last week of the calendar.
    #[must_use]
    pub fn plus(self, weeks: i32) -> Self {
        Self::of(self.monday().saturating_add(Span::new().weeks(weeks)))
    }

    /// The oldest week whose rows may still exist on `today` if they are kept for `days`. Days count from the
    /// Monday, so that a row needs no date and no row is kept for longer.
    #[must_use]
    pub fn oldest_kept(today: Date, days: u16) -> Self {
        // A week is kept while its Monday is later than this day.
        let bound = today.saturating_sub(i32::from(days).days());
        Self::of(bound).plus(1)
    }
}

impl fmt::Display for Week {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-W{:02}", self.year, self.week)
    }
}

impl FromStr for Week {
    type Err = ParseWeekError;

    fn from_str(text: &str) -> Result<Self, ParseWeekError> {
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let (year, week) = text.split_once("-W").ok_or(ParseWeekError)?;
        if year.len() != 4 || week.len() != 2 || !digits(year) || !digits(week) {
            return Err(ParseWeekError);
        }
        let year = year.parse().map_err(|_| ParseWeekError)?;
        let week = week.parse().map_err(|_| ParseWeekError)?;
        ISOWeekDate::new(year, week, Weekday::Monday).map_err(|_| ParseWeekError)?;
        Ok(Self { year, week })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_date_has_one_week() {
        for (day, week) in [
            (date(2026, 11, 23), "2026-W48"),
            (date(2026, 11, 29), "2026-W48"),
            (date(2026, 11, 30), "2026-W49"),
            (date(2026, 12, 31), "2026-W53"),
            (date(2027, 1, 3), "2026-W53"),
            (date(2027, 1, 4), "2027-W01"),
            (date(2024, 12, 30), "2025-W01"),
        ] {
            assert_eq!(Week::of(day).to_string(), week);
            assert_eq!(week.parse(), Ok(Week::of(day)));
        }
    }

    #[test]
    fn other_texts_are_rejected() {
        for text in ["", "2026", "2026-48", "2026-W54", "2025-W53", "2026-W00", "26-W01", "2026-W1"]
        {
            assert_eq!(text.parse::<Week>(), Err(ParseWeekError), "{text}");
        }
    }

    #[test]
    fn weeks_are_consecutive_and_ordered_as_their_texts() {
        let mut week = Week::of(date(2019, 12, 2));
        for _ in 0..600 {
            let next = week.plus(1);
            assert_eq!(next.monday(), week.monday().saturating_add(7.days()));
            assert_eq!(next.plus(-1), week);
            assert!(next > week && next.to_string() > week.to_string());
            week = next;
        }
    }

    #[test]
    fn no_week_is_kept_for_longer_than_its_days() {
        let mut today = date(2026, 11, 1);
        for _ in 0..400 {
            for days in [7, 30, 90] {
                let oldest = Week::oldest_kept(today, days);
                let age = |week: Week| (today - week.monday()).get_days();
                assert!(age(oldest) < i32::from(days), "{today} {days}");
                assert!(age(oldest.plus(-1)) >= i32::from(days), "{today} {days}");
            }
            today = today.saturating_add(1.day());
        }
    }
}
