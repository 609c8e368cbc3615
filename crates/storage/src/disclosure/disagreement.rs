//! Which option leads in a table of a cohort, and how much its members disagree: from released figures only.

use super::cohort::{
    COHORT_FEW_PERCENT, COHORT_MOST_PERCENT, CohortRelease, CohortShare, CohortTable,
};

/// The share that is shown of a cell, from 0 to 1: a bound where only a bound is shown.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "small numbers")]
pub fn share(release: &CohortRelease, shown: CohortShare) -> f64 {
    match shown {
        CohortShare::About(count) => count as f64 / release.answers() as f64,
        CohortShare::Most => COHORT_MOST_PERCENT as f64 / 100.0,
        CohortShare::Few => COHORT_FEW_PERCENT as f64 / 100.0,
    }
}

/// The cells with the largest figure, several if they are equal, and none if only small or hidden cells are left. A
/// hidden cell is never larger than a shown one.
#[must_use]
pub fn leading<'r>(release: &CohortRelease, table: &'r CohortTable) -> Vec<&'r str> {
    let figures = table.cells().iter().filter(|(_, shown)| *shown != CohortShare::Few);
    let figures: Vec<(&str, f64)> =
        figures.map(|(key, shown)| (key.as_str(), share(release, *shown))).collect();
    let largest = figures.iter().map(|(_, share)| *share).fold(0.0, f64::max);
    figures.into_iter().filter(|(_, share)| *share >= largest).map(|(key, _)| key).collect()
}

/// How much the members disagree, from 0 to 1: the share of answers outside of the largest cell, divided by the largest
/// value that it can have with this number of cells (the variation ratio of Freeman 1965, normalised). None if no
/// largest cell is shown, and where an answer may be in several cells.
///
/// With a share that is only known to be 90 % or more, it is the largest value that is possible.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "small numbers")]
pub fn disagreement(release: &CohortRelease, table: &CohortTable) -> Option<f64> {
    let cells = table.cells().len() as u64 + table.hidden();
    if table.is_several() || cells < 2 {
        return None;
    }
    let first = *leading(release, table).first()?;
    let (_, shown) = table.cells().iter().find(|(key, _)| key == first)?;
    let outside = 1.0 - share(release, *shown);
    Some((outside / (1.0 - 1.0 / cells as f64)).clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::cohort::COHORT_RULES;
    use super::super::tally::Tally;
    use super::super::vocabulary::Vocabulary;
    use super::*;

    /// A release in which winners have these counts.
    fn release(counts: [u64; 4]) -> CohortRelease {
        let frameworks = ["django", "fastapi", "flask", "litestar"];
        let mut tally = Tally::default();
        tally.add("total", "", counts.iter().sum::<u64>()).unwrap();
        for (framework, count) in frameworks.iter().zip(counts) {
            tally.add("winner", framework, count).unwrap();
        }
        let vocabulary = Vocabulary::new(frameworks, []);
        CohortRelease::publish_by(COHORT_RULES, &vocabulary, &tally).unwrap()
    }

    fn close(one: Option<f64>, other: f64) -> bool {
        one.is_some_and(|one| (one - other).abs() < 1e-9)
    }

    #[test]
    fn the_largest_figure_leads_and_equal_figures_lead_together() {
        let of = |counts| {
            let release = release(counts);
            leading(&release, release.winners()).join(" ")
        };
        assert_eq!(of([20, 10, 5, 5]), "django");
        assert_eq!(of([20, 22, 5, 5]), "django fastapi");
        assert_eq!(of([0, 39, 1, 0]), "fastapi");
        assert_eq!(of([9, 1, 1, 1]), "");
    }

    #[test]
    fn disagreement_is_0_for_one_cell_and_1_for_equal_cells() {
        let of = |counts| {
            let release = release(counts);
            disagreement(&release, release.winners())
        };
        // Five cells: the frameworks and none of them.
        assert!(close(of([20, 10, 5, 5]), 0.5 / 0.8));
        assert!(close(of([10, 10, 10, 10]), 0.75 / 0.8));
        assert!(close(of([40, 0, 0, 0]), 0.1 / 0.8));
        assert_eq!(of([9, 1, 1, 1]), None);
    }

    #[test]
    fn a_question_with_several_answers_has_no_disagreement() {
        let release = release([20, 20, 0, 0]);
        let cells: BTreeSet<String> = ["orm", "admin"].map(str::to_owned).into();
        let counts = [("orm", 20), ("admin", 20)];
        let table = CohortTable::several(COHORT_RULES, &cells, &counts, 40);
        assert_eq!(leading(&release, &table), ["admin", "orm"]);
        assert_eq!(disagreement(&release, &table), None);
    }
}
