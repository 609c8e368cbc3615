//! `framewise-curate evaluate`: agreement with published advice.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;
use comfy_table::{Cell, CellAlignment, Table};
use framewise_command_line::{FOUND, Failure, OK, UNAVAILABLE, WRONG_INPUT, print};
use framewise_model::knowledge::Knowledge;
use serde::Serialize;

use super::folder::load_knowledge;
use super::tables::empty_table;
use super::understanding::{hits_table, readable_texts};
use crate::evaluate::advice_texts::Understanding;
use crate::evaluate::agreement::{Form, Report, evaluate};
use crate::evaluate::items::{Unusable, items};
use crate::evaluate::labelled_texts::evaluate_texts;
use crate::evaluate::report::{markdown, open_markdown};
use crate::evaluate::tally::Tally;
use crate::evaluate::without_shortlist::{OpenReport, evaluate_open, labelled};

/// Measure how well recommendations agree with published advice
///
/// Each line of FILE is a statement: a JSON object with the keys id, recommended, profile, and
/// optionally compared (all frameworks by default), against and domain (the web site). --text and --report also need `scenario_text`. The key
/// profile has the answers that describe the project. framewise ranks the frameworks in compared. The
/// statement agrees if the framework that comes first is in recommended and not in against.
/// Exit code 0: measured; 1: the agreement is lower than --at-least, or the knowledge has faults; 2: a line
/// cannot be used; 3: the file or the knowledge cannot be read.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  framewise-curate evaluate advice.jsonl
  framewise-curate evaluate advice.jsonl --disagreements
  framewise-curate evaluate advice.jsonl --text
  framewise-curate evaluate advice.jsonl --open labels.jsonl
  framewise-curate evaluate texts.jsonl --understanding --disagreements
  framewise-curate evaluate advice.jsonl --at-least 0.88 --json
  framewise-curate evaluate advice.jsonl --report")]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub struct Evaluate {
    /// The statements, in JSON Lines form
    file: PathBuf,
    /// Rank all frameworks instead of only the compared ones, and look up the framework that comes first in
    /// the labels of experts. Each line of LABELS is a JSON object. Its key id is that of a statement in
    /// FILE. Its keys first (an expert puts it first), best (first or equally first), good (those in best,
    /// and all that every expert accepts) and poor (an expert calls it embarrassing) are lists of framework
    /// ids
    #[arg(long, value_name = "LABELS", conflicts_with = "disagreements")]
    open: Option<PathBuf>,
    /// Use the answers that framewise finds in `scenario_text` instead of the answers in `profile`
    #[arg(long)]
    text: bool,
    /// List the statements that do not agree, or with --understanding the texts that are misread
    #[arg(long)]
    disagreements: bool,
    /// Exit with code 1 if the share of agreeing statements is lower than SHARE, a number from 0 to 1. Only
    /// statements whose compared frameworks are all in the knowledge count. With --open, the share of
    /// statements for which the framework that comes first is in best (see --open) is used instead
    #[arg(long, value_name = "SHARE")]
    at_least: Option<f64>,
    /// Print the report as JSON
    #[arg(long)]
    json: bool,
    /// Print a full report as Markdown: with --open, the confidence over both kinds of statements and the number
    /// of questions until a recommendation is final; otherwise the agreement with the answers in `profile` and with the text in
    /// `scenario_text`; the agreement at each level of confidence; and the number of questions until a recommendation
    /// is final
    #[arg(long, conflicts_with_all = ["text", "disagreements", "at_least", "json"])]
    report: bool,
    /// Measure how well texts are understood, instead of the agreement. Each line of FILE is a sentence (keys
    /// text, must, `must_not`), a case (id, text, answers, candidates, chosen, `confidence_in_label`) or a text
    /// (id, text, answers, unwanted)
    #[arg(long, conflicts_with_all = ["open", "text", "at_least", "report"])]
    understanding: bool,
    /// The knowledge folder
    #[arg(long, value_name = "DIR", default_value = "knowledge")]
    knowledge: PathBuf,
}

/// Runs the command.
///
/// # Errors
/// [`Failure`] if the file or the knowledge cannot be used.
pub fn run(arguments: &Evaluate) -> Result<u8, Failure> {
    let knowledge = load_knowledge(&arguments.knowledge)?;
    if arguments.report && arguments.open.is_none() {
        print(&read(&arguments.file, |lines| markdown(&knowledge, lines))?)?;
        return Ok(OK);
    }
    if arguments.understanding {
        let report = read(&arguments.file, |lines| evaluate_texts(&knowledge, lines))?;
        if arguments.json {
            print_json(&report)?;
        } else {
            print(&readable_texts(&report, arguments.disagreements))?;
        }
        return Ok(OK);
    }
    let form = if arguments.text { Form::Text } else { Form::Profile };
    if let Some(labels) = &arguments.open {
        return open(&knowledge, arguments, labels, form);
    }
    let report = read(&arguments.file, |lines| evaluate(&knowledge, lines, form))?;
    if arguments.json {
        print_json(&report)?;
    } else {
        print(&readable(&report, arguments.disagreements))?;
    }
    let enough = arguments.at_least.is_none_or(|share| report.complete.share() >= share);
    Ok(if enough { OK } else { FOUND })
}

