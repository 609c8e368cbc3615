//! `framewise-curate explain`: shows how one rating was made, and what would change it.

use std::path::PathBuf;

use clap::Args;
use framewise_command_line::{Failure, OK, WRONG_INPUT, print};
use framewise_model::suggest::nearest;

use super::folder::load_knowledge;
use crate::explain::explain;

/// Show how a rating was made and what would change it by 0.1
///
/// A derived rating: formula, inputs, and the value of each input alone that would change the rating. An
/// editorial rating: reason, claims, the steps of the rubric around it, and the kinds of claims that would
/// change it.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  framewise-curate explain flask performance\n  framewise-curate explain django feature:orm"
)]
pub struct Explain {
    /// Id of the framework
    framework: String,
    /// Id of the criterion, or `feature:` and the id of a feature
    criterion: String,
    /// The knowledge folder
    #[arg(long, value_name = "DIR", default_value = "knowledge")]
    knowledge: PathBuf,
}

/// Runs the command.
///
/// # Errors
/// [`Failure`] if the knowledge cannot be used, or has no such framework or criterion.
pub fn run(arguments: &Explain) -> Result<u8, Failure> {
    let knowledge = load_knowledge(&arguments.knowledge)?;
    let framework = knowledge.known_as(&arguments.framework).ok_or_else(|| {
        let known = knowledge.frameworks.iter().map(|f| f.record.id.as_str());
        unknown("framework", &arguments.framework, known)
    })?;
    let index = knowledge.attribute(&arguments.criterion).ok_or_else(|| {
        let known = knowledge.attributes.iter().map(|column| column.id.as_str());
        unknown("criterion", &arguments.criterion, known)
    })?;
    print(&explain(&knowledge, framework, index))?;
    Ok(OK)
}

fn unknown<'a>(what: &str, given: &str, known: impl Iterator<Item = &'a str> + Clone) -> Failure {
    let advice = match nearest(given, known.clone()) {
        Some(meant) => format!("did you mean {meant}?"),
        None => format!("known are {}", known.collect::<Vec<_>>().join(", ")),
    };
    Failure::new(WRONG_INPUT, format!("there is no {what} {given}; {advice}"))
}
