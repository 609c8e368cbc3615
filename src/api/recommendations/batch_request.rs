//! Parses a batch. Each request is parsed independently, so that an invalid one does not affect the others.

use framewise_model::fault::{Fault, excerpt};
use framewise_model::request::reader::Reader;
use framewise_model::request::{self, Language, Parsed, Refusal};
use serde_json::Value;

/// The most requests in one batch.
pub const MAX_REQUESTS: usize = 100;
/// The most draws of all requests of one batch together: the default of a request times [`MAX_REQUESTS`].
pub const MAX_BATCH_DRAWS: usize = 1_000_000;
/// The only member of a batch.
const MEMBER: &str = "requests";

/// Parses a batch: one request or refusal for each item, in their order. The pointers of a refusal are relative
/// to its item.
///
/// # Errors
/// [`Refusal`] if the batch as a whole is invalid, or asks for too many draws.
pub fn parse(
    language: &Language<'_>,
    value: &Value,
) -> Result<Vec<Result<Parsed, Refusal>>, Refusal> {
    let mut reader = Reader::new(language.knowledge());
    for (name, _) in reader.object(&[], Some(value)).filter(|(name, _)| *name != MEMBER) {
        reader.push_with(|| {
            let detail = format!("{} is not a member of a batch", excerpt(name));
            Fault::at(&[name], detail).with_allowed(name, [MEMBER])
        });
    }
    let items = value.get(MEMBER).and_then(Value::as_array);
    let items = items.filter(|items| (1..=MAX_REQUESTS).contains(&items.len()));
    if items.is_none() && value.is_object() {
        let detail = match value.get(MEMBER).and_then(Value::as_array).map(Vec::len) {
            Some(count) => format!("a batch has 1 to {MAX_REQUESTS} requests, not {count}"),
            None => format!("this must be a list of 1 to {MAX_REQUESTS} requests"),
        };
        reader.push(Fault::at(&[MEMBER], detail));
    }
    reader.finish().map_err(Refusal::Invalid)?;
    let items = items.into_iter().flatten();
    let parsed: Vec<_> = items.map(|item| request::parse_in(language, item)).collect();
    let draws: usize = parsed.iter().flatten().map(|parsed| parsed.sampling.draws).sum();
    if draws > MAX_BATCH_DRAWS {
        let detail = format!(
            "these requests ask for {draws} draws together; a batch may ask for {MAX_BATCH_DRAWS}, \
             so lower draws or send several batches"
        );
        return Err(Refusal::contradictory(Fault::at(&[MEMBER], detail)));
    }
    Ok(parsed)
}
