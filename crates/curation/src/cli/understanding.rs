//! How well texts are understood, in readable form.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use comfy_table::{Cell, CellAlignment, Table};

use super::tables::empty_table;
use crate::evaluate::advice_texts::Hits;
use crate::evaluate::labelled_texts::TextsReport;

/// What was understood of texts with answers.
pub(super) fn readable_texts(report: &TextsReport, failed: bool) -> String {
    let mut text = String::new();
    for (title, tally) in [
        ("Sentences understood as they must be:               ", &report.sentences),
        ("Same framework first from text and from answers:    ", &report.same_winner),
        ("Cases, from answers (high confidence in the choice):", &report.cases_by_answers),
        ("Cases, from text:                                   ", &report.cases_by_text),
        ("No framework needed, and the text says so:          ", &report.no_framework_needed),
        ("A framework needed, and nothing else is said:       ", &report.framework_needed),
    ] {
        if tally.items > 0 {
            let _ = writeln!(text, "{title} {tally}");
        }
    }
    if report.texts > 0 {
        let mut questions = report.by_question.clone();
        questions.insert("refused features".to_owned(), report.refused);
        let _ = writeln!(text, "\n{}\n", hits_table(&report.answers, &questions));
        let count = |counts: &[(String, usize)]| {
            let counts: Vec<String> =
                counts.iter().take(20).map(|(label, count)| format!("{label} {count}")).collect();
            counts.join(", ")
        };
        let _ = writeln!(text, "Most often wrong: {}", count(&report.wrong));
        let _ = writeln!(text, "Most often missed: {}", count(&report.missed));
    }
    for item in report.failed.iter().filter(|_| failed) {
        let _ = writeln!(text, "\n{}", item.id);
        for (label, words) in &item.wrong {
            let _ = writeln!(text, "    wrong: {label} ({words})");
        }
        if !item.missed.is_empty() {
            let _ = writeln!(text, "    missed: {}", item.missed.join(", "));
        }
    }
    text
}

/// The precision and recall of all answers, and of those of each question.
pub(super) fn hits_table(overall: &Hits, by_question: &BTreeMap<String, Hits>) -> Table {
    let mut table = empty_table(&[
        "Understood answers",
        "Right",
        "Understood",
        "Stated",
        "Precision",
        "Recall",
    ]);
    let overall = [("all questions", overall)];
    let questions = by_question.iter().map(|(id, hits)| (id.as_str(), hits));
    for (name, hits) in overall.into_iter().chain(questions) {
        let Hits { right, understood, stated } = *hits;
        let cells = [right, understood, stated].map(|number| number.to_string());
        let shares = [hits.precision(), hits.recall()].map(|s| format!("{:.1} %", s * 100.0));
        let right = |text| Cell::new(text).set_alignment(CellAlignment::Right);
        table.add_row(
            [Cell::new(name)].into_iter().chain(cells.into_iter().chain(shares).map(right)),
        );
    }
    table
}
