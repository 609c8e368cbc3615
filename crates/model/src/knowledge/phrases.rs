//! Phrases of the lexicon as what is looked for in a text.

use std::collections::BTreeMap;

use super::format::Lexicon;
use crate::text::known_word::{KnownWord, Language, WordRule};
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
    /// The word that is the name of a framework.
    pub name: Option<usize>,
    /// Whether its last word may end as it likes.
    pub open: bool,
}

/// What is known of words before phrases and texts are compared.
#[derive(Debug, Clone)]
pub struct KnownWords {
    /// By length and first byte, so that most words are compared with one or none: hashing or searching
    /// would take longer than all the rest of reading a text. Words of [`LONG`] bytes and more share theirs.
    buckets: Vec<Vec<Known>>,
}

/// What is known of a word.
#[derive(Debug, Clone, Default)]
struct Known {
    word: String,
    /// Its first bytes, since numbers are compared faster than texts.
    key: u64,
    skipped: bool,
    spelling: Option<String>,
    asks: bool,
    language: Option<Language>,
}

impl KnownWords {
    /// Those of a lexicon, whose words are in lower case.
    #[must_use]
    pub fn new(lexicon: &Lexicon) -> Self {
        let mut words: BTreeMap<&str, Known> = BTreeMap::new();
        for word in &lexicon.skipped {
            words.entry(word).or_default().skipped = true;
        }
        for word in &lexicon.asides.asks {
            words.entry(word).or_default().asks = true;
        }
        for (list, language) in [
            (&lexicon.english.words, Language::English),
            (&lexicon.english.foreign, Language::Other),
        ] {
            for word in list {
                words.entry(word).or_default().language = Some(language);
            }
        }
        for (word, meant) in &lexicon.spellings {
            words.entry(word).or_default().spelling = Some(meant.clone());
        }
        let longest = words.keys().map(|word| word.len()).max().unwrap_or_default();
        let mut buckets = vec![Vec::new(); (longest.min(LONG) + 1) * FIRST_BYTES];
        for (word, known) in words {
            buckets[bucket(word)].push(Known { word: word.to_owned(), key: key(word), ..known });
        }
        Self { buckets }
    }

    /// What is known of a word in lower case.
    #[must_use]
    pub fn find(&self, word: &str) -> KnownWord<'_> {
        let bucket = self.buckets.get(bucket(word));
        let key = key(word);
        let is_it = |known: &&Known| known.key == key && known.word == word;
        let Some(known) = bucket.and_then(|bucket| bucket.iter().find(is_it)) else {
            return WordRule::Keep.into();
        };
        let rule = match &known.spelling {
            Some(meant) => WordRule::Spelled(meant),
            None if known.skipped => WordRule::Skip,
            None => WordRule::Keep,
        };
        KnownWord { rule, asks: known.asks, language: known.language }
    }
}

/// How many first bytes are distinguished: the letters of ASCII and what shares their five bits.
const FIRST_BYTES: usize = 32;

/// Bytes of a word that is longer than nearly all words of English.
const LONG: usize = 32;

/// The first eight bytes of a word as a number.
fn key(word: &str) -> u64 {
    word.bytes().take(8).fold(0, |key, byte| key << 8 | u64::from(byte))
}

fn bucket(word: &str) -> usize {
    let first = word.bytes().next().unwrap_or_default();
    word.len().min(LONG) * FIRST_BYTES + usize::from(first) % FIRST_BYTES
}

/// All forms of a phrase: `a/b` is either word, `(a)` may be left out, `a*` at the end begins a word and
/// `#` is a number, and `@` the name of a framework.
///
/// # Errors
/// What is wrong with the phrase.
pub fn forms(phrase: &str, known_words: &KnownWords) -> Result<Vec<Form>, String> {
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
    texts.iter().map(|text| form(text, known_words)).collect()
}

fn form(text: &str, known_words: &KnownWords) -> Result<Form, String> {
    let (text, open) = match text.strip_suffix('*') {
        Some(text) => (text, true),
        None => (text, false),
    };
    if text.contains(['*', '(', ')']) {
        return Err("`*` stands only at its end, and brackets only round a whole word".to_owned());
    }
    let mut form = Form { stems: String::new(), words: 0, numbers: Vec::new(), name: None, open };
    let mut last_word = "";
    for run in text.split_inclusive(['#', '@']) {
        let (run, sign) = match run.strip_suffix(['#', '@']) {
            Some(before) => (before, run.chars().next_back()),
            None => (run, None),
        };
        let found = Words::read(run, |word| known_words.find(word));
        form.stems.push_str(found.stems.trim_end());
        for word in found.words {
            if let Some(value) = word.number {
                form.numbers.push((form.words, Some(value)));
            }
            last_word = &run[word.first_byte..word.end_byte];
            form.words += 1;
        }
        match sign {
            Some('#') => form.numbers.push((form.words, None)),
            Some(_) if form.name.is_none() => form.name = Some(form.words),
            Some(_) => return Err("it may name one framework only".to_owned()),
            None => continue,
        }
        form.words += 1;
        form.stems.push(' ');
        form.stems.extend(sign);
    }
    if form.words == 0 {
        return Err("it has no word that counts; give one that is not skipped".to_owned());
    }
    if open {
        let stem = form.stems.rfind(' ').map_or(0, |space| space + 1);
        let start = last_word.to_lowercase();
        if !start.starts_with(&form.stems[stem..]) || form.stems.ends_with(['#', '@']) {
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
