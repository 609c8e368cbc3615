//! `framewise-curate calibrate`: weights that agree with published advice.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;
use comfy_table::{Cell, CellAlignment, Table, presets};
use framewise_command_line::{Failure, OK, UNAVAILABLE, WRONG_INPUT, print};
use framewise_model::knowledge::Knowledge;
use framewise_model::knowledge::paths::{CRITERIA, QUESTIONS};
use toml_edit::{DocumentMut, InlineTable, Item, TableLike, Value};

use super::evaluate::{print_json, read};
use super::folder::load_knowledge;
use crate::calibrate::{
    Agreement, Calibrated, Calibration, Comparison, DIVISIONS, Evidence, PARTS, Strength, calibrate,
};
use crate::evaluate::items::{Selection, items};
use crate::evaluate::without_shortlist::labelled;
use crate::toml_values::set_value;

/// Find weights that agree with published advice and are close to the expert weights
///
/// Expert weights are the weights that the editors set without this advice. The fit makes the choices of authors and
/// experts as likely as it can without moving the weights far. The same files give the same weights on every machine.
/// Each FILE has the format of `framewise-curate evaluate`. The command prints the agreement on the statements
/// themselves, and the agreement in a cross-validation that leaves out all statements of some sites. The second value
/// estimates the agreement with authors whose statements were not used. Exit code 0: calibrated; 1: the knowledge has
/// faults; 2: a line or the statements cannot be used; 3: a file cannot be read or written.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  framewise-curate calibrate advice.jsonl
  framewise-curate calibrate advice.jsonl --open labels.jsonl --editors tests/situations.jsonl tests/kinds.jsonl --write knowledge")]
pub struct Calibrate {
    /// The statements, in JSON Lines form
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Labels of experts that the calibration uses in addition to the statements. For the situation of a
    /// statement, they name the best of all frameworks, not only of the compared ones. The format is that of
    /// `framewise-curate evaluate --open`
    #[arg(long, value_name = "LABELS")]
    open: Option<PathBuf>,
    /// Situations whose first choice the editors set, in the format of FILE. They are part of every fit and of no
    /// agreement
    #[arg(long, value_name = "EDITORS", num_args = 1..)]
    editors: Vec<PathBuf>,
    /// Calibrate the weights of this knowledge folder, and write them to its files
    #[arg(long, value_name = "DIR")]
    write: Option<PathBuf>,
    /// Print the result as JSON
    #[arg(long)]
    json: bool,
    /// Print the agreement as Markdown
    #[arg(long, conflicts_with = "json")]
    report: bool,
    /// The knowledge folder
    #[arg(long, value_name = "DIR", default_value = "knowledge", conflicts_with = "write")]
    knowledge: PathBuf,
}

/// Runs the command.
///
/// # Errors
/// [`Failure`] if a file or the knowledge cannot be used.
pub fn run(arguments: &Calibrate) -> Result<u8, Failure> {
    let folder = arguments.write.as_deref().unwrap_or(&arguments.knowledge);
    let knowledge = load_knowledge(folder)?;
    let read_all = |files: &[PathBuf]| -> Result<Selection, Failure> {
        let mut selection = Selection::default();
        for file in files {
            selection.items.extend(read(file, |lines| items(&knowledge, lines))?.items);
        }
        Ok(selection)
    };
    let statements = read_all(&arguments.files)?;
    let editors = read_all(&arguments.editors)?;
    let labels = match &arguments.open {
        Some(labels) => read(labels, |lines| labelled(&knowledge, &statements, lines))?,
        None => Vec::new(),
    };
    let evidence =
        Evidence { statements: &statements.items, labels: &labels, editors: &editors.items };
    let calibration =
        calibrate(&knowledge, evidence).map_err(|error| Failure::new(WRONG_INPUT, error))?;
    if arguments.json {
        print_json(&calibration)?;
    } else if arguments.report {
        print(&markdown(&knowledge, &calibration))?;
    } else {
        print(&readable(&calibration))?;
    }
    if let Some(folder) = &arguments.write {
        write(folder, &calibration.weights)?;
    }
    Ok(OK)
}

/// The rows of the two kinds of statements: a title, and the agreement.
fn rows(calibration: &Calibration) -> Vec<(String, Agreement)> {
    let kinds = [("statements", calibration.statements), ("labels of experts", calibration.labels)];
    let rows = kinds.into_iter().filter(|(_, kind)| kind.fitted.profile.items > 0);
    rows.flat_map(|(name, Comparison { expert, fitted, cross_validated })| {
        [
            (format!("{name}, with the expert weights"), expert),
            (format!("{name}, with the calibrated weights"), fitted),
            (format!("{name}, on sites that were left out"), cross_validated),
        ]
    })
    .collect()
}

fn markdown(knowledge: &Knowledge, calibration: &Calibration) -> String {
    let mut text = format!(
        "Knowledge {}. {DIVISIONS} divisions of the sites into {PARTS} parts.\n\n| | from answers | from plain English |\n|---|---|---|\n",
        knowledge.version
    );
    for (title, Agreement { profile, text: plain }) in rows(calibration) {
        let _ = writeln!(text, "| {title} | {profile} | {plain} |");
    }
    text.push_str("\nOn sites that were left out, by the cost of moving weights (`strength`):\n\n| strength | statements | from plain English | labels of experts | from plain English | estimate |\n|---:|---|---|---|---|---:|\n");
    for Strength { strength, statements, labels, estimate } in &calibration.strengths {
        let chosen =
            if strength.total_cmp(&calibration.strength).is_eq() { " (chosen)" } else { "" };
        let _ = writeln!(
            text,
            "| {strength}{chosen} | {} | {} | {} | {} | {:.1} % |",
            statements.profile,
            statements.text,
            labels.profile,
            labels.text,
            100.0 * estimate
        );
    }
    let moved = calibration.weights.iter().filter(|weight| weight.has_moved()).count();
    let _ = writeln!(
        text,
        "\n{moved} of {} weights differ from the expert weights.",
        calibration.weights.len()
    );
    text
}

