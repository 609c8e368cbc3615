//! `framewise knowledge explain`: where one rating comes from.

use std::path::PathBuf;

use clap::Args;

use super::{Failure, OK, WRONG_INPUT, load_knowledge, print};
use crate::base::suggest::nearest;
use crate::service::ratings;

/// Show where a rating comes from: formula, inputs and shares, or reason and claims
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  framewise knowledge explain flask performance\n  framewise knowledge explain django feature:orm"
)]
pub struct Explain {
    /// Id of the framework
    framework: String,
    /// Id of the criterion, or `feature:` and the id of a feature
    criterion: String,
    /// Knowledge folder to use in place of the one in the binary
    #[arg(long, value_name = "DIR", env = "FRAMEWISE_KNOWLEDGE")]
    knowledge: Option<PathBuf>,
}

/// Runs the command.
///
/// # Errors
/// [`Failure`] if the knowledge is faulty, or has no such framework or criterion.
pub fn run(arguments: &Explain) -> Result<u8, Failure> {
    let knowledge = load_knowledge(arguments.knowledge.as_deref())?;
    let framework = knowledge.known_as(&arguments.framework).ok_or_else(|| {
        let known = knowledge.frameworks.iter().map(|f| f.record.id.as_str());
        unknown("framework", &arguments.framework, known)
    })?;
    let index = knowledge.column(&arguments.criterion).ok_or_else(|| {
        let known = knowledge.columns.iter().map(|column| column.id.as_str());
        unknown("criterion", &arguments.criterion, known)
    })?;
    let (column, rating) = (&knowledge.columns[index], &framework.ratings[index]);
    print(&ratings::explain(framework, column, rating))?;
    Ok(OK)
}

fn unknown<'a>(what: &str, given: &str, known: impl Iterator<Item = &'a str> + Clone) -> Failure {
    let advice = match nearest(given, known.clone()) {
        Some(meant) => format!("did you mean {meant}?"),
        None => format!("known are {}", known.collect::<Vec<_>>().join(", ")),
    };
    Failure::new(WRONG_INPUT, format!("there is no {what} {given}; {advice}"))
}
