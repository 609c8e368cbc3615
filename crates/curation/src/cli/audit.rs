//! `framewise-curate audit`: how often each framework comes first, and which ones can never come first.

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::Args;
use comfy_table::{Cell, CellAlignment, Table, presets};
use framewise_command_line::{Failure, OK, print};
use framewise_model::audit::proofs::Dominance;
use framewise_model::audit::{self, FrameworkAudit, Sample, Situation};

use super::folder::load_knowledge;

/// Audit the knowledge: how often each framework comes first, which ones can never come first and why, and
/// how often each question and criterion changes the first place
///
/// The audit ranks the frameworks for each single answer, for each pair of answers, and for a fixed sample of
/// complete sets of answers. docs/audit.md explains the result. Exit code 0: the audit was printed; 1: the
/// knowledge has faults; 3: the knowledge cannot be read.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  framewise-curate audit
  framewise-curate audit --knowledge ./knowledge
  framewise-curate audit --markdown")]
pub struct Audit {
    /// Print only the Markdown table of docs/audit.md: in which share of the sets of answers each framework
    /// comes first or among the first three, and whether it can come first
    #[arg(long)]
    markdown: bool,
    /// The knowledge folder
    #[arg(long, value_name = "DIR", default_value = "knowledge")]
    knowledge: PathBuf,
}

/// Runs the command.
///
/// # Errors
/// [`Failure`] if the knowledge cannot be used.
pub fn run(arguments: &Audit) -> Result<u8, Failure> {
    let knowledge = load_knowledge(&arguments.knowledge)?;
    let audit = audit::audit(&knowledge, Sample::default());
    print(&if arguments.markdown { markdown(&audit) } else { readable(&audit) })?;
    Ok(OK)
}

/// The shares of the frameworks, as `docs/audit.md` shows them.
fn markdown(audit: &audit::Audit<'_>) -> String {
    let mut text = format!(
        "Knowledge {}, {} complete sets of answers.\n\n\
         | framework | first | among the first three | can win |\n|---|---:|---:|---|\n",
        audit.knowledge_version, audit.answer_sets.complete,
    );
    for framework in most_wins_first(audit) {
        let can_win = match framework.can_win {
            Some(true) => "yes",
            Some(false) => "never",
            None => "not known",
        };
        let shares = [framework.wins, framework.first_three];
        let [wins, three] = shares.map(|shares| shares.complete * 100.0);
        let _ = writeln!(text, "| {} | {wins:.1} % | {three:.1} % | {can_win} |", framework.name);
    }
    text
}

fn most_wins_first<'a, 'k>(audit: &'a audit::Audit<'k>) -> Vec<&'a FrameworkAudit<'k>> {
    let mut frameworks: Vec<&FrameworkAudit<'k>> = audit.frameworks.iter().collect();
    frameworks.sort_by(|a, b| b.wins.complete.total_cmp(&a.wins.complete));
    frameworks
}

fn readable(audit: &audit::Audit<'_>) -> String {
    let sets = &audit.answer_sets;
    let mut text = format!(
        "Share of {} single answers, {} pairs and {} complete answer sets (seed {}), in per cent\n\n",
        sets.singles, sets.pairs, sets.complete, sets.seed,
    );
    let frameworks = most_wins_first(audit);
    let _ = writeln!(text, "{}\n", places(&frameworks));
    for framework in &frameworks {
        let _ = writeln!(text, "{}", finding(framework));
    }
    let questions = audit.questions.iter().map(|found| (found.question, found.changes_winner));
    let heading = "Question, if left out";
    let _ = writeln!(text, "\n{}\n", influence(heading, questions));
    let criteria = audit.criteria.iter().map(|found| (found.criterion, found.changes_winner));
    let _ = writeln!(text, "{}\n", influence("Criterion, if it counted for nothing", criteria));
    let _ = writeln!(text, "Knowledge {} ({})", audit.knowledge_version, audit.knowledge_digest);
    text
}

fn places(frameworks: &[&FrameworkAudit<'_>]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY);
    let (wins, three) = ("First", "Among three");
    let kinds = ["singles", "pairs", "complete"];
    let heads =
        [wins, three].into_iter().flat_map(|what| kinds.map(|kind| format!("{what}\n{kind}")));
    table.set_header(std::iter::once("Framework".to_owned()).chain(heads));
    for framework in frameworks {
        let shares = [framework.wins, framework.first_three];
        let shares = shares.iter().flat_map(|of| [of.singles, of.pairs, of.complete]);
        table.add_row(std::iter::once(Cell::new(framework.name)).chain(shares.map(per_cent)));
    }
    table
}

/// Whether a framework can come first, and the evidence for it.
fn finding(framework: &FrameworkAudit<'_>) -> String {
    let name = framework.name;
    let mut text = match (&framework.witness, framework.can_win) {
        (Some(witness), _) => format!("{name} can win: {}", case(witness)),
        (None, Some(_)) => format!("{name} can never win"),
        (None, None) => {
            format!(
                "{name} never wins in the search, and no framework is proved to be always ahead"
            )
        }
    };
    for dominator in &framework.dominated_by {
        let how = match dominator.kind {
            Dominance::EveryCriterion => "is at least as good on every criterion and feature",
            Dominance::EveryAnswerSet => "is ahead for every set of answers",
        };
        let _ = write!(text, "\n  {} {how}", dominator.framework);
    }
    if !framework.jointly_dominated_by.is_empty() {
        let rivals: Vec<String> = framework
            .jointly_dominated_by
            .iter()
            .map(|rival| format!("{} ({:.0} %)", rival.framework, rival.share * 100.0))
            .collect();
        let _ = write!(text, "\n  always behind at least one of {}", rivals.join(", "));
    }
    if let Some(nearest) = &framework.nearest {
        let _ = write!(text, "\n  nearest: {}", case(nearest));
    }
    text
}

fn case(situation: &Situation<'_>) -> String {
    let answers = situation.link.split_once('?').map_or("no answers", |(_, answers)| answers);
    let rival = situation.rival.unwrap_or("no framework");
    format!("{:+.3} against {rival} with {}", situation.margin, answers.replace('&', " "))
}

fn influence<'k>(heading: &str, shares: impl Iterator<Item = (&'k str, f64)>) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY);
    table.set_header([heading, "Another one wins"]);
    for (id, share) in shares {
        table.add_row([Cell::new(id), per_cent(share)]);
    }
    table
}

fn per_cent(share: f64) -> Cell {
    Cell::new(format!("{:.1}", share * 100.0)).set_alignment(CellAlignment::Right)
}
