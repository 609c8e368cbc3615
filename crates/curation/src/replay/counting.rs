//! Rows are decided by two knowledge bases, and what differs is counted.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use framewise_model::decision::{self, Answers, NothingCounts, Request, constraints};
use framewise_model::json;
use framewise_model::knowledge::Knowledge;
use framewise_model::request::{self, Language, Refusal};
use framewise_model::text::Lexicon;
use framewise_storage::privacy::StoredQuery;

use super::causes::{Causes, Row};
use super::lookup::{Chosen, Lookup};
use super::pairs::{BeforeAfter, Pairs};
use super::unreadable::Unread;

/// Decides rows by two knowledge bases and counts what differs.
#[derive(Debug)]
pub struct Replay<'k> {
    pub(super) knowledge: BeforeAfter<&'k Knowledge>,
    pub(super) lexicons: BeforeAfter<OnceLock<Lexicon>>,
    pub(super) frameworks: Pairs,
    pub(super) attributes: Pairs,
    pub(super) options: Pairs,
    pub(super) lookup: Lookup,
    pub(super) causes: Causes,
    pub(super) chosen: Chosen,
    pub(super) rows: u64,
    /// Rows whose winner stays, by framework; the last is for rows without a winner.
    pub(super) unchanged: Vec<u64>,
    /// Rows whose winner changes, by the two winners.
    pub(super) flows: BTreeMap<(Option<usize>, Option<usize>), Flow>,
    pub(super) unread: Unread,
    /// Stored queries by the version of the knowledge that answered them.
    pub(super) versions: BTreeMap<String, Answered>,
}

/// The rows that go from one winner to another.
#[derive(Debug, Default)]
pub(super) struct Flow {
    pub(super) rows: u64,
    /// Rows in which the winner before takes no part after.
    pub(super) gone: u64,
    /// Of the others, those in which the winner after took no part before.
    pub(super) new: u64,
    /// By cause, the points that it adds to the lead of the winner after, over the rows that remain.
    pub(super) points: Vec<f64>,
}

/// What a version of the knowledge has answered.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Answered {
    pub(super) rows: u64,
    /// Rows that the knowledge before can read and for which it has another winner.
    pub(super) other_winner: u64,
}

/// A request in the indices of one knowledge base, and the index of who comes first.
#[derive(Debug)]
struct Decided {
    request: Request,
    winner: Option<usize>,
}

/// The decision of one knowledge base on a row, or the reasons why it cannot read the row.
type Outcome = Result<Decided, Vec<String>>;

impl<'k> Replay<'k> {
    /// Compares the knowledge in use (`before`) with the candidate (`after`).
    #[must_use]
    pub fn new(before: &'k Knowledge, after: &'k Knowledge) -> Self {
        let knowledge = BeforeAfter { before, after };
        let frameworks = Pairs::of_frameworks(knowledge);
        let attributes = Pairs::of_attributes(knowledge);
        let options = Pairs::of_options(knowledge);
        Self {
            lookup: Lookup::new(&options),
            causes: Causes::new(knowledge, &frameworks, &attributes, &options),
            unchanged: vec![0; frameworks.items.len() + 1],
            knowledge,
            lexicons: BeforeAfter::default(),
            frameworks,
            attributes,
            options,
            chosen: Chosen::default(),
            rows: 0,
            flows: BTreeMap::new(),
            unread: Unread::default(),
            versions: BTreeMap::new(),
        }
    }

    /// How many rows have been added.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Adds a stored query.
    pub fn add_stored(&mut self, row: &StoredQuery) {
        self.lookup.read(row.answers(), &mut self.chosen);
        let Chosen { options, unknown } = &mut self.chosen;
        let sides = self.knowledge.zip(options.as_ref()).zip(unknown.as_mut());
        let outcomes = sides.map(|((knowledge, options), unknown)| {
            if unknown.is_empty() {
                of_options(knowledge, options)
            } else {
                Err(std::mem::take(unknown))
            }
        });
        self.count_version(row, &outcomes.before);
        self.add(outcomes, None);
    }

