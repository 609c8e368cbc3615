//! The stored text of a release: JSON, written once.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::covered_weeks::Span;
use super::release::Release;
use super::rules::{NOISE_SCALE, ROUNDED_TO, THRESHOLD};
use super::table::{Cell, Kind, Table};
use super::tally::is_key;

/// Why a text is not a release.
#[derive(Debug, thiserror::Error)]
pub enum InvalidRelease {
    /// It is not JSON or lacks a member.
    #[error("the text of the release is invalid: {0}")]
    Unreadable(#[from] serde_json::Error),
    /// A value that no release may show.
    #[error("the text of the release has {0} that must not be published")]
    Unpublishable(&'static str),
}

#[derive(Serialize, Deserialize)]
struct ReleaseText {
    week: String,
    first_week: String,
    threshold: u64,
    rounded_to: u64,
    noise_scale: u64,
    total: u64,
    winners: TableText,
    questions: Vec<QuestionText>,
    chosen: TableText,
    ratings: TableText,
}

#[derive(Serialize, Deserialize)]
struct QuestionText {
    question: String,
    several: bool,
    #[serde(flatten)]
    table: TableText,
}

#[derive(Serialize, Deserialize)]
struct TableText {
    total: Option<u64>,
    cells: BTreeMap<String, u64>,
    hidden: u64,
}

impl Release {
    /// The text to store. Equal releases have equal texts.
    ///
    /// # Errors
    /// If it cannot be encoded as JSON.
    pub fn to_text(&self) -> serde_json::Result<String> {
        let questions = self.questions.iter().map(|(question, table)| QuestionText {
            question: question.clone(),
            several: table.is_several(),
            table: TableText::of(table),
        });
        serde_json::to_string(&ReleaseText {
            week: self.span.last().to_string(),
            first_week: self.span.first().to_string(),
            threshold: self.threshold,
            rounded_to: self.rounded_to,
            noise_scale: self.noise_scale,
            total: self.total,
            winners: TableText::of(&self.winners),
            questions: questions.collect(),
            chosen: TableText::of(&self.chosen),
            ratings: TableText::of(&self.ratings),
        })
    }

    /// Reads a stored text, and rejects values that no release may show.
    ///
    /// # Errors
    /// [`InvalidRelease`] if the text is not a release.
    pub fn from_text(text: &str) -> Result<Self, InvalidRelease> {
        let text: ReleaseText = serde_json::from_str(text)?;
        let reject = InvalidRelease::Unpublishable;
        let week = |text: &str| text.parse().map_err(|_| reject("a week"));
        let span = Span::new(week(&text.first_week)?, week(&text.week)?);
        if text.threshold < THRESHOLD
            || text.rounded_to < ROUNDED_TO
            || text.noise_scale < NOISE_SCALE
        {
            return Err(reject("rules"));
        }
        let (threshold, rounded_to) = (text.threshold, text.rounded_to);
        if !text.total.is_multiple_of(rounded_to) || text.total < threshold {
            return Err(reject("a total"));
        }
        if !text.questions.iter().all(|question| is_key(&question.question)) {
            return Err(reject("a question"));
        }
        let table = |kind, table: TableText| table.checked(kind, threshold, rounded_to);
        let questions = text.questions.into_iter().map(|question| {
            let kind = if question.several { Kind::Several } else { Kind::Partition };
            Ok((question.question, table(kind, question.table)?))
        });
        Ok(Self {
            span: span.ok_or(reject("weeks"))?,
            threshold,
            rounded_to,
            noise_scale: text.noise_scale,
            total: text.total,
            winners: table(Kind::Partition, text.winners)?,
            questions: questions.collect::<Result<_, InvalidRelease>>()?,
            chosen: table(Kind::Partition, text.chosen)?,
            ratings: table(Kind::Partition, text.ratings)?,
        })
    }
}

impl TableText {
    fn of(table: &Table) -> Self {
        Self {
            total: table.total,
            cells: table.cells.iter().map(|cell| (cell.key.clone(), cell.queries)).collect(),
            hidden: table.hidden,
        }
    }

    fn checked(self, kind: Kind, threshold: u64, rounded_to: u64) -> Result<Table, InvalidRelease> {
        let total = self.total.unwrap_or(0);
        let publishable = |queries: &u64| {
            queries.is_multiple_of(rounded_to) && (threshold..total).contains(queries)
        };
        if !total.is_multiple_of(rounded_to) || !self.cells.values().all(publishable) {
            return Err(InvalidRelease::Unpublishable("a count"));
        }
        if !self.cells.keys().all(|key| is_key(key)) {
            return Err(InvalidRelease::Unpublishable("a key"));
        }
        let cells = self.cells.into_iter().map(|(key, queries)| Cell { key, queries });
        Ok(Table { kind, total: self.total, cells: cells.collect(), hidden: self.hidden })
    }
}
