//! Which weeks are released together.

use std::collections::BTreeMap;

use super::rules::{RULES, Rules};
use crate::base::Week;

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
    use proptest::prelude::*;

    use super::*;

    fn week(text: &str) -> Week {
        text.parse().unwrap()
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
            let first = week("2026-W01");
            let pending: BTreeMap<Week, u64> =
                (0..).zip(&totals).map(|(after, total)| (first.plus(after), *total)).collect();
            let sum = |from: Week, to: Week| pending.range(from..=to).map(|(_, n)| n).sum::<u64>();
            let mut next = first;

            for span in due(&pending) {
                prop_assert_eq!(span.first(), next);
                prop_assert!(sum(span.first(), span.last()) >= 100);
                let before = sum(span.first(), span.last()) - pending[&span.last()];
                prop_assert!(before < 100);
                next = span.last().plus(1);
            }
            prop_assert!(pending.range(next..).map(|(_, n)| n).sum::<u64>() < 100);
        }
    }
}
