//! `framewise recommend`: a recommendation without a server.

use framewise_command_line::{Failure, OK, UNAVAILABLE, WRONG_INPUT, print};

mod readable;

use std::fmt::Write as _;
use std::io::{IsTerminal as _, Read as _};
use std::path::PathBuf;

use clap::Args;
use framewise_model::fault::Fault;
use framewise_model::request::{Detail, Refusal, UNIFORM, parse, query_string};
use serde_json::Value;

use crate::api::recommendations::decision_record::markdown;
use crate::api::recommendations::response::recommend;
use crate::cli::load::load_knowledge;
use crate::config::PublicUrl;
use crate::texts::language::Language;

/// Recommend a framework for a project, without a server
///
/// Give the request as flags, or as JSON on standard input. The command reads standard input, a JSON body of
/// POST /v1/recommendations, if it is not a terminal and no flag other than --json, --markdown or --knowledge
/// is given. The command stores nothing.
/// Exit code 0: a recommendation was printed; 1: the knowledge has faults; 2: the request is wrong; 3: the
/// input or the knowledge cannot be read.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  framewise recommend -a project_type=rest_api -a features=api_docs,nosql
  framewise recommend -a project_size=small --candidates django,flask --json
  framewise recommend --text \"a small shop, three months, no admin\"
  framewise recommend -a database=nosql --target django
  framewise recommend -a project_type=cms --markdown > decision.md
  echo '{\"answers\": {\"project_type\": \"cms\"}}' | framewise recommend

GET /v1/questions and knowledge/questions.toml list the questions and their options.")]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag")]
pub struct Recommend {
    /// Answer to one question; repeat the flag for other questions, and separate several features by commas
    #[arg(short, long = "answer", value_name = "QUESTION=OPTION")]
    answers: Vec<String>,
    /// Description of the project in plain English; an answer with -a takes precedence over the text, but the
    /// features of both are combined
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,
    /// Frameworks to rank (default: all)
    #[arg(long, value_name = "IDS")]
    candidates: Option<String>,
    /// Frameworks to leave out
    #[arg(long, value_name = "IDS")]
    exclude: Option<String>,
    /// Features that a framework must have
    #[arg(long, value_name = "FEATURES")]
    must_have: Option<String>,
    /// Lowest level of support that satisfies --must-have: `third_party` (default), `official_extension` or
    /// `built_in`
    #[arg(long, value_name = "LEVEL")]
    minimum_support: Option<String>,
    /// Features that the project does not want
    #[arg(long, value_name = "FEATURES")]
    unwanted: Option<String>,
    /// Frameworks that the team knows already
    #[arg(long, value_name = "IDS")]
    team_knows: Option<String>,
    /// Framework that the project uses now
    #[arg(long, value_name = "ID")]
    migrating_from: Option<String>,
    /// Demand on the environment, such as `python=3.10` or `operating_system=windows`; repeat the
    /// flag for others
    #[arg(short, long = "environment", value_name = "MEMBER=VALUE")]
    environment: Vec<String>,
    /// Factors from 0 to 5 for the weights of criteria; 1 does not change a weight
    #[arg(long, value_name = "CRITERION:NUMBER,…")]
    priorities: Option<String>,
    /// Also report which changed answers would put this framework first
    #[arg(long, value_name = "ID")]
    target: Option<String>,
    /// How much the weights vary in the draws, from 0 (not at all) to 3 (default: 0.5)
    #[arg(long, value_name = "NUMBER", allow_hyphen_values = true)]
    spread: Option<String>,
    /// Give all sets of weights the same probability, whatever the answers
    #[arg(long)]
    uniform: bool,
    /// Number of draws from which the confidence is computed, from 1 to 100000 (default: 10000). A draw is a
    /// ranking with randomly varied weights and ratings
    #[arg(long, value_name = "NUMBER", allow_hyphen_values = true)]
    draws: Option<String>,
    /// Rank all frameworks, but print only this many, best first
    #[arg(long, value_name = "NUMBER", allow_hyphen_values = true)]
    limit: Option<String>,
    /// Print only the summary, the ranking with one sentence for each framework, and the next question
    #[arg(long)]
    brief: bool,
    /// Explain every framework, and not only the first three
    #[arg(long, conflicts_with = "brief")]
    full: bool,
    /// Print the recommendation as JSON
    #[arg(long)]
    json: bool,
    /// Print a decision record in Markdown
    #[arg(long, conflicts_with_all = ["json", "brief", "full"])]
    markdown: bool,
    /// Knowledge folder to use instead of the knowledge in the binary
    #[arg(long, value_name = "DIR", env = "FRAMEWISE_KNOWLEDGE")]
    knowledge: Option<PathBuf>,
}

