//! The list of the most downloaded packages: the JSON file of the project "Top PyPI Packages".

use framewise_model::knowledge::format::{Source, SourceKind};
use framewise_model::knowledge::paths::SOURCES;
use jiff::civil::Date;
use serde::Deserialize;

use super::counts::extensions;
use super::name::normalised;
use super::record::Record;
use super::report::Report;
use super::statement::{Place, Statement, Value};

/// How many packages the facts are about.
const LISTED: usize = 15_000;

/// The most downloaded packages, the most downloaded one first.
#[derive(Debug)]
pub struct Downloads {
    names: Vec<String>,
    day: Date,
}

/// Why a list cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DownloadsError {
    /// It does not have the expected form.
    #[error("it is not a list of `rows` with `project` and `download_count`: {0}")]
    Form(#[from] serde_json::Error),
    /// Its day is not a date.
    #[error("`last_update` does not begin with a day: {0}")]
    Day(jiff::Error),
    /// The facts are about more packages than it has.
    #[error("it has {0} packages; the facts are about the {LISTED} most downloaded ones")]
    TooShort(usize),
    /// Its order is not that of the downloads.
    #[error("`{0}` has more downloads than the package before it")]
    Order(String),
}

#[derive(Deserialize)]
struct List {
    last_update: String,
    rows: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    project: String,
    download_count: u64,
}

impl Downloads {
    /// Reads a list.
    ///
    /// # Errors
    /// [`DownloadsError`] if it has another form, too few packages or another order.
    pub fn parse(text: &str) -> Result<Self, DownloadsError> {
        let List { last_update, rows } = serde_json::from_str(text)?;
        let day = last_update.split([' ', 'T']).next().unwrap_or_default();
        let day = day.parse().map_err(DownloadsError::Day)?;
        if rows.len() < LISTED {
            return Err(DownloadsError::TooShort(rows.len()));
        }
        let unordered =
            rows.windows(2).find(|pair| pair[0].download_count < pair[1].download_count);
        if let Some(pair) = unordered {
            return Err(DownloadsError::Order(pair[1].project.clone()));
        }
        let names = rows.iter().take(LISTED).map(|row| normalised(&row.project)).collect();
        Ok(Self { names, day })
    }

    /// What the list states of a framework.
    pub(super) fn of(
        &self,
        record: &Record<'_>,
        package: &str,
        today: Date,
        report: &mut Report,
    ) -> Statement {
        let names = self.names.iter().map(String::as_str);
        let popular = extensions(names, package).count();
        let mut facts = vec![("popular_extension_packages", Value::Count(popular))];
        let name = normalised(package);
        let rank = self.names.iter().position(|listed| *listed == name);
        match rank {
            Some(index) => facts.push(("download_rank", Value::Count(index + 1))),
            None if record.fact("download_rank").is_some() => {
                let reason = format!("no longer among the {LISTED}; remove the fact");
                report.problem(&record.id, Some("download_rank"), reason);
            }
            None => {}
        }
        let source = Source {
            id: format!("top-pypi-packages-{}", self.day.strftime("%Y-%m")),
            title: "Top PyPI Packages: the most downloaded packages of the Python package index"
                .to_owned(),
            publisher: "Hugo van Kemenade".to_owned(),
            kind: SourceKind::Measurement,
            url: "https://hugovk.github.io/top-pypi-packages/".to_owned(),
            published: Some(self.day.to_string()),
            accessed: today.to_string(),
            note: Some(format!(
                "Ranks are places among the {LISTED} most downloaded packages, 1 being the most downloaded. Automatic installations count as well."
            )),
        };
        let place = Place::File(format!("{SOURCES}/shared.toml"));
        Statement { source, place, facts, replaces: None, is_complete: true }
    }
}
