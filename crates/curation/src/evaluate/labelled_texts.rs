//! How well texts are understood that come with answers, apart from published advice.
//!
//! A file in JSON Lines form may mix three kinds of lines, which their members distinguish: a sentence
//! (`must`), a case (`chosen`: a real situation with its answers and the choice that was made) and a text
//! with answers alone.

use std::collections::{BTreeMap, BTreeSet};

use framewise_model::context::Context;
use framewise_model::context::scope::no_need;
use framewise_model::decision::{self, Answers, Request};
use framewise_model::knowledge::Knowledge;
use framewise_model::request::{self, of_text};
use framewise_model::text::{Lexicon, Understood};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::advice_texts::Hits;
use super::items::{Unusable, explain, known};
use super::tally::Tally;

/// Two answers that say the same of a project; either counts for the other.
const SAME: (&str, &str) = ("features=nosql", "database=nosql");

/// A line of the file.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Line {
    Sentence(Sentence),
    Case(Case),
    Text(Text),
}

/// A sentence with the answers that it must and must not be understood to mean, as `question=option`.
#[derive(Debug, Deserialize)]
struct Sentence {
    text: String,
    must: Vec<String>,
    must_not: Vec<String>,
}

/// A real situation.
#[derive(Debug, Deserialize)]
struct Case {
    id: String,
    text: String,
    answers: Map<String, Value>,
    /// The frameworks that were compared; all if there are none.
    candidates: Option<Vec<String>>,
    /// The frameworks that were chosen; none if the situation needs no framework.
    chosen: Vec<String>,
    confidence_in_label: String,
}

/// A text with what a careful reader understands.
#[derive(Debug, Deserialize)]
struct Text {
    id: String,
    #[serde(rename = "text")]
    words: String,
    answers: Map<String, Value>,
    /// Ids of refused features.
    #[serde(default)]
    unwanted: Vec<String>,
}

/// How well the lines of a file are understood.
#[derive(Debug, Clone, Default, Serialize)]
pub struct TextsReport {
    /// Texts and cases.
    pub texts: usize,
    /// The answers of all questions.
    pub answers: Hits,
    /// The answers of each question.
    pub by_question: BTreeMap<String, Hits>,
    /// Refused features, as far as the texts state them.
    pub refused: Hits,
    /// How often each answer was understood that is not stated, the most frequent first.
    pub wrong: Vec<(String, usize)>,
    /// How often each stated answer was missed, the most frequent first.
    pub missed: Vec<(String, usize)>,
    /// Texts and cases in which the same framework comes first from the text as from the answers.
    pub same_winner: Tally,
    /// Cases with a choice and high confidence in it: the choice comes first from the answers.
    pub cases_by_answers: Tally,
    /// Cases with a choice: it comes first from the text.
    pub cases_by_text: Tally,
    /// Cases without a choice, which need no web framework: the text says so.
    pub no_framework_needed: Tally,
    /// Other texts and cases: the text does not say so.
    pub framework_needed: Tally,
    /// Sentences in which all that must be understood is, and nothing that must not be.
    pub sentences: Tally,
    /// What was understood wrongly.
    pub failed: Vec<Failed>,
}

/// A line that was not understood completely.
#[derive(Debug, Clone, Serialize)]
pub struct Failed {
    /// Its id; a sentence has its text instead.
    pub id: String,
    /// Understood, though not stated, each with the words.
    pub wrong: Vec<(String, String)>,
    /// Stated, though not understood.
    pub missed: Vec<String>,
}

/// Compares what is understood of all lines with what they state; empty lines are skipped.
///
/// # Errors
/// All lines that cannot be used.
pub fn evaluate_texts(knowledge: &Knowledge, lines: &str) -> Result<TextsReport, Vec<Unusable>> {
    let mut measuring = Measuring {
        knowledge,
        lexicon: Lexicon::new(knowledge),
        wrong: BTreeMap::new(),
        missed: BTreeMap::new(),
        report: TextsReport::default(),
    };
    let mut unusable = Vec::new();
    for (index, text) in lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let line = serde_json::from_str(text)
            .map_err(|_| "it is no sentence (must, must_not), case (id, answers, chosen, confidence_in_label) or text (id, answers)".to_owned());
        if let Err(why) = line.and_then(|line| measuring.add(&line)) {
            unusable.push(Unusable { line: index + 1, why });
        }
    }
    if unusable.is_empty() { Ok(measuring.finish()) } else { Err(unusable) }
}

/// A request and its context.
type Asked = (Request, Context);

struct Measuring<'k> {
    knowledge: &'k Knowledge,
    lexicon: Lexicon,
    wrong: BTreeMap<String, usize>,
    missed: BTreeMap<String, usize>,
    report: TextsReport,
}

