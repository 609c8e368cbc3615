//! Stems of English words.
//!
//! Step 1 of M. F. Porter, "An algorithm for suffix stripping", Program 14 (1980), and the final `e`, so
//! that `cache`, `caches`, `cached` and `caching` are one word.

/// Words that only look like an inflected form of another one.
const INVARIABLE: [&str; 16] = [
    "news",
    "during",
    "nothing",
    "something",
    "experienced",
    "accounting",
    "seasoned",
    "died",
    "documented",
    "documenting",
    "typed",
    "typing",
    "rights",
    "skilled",
    "evening",
    "evenings",
];

/// Replaces the word that begins at byte `start` by its stem.
pub(super) fn stem(text: &mut String, start: usize) {
    let word = &text[start..];
    if word.len() < 4
        || INVARIABLE.contains(&word)
        || !word.bytes().all(|byte| byte.is_ascii_lowercase())
    {
        return;
    }
    let ends = |text: &str, end: &str| text[start..].ends_with(end);
    if ends(text, "ies") || ends(text, "ied") {
        text.truncate(text.len() - 2);
        return;
    }
    if ends(text, "s") && !ends(text, "ss") && !ends(text, "us") {
        text.pop();
    }
    let ending = if ends(text, "ing") {
        3
    } else if ends(text, "ed") && !ends(text, "eed") {
        2
    } else {
        0
    };
    let rest = text.len() - ending;
    if ending > 0 && rest >= start + 3 && text[start..rest].contains(['a', 'e', 'i', 'o', 'u', 'y'])
    {
        text.truncate(rest);
        let bytes = text.as_bytes();
        let doubled = bytes[rest - 1] == bytes[rest - 2] && !b"aeioulsz".contains(&bytes[rest - 1]);
        if doubled && rest > start + 3 {
            text.pop();
        }
    }
    if text.len() < start + 4 {
        return;
    }
    let bytes = text.as_bytes();
    if ends(text, "e") {
        text.pop();
    } else if ends(text, "y") && !b"aeiou".contains(&bytes[bytes.len() - 2]) {
        text.pop();
        text.push('i');
    }
}
