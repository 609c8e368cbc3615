//! Numbers in an English text: digits and words.

/// Numbers that multiply the number before them.
const MAGNITUDES: [f64; 5] = [12.0, 1e2, 1e3, 1e6, 1e9];

/// The largest number that is read, so that one of hundreds of digits stays finite.
const MAX: f64 = 1e15;

/// The value of a number in digits (`1,000`, `2.5`, `10k`) or as a word in lower case. Words for vague
/// numbers have a usual value.
pub(super) fn value(word: &str) -> Option<f64> {
    if word.starts_with(|c: char| c.is_ascii_digit()) { digits(word) } else { name(word) }
}

/// The value of two numbers that follow each other, such as `ten` and `thousand`; `None` if they do not
/// belong together.
pub(super) fn joined(before: f64, value: f64) -> Option<f64> {
    if MAGNITUDES.contains(&value) {
        Some((before * value).min(MAX))
    } else if (20.0..100.0).contains(&before) && before % 10.0 == 0.0 && value < 10.0 {
        Some(before + value)
    } else {
        None
    }
}

/// The value of a number whose thousands a space parts, as in `10 000`; `None` if the two do not belong
/// together.
pub(super) fn thousands(before: &str, group: &str) -> Option<f64> {
    let first = before
        .chars()
        .filter(|sign| !sign.is_ascii_digit())
        .all(|sign| sign == ' ' || sign == '\u{a0}');
    let leads = before.len() <= 3 || (first && before.contains([' ', '\u{a0}']));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !(first && leads && group.len() == 3 && digits(group)) || before.starts_with('0') {
        return None;
    }
    let plain: String = before.chars().filter(char::is_ascii_digit).collect();
    Some((plain.parse::<f64>().ok()? * 1e3 + group.parse::<f64>().ok()?).min(MAX))
}

fn digits(word: &str) -> Option<f64> {
    let (digits, factor) = match word.as_bytes().last() {
        Some(b'k') => (&word[..word.len() - 1], 1e3),
        Some(b'm') => (&word[..word.len() - 1], 1e6),
        _ => (word, 1.0),
    };
    if !digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b',') {
        return None;
    }
    let digits =
        if dots_part_thousands(digits) { digits.replace('.', "") } else { digits.replace(',', "") };
    let value = digits.parse::<f64>().ok()?;
    Some((value * factor).min(MAX))
}

/// Whether the dots of a number part groups of three digits, as in `10.000`.
fn dots_part_thousands(digits: &str) -> bool {
    let mut groups = digits.split('.');
    let first = groups.next().unwrap_or_default();
    let mut rest = groups.peekable();
    (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && rest.peek().is_some()
        && rest.all(|group| group.len() == 3 && !group.contains(','))
}

fn name(word: &str) -> Option<f64> {
    Some(match word {
        "zero" => 0.0,
        "one" => 1.0,
        "two" | "couple" => 2.0,
        "three" | "few" => 3.0,
        "four" => 4.0,
        "five" | "several" | "handful" => 5.0,
        "six" => 6.0,
        "seven" => 7.0,
        "eight" => 8.0,
        "nine" => 9.0,
        "ten" | "tens" => 10.0,
        "eleven" => 11.0,
        "twelve" | "dozen" | "dozens" => 12.0,
        "thirteen" => 13.0,
        "fourteen" => 14.0,
        "fifteen" => 15.0,
        "sixteen" => 16.0,
        "seventeen" => 17.0,
        "eighteen" => 18.0,
        "nineteen" => 19.0,
        "twenty" => 20.0,
        "thirty" => 30.0,
        "forty" => 40.0,
        "fifty" => 50.0,
        "sixty" => 60.0,
        "seventy" => 70.0,
        "eighty" => 80.0,
        "ninety" => 90.0,
        "hundred" | "hundreds" => 1e2,
        "thousand" | "thousands" => 1e3,
        "million" | "millions" => 1e6,
        "billion" => 1e9,
        _ => return None,
    })
}