fn readable(calibration: &Calibration) -> String {
    let mut text = String::new();
    for (title, Agreement { profile, text: plain }) in rows(calibration) {
        let _ = write!(text, "{title}: {profile}");
        let _ = if plain.items == 0 {
            writeln!(text)
        } else {
            writeln!(text, "; from plain English {plain}")
        };
    }
    let _ =
        writeln!(text, "Cost of moving weights, by cross-validation: {}\n", calibration.strength);
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY);
    table.set_header(["Answer", "Criterion", "Expert weight", "Calibrated"]);
    for weight in calibration.weights.iter().filter(|weight| weight.has_moved()) {
        let right = |number: f64| Cell::new(number).set_alignment(CellAlignment::Right);
        let answer = weight.answer.as_deref().unwrap_or("before any answer");
        table.add_row([
            Cell::new(answer),
            Cell::new(&weight.criterion),
            right(weight.expert_weight),
            right(weight.calibrated),
        ]);
    }
    let _ = writeln!(text, "{table}");
    text
}

/// Sets the weights in the files of a folder. Comments, order and layout do not change.
fn write(folder: &Path, weights: &[Calibrated]) -> Result<(), Failure> {
    let mut criteria = Document::read(folder.join(CRITERIA))?;
    let mut questions = Document::read(folder.join(QUESTIONS))?;
    for weight in weights {
        let place = match &weight.answer {
            None => criteria.criterion(&weight.criterion),
            Some(answer) => questions.effect(answer, &weight.criterion),
        };
        let (place, key) = place.ok_or_else(|| {
            let answer = weight.answer.as_deref().unwrap_or("criteria");
            Failure::new(WRONG_INPUT, format!("{answer} has no weight of {}", weight.criterion))
        })?;
        set(place, key, weight);
    }
    criteria.write()?;
    questions.write()
}

/// A TOML file that is changed in place.
struct Document {
    path: PathBuf,
    toml: DocumentMut,
}

impl Document {
    fn read(path: PathBuf) -> Result<Self, Failure> {
        let unusable = |error: &dyn std::fmt::Display| {
            Failure::new(UNAVAILABLE, format!("cannot read {}: {error}", path.display()))
        };
        let text = std::fs::read_to_string(&path).map_err(|error| unusable(&error))?;
        let toml = text.parse().map_err(|error: toml_edit::TomlError| unusable(&error))?;
        Ok(Self { path, toml })
    }

    fn write(&self) -> Result<(), Failure> {
        std::fs::write(&self.path, self.toml.to_string()).map_err(|error| {
            Failure::new(UNAVAILABLE, format!("cannot write {}: {error}", self.path.display()))
        })
    }

    /// The table of a criterion, and the key of its weight.
    fn criterion(&mut self, id: &str) -> Option<(&mut dyn TableLike, &'static str)> {
        Some((with(self.toml.get_mut("criteria")?, "id", id)?, "base_weight"))
    }

    /// Returns the table that has the weight, and the key of the weight. It is the table of the option if the
    /// weight is that of a feature, and otherwise the table of the effect.
    fn effect(&mut self, answer: &str, id: &str) -> Option<(&mut dyn TableLike, &'static str)> {
        let (question, option) = answer.split_once('=')?;
        let question = with(self.toml.get_mut("questions")?, "id", question)?;
        let option = with(question.get_mut("options")?, "id", option)?;
        let place = match id.strip_prefix("feature:") {
            Some(_) => option,
            None => with(option.get_mut("effects")?, "criterion", id)?,
        };
        Some((place, "weight"))
    }
}

/// The table of a list whose `key` has this value; a list of tables or of inline tables.
fn with<'t>(list: &'t mut Item, key: &str, value: &str) -> Option<&'t mut dyn TableLike> {
    let found = |table: &dyn TableLike| table.get(key).and_then(Item::as_str) == Some(value);
    match list {
        Item::ArrayOfTables(tables) => {
            tables.iter_mut().find(|table| found(*table)).map(|table| table as &mut dyn TableLike)
        }
        Item::Value(Value::Array(values)) => values
            .iter_mut()
            .filter_map(Value::as_inline_table_mut)
            .find(|table| found(*table))
            .map(|table: &mut InlineTable| table as &mut dyn TableLike),
        _ => None,
    }
}

/// Sets a weight, and the key `expert_weight` next to it if the expert weight differs from it.
fn set(place: &mut dyn TableLike, key: &str, weight: &Calibrated) {
    set_value(place, key, weight.calibrated);
    if weight.has_moved() {
        set_value(place, "expert_weight", weight.expert_weight);
    } else {
        place.remove("expert_weight");
    }
    // Effects are inline tables: the expert weight follows the weight, and the words come last.
    if place.contains_key("criterion") {
        for key in ["rationale", "source"] {
            if let Some(words) = place.remove(key) {
                place.insert(key, words);
            }
        }
        place.fmt();
    }
}
