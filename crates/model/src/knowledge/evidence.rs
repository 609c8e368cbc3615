//! The evidence behind a rating in words: one piece for a reason in favour of a framework and one for a reason
//! against it, and the claim that was verified longest ago.
//!
//! The evidence is the sentence of figures of the criterion if all of its figures are known. Otherwise it is a claim
//! about the criterion that speaks in the right direction, or a list of the capabilities that the rating counts.
//! A contested claim comes last and says that it is contested. Claims about companions are left out, because their
//! subject is the companion.

use super::figure_sentences::{self, Subject};
use super::format::{Capability, Claim, ClaimKind, Criterion, Support, Verdict};
use super::model::{Basis, Evidence, Rating};
use crate::sentences::{Sentence, Sentences};

/// The cited claim that was verified longest ago, as an index of the claims of the framework.
pub(super) fn oldest(claims: &[Claim], rating: &Rating) -> Option<usize> {
    let cited = claims.iter().enumerate().filter(|(_, claim)| rating.claims.contains(&claim.id));
    cited.min_by_key(|(_, claim)| (&claim.verified_on, &claim.id)).map(|(index, _)| index)
}

/// The share of the capabilities behind a rating from which on they are named as its evidence.
const MOST: f64 = 0.5;

/// Which way a reason speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    For,
    Against,
}

/// The evidence on one criterion; `own_claims` are the claims about the framework itself. `None` if nothing fits.
pub(super) fn evidence(
    subject: &Subject<'_>,
    capabilities: &[Capability],
    own_claims: &[Claim],
    (criterion, rating): (&Criterion, &Rating),
    direction: Direction,
) -> Option<Evidence> {
    let sentences = subject.sentences;
    let sentence = criterion.phrases.as_ref().and_then(|phrases| phrases.figures.as_ref());
    sentence
        .and_then(|sentence| figure_sentences::fill(subject, sentence))
        .or_else(|| claim(sentences, own_claims, criterion, rating, direction, Verdict::Supported))
        .or_else(|| support(subject, capabilities, rating, direction))
        .or_else(|| claim(sentences, own_claims, criterion, rating, direction, Verdict::Contested))
}

/// The best claim with this verdict: cited by an editorial rating before others, then the strongest evidence, then the newest;
/// of claims alike, the first in the file.
fn claim(
    sentences: &dyn Sentences,
    claims: &[Claim],
    criterion: &Criterion,
    rating: &Rating,
    direction: Direction,
    verdict: Verdict,
) -> Option<Evidence> {
    let kind = match direction {
        Direction::For => ClaimKind::Advantage,
        Direction::Against => ClaimKind::Disadvantage,
    };
    let fitting = claims.iter().filter(|claim| {
        claim.criterion.as_ref() == Some(&criterion.id)
            && claim.kind == kind
            && claim.verdict == verdict
            && claim.ambiguous.is_none()
    });
    let best = fitting.min_by_key(|claim| {
        // The order in which a derived rating lists claims was not chosen by an editor.
        let chosen: &[String] = match rating.basis {
            Basis::Editorial(_) => &rating.claims,
            _ => &[],
        };
        let position = chosen.iter().position(|id| *id == claim.id);
        let newest = std::cmp::Reverse(&claim.verified_on);
        (position.is_none(), claim.grade, newest, position)
    })?;
    let quoted = match verdict {
        Verdict::Supported => best.text.as_str(),
        _ => best.text.trim_end_matches('.'),
    };
    let text = sentences.say(&match verdict {
        Verdict::Supported => Sentence::Quote { text: quoted },
        _ => Sentence::Disputed { text: quoted },
    });
    let quote = quote(sentences, quoted);
    Some(Evidence { text, quote, claims: vec![best.id.clone()], sources: best.sources.clone() })
}

/// The capabilities behind a derived rating that are there in full, or those that are not, if these are most of what
/// it counts. A rating of one capability rests on its note.
fn support(
    subject: &Subject<'_>,
    capabilities: &[Capability],
    rating: &Rating,
    direction: Direction,
) -> Option<Evidence> {
    let Basis::Derived(inputs) = &rating.basis else { return None };
    let &Subject { framework, sentences, .. } = subject;
    let (mut found, mut share, mut total) = (Vec::new(), 0.0, 0.0);
    for input in inputs {
        let Some(capability) = capabilities.iter().find(|capability| capability.id == input.id)
        else {
            continue;
        };
        let support = framework.record.capabilities.get(&capability.id)?;
        let full = support.support >= Support::OfficialExtension && !support.partial;
        total += input.share;
        if full == (direction == Direction::For) {
            share += input.share;
            found.push((capability, support));
        }
    }
    if found.is_empty() || share < MOST * total {
        return None;
    }
    let names: Vec<_> =
        found.iter().map(|(capability, _)| sentences.lower_first(&capability.name)).collect();
    let features = &sentences.joined(&names);
    let noted =
        |note: &str| (sentences.say(&Sentence::Quote { text: note }), quote(sentences, note));
    let (text, quote) = match (found.as_slice(), direction) {
        ([(_, support)], _) if inputs.len() == 1 => match (support.support, &support.via) {
            (Support::ThirdParty, Some(via)) => {
                let (note, quote) = noted(&support.note_alone());
                (format!("{} {note}", sentences.say(&Sentence::UsualPackage { via })), quote)
            }
            _ => noted(&support.note_alone()),
        },
        (_, Direction::For) => (sentences.say(&Sentence::OwnProject { features }), None),
        (_, Direction::Against) => (sentences.say(&Sentence::LeftToOthers { features }), None),
    };
    let sources = found.iter().map(|(_, support)| support.source.clone()).collect();
    Some(Evidence { text, quote, claims: Vec::new(), sources })
}

/// An English text in a sentence of another language; `None` in English.
fn quote(sentences: &dyn Sentences, text: &str) -> Option<String> {
    (!sentences.is_english()).then(|| text.to_owned())
}
