//! Feedback on a recommendation: the framework that was chosen, and a rating.

use super::anonymise::is_framework_id;
use super::closed_answers::InvalidAnswer;

/// A rating from 1, no use, to 5, just right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rating(u8);

impl Rating {
    /// The lowest.
    pub const LOWEST: u8 = 1;
    /// The highest.
    pub const HIGHEST: u8 = 5;

    /// A rating; none outside of the scale.
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

/// Choices that are no framework of the knowledge: no web framework at all, and one that is not in the catalogue.
pub const OTHER_CHOICES: [&str; 2] = ["none", "other"];

/// A row of the table `feedback` without the query that it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feedback {
    chosen: String,
    rating: Option<Rating>,
}

impl Feedback {
    /// Feedback with a framework of the knowledge or one of [`OTHER_CHOICES`], which the caller checks.
    ///
    /// # Errors
    /// [`InvalidAnswer`] if `chosen` is not an identifier.
    pub fn new(chosen: &str, rating: Option<Rating>) -> Result<Self, InvalidAnswer> {
        if !is_framework_id(chosen) {
            return Err(InvalidAnswer::NotAnIdentifier("chosen"));
        }
        Ok(Self { chosen: chosen.to_owned(), rating })
    }

    /// Id of the framework that was chosen, or one of [`OTHER_CHOICES`].
    #[must_use]
    pub fn chosen(&self) -> &str {
        &self.chosen
    }

    /// The rating of the recommendation, if there is one.
    #[must_use]
    pub const fn rating(&self) -> Option<Rating> {
        self.rating
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rating_is_from_one_to_five() {
        assert_eq!(
            [0, 1, 5, 6, 257].map(|n| Rating::new(n).map(Rating::get)),
            [None, Some(1), Some(5), None, None]
        );
    }

    #[test]
    fn only_an_id_can_be_chosen() {
        assert_eq!(Feedback::new("Ada's own", None), Err(InvalidAnswer::NotAnIdentifier("chosen")));
        assert_eq!(Feedback::new("flask", Rating::new(4)).unwrap().chosen(), "flask");
    }
}