impl Measuring<'_> {
    fn add(&mut self, line: &Line) -> Result<(), String> {
        match line {
            Line::Sentence(sentence) => {
                self.sentence(sentence);
                Ok(())
            }
            Line::Case(case) => self.case(case),
            Line::Text(text) => {
                self.text(&text.id, &text.words, &text.answers, &text.unwanted, false).map(drop)
            }
        }
    }

    fn sentence(&mut self, sentence: &Sentence) {
        let found = self.words_by_label(&self.lexicon.understand(&sentence.text));
        let must = sentence.must.iter().filter(|label| !found.contains_key(*label));
        let must_not = sentence.must_not.iter().filter_map(|label| found.get_key_value(label));
        let failed = Failed {
            id: sentence.text.clone(),
            wrong: must_not.map(|(label, words)| (label.clone(), words.clone())).collect(),
            missed: must.cloned().collect(),
        };
        let right = failed.wrong.is_empty() && failed.missed.is_empty();
        self.report.sentences.count(right);
        if !right {
            self.report.failed.push(failed);
        }
    }

    fn case(&mut self, case: &Case) -> Result<(), String> {
        let needless = case.chosen.is_empty();
        let (from_answers, from_text) =
            self.text(&case.id, &case.text, &case.answers, &[], needless)?;
        if needless {
            return Ok(());
        }
        let candidates = case.candidates.as_ref().map(|names| known(self.knowledge, names).0);
        let (chosen, _) = known(self.knowledge, &case.chosen);
        let agrees = |(request, context): (Request, Context)| {
            let request = Request { candidates: candidates.clone(), ..request };
            let first = first(&context.apply(self.knowledge), &request);
            first.map(|first| first.is_some_and(|first| chosen.contains(&first)))
        };
        if case.confidence_in_label == "high" {
            self.report.cases_by_answers.count(agrees(from_answers)?);
        }
        self.report.cases_by_text.count(agrees(from_text)?);
        Ok(())
    }

    /// Counts the answers of a text. Returns what the stated and the understood ones ask for.
    fn text(
        &mut self,
        id: &str,
        text: &str,
        answers: &Map<String, Value>,
        unwanted: &[String],
        needless: bool,
    ) -> Result<(Asked, Asked), String> {
        let parsed = request::parse(self.knowledge, &json!({ "answers": answers }));
        let stated = parsed.map_err(|refusal| explain(&refusal))?.request.answers;
        let understood = self.lexicon.understand(text);
        let found = of_text(self.knowledge, &understood);
        self.count_answers(id, &stated, &understood);
        self.count_refused(unwanted, &understood);
        let no_framework =
            no_need(self.knowledge, &Answers::default(), Some(&understood)).is_some();
        if needless {
            self.report.no_framework_needed.count(no_framework);
        } else {
            self.report.framework_needed.count(!no_framework);
        }
        self.report.texts += 1;
        let stated = (Request { answers: stated, ..Request::default() }, Context::default());
        let winner = |(request, context): &Asked| first(&context.apply(self.knowledge), request);
        let same = winner(&stated)? == winner(&found)?;
        self.report.same_winner.count(same);
        Ok((stated, found))
    }

    fn count_answers(&mut self, id: &str, stated: &Answers, understood: &Understood) {
        let label = |option: &usize| same(&self.knowledge.options[*option].label).to_owned();
        let stated: BTreeSet<String> = stated.options().iter().map(label).collect();
        let found = self.words_by_label(understood);
        let question = |label: &str| label.split('=').next().unwrap_or_default().to_owned();
        let mut failed = Failed { id: id.to_owned(), wrong: Vec::new(), missed: Vec::new() };
        for label in &stated {
            let hits = self.report.by_question.entry(question(label)).or_default();
            for hits in [hits, &mut self.report.answers] {
                hits.stated += 1;
            }
            if !found.contains_key(label) {
                *self.missed.entry(label.clone()).or_default() += 1;
                failed.missed.push(label.clone());
            }
        }
        for (label, words) in found {
            let right = stated.contains(&label);
            let hits = self.report.by_question.entry(question(&label)).or_default();
            for hits in [hits, &mut self.report.answers] {
                hits.understood += 1;
                hits.right += usize::from(right);
            }
            if !right {
                *self.wrong.entry(label.clone()).or_default() += 1;
                failed.wrong.push((label, words));
            }
        }
        if !(failed.wrong.is_empty() && failed.missed.is_empty()) {
            self.report.failed.push(failed);
        }
    }

    fn count_refused(&mut self, unwanted: &[String], understood: &Understood) {
        let id = |option: usize| &self.knowledge.chosen(&self.knowledge.options[option]).1.id;
        let refused = &mut self.report.refused;
        refused.stated += unwanted.len();
        refused.understood += understood.refused.len();
        refused.right +=
            understood.refused.iter().filter(|meant| unwanted.contains(id(meant.option))).count();
    }

    /// The understood answers with their words.
    fn words_by_label(&self, understood: &Understood) -> BTreeMap<String, String> {
        let words = understood.answers.iter().map(|meant| {
            let label = same(&self.knowledge.options[meant.option].label).to_owned();
            let words: Vec<&str> = meant.evidence.iter().map(|words| words.text.as_str()).collect();
            (label, words.join(" … "))
        });
        words.collect()
    }

    fn finish(mut self) -> TextsReport {
        self.report.wrong = most_frequent(self.wrong);
        self.report.missed = most_frequent(self.missed);
        self.report
    }
}

/// The answer that stands for this one.
fn same(label: &str) -> &str {
    if label == SAME.0 { SAME.1 } else { label }
}

fn first(knowledge: &Knowledge, request: &Request) -> Result<Option<usize>, String> {
    decision::first(knowledge, request).map_err(|error| error.to_string())
}

fn most_frequent(counts: BTreeMap<String, usize>) -> Vec<(String, usize)> {
    let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
}
