//! Weeks as ISO 8601 writes them, and which of them are released together.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, ISOWeekDate, Weekday};

use super::rules::{RULES, Rules};

/// A week of the calendar of ISO 8601, in UTC: `2026-W48`. Weeks are ordered in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Week {
    /// Year of the week, which differs from the calendar's around New Year.
    year: i16,
    /// 1 to 53.
    number: i8,
}

impl Week {
    /// The week in which a day lies.
    #[must_use]
    pub fn of(day: Date) -> Self {
        let date = day.iso_week_date();
        Self { year: date.year(), number: date.week() }
    }
}

impl fmt::Display for Week {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-W{:02}", self.year, self.number)
    }
}

/// The text is no week of the calendar; only `2026-W48` is a way to write one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a week is written like 2026-W48")]
pub struct NotAWeek;

impl FromStr for Week {
    type Err = NotAWeek;

    fn from_str(text: &str) -> Result<Self, NotAWeek> {
        let (year, number) = text.split_once("-W").ok_or(NotAWeek)?;
        let digits = |part: &str, length| {
            part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        if !digits(year, 4) || !digits(number, 2) {
            return Err(NotAWeek);
        }
        let year = year.parse().map_err(|_| NotAWeek)?;
        let number = number.parse().map_err(|_| NotAWeek)?;
        // Not every year has a week 53, which the calendar knows.
        ISOWeekDate::new(year, number, Weekday::Monday).map_err(|_| NotAWeek)?;
        Ok(Self { year, number })
    }
}

/// Weeks that are released as one, from the first to the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    first: Week,
    last: Week,
}

impl Span {
    /// From `first` to `last`; nothing if that runs backwards.
    #[must_use]
    pub fn new(first: Week, last: Week) -> Option<Self> {
        (first <= last).then_some(Self { first, last })
    }

    /// The first week.
    #[must_use]
    pub fn first(self) -> Week {
        self.first
    }

    /// The last week, under which the release is found.
    #[must_use]
    pub fn last(self) -> Week {
        self.last
    }
}

/// Which releases are due, from the oldest on.
///
/// `pending` holds every closed week that is in no release yet, with its number of queries. A week
/// waits until it and the weeks before it have enough together; those at the end that have not are
/// in no span and wait for the next week.
#[must_use]
pub fn due(pending: &BTreeMap<Week, u64>) -> Vec<Span> {
    due_by(RULES, pending)
}

pub(super) fn due_by(rules: Rules, pending: &BTreeMap<Week, u64>) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut waiting: Option<(Week, u64)> = None;
    for (week, queries) in pending {
        let (first, before) = waiting.take().unwrap_or((*week, 0));
        let total = before.saturating_add(*queries);
        if total >= rules.least_total {
            spans.push(Span { first, last: *week });
        } else {
            waiting = Some((first, total));
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn week(text: &str) -> Week {
        text.parse().unwrap()
    }

    #[test]
    fn a_week_is_read_as_it_is_written() {
        for text in ["2026-W01", "2026-W48", "2026-W53", "2020-W53"] {
            assert_eq!(week(text).to_string(), text);
        }
        assert_eq!(Week::of(date(2027, 1, 1)).to_string(), "2026-W53");
        assert!(week("2026-W53") < week("2027-W01"));
    }

    #[test]
    fn what_is_no_week_is_refused() {
        for text in [
            "",
            "2026",
            "2026-48",
            "2026-W00",
            "2026-W54",
            "2025-W53",
            "26-W48",
            "2026-W4",
            "2026-w48",
            "+026-W48",
            "2026-W+1",
            "2026-W48 ",
            "2026-W048",
            "２０２６-W48",
        ] {
            assert_eq!(text.parse::<Week>(), Err(NotAWeek), "{text}");
        }
    }

    #[test]
    fn weeks_with_too_few_queries_are_merged_into_the_next() {
        let pending = BTreeMap::from([
            (week("2026-W40"), 120),
            (week("2026-W41"), 30),
            // Nobody asked in week 42.
            (week("2026-W43"), 69),
            (week("2026-W44"), 1),
            (week("2026-W45"), 100),
            (week("2026-W46"), 99),
        ]);

        let spans: Vec<(String, String)> = due(&pending)
            .iter()
            .map(|span| (span.first().to_string(), span.last().to_string()))
            .collect();

        let expected =
            [("2026-W40", "2026-W40"), ("2026-W41", "2026-W44"), ("2026-W45", "2026-W45")];
        assert_eq!(spans, expected.map(|(first, last)| (first.to_owned(), last.to_owned())));
    }

    proptest! {
        #[test]
        fn every_span_has_enough_none_could_end_earlier_and_no_week_is_in_two(
            totals in proptest::collection::vec(0_u64..150, 0..30)
        ) {
            let pending: BTreeMap<Week, u64> =
                totals.iter().zip(1..).map(|(total, number)| (Week { year: 2026, number }, *total)).collect();
            let sum = |from: Week, to: Week| pending.range(from..=to).map(|(_, n)| n).sum::<u64>();
            let mut next = Week { year: 2026, number: 1 };

            for span in due(&pending) {
                prop_assert_eq!(span.first(), next);
                prop_assert!(sum(span.first(), span.last()) >= 100);
                let before = sum(span.first(), span.last()) - pending[&span.last()];
                prop_assert!(before < 100);
                next = Week { year: 2026, number: span.last().number + 1 };
            }
            prop_assert!(pending.range(next..).map(|(_, n)| n).sum::<u64>() < 100);
        }
    }
}
