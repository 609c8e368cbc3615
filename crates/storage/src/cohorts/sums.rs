//! Sums of answers that are not written yet, in memory. They are handed over for five answers or more at a time, so that
//! two states of the database never differ by fewer.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::civil::Date;

use super::storage::CohortId;
use crate::privacy::anonymise::StoredQuery;
use crate::privacy::counts::{Counts, TOTAL};

/// Minimum of answers that are written at once.
pub const MIN_BATCH: u64 = 5;

/// The sums of all cohorts.
#[derive(Debug, Default)]
pub(super) struct Sums(Mutex<HashMap<CohortId, Sum>>);

/// The sum of a cohort.
#[derive(Debug)]
struct Sum {
    ends_on: Date,
    counts: Counts,
}

impl Sums {
    /// Adds an answer to a cohort, and takes the sum if it is to be written now.
    pub(super) fn add(
        &self,
        id: CohortId,
        ends_on: Date,
        today: Date,
        answer: &StoredQuery,
    ) -> Option<Counts> {
        let mut sums = self.locked();
        if !sums.contains_key(&id) {
            // What is left of cohorts that have ended is written nowhere any more.
            sums.retain(|_, sum| sum.ends_on > today);
        }
        let sum = sums.entry(id).or_insert_with(|| Sum { ends_on, counts: Counts::default() });
        sum.counts.add_query(answer);
        if sum.counts.get(TOTAL, "") < MIN_BATCH {
            return None;
        }
        sums.remove(&id).map(|sum| sum.counts)
    }

    /// Puts a sum back that could not be written; it is handed over with the next answer.
    pub(super) fn put_back(&self, id: CohortId, ends_on: Date, counts: &Counts) {
        let mut sums = self.locked();
        let sum = sums.entry(id).or_insert_with(|| Sum { ends_on, counts: Counts::default() });
        sum.counts.add_all(counts);
    }

    /// Forgets what is left of a cohort.
    pub(super) fn forget(&self, id: &CohortId) {
        self.locked().remove(id);
    }

    /// No code panics while it holds the lock.
    fn locked(&self) -> MutexGuard<'_, HashMap<CohortId, Sum>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::privacy::{Answered, ClosedAnswers, anonymise};

    const TODAY: Date = date(2026, 11, 30);
    const END: Date = date(2027, 1, 25);

    fn answer() -> StoredQuery {
        let answered = Answered {
            answers: ClosedAnswers::from_pairs([("goal", "learn")]).unwrap(),
            knowledge_version: "2026.11.1",
            winner: Some("flask"),
            via_platform: false,
        };
        anonymise(TODAY, answered).unwrap()
    }

    #[test]
    fn a_sum_is_handed_over_with_five_answers_and_never_with_fewer() {
        let sums = Sums::default();
        let taken: Vec<Option<u64>> = (0..12)
            .map(|n| {
                // Answers of another cohort between them do not count.
                assert!(n > 3 || sums.add([2; 16], END, TODAY, &answer()).is_none());
                sums.add([1; 16], END, TODAY, &answer()).map(|counts| counts.get("goal", "learn"))
            })
            .collect();
        let full: Vec<usize> = (0..12).filter(|n| taken[*n] == Some(5)).collect();
        assert_eq!(full, [4, 9]);
        assert_eq!(taken.iter().flatten().count(), 2);
    }

    #[test]
    fn a_sum_that_could_not_be_written_is_handed_over_with_the_next_answer() {
        let sums = Sums::default();
        let add = || sums.add([1; 16], END, TODAY, &answer());
        let batch = (0..5).find_map(|_| add()).unwrap();
        sums.put_back([1; 16], END, &batch);
        let batch = add().unwrap();
        assert_eq!((batch.get("total", ""), batch.get("winner", "flask")), (6, 6));
    }

    #[test]
    fn what_is_left_of_a_cohort_is_forgotten_with_it_or_after_its_end() {
        let sums = Sums::default();
        for id in [[1; 16], [2; 16]] {
            assert!(sums.add(id, END, TODAY, &answer()).is_none());
        }
        sums.forget(&[1; 16]);
        assert_eq!(sums.locked().len(), 1);
        sums.add([3; 16], date(2027, 6, 1), END, &answer());
        assert_eq!(sums.locked().keys().collect::<Vec<_>>(), [&[3; 16]]);
    }
}
