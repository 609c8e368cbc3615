//! Parses feedback.

use framewise_model::fault::{Fault, excerpt};
use framewise_model::json::whole_number;
use framewise_model::knowledge::Knowledge;
use framewise_model::request::Refusal;
use framewise_model::request::reader::{Reader, given};
use framewise_storage::privacy::{Feedback, OTHER_CHOICES, Rating, Receipt};
use serde_json::{Map, Value};

use crate::api::receipts::read_receipt;

/// The members of feedback.
const MEMBERS: [&str; 3] = ["receipt", "chosen", "rating"];

/// Parses feedback and its receipt.
///
/// # Errors
/// [`Refusal`] with every fault.
pub fn parse(knowledge: &Knowledge, value: &Value) -> Result<(Receipt, Feedback), Refusal> {
    let mut reader = Reader::new(knowledge);
    for (name, _) in reader.object(&[], Some(value)).filter(|(name, _)| !MEMBERS.contains(name)) {
        reader.push_with(|| {
            let detail = format!("{} is not a member of feedback", excerpt(name));
            Fault::at(&[name], detail).with_allowed(name, MEMBERS)
        });
    }
    let none = Map::new();
    let members = value.as_object().unwrap_or(&none);
    let receipt = read_receipt(given(members, "receipt"), &mut reader);
    let frameworks = knowledge.frameworks.iter().map(|framework| framework.record.id.as_str());
    let choices = frameworks.chain(OTHER_CHOICES);
    let chosen = if let Some(chosen) = given(members, "chosen") {
        reader.text(&["chosen"], chosen, "framework", choices.clone())
    } else {
        let detail = "chosen is missing: the id of the framework that was chosen in the end";
        reader.push(Fault::at(&["chosen"], detail).with_allowed("", choices.clone()));
        None
    };
    let rating = read_rating(given(members, "rating"), &mut reader);
    reader.finish().map_err(Refusal::Invalid)?;
    let chosen = chosen.and_then(|index| choices.clone().nth(index));
    let (Some(receipt), Some(chosen)) = (receipt, chosen) else {
        return Err(Refusal::invalid(Fault::at::<&str>(&[], "feedback is an object")));
    };
    let feedback = Feedback::new(chosen, rating)
        .map_err(|error| Refusal::invalid(Fault::at(&["chosen"], error.to_string())))?;
    Ok((receipt, feedback))
}

/// A rating, which may be left out.
fn read_rating(value: Option<&Value>, reader: &mut Reader<'_>) -> Option<Rating> {
    let value = value?;
    let rating = whole_number(value).and_then(Rating::new);
    if rating.is_none() {
        let (lowest, highest) = (Rating::LOWEST, Rating::HIGHEST);
        let detail = format!("rating must be a whole number from {lowest} to {highest}");
        reader.push(Fault::at(&["rating"], detail));
    }
    rating
}