/// Measures the first choices among all frameworks.
fn open(
    knowledge: &Knowledge,
    arguments: &Evaluate,
    labels: &Path,
    form: Form,
) -> Result<u8, Failure> {
    let selection = read(&arguments.file, |lines| items(knowledge, lines))?;
    let situations = read(labels, |lines| labelled(knowledge, &selection, lines))?;
    if arguments.report {
        let markdown = open_markdown(knowledge, &selection, &situations);
        let markdown = markdown.map_err(|error| Failure::new(WRONG_INPUT, error))?;
        print(&markdown)?;
        return Ok(OK);
    }
    let report = evaluate_open(knowledge, &situations, form)
        .map_err(|unusable| wrong_lines(&arguments.file, &unusable))?;
    if arguments.json {
        print_json(&report)?;
    } else {
        print(&readable_open(&report))?;
    }
    let enough = arguments.at_least.is_none_or(|share| report.best.share() >= share);
    Ok(if enough { OK } else { FOUND })
}

fn readable_open(report: &OpenReport) -> String {
    let mut text = String::new();
    let _ = writeln!(text, "First choice that an expert puts first:           {}", report.first);
    let _ = writeln!(text, "First choice that an expert puts (equally) first: {}", report.best);
    let _ = writeln!(text, "First choice that all experts accept:             {}", report.good);
    let _ = writeln!(text, "First choice that an expert calls embarrassing:   {}\n", report.poor);
    let mut winners = empty_table(&["Framework", "First here", "First for an expert"]);
    let right = |number: usize| Cell::new(number).set_alignment(CellAlignment::Right);
    for (name, winner) in &report.winners {
        winners.add_row([Cell::new(name), right(winner.here), right(winner.expert)]);
    }
    let _ = writeln!(text, "{winners}\n");
    let mut confusion = empty_table(&["First for an expert, and here", "Situations"]);
    for (pair, count) in &report.confusion {
        confusion.add_row([Cell::new(pair), right(*count)]);
    }
    let _ = writeln!(text, "{confusion}");
    for (id, first) in &report.embarrassing {
        let _ = writeln!(text, "{id}: {first} is embarrassing");
    }
    text
}

/// Reads a file of statements.
///
/// # Errors
/// [`Failure`] if it cannot be read, or with all lines that cannot be used.
pub(super) fn read<T>(
    file: &Path,
    parse: impl Fn(&str) -> Result<T, Vec<Unusable>>,
) -> Result<T, Failure> {
    let lines = std::fs::read_to_string(file).map_err(|error| {
        Failure::new(UNAVAILABLE, format!("cannot read {}: {error}", file.display()))
    })?;
    parse(&lines).map_err(|unusable| wrong_lines(file, &unusable))
}

/// Prints a value as JSON.
pub(super) fn print_json(value: &impl Serialize) -> Result<(), Failure> {
    let json =
        serde_json::to_string_pretty(value).map_err(|error| Failure::new(UNAVAILABLE, error))?;
    print(&format!("{json}\n"))
}

/// All lines of a file that cannot be used.
fn wrong_lines(file: &Path, unusable: &[Unusable]) -> Failure {
    let name = file.display();
    let lines: Vec<String> =
        unusable.iter().map(|line| format!("{name}: line {}: {}", line.line, line.why)).collect();
    Failure::new(WRONG_INPUT, lines.join("\n"))
}

fn readable(report: &Report, disagreements: bool) -> String {
    let mut text = String::new();
    let _ =
        writeln!(text, "Agreement, all compared frameworks in the catalogue: {}", report.complete);
    let _ =
        writeln!(text, "Agreement, only some of them in the catalogue:       {}", report.partial);
    let _ =
        writeln!(text, "Authors who choose as most do in the same situation: {}", report.authors);
    if !report.by_domain.is_empty() {
        let _ = writeln!(
            text,
            "Mean of the {} domains, each counted alike:           {:.1} %",
            report.by_domain.len(),
            report.share_by_domain() * 100.0,
        );
    }
    let _ = writeln!(
        text,
        "Left out: {} whose reason no answer can express, {} about frameworks that are not here\n",
        report.left_out_reason, report.left_out_catalogue,
    );
    if let Some(understanding) = &report.understanding {
        let _ = writeln!(text, "{}\n", of_texts(understanding));
    }
    let _ = writeln!(text, "{}\n", table("Recommended by the author", &report.by_framework));
    let _ = writeln!(text, "{}", table("Factor", &report.by_factor));
    if disagreements {
        let _ = writeln!(text);
        for item in report.items.iter().filter(|item| !item.agrees) {
            let _ = writeln!(
                text,
                "{}: author {}, here {} by {:.3}: {}",
                item.id,
                item.recommended.join(" or "),
                item.first,
                item.lead,
                item.factors.join(", "),
            );
            if let Some(understood) = &item.understood {
                let _ = writeln!(text, "    understood: {}", understood.join(", "));
            }
        }
    }
    text
}

/// Formats the precision and recall of the understood answers, and how often answers and texts lead to
/// agreement.
fn of_texts(understanding: &Understanding) -> String {
    let table = hits_table(&understanding.overall, &understanding.by_question);
    let forms = &understanding.forms;
    format!(
        "{table}\n\nAgree as answers and as text: {}; only as answers: {}; only as text: {}; neither: {}",
        forms.both, forms.only_profile, forms.only_text, forms.neither
    )
}

fn table(heading: &str, tallies: &BTreeMap<String, Tally>) -> Table {
    let mut table = empty_table(&[heading, "Agree", "Items"]);
    for (name, tally) in tallies {
        let right = |number: usize| Cell::new(number).set_alignment(CellAlignment::Right);
        table.add_row([Cell::new(name), right(tally.agree), right(tally.items)]);
    }
    table
}
