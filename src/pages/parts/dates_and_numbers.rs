//! Dates and numbers as the language of the page writes them, each with the exact value for programs.

use std::borrow::Cow;

use maud::{Markup, html};

use crate::pages::site::Site;
use crate::texts::language::Language;

/// The months, January first.
const MONTHS: [&str; 12] = [
    "month-1", "month-2", "month-3", "month-4", "month-5", "month-6", "month-7", "month-8",
    "month-9", "month-10", "month-11", "month-12",
];
/// The most digits after the point of a number that is not a whole one.
const DIGITS: usize = 2;

/// A date of the knowledge, `YYYY-MM-DD`, `YYYY-MM` or `YYYY`.
#[must_use]
pub fn date(site: &Site, iso: &str) -> Markup {
    if let Some(words) = words(site, iso) {
        html! { time datetime=(iso) { (words) } }
    } else {
        html! { (iso) }
    }
}

/// A date as words for the middle of a sentence.
#[must_use]
pub fn date_words<'d>(site: &Site, iso: &'d str) -> Cow<'d, str> {
    words(site, iso).map_or(Cow::Borrowed(iso), Cow::Owned)
}

fn words(site: &Site, iso: &str) -> Option<String> {
    let is_year = |text: &str| text.len() == 4 && text.bytes().all(|digit| digit.is_ascii_digit());
    let mut parts = iso.splitn(3, '-');
    let year = parts.next().filter(|year| is_year(year))?;
    let Some(month) = parts.next() else { return Some(year.to_owned()) };
    let month = month.parse::<usize>().ok()?.checked_sub(1)?;
    let month = site.text(MONTHS.get(month)?);
    let (year, month) = (("year", year.into()), ("month", month.into()));
    Some(match parts.next() {
        None => site.with("reference-date-month", &[year, month]),
        Some(day) => {
            let day = day.parse::<u8>().ok().filter(|day| (1..=31).contains(day))?;
            site.with("reference-date-day", &[("day", day.to_string().into()), month, year])
        }
    })
}

/// A count or a measured number: whole numbers with their thousands apart, others with up to two digits after the
/// point.
#[must_use]
pub fn number(site: &Site, number: f64) -> Markup {
    html! { data value=(number) { (number_words(site.language(), number)) } }
}

/// A whole number.
#[must_use]
pub fn count(site: &Site, count: u64) -> Markup {
    html! { data value=(count) { (grouped(site.language(), &count.to_string())) } }
}

/// A whole number for the middle of a sentence.
#[must_use]
pub fn count_words(site: &Site, count: u64) -> String {
    grouped(site.language(), &count.to_string())
}

fn number_words(language: Language, number: f64) -> String {
    let plain = format!("{number:.DIGITS$}");
    let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
    let part = part.trim_end_matches('0');
    let whole = grouped(language, whole);
    match (part, language) {
        ("", _) => whole,
        (part, Language::English) => format!("{whole}.{part}"),
        (part, Language::Turkish) => format!("{whole},{part}"),
    }
}

/// Digits in groups of three.
fn grouped(language: Language, digits: &str) -> String {
    let separator = match language {
        Language::English => ',',
        Language::Turkish => '.',
    };
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(separator);
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use crate::config::PublicUrl;

    use super::{Language, Site, count_words, date, number_words};

    fn site(language: Language) -> Site {
        Site::new(language, false, PublicUrl::default())
    }

    #[test]
    fn numbers_are_grouped_as_the_language_does() {
        for (number, english, turkish) in [
            (7.0, "7", "7"),
            (181.0, "181", "181"),
            (9199.0, "9,199", "9.199"),
            (1_234_567.0, "1,234,567", "1.234.567"),
            (30.14, "30.14", "30,14"),
            (4_321.5, "4,321.5", "4.321,5"),
        ] {
            assert_eq!(number_words(Language::English, number), english);
            assert_eq!(number_words(Language::Turkish, number), turkish);
        }
        assert_eq!(count_words(&site(Language::Turkish), 12_345_670), "12.345.670");
    }

    #[test]
    fn dates_are_written_as_words_as_far_as_they_are_known() {
        for (iso, english, turkish) in [
            ("2026-11-05", "5 November 2026", "5 Kasım 2026"),
            ("2023-07", "July 2023", "Temmuz 2023"),
            ("2010", "2010", "2010"),
        ] {
            for (language, words) in [(Language::English, english), (Language::Turkish, turkish)] {
                let html = date(&site(language), iso).into_string();
                assert_eq!(html, format!("<time datetime=\"{iso}\">{words}</time>"));
            }
        }
        for other in ["soon", "2026-13-01", "2026-11-99", "20261105", "2026-00"] {
            assert_eq!(date(&site(Language::English), other).into_string(), other);
        }
    }
}
