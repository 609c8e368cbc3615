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

fn digits(word: &str) -> Option<f64> {
    let (digits, factor) = match word.as_bytes().last() {
        Some(b'k') => (&word[..word.len() - 1], 1e3),
        Some(b'm') => (&word[..word.len() - 1], 1e6),
        _ => (word, 1.0),
    };
    if !digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b',') {
        return None;
    }
    let value = digits.replace(',', "").parse::<f64>().ok()?;
    Some((value * factor).min(MAX))
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
