//! `framewise recommend`: a recommendation without a server.

use std::fmt::Write as _;
use std::io::{IsTerminal as _, Read as _};
use std::path::PathBuf;

use clap::Args;
use comfy_table::{Cell, CellAlignment, Table, presets};
use serde_json::Value;

use super::{Failure, OK, UNAVAILABLE, WRONG_INPUT, load_knowledge, print};
use crate::base::Fault;
use crate::knowledge::Knowledge;
use crate::service::permalink;
use crate::service::recommendation::{Recommendation, recommend};
use crate::service::request::{self, Refusal};

/// Recommend a framework for a project, without a server
///
/// Answers are given as flags, or as the JSON body of POST /v1/recommendations on standard input.
/// Nothing is stored. Exit code 0: an answer was given; 2: the request is wrong; 3: input or
/// knowledge cannot be read.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  framewise recommend -a project_type=rest_api -a features=api_docs,nosql
  framewise recommend -a project_size=small --candidates django,flask --json
  echo '{\"answers\": {\"project_type\": \"cms\"}}' | framewise recommend

GET /v1/questions lists the questions with their options, as does knowledge/questions.toml.")]
pub struct Recommend {
    /// One answer; several features are separated by commas
    #[arg(short, long = "answer", value_name = "QUESTION=OPTION")]
    answers: Vec<String>,
    /// The frameworks to choose among; all where left out
    #[arg(long, value_name = "IDS")]
    candidates: Option<String>,
    /// Frameworks to leave out
    #[arg(long, value_name = "IDS")]
    exclude: Option<String>,
    /// Features without which a framework does not take part
    #[arg(long, value_name = "FEATURES")]
    must_have: Option<String>,
    /// The least support that is good enough for --must-have
    #[arg(long, value_name = "LEVEL")]
    minimum_support: Option<String>,
    /// How much criteria count, from 0 to 5, where 1 is as the answers say
    #[arg(long, value_name = "CRITERION:NUMBER,…")]
    priorities: Option<String>,
    /// Print the answer as JSON
    #[arg(long)]
    json: bool,
    /// Knowledge folder to use in place of the one in the binary
    #[arg(long, value_name = "DIR", env = "FRAMEWISE_KNOWLEDGE")]
    knowledge: Option<PathBuf>,
}

/// Runs the command.
///
/// # Errors
/// [`Failure`] if the request is wrong or something cannot be read.
pub fn run(arguments: &Recommend) -> Result<u8, Failure> {
    let knowledge = load_knowledge(arguments.knowledge.as_deref())?;
    let asked = match arguments.pairs()? {
        pairs if pairs.is_empty() && !std::io::stdin().is_terminal() => read_body()?,
        pairs => permalink::from_pairs(&knowledge, &pairs),
    };
    let answer = request::parse(&knowledge, &asked)
        .and_then(|parsed| recommend(&knowledge, &parsed))
        .map_err(|refusal| Failure::new(WRONG_INPUT, explain(&refusal)))?;
    if arguments.json {
        let json = serde_json::to_string_pretty(&answer)
            .map_err(|error| Failure::new(UNAVAILABLE, error))?;
        print(&format!("{json}\n"))?;
    } else {
        print(&readable(&knowledge, &answer))?;
    }
    Ok(OK)
}

impl Recommend {
    /// The flags as the parameters of GET /v1/recommendations.
    fn pairs(&self) -> Result<Vec<(String, String)>, Failure> {
        let mut pairs = Vec::new();
        for answer in &self.answers {
            let (question, option) = answer.split_once('=').ok_or_else(|| {
                let shown = crate::base::fault::excerpt(answer);
                Failure::new(WRONG_INPUT, format!("{shown} is no answer; write QUESTION=OPTION"))
            })?;
            if pairs.iter().any(|(known, _)| known == question) {
                let message = format!("{question} is answered twice; separate options by commas");
                return Err(Failure::new(WRONG_INPUT, message));
            }
            pairs.push((question.to_owned(), option.to_owned()));
        }
        let flags = [
            ("candidates", &self.candidates),
            ("exclude", &self.exclude),
            ("must_have", &self.must_have),
            ("minimum_support", &self.minimum_support),
            ("priorities", &self.priorities),
        ];
        pairs.extend(
            flags.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value.clone()?))),
        );
        Ok(pairs)
    }
}

/// The request on standard input; nothing at all is the empty request.
fn read_body() -> Result<Value, Failure> {
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes).map_err(|error| {
        Failure::new(UNAVAILABLE, format!("cannot read standard input: {error}"))
    })?;
    if bytes.trim_ascii().is_empty() {
        return Ok(Value::Object(serde_json::Map::new()));
    }
    crate::service::json::parse(&bytes).map_err(|error| {
        let place = format!("line {}, column {}", error.line, error.column);
        Failure::new(WRONG_INPUT, format!("standard input, {place}: {}", error.detail))
    })
}

fn explain(refusal: &Refusal) -> String {
    let (Refusal::Invalid(faults) | Refusal::Contradictory(faults)) = refusal;
    let lines: Vec<String> = faults.iter().map(fault_line).collect();
    lines.join("\n")
}

fn fault_line(fault: &Fault) -> String {
    let mut line = format!("{}: {}", fault.pointer.trim_start_matches("#/"), fault.detail);
    if let Some(suggestion) = &fault.suggestion {
        let _ = write!(line, "; did you mean {suggestion}?");
    } else if !fault.allowed.is_empty() {
        let _ = write!(line, "; possible are {}", fault.allowed.join(", "));
    }
    line
}

/// The answer for people: summary, table, reasons, what is still open.
fn readable(knowledge: &Knowledge, answer: &Recommendation<'_>) -> String {
    let mut text = format!("{}\n\n", answer.summary);
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY);
    table.set_header(["", "Framework", "Score", "Behind"]);
    for place in &answer.ranking {
        let gap =
            place.gap_to_first.as_ref().map_or(String::new(), |gap| format!("{:.3}", gap.points));
        let tie = if place.tied { " (tied)" } else { "" };
        table.add_row([
            Cell::new(format!("{}{tie}", place.rank)),
            Cell::new(place.name),
            Cell::new(format!("{:.3}", place.score)).set_alignment(CellAlignment::Right),
            Cell::new(gap).set_alignment(CellAlignment::Right),
        ]);
    }
    if !answer.ranking.is_empty() {
        let _ = writeln!(text, "{table}");
    }
    for place in &answer.ranking {
        let _ = writeln!(text, "\n{}", place.name);
        for reason in &place.strengths {
            let _ = writeln!(text, "  + {}", reason.text);
        }
        for reason in &place.cautions {
            let _ = writeln!(text, "  - {}", reason.text);
        }
    }
    for exclusion in &answer.excluded {
        let _ = writeln!(text, "\nLeft out: {}", exclusion.reason);
    }
    for miss in &answer.nearest_misses {
        let _ = writeln!(text, "Nearest: {} lacks {}", miss.framework, miss.missing.join(", "));
    }
    if !answer.open_questions.is_empty() {
        let _ = writeln!(text, "\nNot answered: {}", answer.open_questions.join(", "));
    }
    let _ = writeln!(text, "Knowledge {} ({})", knowledge.version, answer.knowledge_digest);
    text
}
