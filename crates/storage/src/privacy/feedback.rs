//! What somebody chose in the end: a framework from the closed list, and a mark.

use super::anonymise::is_framework_id;
use super::closed_answers::NotClosed;

/// From 1, no use, to 5, just right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rating(u8);

impl Rating {
    /// The lowest.
    pub const LOWEST: u8 = 1;
    /// The highest.
    pub const HIGHEST: u8 = 5;

    /// A rating; nothing outside the scale.
    #[must_use]
    pub fn new(rating: u64) -> Option<Self> {
        let rating = u8::try_from(rating).ok()?;
        (Self::LOWEST..=Self::HIGHEST).contains(&rating).then_some(Self(rating))
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> u8 {
        self.0
    }
}

/// A row of the table `feedback`, but for the query it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feedback {
    chosen: String,
    rating: Option<Rating>,
}

impl Feedback {
    /// Feedback on a framework that the caller has found in the knowledge base.
    ///
    /// # Errors
    /// [`NotClosed`] if that has not the shape of an id.
    pub fn new(chosen: &str, rating: Option<Rating>) -> Result<Self, NotClosed> {
        if !is_framework_id(chosen) {
            return Err(NotClosed::NotAnIdentifier("chosen"));
        }
        Ok(Self { chosen: chosen.to_owned(), rating })
    }

    /// Id of the framework that was chosen in the end.
    #[must_use]
    pub fn chosen(&self) -> &str {
        &self.chosen
    }

    /// How good the recommendation was, if told.
    #[must_use]
    pub const fn rating(&self) -> Option<Rating> {
        self.rating
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rating_is_one_to_five() {
        assert_eq!(
            [0, 1, 5, 6, 257].map(|n| Rating::new(n).map(Rating::get)),
            [None, Some(1), Some(5), None, None]
        );
    }

    #[test]
    fn only_an_id_can_be_chosen() {
        assert_eq!(Feedback::new("Ada's own", None), Err(NotClosed::NotAnIdentifier("chosen")));
        assert_eq!(Feedback::new("flask", Rating::new(4)).unwrap().chosen(), "flask");
    }
}
