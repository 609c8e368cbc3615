//! Parses requests about cohorts.

use framewise_model::fault::{Fault, excerpt};
use framewise_model::json::whole_number;
use framewise_model::knowledge::Knowledge;
use framewise_model::request::Refusal;
use framewise_model::request::reader::{Reader, given};
use framewise_storage::cohorts::DEFAULT_WEEKS;
use framewise_storage::privacy::{MAX_WEEKS, ReadToken};
use serde_json::{Map, Value};

/// The only member of a request to create a cohort.
const WEEKS: &str = "weeks";
/// The only member of the other requests.
const READ_TOKEN: &str = "read_token";

/// Parses a request to create a cohort: the weeks until it ends.
///
/// # Errors
/// [`Refusal`] with every fault.
pub(super) fn parse_creation(knowledge: &Knowledge, value: &Value) -> Result<u8, Refusal> {
    let mut reader = Reader::new(knowledge);
    let members = members(value, WEEKS, &mut reader)?;
    let weeks = given(members, WEEKS).map_or(Some(DEFAULT_WEEKS), |value| {
        let weeks = whole_number(value).and_then(|weeks| u8::try_from(weeks).ok());
        weeks.filter(|weeks| (1..=MAX_WEEKS).contains(weeks))
    });
    if weeks.is_none() {
        let detail = format!("weeks must be a whole number from 1 to {MAX_WEEKS}");
        reader.push(Fault::at(&[WEEKS], detail));
    }
    reader.finish().map_err(Refusal::Invalid)?;
    Ok(weeks.unwrap_or(DEFAULT_WEEKS))
}

/// Parses a request with a read token.
///
/// # Errors
/// [`Refusal`] with every fault.
pub(super) fn parse_token(knowledge: &Knowledge, value: &Value) -> Result<ReadToken, Refusal> {
    let mut reader = Reader::new(knowledge);
    let members = members(value, READ_TOKEN, &mut reader)?;
    let token = match members.get(READ_TOKEN) {
        None => Err("read_token is missing: the response to the creation has it".to_owned()),
        Some(Value::String(text)) => text.parse().map_err(|error| format!("{error}")),
        Some(_) => Err("read_token must be a string".to_owned()),
    };
    let token = token.map_err(|detail| reader.push(Fault::at(&[READ_TOKEN], detail)));
    reader.finish().map_err(Refusal::Invalid)?;
    token.map_err(|()| Refusal::invalid(Fault::at(&[READ_TOKEN], "read_token cannot be read")))
}

/// The members of a request of which only one is known.
fn members<'v>(
    value: &'v Value,
    known: &str,
    reader: &mut Reader<'_>,
) -> Result<&'v Map<String, Value>, Refusal> {
    let invalid = |detail| Refusal::invalid(Fault::at::<&str>(&[], detail));
    let members = value.as_object().ok_or_else(|| invalid("the request must be a JSON object"))?;
    for name in members.keys().filter(|name| *name != known) {
        reader.push_with(|| {
            let detail = format!("{} is not a member of this request", excerpt(name));
            Fault::at(&[name], detail).with_allowed(name, [known])
        });
    }
    Ok(members)
}
