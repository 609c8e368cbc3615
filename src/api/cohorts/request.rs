//! Parses requests about cohorts.

use std::fmt::Display;

use framewise_model::fault::{Fault, excerpt};
use framewise_model::json::whole_number;
use framewise_model::knowledge::Knowledge;
use framewise_model::request::Refusal;
use framewise_model::request::reader::{Reader, given};
use framewise_storage::cohorts::{DEFAULT_PARTICIPANTS, DEFAULT_WEEKS, MAX_PARTICIPANTS};
use framewise_storage::privacy::{MAX_WEEKS, ReadToken};
use serde_json::{Map, Value};

/// The members of a request to create a cohort.
const WEEKS: &str = "weeks";
const PARTICIPANTS: &str = "participants";
/// The only member of the other requests.
const READ_TOKEN: &str = "read_token";

/// A cohort to create.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Creation {
    /// Weeks until it ends.
    pub weeks: u8,
    /// The number of expected participants.
    pub participants: u16,
}

/// Parses a request to create a cohort.
///
/// # Errors
/// [`Refusal`] with every fault.
pub(super) fn parse_creation(knowledge: &Knowledge, value: &Value) -> Result<Creation, Refusal> {
    let mut reader = Reader::new(knowledge);
    let members = members(value, &[WEEKS, PARTICIPANTS], &mut reader)?;
    let creation = Creation {
        weeks: number(members, WEEKS, MAX_WEEKS, &mut reader).unwrap_or(DEFAULT_WEEKS),
        participants: number(members, PARTICIPANTS, MAX_PARTICIPANTS, &mut reader)
            .unwrap_or(DEFAULT_PARTICIPANTS),
    };
    reader.finish().map_err(Refusal::Invalid)?;
    Ok(creation)
}

/// Reads a whole number from 1 to `max`; `None` if it is not given or faulty.
fn number<Number>(
    members: &Map<String, Value>,
    name: &str,
    max: Number,
    reader: &mut Reader<'_>,
) -> Option<Number>
where
    Number: TryFrom<u64> + PartialOrd + Display + Copy,
{
    let value = given(members, name)?;
    let number = whole_number(value).filter(|number| *number > 0);
    let number = number.and_then(|number| Number::try_from(number).ok());
    let number = number.filter(|number| *number <= max);
    if number.is_none() {
        let detail = format!("{name} must be a whole number from 1 to {max}");
        reader.push(Fault::at(&[name], detail));
    }
    number
}

/// Parses a request with a read token.
///
/// # Errors
/// [`Refusal`] with every fault.
pub(super) fn parse_token(knowledge: &Knowledge, value: &Value) -> Result<ReadToken, Refusal> {
    let mut reader = Reader::new(knowledge);
    let members = members(value, &[READ_TOKEN], &mut reader)?;
    let token = match members.get(READ_TOKEN) {
        None => Err("read_token is missing: the response to the creation has it".to_owned()),
        Some(Value::String(text)) => text.parse().map_err(|error| format!("{error}")),
        Some(_) => Err("read_token must be a string".to_owned()),
    };
    let token = token.map_err(|detail| reader.push(Fault::at(&[READ_TOKEN], detail)));
    reader.finish().map_err(Refusal::Invalid)?;
    token.map_err(|()| Refusal::invalid(Fault::at(&[READ_TOKEN], "read_token cannot be read")))
}

/// The members of a request that has `known` members only.
fn members<'v>(
    value: &'v Value,
    known: &[&'static str],
    reader: &mut Reader<'_>,
) -> Result<&'v Map<String, Value>, Refusal> {
    let invalid = |detail| Refusal::invalid(Fault::at::<&str>(&[], detail));
    let members = value.as_object().ok_or_else(|| invalid("the request must be a JSON object"))?;
    for name in members.keys().filter(|name| !known.contains(&name.as_str())) {
        reader.push_with(|| {
            let detail = format!("{} is not a member of this request", excerpt(name));
            Fault::at(&[name], detail).with_allowed(name, known.iter().copied())
        });
    }
    Ok(members)
}
