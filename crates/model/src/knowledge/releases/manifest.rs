//! The version and day in `knowledge.toml`, changed in place: comments and layout stay.

use jiff::civil::Date;
use serde::Deserialize;
use toml::Spanned;

use super::Version;

/// The values that a release changes, with their places in the text.
#[derive(Deserialize)]
struct Places {
    version: Spanned<String>,
    released_on: Spanned<String>,
}

/// The text of `knowledge.toml` with another version and day.
///
/// # Errors
/// If it has none yet.
pub fn released(text: &str, version: Version, day: Date) -> Result<String, toml::de::Error> {
    let places: Places = toml::from_str(text)?;
    let mut values = [
        (places.version.span(), version.to_string()),
        (places.released_on.span(), day.to_string()),
    ];
    // From the end on, so that the places before stay where they are.
    values.sort_by_key(|(place, _)| std::cmp::Reverse(place.start));
    let mut text = text.to_owned();
    for (place, value) in values {
        text.replace_range(place, &format!("\"{value}\""));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::released;
    use jiff::civil::date;

    #[test]
    fn comments_and_layout_stay() {
        let text = "# Which.\n\nreleased_on   = '2026-01-02' # day\nschema_version = 1\nversion=\"2026.1.1\"\n";
        let now = released(text, "2026.11.2".parse().unwrap(), date(2026, 11, 23)).unwrap();
        assert_eq!(
            now,
            "# Which.\n\nreleased_on   = \"2026-11-23\" # day\nschema_version = 1\nversion=\"2026.11.2\"\n"
        );
    }
}