/// Runs the command.
///
/// # Errors
/// [`Failure`] if the request is wrong or something cannot be read.
pub fn run(arguments: &Recommend) -> Result<u8, Failure> {
    let knowledge = load_knowledge(arguments.knowledge.as_deref())?;
    let request = match arguments.pairs()? {
        pairs if pairs.is_empty() && !std::io::stdin().is_terminal() => read_body()?,
        pairs => {
            let pairs = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
            query_string::from_pairs(&knowledge, pairs)
        }
    };
    let refuse = |refusal: Refusal| Failure::new(WRONG_INPUT, explain(&refusal));
    let mut parsed = parse(&knowledge, &request).map_err(refuse)?;
    let knowledge = parsed.context.apply(&knowledge);
    let brief = parsed.detail == Detail::Brief;
    if arguments.markdown {
        (parsed.detail, parsed.limit) = (Detail::Full, None);
    } else if brief && !arguments.json {
        // The sentences of the brief text are in the standard response.
        parsed.detail = Detail::Standard;
    }
    let recommendation = recommend(&knowledge, &parsed, &PublicUrl::default()).map_err(refuse)?;
    if arguments.markdown {
        print(&markdown(&knowledge, &parsed, &recommendation, Language::English))?;
    } else if arguments.json {
        let json = serde_json::to_string_pretty(&recommendation)
            .map_err(|error| Failure::new(UNAVAILABLE, error))?;
        print(&format!("{json}\n"))?;
    } else if brief {
        print(&readable::brief_text(&knowledge, &recommendation))?;
    } else {
        print(&readable::text(&recommendation))?;
    }
    Ok(OK)
}

impl Recommend {
    /// The flags as the parameters of GET /v1/recommendations.
    fn pairs(&self) -> Result<Vec<(String, String)>, Failure> {
        let mut pairs = Vec::new();
        let answers = self.answers.iter().map(|text| (text, "an answer", "QUESTION=OPTION"));
        let demands = self.environment.iter().map(|text| (text, "a demand", "MEMBER=VALUE"));
        for (text, what, form) in answers.chain(demands) {
            let (question, option) = text.split_once('=').ok_or_else(|| {
                let shown = framewise_model::fault::excerpt(text);
                Failure::new(WRONG_INPUT, format!("{shown} is not {what}; write {form}"))
            })?;
            if pairs.iter().any(|(known, _)| known == question) {
                let message = format!("{question} is answered twice; separate options by commas");
                return Err(Failure::new(WRONG_INPUT, message));
            }
            pairs.push((question.to_owned(), option.to_owned()));
        }
        let flags = [
            ("text", &self.text),
            ("candidates", &self.candidates),
            ("exclude", &self.exclude),
            ("must_have", &self.must_have),
            ("minimum_support", &self.minimum_support),
            ("unwanted", &self.unwanted),
            ("team_knows", &self.team_knows),
            ("migrating_from", &self.migrating_from),
            ("priorities", &self.priorities),
            ("target", &self.target),
            ("spread", &self.spread),
            ("draws", &self.draws),
            ("limit", &self.limit),
        ];
        pairs.extend(
            flags.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value.clone()?))),
        );
        if self.uniform {
            pairs.push((UNIFORM.to_owned(), true.to_string()));
        }
        for (chosen, level) in [(self.brief, Detail::Brief), (self.full, Detail::Full)] {
            if chosen {
                pairs.push(("detail".to_owned(), level.as_str().to_owned()));
            }
        }
        Ok(pairs)
    }
}

/// Reads the request from standard input; empty input is the empty request.
fn read_body() -> Result<Value, Failure> {
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes).map_err(|error| {
        Failure::new(UNAVAILABLE, format!("cannot read standard input: {error}"))
    })?;
    if bytes.trim_ascii().is_empty() {
        return Ok(Value::Object(serde_json::Map::new()));
    }
    framewise_model::json::parse(&bytes).map_err(|error| {
        let place = format!("line {}, column {}", error.line, error.column);
        Failure::new(WRONG_INPUT, format!("standard input, {place}: {}", error.detail))
    })
}

fn explain(refusal: &Refusal) -> String {
    let faults = refusal.faults();
    let mut lines: Vec<String> = faults.kept().iter().map(fault_line).collect();
    if faults.omitted() > 0 {
        lines.push(format!("{} more faults", faults.omitted()));
    }
    lines.join("\n")
}

fn fault_line(fault: &Fault) -> String {
    let mut line = format!("{}: {}", fault.pointer.trim_start_matches("#/"), fault.detail);
    if let Some(suggestion) = &fault.suggestion {
        let _ = write!(line, "; did you mean {suggestion}?");
    } else if !fault.allowed.is_empty() {
        let _ = write!(line, "; allowed are {}", fault.allowed.join(", "));
    }
    line
}
