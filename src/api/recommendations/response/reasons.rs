//! Reasons for and against a framework.

use std::borrow::Cow;

use framewise_model::decision::reasons;
use framewise_model::knowledge::Knowledge;
use serde::Serialize;
use utoipa::ToSchema;

use super::names::framework_id;

/// A reason for or against a framework.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Reason<'k> {
    /// The reason in sentences: what was said, what follows for this framework, and the evidence. A reason against a
    /// framework also says what usually helps. `brief` has the first sentence.
    #[schema(max_length = 2000)]
    pub text: String,
    /// The part of the text that is English in every language, where the rest is not.
    #[serde(skip)]
    pub quote: Option<Cow<'k, str>>,
    /// From `standard` on: id of the criterion, `feature:` and the id of a feature, or `feature_fit` for several
    /// features.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, max_length = 64)]
    pub criterion: Option<&'k str>,
    /// From `standard` on: what the caller said that makes it count: answers such as `project_type=rest_api`, required
    /// features such as `must_have=orm`, and priorities such as `priorities=security`; empty for a general quality.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, max_items = 255, value_type = Option<Vec<String>>)]
    pub because: Option<Vec<Cow<'k, str>>>,
    /// From `standard` on: id of the framework that the sentences compare it with; left out without a comparison.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, max_length = 64)]
    pub rival: Option<&'k str>,
    /// From `standard` on: the claims behind the sentences.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, max_items = 255)]
    pub claims: Option<Vec<CitedClaim<'k>>>,
    /// The sources of the evidence; empty for figures that framewise measured. `brief` has at most one.
    #[schema(max_items = 255)]
    pub sources: Vec<SourceLink<'k>>,
}

/// A claim with its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct CitedClaim<'k> {
    /// Its id, as in `/v1/claims/{id}`.
    #[schema(max_length = 100)]
    pub id: &'k str,
    /// What it says.
    #[schema(max_length = 2000)]
    pub text: &'k str,
}

/// A source with its address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct SourceLink<'k> {
    /// Its id, as in `/v1/sources/{id}`.
    #[schema(max_length = 100)]
    pub id: &'k str,
    /// Its address.
    #[schema(max_length = 2000)]
    pub url: &'k str,
}

impl<'k> Reason<'k> {
    /// A reason about a framework.
    pub(super) fn new(
        knowledge: &'k Knowledge,
        framework: usize,
        reason: reasons::Reason<'k>,
    ) -> Self {
        let claims = &knowledge.frameworks[framework].record.claims;
        let claim = |id: &str| claims.iter().find(|claim| claim.id == id);
        let cited = reason.claims.iter().filter_map(|id| claim(id));
        Self {
            text: reason.text,
            quote: reason.quote,
            criterion: Some(reason.criterion),
            because: Some(reason.because),
            rival: reason.rival.map(|rival| framework_id(knowledge, rival)),
            claims: Some(
                cited.map(|claim| CitedClaim { id: &claim.id, text: &claim.text }).collect(),
            ),
            sources: reason.sources.into_iter().map(|id| source(knowledge, id)).collect(),
        }
    }

    /// The first sentence of a reason, with one source.
    pub(super) fn brief(knowledge: &'k Knowledge, reason: reasons::Reason<'k>) -> Self {
        let sources = reason.sources.into_iter().map(|id| source(knowledge, id));
        // A page comes before a package URL, which browsers cannot open.
        let source = sources.min_by_key(|source| !source.url.starts_with("http"));
        let mut text = reason.text;
        text.truncate(first_sentence(&text).len());
        Self {
            text,
            quote: None,
            criterion: None,
            because: None,
            rival: None,
            claims: None,
            sources: source.into_iter().collect(),
        }
    }

    /// The first sentence of its text.
    #[must_use]
    pub fn first_sentence(&self) -> &str {
        first_sentence(&self.text)
    }
}

fn source<'k>(knowledge: &'k Knowledge, id: &'k str) -> SourceLink<'k> {
    let url = knowledge.source(id).map_or("", |source| source.url.as_str());
    SourceLink { id, url }
}

/// A text up to the first full stop that a space and an uppercase letter follow.
fn first_sentence(text: &str) -> &str {
    let ends = text.match_indices(". ").map(|(stop, _)| stop + 1);
    let mut ends = ends.filter(|end| text[end + 1..].starts_with(char::is_uppercase));
    ends.next().map_or(text, |end| &text[..end])
}

#[cfg(test)]
mod tests {
    use super::first_sentence;

    #[test]
    fn a_sentence_ends_before_a_capital_letter() {
        for (text, sentence) in [
            ("It is small. It is fast.", "It is small."),
            ("It has one (e.g. this). Flask has none.", "It has one (e.g. this)."),
            ("It needs 3.10 or newer.", "It needs 3.10 or newer."),
            ("", ""),
        ] {
            assert_eq!(first_sentence(text), sentence);
        }
    }
}
