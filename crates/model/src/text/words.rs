//! The words of an English text: folded, stemmed, numbers read, each with its place in the text.
//!
//! Words of other alphabets are only folded.

use super::{numbers, stem};

/// How a word is parted from the word before it, from the weakest to the strongest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// One sign that makes compounds: `real-time`, `node.js`.
    Joined,
    /// White space and signs without a meaning of their own.
    Space,
    /// A comma or a bracket.
    Comma,
    /// The end of a sentence or of a line in a list.
    Stop,
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
}

/// A text as words.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// The stems with a space before each and after the last; `#` stands for any number.
    pub stems: String,
    /// The words in their order.
    pub words: Vec<Word>,
}

impl Words {
    /// Reads a text. Words for which `is_skipped` says so (in lower case) are left out.
    #[must_use]
    pub fn read(text: &str, is_skipped: impl Fn(&str) -> bool) -> Self {
        let mut words = Self { stems: String::with_capacity(text.len() + 2), words: Vec::new() };
        words.words.reserve(text.len() / 5);
        words.stems.push(' ');
        let mut reader = Reader { text, byte: 0, characters: 0 };
        let mut gap = Gap::Stop;
        while let Some(between) = reader.skip_gap() {
            gap = gap.max(between);
            let mut word = reader.word(words.stems.len() - 1, gap);
            let start = words.stems.len();
            fold(&text[word.first_byte..word.end_byte], &mut words.stems);
            // "Thousands of users" are 1,000 users.
            let of_number = &words.stems[start..] == "of"
                && words.words.last().is_some_and(|last| last.number.is_some());
            if of_number || is_skipped(&words.stems[start..]) {
                words.stems.truncate(start);
                continue;
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
            if !words.joins_number(&word) {
                words.stems.push_str("# ");
                words.words.push(word);
            }
        }
        words
    }

    /// Makes one number of two that follow each other, such as `ten` and `thousand`.
    fn joins_number(&mut self, next: &Word) -> bool {
        let Some(last) = self.words.last_mut() else { return false };
        let (Some(before), Some(value)) = (last.number, next.number) else { return false };
        let Some(joined) = numbers::joined(before, value) else { return false };
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
            signs += 1;
            gap = gap.max(match sign {
                '-' | '_' | '@' => Gap::Joined,
                '.' if self.after(sign).is_some_and(char::is_alphanumeric) => Gap::Joined,
                '.' | ';' | ':' | '!' | '?' | '*' | '|' | '•' | '–' | '—' | '…' => {
                    Gap::Stop
                }
                ',' | '(' | ')' | '[' | ']' => Gap::Comma,
                '\n' if lines > 1 => Gap::Stop,
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
            let plain = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
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
        Word { start, end, first_byte, end_byte, stem, gap, number: None }
    }
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
mod tests {
    use super::Gap::{Comma, Joined, Space, Stop};
    use super::*;

    fn stems(text: &str) -> String {
        Words::read(text, |word| word == "the").stems.trim().to_owned()
    }

    #[test]
    fn inflected_forms_share_a_stem() {
        for (one, other) in [
            ("cache", "caching cached caches"),
            ("log", "logging logged logs"),
            ("company", "companies"),
            ("apply", "applies applied applying"),
            ("box", "boxes"),
            ("ship", "shipped shipping"),
            ("add", "added adding"),
            ("sell", "selling sells"),
        ] {
            let stem = stems(one);
            assert!(stems(other).split(' ').all(|found| found == stem), "{one}: {}", stems(other));
        }
    }

    #[test]
    fn words_that_only_look_inflected_stay() {
        assert_eq!(
            stems("news need string access speed thing"),
            "news need string access speed thing"
        );
    }

    #[test]
    fn numbers_are_read_in_digits_and_words() {
        for (text, value) in [
            ("10,000", 1e4),
            ("2.5 million", 2.5e6),
            ("10k", 1e4),
            ("tens of thousands", 1e4),
            ("two hundred thousand", 2e5),
            ("twenty-five", 25.0),
            ("a few thousand", 3e3),
        ] {
            let words = Words::read(text, |word| word == "a").words;
            assert_eq!(words.iter().filter_map(|word| word.number).collect::<Vec<_>>(), [value]);
            assert_eq!(words.len(), 1, "{text}");
        }
    }

    #[test]
    fn gaps_tell_compounds_lists_and_sentences_apart() {
        let gaps = |text| -> Vec<Gap> {
            Words::read(text, |word| word == "the").words.iter().skip(1).map(|w| w.gap).collect()
        };
        assert_eq!(
            gaps("node.js real-time b (c), d. the e; f"),
            [Joined, Space, Joined, Space, Comma, Comma, Stop, Stop]
        );
        assert_eq!(gaps("a\u{7}b\nc\n\nd - e"), [Space, Space, Stop, Space]);
    }

    #[test]
    fn places_count_characters_and_possessives_are_dropped() {
        let words = Words::read("Zoë’s café", |_| false);
        assert_eq!(words.stems, " zoë café ");
        assert_eq!((words.words[1].start, words.words[1].end), (6, 10));
        assert_eq!(words.words[1].end_byte, "Zoë’s café".len());
    }
}
