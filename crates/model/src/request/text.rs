//! Plain English: what it says becomes answers, and explicit answers win over it.

use serde_json::{Map, Value};

use crate::decision::Answers;
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
/// from the text only where it was not answered explicitly; features are united.
pub(super) fn united(
    knowledge: &Knowledge,
    explicit: &Answers,
    understood: &Understood,
) -> Answers {
    let meant = understood.answers.iter().map(|meant| meant.option);
    let counting = meant.filter(|option| counts(knowledge, explicit, *option));
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
