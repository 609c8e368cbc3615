//! Plain English: what it says becomes answers, and explicit answers win over it.

use serde_json::{Map, Value};

use crate::context::Context;
use crate::decision::{Answers, MustHave};
use crate::fault::Fault;
use crate::knowledge::Knowledge;
use crate::request::reader::Reader;
use crate::text::{MAX_CHARACTERS, Understood};

/// Reads `text`. What stands in it goes into no message.
pub(super) fn read<'v>(members: &'v Map<String, Value>, reader: &mut Reader) -> Option<&'v str> {
    let Value::String(text) = members.get("text")? else {
        reader.push(Fault::at(&["text"], "the text must be a string"));
        return None;
    };
    let count = text.chars().count();
    if count > MAX_CHARACTERS {
        let detail = format!("the text has {count} characters; it may have up to {MAX_CHARACTERS}");
        reader.push(Fault::at(&["text"], detail));
        return None;
    }
    Some(text)
}

/// Explicit answers together with what was understood: a question that takes one option is answered
/// from the text only where it was not answered explicitly; features are united, except those that are
/// explicitly unwanted.
pub(super) fn united(
    knowledge: &Knowledge,
    explicit: &Answers,
    context: &Context,
    understood: &Understood,
) -> Answers {
    let meant = understood.answers.iter().map(|meant| meant.option);
    let counting = meant.filter(|option| {
        counts(knowledge, explicit, *option) && !context.unwanted.contains(option)
    });
    // One option for each question that takes one, because explicit answers were looked at first.
    Answers::new(knowledge, explicit.options().iter().copied().chain(counting))
        .unwrap_or_else(|_| explicit.clone())
}

/// Whether an option that was understood counts in addition to these explicit answers.
#[must_use]
pub fn counts(knowledge: &Knowledge, explicit: &Answers, option: usize) -> bool {
    let question = knowledge.options[option].question;
    let answered =
        || explicit.options().iter().any(|option| knowledge.options[*option].question == question);
    knowledge.questions[question].multiple || !answered()
}

/// The explicitly unwanted features and those that a text rejects, as far as they are not asked for.
pub(super) fn rejected(
    knowledge: &Knowledge,
    explicit: &Context,
    answers: &Answers,
    must_have: &MustHave,
    understood: &Understood,
) -> Vec<usize> {
    let wanted = |option: &usize| {
        let feature = knowledge.options[*option].feature;
        answers.options().contains(option)
            || feature.is_some_and(|feature| must_have.features.contains(&feature))
    };
    let meant = understood.refused.iter().map(|meant| meant.option);
    let mut unwanted: Vec<usize> =
        explicit.unwanted.iter().copied().chain(meant.filter(|option| !wanted(option))).collect();
    unwanted.sort_unstable();
    unwanted.dedup();
    unwanted
}