    /// Adds a request: the body of `POST /v1/recommendations`, which stands in this line of a file.
    pub fn add_request(&mut self, line: u64, body: &[u8]) {
        let outcomes = match json::parse(body) {
            Ok(value) => self.knowledge.zip(self.lexicons.as_ref()).map(|(knowledge, lexicon)| {
                let language = Language::new(knowledge, lexicon);
                let parsed =
                    request::parse_in(&language, &value).map_err(|refusal| details(&refusal))?;
                decide(&parsed.context.apply(knowledge), parsed.request)
            }),
            Err(error) => {
                let why = || Err(vec![format!("no JSON: {}", error.detail)]);
                BeforeAfter { before: why(), after: why() }
            }
        };
        self.add(outcomes, Some(line));
    }

    fn count_version(&mut self, row: &StoredQuery, before: &Outcome) {
        let version = row.knowledge_version();
        if !self.versions.contains_key(version) {
            self.versions.insert(version.to_owned(), Answered::default());
        }
        let Some(answered) = self.versions.get_mut(version) else { return };
        answered.rows += 1;
        if let Ok(Decided { winner, .. }) = before {
            let frameworks = &self.knowledge.before.frameworks;
            let winner = winner.map(|winner| frameworks[winner].record.id.as_str());
            answered.other_winner += u64::from(winner != row.winner());
        }
    }

    fn add(&mut self, outcomes: BeforeAfter<Outcome>, line: Option<u64>) {
        self.rows += 1;
        match outcomes {
            BeforeAfter { before: Ok(before), after: Ok(after) } => {
                let from = before.winner;
                let to = after.winner.map(|winner| self.frameworks.of_after[winner]);
                if from == to {
                    self.unchanged[to.unwrap_or(self.frameworks.items.len())] += 1;
                } else {
                    self.change(
                        from,
                        to,
                        &BeforeAfter { before: before.request, after: after.request },
                    );
                }
            }
            BeforeAfter { before, after } => self.unread.add(before.err(), after.err(), line),
        }
    }

    fn change(&mut self, from: Option<usize>, to: Option<usize>, requests: &BeforeAfter<Request>) {
        let pair = |winner: usize| self.frameworks.items[winner].index;
        let BeforeAfter { before, after } = self.knowledge.zip(requests.as_ref());
        let stays = from.is_some_and(|from| takes_part(after, pair(from).after));
        let was_there = to.is_some_and(|to| takes_part(before, pair(to).before));
        let flow = self.flows.entry((from, to)).or_default();
        flow.rows += 1;
        match (from, to) {
            (Some(from), Some(to)) if stays && was_there => {
                flow.points.resize(self.causes.list.len(), 0.0);
                let row = Row {
                    knowledge: self.knowledge,
                    frameworks: &self.frameworks,
                    attributes: &self.attributes,
                    options: &self.options,
                    request: requests.as_ref(),
                    from,
                    to,
                };
                self.causes.attribute(&row, &mut flow.points);
            }
            // Without a winner before, no winner can be missing after.
            (Some(_), _) if !stays => flow.gone += 1,
            _ => flow.new += 1,
        }
    }
}

/// Whether a framework is among those that a request chooses from, and has what must be there.
fn takes_part((knowledge, request): (&Knowledge, &Request), framework: Option<usize>) -> bool {
    framework.is_some_and(|framework| {
        let named = request.candidates.as_ref().is_none_or(|named| named.contains(&framework));
        named
            && !constraints::split(
                knowledge,
                &[framework],
                &request.must_have,
                &request.environment,
            )
            .0
            .is_empty()
    })
}

fn of_options(knowledge: &Knowledge, options: &[usize]) -> Outcome {
    let answers = Answers::new(knowledge, options.iter().copied()).map_err(|several| {
        let question = &knowledge.questions[several.question].id;
        vec![format!("the question {question} takes one answer")]
    })?;
    decide(knowledge, Request { answers, ..Request::default() })
}

fn decide(knowledge: &Knowledge, request: Request) -> Outcome {
    match decision::first(knowledge, &request) {
        Ok(winner) => Ok(Decided { request, winner }),
        Err(NothingCounts) => Err(vec![NothingCounts.to_string()]),
    }
}

/// The faults of a request, without their places, so that the same fault of two requests is the same.
fn details(refusal: &Refusal) -> Vec<String> {
    refusal.faults().kept().iter().map(|fault| fault.detail.to_string()).collect()
}
