//! Which phrases are negated.
//!
//! After W. W. Chapman et al., "A simple algorithm for identifying negated findings and diseases in
//! discharge summaries" (`NegEx`), Journal of Biomedical Informatics 34(5), 2001: cues, a reach of five
//! words, words that end it, and cues that only look like one.
//!
//! - A cue reaches at most `REACH` words, no further than its sentence, and ends at a word behind which
//!   something else begins ("and", "but").
//! - "or" carries it on, and a comma does where an "or" follows: "no database, log-in or admin".
//! - Cues that follow each other directly cancel in pairs: "not without a database" wants one, "not not
//!   no database" wants none. Otherwise the nearest cue before a phrase decides alone.
//! - A cue that may reach either way reaches back where its clause ends with it: "forms we don't need".
//! - A cue inside an understood phrase is part of it, and negates nothing else.

use super::found_phrases::{Found, Role};
use crate::text::words::{Gap, Words};

/// How many words a cue reaches.
const REACH: usize = 5;

/// How far the "or" of a list may be behind a comma, in words.
const LIST: usize = 10;

/// What a cue does as long as it reaches.
struct Scope {
    /// The word behind the cue, or behind what carried it on.
    from: usize,
    /// Whether it negates; two cues in a row do not.
    negates: bool,
    /// Whether a cue directly behind it cancels it; not where words such as "need" belong to it.
    pairs: bool,
    /// The word up to which the signs between words were looked at.
    seen: usize,
}

/// For each of the phrases, in the order in which they begin, whether it is negated.
pub(super) fn negated(words: &Words, found: &[Found]) -> Vec<bool> {
    let mut negated = vec![false; found.len()];
    let mut scope: Option<Scope> = None;
    for (index, this) in found.iter().enumerate() {
        scope = scope.filter(|scope| this.start <= scope.from + REACH);
        scope = scope.and_then(|scope| pass(words, &found[index..], scope, this.start));
        match this.role {
            Role::Lists => {
                if let Some(scope) = &mut scope {
                    scope.from = this.end;
                }
            }
            Role::Adds | Role::Stops | Role::AsideSentence | Role::AsideRest => scope = None,
            Role::After => negate_back(words, &found[..index], this, &mut negated),
            Role::Either if ends_clause(words, &found[index + 1..], this) => {
                negate_back(words, &found[..index], this, &mut negated);
            }
            Role::Before | Role::Either => {
                let follows =
                    scope.as_ref().filter(|scope| scope.from == this.start && scope.pairs);
                let single = follows.is_none_or(|scope| !scope.negates);
                let pairs = this.role == Role::Before;
                scope = Some(Scope { from: this.end, negates: single, pairs, seen: this.end });
            }
            Role::Means(_) => negated[index] = scope.as_ref().is_some_and(|scope| scope.negates),
            Role::Harmless | Role::Retracts | Role::States => {}
        }
    }
    negated
}

/// The scope at word `to`, unless a sign before it ends it. `ahead` begins with the phrase at `to`.
fn pass(words: &Words, ahead: &[Found], mut scope: Scope, to: usize) -> Option<Scope> {
    for word in scope.seen..=to {
        match words.words[word].gap {
            Gap::Joined | Gap::Space => {}
            Gap::Comma if list_goes_on(words, ahead, word) => scope.from = word,
            Gap::Comma | Gap::Stop | Gap::End => return None,
        }
    }
    scope.seen = scope.seen.max(to + 1);
    Some(scope)
}

/// Whether an "or" follows before anything else begins.
fn list_goes_on(words: &Words, ahead: &[Found], from: usize) -> bool {
    let decides = |found: &&Found| {
        use Role::{Adds, After, Before, Either, Lists, Stops};
        matches!(found.role, Lists | Adds | Stops | Before | After | Either)
    };
    let Some(next) = ahead.iter().find(decides) else { return false };
    next.role == Role::Lists
        && next.start < from + LIST
        && words.words[from + 1..=next.start.max(from)].iter().all(|word| word.gap < Gap::Stop)
}

/// Whether the clause ends with a cue: a sign, the end of the text or a word such as "but" follows.
fn ends_clause(words: &Words, behind: &[Found], cue: &Found) -> bool {
    let joins = |next: &Found| matches!(next.role, Role::Adds | Role::Stops | Role::Lists);
    words.words.get(cue.end).is_none_or(|word| word.gap >= Gap::Comma)
        || behind.iter().any(|next| next.start == cue.end && joins(next))
}

/// Negates the phrase before a cue such as "is not needed", and those joined to it.
fn negate_back(words: &Words, before: &[Found], cue: &Found, negated: &mut [bool]) {
    let stops = |from: usize, to: usize, gap: Gap| {
        words.words[from..=to].iter().any(|word| word.gap >= gap)
    };
    let mut edge = cue.start;
    for (index, this) in before.iter().enumerate().rev() {
        match this.role {
            Role::Means(_) => {}
            Role::Harmless | Role::States => continue,
            Role::Adds | Role::Lists if edge < cue.start => continue,
            _ => return,
        }
        let first = edge == cue.start;
        if this.end > edge {
            // It overlaps a phrase that is negated already.
            negated[index] = !first;
            continue;
        }
        let (reach, sign) = if first { (REACH, Gap::Comma) } else { (1, Gap::Stop) };
        if edge - this.end > reach || stops(this.end, edge, sign) {
            return;
        }
        negated[index] = true;
        edge = this.start;
    }
}
