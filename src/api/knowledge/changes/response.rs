//! What has changed from one release of the knowledge to another.

use std::collections::BTreeMap;

use framewise_model::knowledge::Knowledge;
use framewise_model::knowledge::releases::change::Change;
use framewise_model::knowledge::releases::entry::{Kind, State};
use framewise_model::knowledge::releases::release::Release;
use framewise_model::knowledge::releases::summary;
use framewise_model::knowledge::releases::version::Version;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::enum_schemas;
use crate::config::PublicUrl;

/// What has changed since a release.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ChangeList<'k> {
    /// The changes: framework by framework, then questions and criteria; each with its kind.
    #[schema(max_items = 100_000)]
    pub items: Vec<ChangeView<'k>>,
    /// How many there are.
    #[schema(minimum = 0, maximum = 100_000)]
    pub total: usize,
    /// How many there are of each kind.
    pub counts: ChangeCounts,
    /// The release from which on they are counted; `null` if it is the time before the first one.
    #[schema(max_length = 32)]
    pub since: Option<String>,
    /// All releases, the newest first.
    #[schema(max_items = 10000)]
    pub releases: Vec<ReleaseView<'k>>,
    /// Version of the knowledge that they lead to.
    #[schema(max_length = 32)]
    pub knowledge_version: &'k str,
}

/// One release of the knowledge.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReleaseView<'k> {
    /// Its version.
    #[schema(max_length = 32)]
    pub version: String,
    /// Its day.
    #[schema(format = Date, max_length = 10)]
    pub released_on: String,
    /// SHA-256 over everything that it says: the `knowledge_digest` of the answers that it gave.
    #[schema(max_length = 71)]
    pub digest: &'k str,
    /// What it changed against the release before; the first one added everything.
    pub counts: ChangeCounts,
}

/// How many changes there are of each kind.
#[derive(Debug, Clone, Copy, Default, Serialize, ToSchema)]
pub struct ChangeCounts {
    /// Of frameworks themselves: name, summary, kind, interfaces.
    pub frameworks: Tally,
    /// Of claims.
    pub claims: Tally,
    /// Of capabilities of frameworks.
    pub capabilities: Tally,
    /// Of facts about frameworks.
    pub facts: Tally,
    /// Of ratings.
    pub ratings: Tally,
    /// Of effects of answers on weights.
    pub effects: Tally,
    /// Of criteria: weight before any answer, definition, rubric.
    pub criteria: Tally,
}

/// How many entries of one kind were added, changed and removed.
#[derive(Debug, Clone, Copy, Default, Serialize, ToSchema)]
pub struct Tally {
    /// New ones.
    #[schema(minimum = 0, maximum = 100_000)]
    pub added: usize,
    /// Ones that say something else.
    #[schema(minimum = 0, maximum = 100_000)]
    pub changed: usize,
    /// Ones that are gone.
    #[schema(minimum = 0, maximum = 100_000)]
    pub removed: usize,
}

impl From<summary::Tally> for Tally {
    fn from(summary::Tally { added, changed, removed }: summary::Tally) -> Self {
        Self { added, changed, removed }
    }
}

/// What happened to one entry of the knowledge.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ChangeView<'k> {
    /// What happened.
    pub change: ChangeWord,
    /// What it happened to.
    #[schema(value_type = enum_schemas::EntryKind)]
    pub kind: Kind,
    /// The framework that it belongs to; `null` for effects and criteria.
    #[schema(max_length = 64)]
    pub framework: Option<String>,
    /// Of an effect: the answer that has it, `project_type=rest_api`.
    #[schema(max_length = 130)]
    pub answer: Option<String>,
    /// Id of the framework, claim, capability, fact or criterion; a rating and an effect have that of
    /// their criterion.
    #[schema(max_length = 100)]
    pub id: String,
    /// The text of the claim, or the name of what the id stands for; `null` if it is gone.
    #[schema(max_length = 2000)]
    pub text: Option<&'k str>,
    /// What it said, in short. Where `from` and `to` are the same, the wording, the reason or the
    /// sources changed.
    #[schema(max_length = 80)]
    pub from: Option<String>,
    /// What it says, in short: kind, grade and verdict of a claim, level of support, value of a fact,
    /// value and interval of a rating, weight.
    #[schema(max_length = 80)]
    pub to: Option<String>,
    /// Where it can be read; `null` if it is gone.
    #[schema(max_length = 200)]
    pub link: Option<String>,
}

