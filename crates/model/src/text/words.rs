//! The words of an English text: folded, stemmed, numbers read, each with its place in the text.
//!
//! Words of other alphabets are only folded.

use std::ops::Range;

use super::known_word::{KnownWord, Language, WordRule};
use super::{numbers, stem};

/// Words that say nothing behind a number: "thousands of users" are 1,000, "thirty-odd pages" are 30.
const BEHIND_NUMBERS: [&str; 4] = ["of", "odd", "ish", "something"];

/// Endings that make one word with the digits before them, unlike the unit in `500req`.
const ORDINALS: [&str; 4] = ["st", "nd", "rd", "th"];

/// The first letter behind the Latin alphabet and its letters with accents.
const LAST_LATIN: char = '\u{250}';

/// How a word is parted from the word before it, from the weakest to the strongest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// One sign that makes compounds: `real-time`, `node.js`.
    Joined,
    /// White space and signs without a meaning of their own.
    Space,
    /// A comma or a bracket.
    Comma,
    /// A sign that parts a sentence, such as a colon.
    Stop,
    /// The end of a sentence or of a line in a list.
    End,
}

/// A word and its place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Word {
    /// Its first character in the text, counted in Unicode code points from 0.
    pub start: usize,
    /// The character after its last.
    pub end: usize,
    /// Its first byte in the text.
    pub first_byte: usize,
    /// The byte after its last.
    pub end_byte: usize,
    /// The byte of [`Words::stems`] with the space before its stem.
    pub stem: usize,
    /// What parts it from the word before.
    pub gap: Gap,
    /// Its value, if it is a number.
    pub number: Option<f64>,
    /// Index of its sentence in [`Words::sentences`].
    pub sentence: usize,
}

/// A sentence, or a line in a list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sentence {
    /// Whether it begins with a word that begins a question to be answered with yes or no.
    pub asks: bool,
    /// Whether it ends with a question mark.
    pub question: bool,
}

/// A text as words.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// The stems with a space before each and after the last; `#` stands for any number.
    pub stems: String,
    /// The words in their order.
    pub words: Vec<Word>,
    /// The sentences in their order.
    pub sentences: Vec<Sentence>,
    /// How many words the text has, with those that are left out.
    pub total: usize,
    /// How many of them belong to English grammar.
    pub english: usize,
    /// How many of them belong to the grammar of another language, or to another alphabet.
    pub foreign: usize,
}

impl Words {
    /// Reads a text. `known_word` says what is known of a word in lower case.
    #[must_use]
    pub fn read<'a>(text: &str, known_word: impl Fn(&str) -> KnownWord<'a>) -> Self {
        let mut words = Self { stems: String::with_capacity(text.len() + 2), ..Self::default() };
        words.words.reserve(text.len() / 5);
        words.stems.push(' ');
        let mut reader = Reader { text, byte: 0, characters: 0, question: false };
        let mut gap = Gap::End;
        while let Some(between) = reader.skip_gap() {
            words.end_question(&mut reader);
            let begins = between == Gap::End || words.sentences.is_empty();
            if begins {
                words.sentences.push(Sentence::default());
            }
            gap = gap.max(between);
            let mut word = reader.word(words.stems.len() - 1, gap);
            word.sentence = words.sentences.len() - 1;
            words.total += 1;
            let start = words.stems.len();
            fold(&text[word.first_byte..word.end_byte], &mut words.stems);
            let KnownWord { rule, asks, language } = known_word(&words.stems[start..]);
            words.sentences[word.sentence].asks |= begins && asks;
            words.count_language(start, language);
            let behind_number = BEHIND_NUMBERS.contains(&&words.stems[start..])
                && words.words.last().is_some_and(|last| last.number.is_some());
            if behind_number || rule == WordRule::Skip {
                words.stems.truncate(start);
                continue;
            }
            if let WordRule::Spelled(spelling) = rule {
                words.stems.truncate(start);
                words.stems.push_str(spelling);
            }
            gap = Gap::Joined;
            word.number = numbers::value(&words.stems[start..]);
            if word.number.is_none() {
                stem::stem(&mut words.stems, start);
                words.stems.push(' ');
                words.words.push(word);
                continue;
            }
            words.stems.truncate(start);
            if !words.joins_number(text, &word) {
                words.stems.push_str("# ");
                words.words.push(word);
            }
        }
        words.end_question(&mut reader);
        words
    }

    /// Counts the word that begins at byte `start` of the stems.
    fn count_language(&mut self, start: usize, language: Option<Language>) {
        let word = &self.stems[start..];
        let other_alphabet = || {
            !word.is_ascii() && word.chars().all(|sign| sign.is_alphabetic() && sign >= LAST_LATIN)
        };
        match language {
            Some(Language::English) => self.english += 1,
            Some(Language::Other) => self.foreign += 1,
            None if other_alphabet() => self.foreign += 1,
            None => {}
        }
    }

    /// Notes that the last sentence is a question if a question mark was read behind it.
    fn end_question(&mut self, reader: &mut Reader<'_>) {
        if std::mem::take(&mut reader.question)
            && let Some(last) = self.sentences.last_mut()
        {
            last.question = true;
        }
    }

    /// The stem of a word.
    #[must_use]
    pub fn stem(&self, word: usize) -> &str {
        let end = self.words.get(word + 1).map_or(self.stems.len(), |next| next.stem + 1);
        self.stems[self.words[word].stem + 1..end].trim_end()
    }

    /// The same words with each of the `runs`, ascending ranges of words, as one word with the stem `@`.
    #[must_use]
    pub fn merged(&self, runs: &[Range<usize>]) -> Self {
        let mut merged = Self { stems: " ".to_owned(), words: Vec::new(), ..self.clone() };
        let mut runs = runs.iter().peekable();
        let mut index = 0;
        while let Some(word) = self.words.get(index) {
            let mut word = *word;
            let run = runs.next_if(|run| run.start == index);
            let stem = word.stem + 1
                ..self.words.get(index + 1).map_or(self.stems.len(), |next| next.stem + 1);
            word.stem = merged.stems.len() - 1;
            if let Some(run) = run {
                let last = self.words[run.end - 1];
                (word.end, word.end_byte, word.number) = (last.end, last.end_byte, None);
                merged.stems.push_str("@ ");
                index = run.end;
            } else {
                merged.stems.push_str(&self.stems[stem]);
                index += 1;
            }
            merged.words.push(word);
        }
        merged
    }

    /// Makes one number of two that follow each other, such as `ten` and `thousand`.
    fn joins_number(&mut self, text: &str, next: &Word) -> bool {
        let Some(last) = self.words.last_mut() else { return false };
        let (Some(before), Some(value)) = (last.number, next.number) else { return false };
        let digits = (&text[last.first_byte..last.end_byte], &text[next.first_byte..next.end_byte]);
        let thousands =
            || (next.start == last.end + 1).then(|| numbers::thousands(digits.0, digits.1));
        let joined = thousands().flatten().or_else(|| numbers::joined(before, value));
        let Some(joined) = joined else { return false };
        if next.gap > Gap::Space {
            return false;
        }
        (last.number, last.end, last.end_byte) = (Some(joined), next.end, next.end_byte);
        true
    }
}

