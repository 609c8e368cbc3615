//! The nearest allowed name to a mistyped one.
//!
//! Distance: optimal string alignment, which counts a swap of two neighbours as one typing error.

/// How many typing errors are forgiven.
const MAX_DISTANCE: usize = 2;

/// The one of `allowed` that is nearest to `input`, if it is at most two typing errors away.
///
/// Ties go to the first in the order given. Very short names are not suggested for inputs that share
/// nothing with them.
pub fn nearest<'a, I>(input: &str, allowed: I) -> Option<&'a str>
where
    I: IntoIterator<Item = &'a str>,
{
    // A long input cannot be near to a short name; this also bounds the work for hostile input.
    let length = input.chars().take(65).count();
    let lowered =
        input.chars().take(65).collect::<String>().to_lowercase().replace(['-', ' '], "_");
    allowed
        .into_iter()
        .filter(|name| name.chars().count().abs_diff(length) <= MAX_DISTANCE)
        .map(|name| {
            let plain = name.replace('-', "_");
            (strsim::osa_distance(&lowered, &plain), name)
        })
        .filter(|(distance, name)| *distance <= MAX_DISTANCE && *distance < name.chars().count())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_typing_error_finds_its_name() {
        let names = ["django", "flask", "fastapi"];
        assert_eq!(nearest("djnago", names), Some("django"));
        assert_eq!(nearest("FastAPI", names), Some("fastapi"));
        assert_eq!(nearest("flsk", names), Some("flask"));
    }

    #[test]
    fn another_word_finds_nothing() {
        assert_eq!(nearest("rails", ["django", "flask"]), None);
        assert_eq!(nearest("", ["no", "django"]), None);
        assert_eq!(nearest(&"x".repeat(100_000), ["django"]), None);
    }
}
