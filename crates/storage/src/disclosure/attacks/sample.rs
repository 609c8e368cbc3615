//! A small vocabulary, and releases of given counts.

use crate::disclosure::covered_weeks::Span;
use crate::disclosure::noise::Noise;
use crate::disclosure::release::Release;
use crate::disclosure::rules::{RULES, Rules};
use crate::disclosure::table::Table;
use crate::disclosure::tally::Tally;
use crate::disclosure::vocabulary::{Vocabulary, questions_with_one_answer};

/// The rules without noise and with thresholds of 20 in place of 60: what the other rules achieve against an attacker
/// who knows the noise.
pub(super) const EXACT: Rules =
    Rules { scale: 0, threshold: RULES.threshold / 3, outside: RULES.outside / 3, ..RULES };

/// Noise, the same for each test.
pub(super) fn noise() -> Noise {
    Noise::from_seed([1; 32])
}

pub(super) fn vocabulary() -> Vocabulary {
    let options = [
        ("budget", "low"),
        ("budget", "high"),
        ("goal", "learn"),
        ("goal", "earn"),
        ("goal", "play"),
        ("features", "orm"),
        ("features", "admin"),
        ("features", "api"),
    ];
    Vocabulary::new(["django", "flask", "fastapi", "pyramid"], options)
}

pub(super) fn span() -> Span {
    let week = "2026-W48".parse().unwrap();
    Span::new(week, week).unwrap()
}

/// A tally with these rows, in which all other questions have no answer.
pub(super) fn tally(rows: &[(&str, &str, u64)]) -> Tally {
    let mut tally = Tally::default();
    let mut add = |subject: &str, key: &str, count: u64| {
        tally.add(subject, key, count).unwrap();
    };
    let sum =
        |subject: &str| rows.iter().filter(|row| row.0 == subject).map(|row| row.2).sum::<u64>();
    let total = sum("winner");
    add("total", "", total);
    for (subject, key, count) in rows {
        add(subject, key, *count);
    }
    for question in questions_with_one_answer() {
        add(question, "", total - sum(question));
    }
    tally
}

pub(super) fn publish(rules: Rules, rows: &[(&str, &str, u64)]) -> Release {
    let tally = tally(rows);
    let mut noise = noise();
    let total = tally.noisy_total_by(rules, &mut noise);
    Release::publish_by(rules, span(), &vocabulary(), &tally, total, &mut noise).unwrap()
}

pub(super) fn winners(rules: Rules, counts: [u64; 3]) -> Release {
    let rows: Vec<_> = ["django", "flask", "fastapi"]
        .into_iter()
        .zip(counts)
        .map(|(id, n)| ("winner", id, n))
        .collect();
    publish(rules, &rows)
}

/// A table with these counts.
pub(super) fn table(rules: Rules, counts: &[u64]) -> Table {
    let keys: Vec<String> = (0..counts.len()).map(|n| format!("option_{n}")).collect();
    let vocabulary = keys.iter().cloned().collect();
    let total = counts.iter().sum();
    let counts = keys.iter().map(String::as_str).zip(counts.iter().copied());
    Table::partition(rules, &vocabulary, counts, total)
}

pub(super) fn tables(release: &Release) -> impl Iterator<Item = &Table> {
    let questions = release.questions().iter().map(|(_, table)| table);
    questions.chain([release.winners(), release.chosen(), release.ratings()])
}