struct Reader<'a> {
    text: &'a str,
    /// The byte at which the rest begins.
    byte: usize,
    /// How many characters lie before the rest.
    characters: usize,
    /// Whether a question mark was read since this was last looked at.
    question: bool,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.byte..].chars().next()
    }

    fn skip(&mut self, sign: char) {
        self.byte += sign.len_utf8();
        self.characters += 1;
    }

    /// The character behind the next one.
    fn after(&self, sign: char) -> Option<char> {
        self.text[self.byte + sign.len_utf8()..].chars().next()
    }

    /// Goes on to the next word; `None` at the end of the text.
    fn skip_gap(&mut self) -> Option<Gap> {
        let mut gap = Gap::Joined;
        let mut signs = 0;
        let mut lines = 0;
        loop {
            let sign = self.peek()?;
            if sign.is_alphanumeric() {
                // Two signs in a row make no compound.
                return Some(if signs > 1 { gap.max(Gap::Space) } else { gap });
            }
            lines += usize::from(sign == '\n');
            self.question |= sign == '?';
            signs += 1;
            gap = gap.max(match sign {
                // A line that begins so belongs to a list.
                '-' if lines > 0 => Gap::End,
                '-' | '_' | '@' => Gap::Joined,
                '.' if self.after(sign).is_some_and(char::is_alphanumeric) => Gap::Joined,
                '.' | ';' | '!' | '?' | '*' | '|' | '•' => Gap::End,
                ':' | '–' | '—' | '…' => Gap::Stop,
                ',' | '(' | ')' | '[' | ']' => Gap::Comma,
                '\n' if lines > 1 => Gap::End,
                _ => Gap::Space,
            });
            self.skip(sign);
        }
    }

    /// The word that begins here.
    fn word(&mut self, stem: usize, gap: Gap) -> Word {
        let (start, first_byte) = (self.characters, self.byte);
        loop {
            let rest = &self.text.as_bytes()[self.byte..];
            let plain = match number_before_unit(rest) {
                Some(digits) if self.byte == first_byte => {
                    self.byte += digits;
                    self.characters += digits;
                    break;
                }
                _ => rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count(),
            };
            self.byte += plain;
            self.characters += plain;
            let Some(sign) = self.peek() else { break };
            let inside = match sign {
                '\'' | '\u{2019}' => self.after(sign).is_some_and(char::is_alphabetic),
                ',' | '.' => {
                    let digit = |sign: char| sign.is_ascii_digit();
                    self.text[..self.byte].ends_with(digit) && self.after(sign).is_some_and(digit)
                }
                _ => sign.is_alphanumeric(),
            };
            if !inside {
                break;
            }
            self.skip(sign);
        }
        let (end, end_byte) = (self.characters, self.byte);
        Word { start, end, first_byte, end_byte, stem, gap, number: None, sentence: 0 }
    }
}

/// How many digits begin a text, if the letters of a unit follow them directly: `500req`.
fn number_before_unit(rest: &[u8]) -> Option<usize> {
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if digits == 0 {
        return None;
    }
    let letters = rest[digits..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let unit = std::str::from_utf8(&rest[digits..digits + letters]).unwrap_or_default();
    let alphabetic = unit.bytes().all(|byte| byte.is_ascii_alphabetic());
    let unit = letters > 1 && alphabetic && !ORDINALS.contains(&unit.to_ascii_lowercase().as_str());
    unit.then_some(digits)
}

/// Appends a word in lower case, with plain apostrophes and without the one of a possessive.
fn fold(word: &str, out: &mut String) {
    let start = out.len();
    if word.is_ascii() {
        out.push_str(word);
        out[start..].make_ascii_lowercase();
    } else {
        for character in word.chars() {
            match character {
                '\u{2019}' => out.push('\''),
                _ => out.extend(character.to_lowercase()),
            }
        }
    }
    if out[start..].ends_with("'s") {
        out.truncate(out.len() - 2);
    }
}

#[cfg(test)]
mod tests;
