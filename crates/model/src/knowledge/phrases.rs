//! Phrases of the lexicon as what is looked for in a text.

use crate::text::words::Words;

/// How many forms one phrase may stand for.
pub const MAX_FORMS: usize = 500;

/// One form of a phrase.
#[derive(Debug, Clone, PartialEq)]
pub struct Form {
    /// What is looked for in [`Words::stems`]: stems with a space before each, and after the last one
    /// unless any ending will do.
    pub stems: String,
    /// How many words it has.
    pub words: usize,
    /// The words that are numbers, with the value that they must have; any where there is none.
    pub numbers: Vec<(usize, Option<f64>)>,
    /// Whether its last word may end as it likes.
    pub open: bool,
}

/// Words that are left out of phrases and texts.
#[derive(Debug, Clone)]
pub struct Skipped {
    /// By length and first byte, so that most words are compared with one or none: hashing or searching
    /// would take longer than all the rest of reading a text. Words of [`LONG`] bytes and more share theirs.
    buckets: Vec<Vec<String>>,
}

impl Skipped {
    /// The words in lower case.
    #[must_use]
    pub fn new(words: &[String]) -> Self {
        let longest = words.iter().map(String::len).max().unwrap_or_default();
        let mut buckets = vec![Vec::new(); (longest.min(LONG) + 1) * FIRST_BYTES];
        for word in words {
            buckets[bucket(word)].push(word.clone());
        }
        Self { buckets }
    }

    /// Whether a word in lower case is left out.
    #[must_use]
    pub fn contains(&self, word: &str) -> bool {
        self.buckets.get(bucket(word)).is_some_and(|bucket| bucket.iter().any(|w| w == word))
    }
}

/// How many first bytes are distinguished: the letters of ASCII and what shares their five bits.
const FIRST_BYTES: usize = 32;

/// Bytes of a word that is longer than nearly all words of English.
const LONG: usize = 32;

fn bucket(word: &str) -> usize {
    let first = word.bytes().next().unwrap_or_default();
    word.len().min(LONG) * FIRST_BYTES + usize::from(first) % FIRST_BYTES
}

/// All forms of a phrase: `a/b` is either word, `(a)` may be left out, `a*` at the end begins a word and
/// `#` is a number.
///
/// # Errors
/// What is wrong with the phrase.
pub fn forms(phrase: &str, skipped: &Skipped) -> Result<Vec<Form>, String> {
    let mut texts = vec![String::new()];
    for part in phrase.split_whitespace() {
        let (inner, may_miss) = match part.strip_prefix('(').and_then(|p| p.strip_suffix(')')) {
            Some(inner) => (inner, true),
            None => (part, false),
        };
        let words = inner.split('/');
        // Counted before they are made: a few long lists of words stand for billions of phrases.
        if texts.len() * (words.clone().count() + usize::from(may_miss)) > MAX_FORMS {
            return Err(format!("it stands for more than {MAX_FORMS} phrases; split it"));
        }
        let without = if may_miss { texts.clone() } else { Vec::new() };
        let with = words.flat_map(|word| {
            texts.iter().map(move |text| format!("{text} {word}")).collect::<Vec<_>>()
        });
        texts = with.chain(without).collect();
    }
    texts.iter().map(|text| form(text, skipped)).collect()
}

fn form(text: &str, skipped: &Skipped) -> Result<Form, String> {
    let (text, open) = match text.strip_suffix('*') {
        Some(text) => (text, true),
        None => (text, false),
    };
    if text.contains(['*', '(', ')']) {
        return Err("`*` stands only at its end, and brackets only round a whole word".to_owned());
    }
    let mut form = Form { stems: String::new(), words: 0, numbers: Vec::new(), open };
    let mut last_word = "";
    for (index, run) in text.split('#').enumerate() {
        if index > 0 {
            form.numbers.push((form.words, None));
            form.words += 1;
            form.stems.push_str(" #");
        }
        let found = Words::read(run, |word| skipped.contains(word));
        form.stems.push_str(found.stems.trim_end());
        for word in found.words {
            if let Some(value) = word.number {
                form.numbers.push((form.words, Some(value)));
            }
            last_word = &run[word.first_byte..word.end_byte];
            form.words += 1;
        }
    }
    if form.words == 0 {
        return Err("it has no word that counts; give one that is not skipped".to_owned());
    }
    if open {
        let stem = form.stems.rfind(' ').map_or(0, |space| space + 1);
        let start = last_word.to_lowercase();
        if !start.starts_with(&form.stems[stem..]) || form.stems.ends_with('#') {
            return Err(format!("`{start}*` is no beginning of a word"));
        }
        if form.stems[stem..].len() < start.len() {
            let shorter = &form.stems[stem..];
            return Err(format!("endings are left out of words first: write `{shorter}*`"));
        }
    } else {
        form.stems.push(' ');
    }
    Ok(form)
}