/// What can happen to an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChangeWord {
    /// It is new.
    Added,
    /// It says something else.
    Changed,
    /// It is gone.
    Removed,
}

/// What has changed since a release; `None` is the time before the first one.
#[must_use]
pub fn since<'k>(
    knowledge: &'k Knowledge,
    version: Option<Version>,
    public_url: &PublicUrl,
) -> ChangeList<'k> {
    let history = &knowledge.history;
    let changes = history.since(version);
    let names = Names::of(knowledge);
    let mut sorted: Vec<&Change> = changes.iter().collect();
    sorted.sort_by_key(|change| (change.framework().is_none(), change.framework(), change.key()));
    let items: Vec<ChangeView> =
        sorted.into_iter().map(|change| names.view(change, public_url)).collect();
    ChangeList {
        total: items.len(),
        items,
        counts: counts(&changes),
        since: version.map(|version| version.to_string()),
        releases: history.releases().iter().rev().map(release).collect(),
        knowledge_version: &knowledge.version,
    }
}

fn release(release: &Release) -> ReleaseView<'_> {
    ReleaseView {
        version: release.version.to_string(),
        released_on: release.released_on.to_string(),
        digest: &release.digest,
        counts: counts(&release.changes),
    }
}

fn counts(changes: &[Change]) -> ChangeCounts {
    let counts = summary::counts(changes);
    let of = |kind| Tally::from(counts.get(&kind).copied().unwrap_or_default());
    ChangeCounts {
        frameworks: of(Kind::Framework),
        claims: of(Kind::Claim),
        capabilities: of(Kind::Capability),
        facts: of(Kind::Fact),
        ratings: of(Kind::Rating),
        effects: of(Kind::Effect),
        criteria: of(Kind::Criterion),
    }
}

/// What the ids of the present knowledge stand for.
struct Names<'k> {
    frameworks: BTreeMap<&'k str, &'k str>,
    claims: BTreeMap<&'k str, &'k str>,
    capabilities: BTreeMap<&'k str, &'k str>,
    facts: BTreeMap<&'k str, &'k str>,
    attributes: BTreeMap<&'k str, &'k str>,
}

impl<'k> Names<'k> {
    fn of(knowledge: &'k Knowledge) -> Self {
        let records = || knowledge.frameworks.iter().map(|framework| &framework.record);
        let claims = records().flat_map(|record| &record.claims);
        let pair = |id: &'k String, name: &'k String| (id.as_str(), name.as_str());
        Self {
            frameworks: records().map(|record| pair(&record.id, &record.name)).collect(),
            claims: claims.map(|claim| pair(&claim.id, &claim.text)).collect(),
            capabilities: knowledge.capabilities.iter().map(|c| pair(&c.id, &c.name)).collect(),
            facts: knowledge.facts.iter().map(|fact| pair(&fact.id, &fact.name)).collect(),
            attributes: knowledge
                .attributes
                .iter()
                .map(|attribute| pair(&attribute.id, &attribute.name))
                .collect(),
        }
    }

    fn view(&self, change: &Change, public_url: &PublicUrl) -> ChangeView<'k> {
        let kind = change.kind;
        let names = match kind {
            Kind::Framework => &self.frameworks,
            Kind::Claim => &self.claims,
            Kind::Capability => &self.capabilities,
            Kind::Fact => &self.facts,
            Kind::Rating | Kind::Effect | Kind::Criterion => &self.attributes,
        };
        let word = match (&change.from, &change.to) {
            (None, _) => ChangeWord::Added,
            (Some(_), Some(_)) => ChangeWord::Changed,
            (Some(_), None) => ChangeWord::Removed,
        };
        let value = |state: &Option<State>| state.as_ref().map(|state| state.value.clone());
        let is_there = change.to.is_some();
        let link = match change.framework() {
            // What a framework has lost can be looked up there; a lost framework nowhere.
            Some(id) => self.frameworks.contains_key(id).then(|| format!("/v1/frameworks/{id}")),
            None if kind == Kind::Effect => is_there.then(|| "/v1/questions".to_owned()),
            None => is_there.then(|| "/v1/criteria".to_owned()),
        };
        let link = link.map(|path| public_url.to(&path));
        ChangeView {
            change: word,
            kind,
            framework: change.framework().map(str::to_owned),
            answer: (kind == Kind::Effect).then(|| change.owner().to_owned()),
            id: change.id().to_owned(),
            text: names.get(change.id()).copied().filter(|_| is_there),
            from: value(&change.from),
            to: value(&change.to),
            link,
        }
    }
}
