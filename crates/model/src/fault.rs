//! What is wrong with an input, where, and what would be right.

use crate::sentences::{Message, Wrong};

/// The most faults of one input that are kept. The others are counted, so that a small input never causes a large
/// response or much work.
pub const MAX_FAULTS: usize = 32;
/// The longest piece of an input that a message repeats, in characters.
const MAX_EXCERPT: usize = 64;

/// One fault of an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// JSON Pointer to the faulty place, as URI fragment: `#/answers/project_type`.
    pub pointer: String,
    /// What is wrong, as a sentence.
    pub detail: Message,
    /// What would be right, where that is a list.
    pub allowed: Vec<String>,
    /// The allowed value that was probably meant.
    pub suggestion: Option<String>,
}

/// The faults of one input: the first [`MAX_FAULTS`], and the number of the others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Faults {
    kept: Vec<Fault>,
    omitted: usize,
}

impl Faults {
    /// Adds a fault. `describe` is called only for one that is kept.
    pub fn push(&mut self, describe: impl FnOnce() -> Fault) {
        if self.kept.len() < MAX_FAULTS {
            self.kept.push(describe());
        } else {
            self.omitted += 1;
        }
    }

    /// The faults that are kept.
    #[must_use]
    pub fn kept(&self) -> &[Fault] {
        &self.kept
    }

    /// The number of the others.
    #[must_use]
    pub fn omitted(&self) -> usize {
        self.omitted
    }

    /// The number of all.
    #[must_use]
    pub fn total(&self) -> usize {
        self.kept.len() + self.omitted
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }
}

impl From<Vec<Fault>> for Faults {
    fn from(mut kept: Vec<Fault>) -> Self {
        let omitted = kept.len().saturating_sub(MAX_FAULTS);
        kept.truncate(MAX_FAULTS);
        Self { kept, omitted }
    }
}

impl From<Fault> for Faults {
    fn from(fault: Fault) -> Self {
        Self { kept: vec![fault], omitted: 0 }
    }
}

impl Fault {
    /// A fault at `path` (unescaped reference tokens from the top).
    pub fn at<S: AsRef<str>>(path: &[S], detail: impl Into<Message>) -> Self {
        Self {
            pointer: pointer(path),
            detail: detail.into(),
            allowed: Vec::new(),
            suggestion: None,
        }
    }

    /// A fault that all languages can state.
    pub fn wrong<S: AsRef<str>>(path: &[S], wrong: &Wrong<'_>) -> Self {
        Self::at(path, wrong.to_message())
    }

    /// The same fault with the values that would be right, and the nearest of them to `input`.
    #[must_use]
    pub fn with_allowed<'a, I>(mut self, input: &str, allowed: I) -> Self
    where
        I: IntoIterator<Item = &'a str>,
        I::IntoIter: Clone,
    {
        let allowed = allowed.into_iter();
        self.suggestion = super::suggest::nearest(input, allowed.clone()).map(str::to_owned);
        self.allowed = allowed.map(str::to_owned).collect();
        self
    }
}

/// A JSON Pointer (RFC 6901) as URI fragment.
///
/// A token can come from the input: it is shortened like every other excerpt and percent-encoded, so
/// that the pointer stays a valid URI reference whatever was sent.
pub fn pointer<S: AsRef<str>>(path: &[S]) -> String {
    let mut pointer = String::from("#");
    for token in path {
        pointer.push('/');
        for character in token.as_ref().chars().take(MAX_EXCERPT) {
            match character {
                '~' => pointer.push_str("~0"),
                '/' => pointer.push_str("~1"),
                'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '.' | '_' | ':' => {
                    pointer.push(character);
                }
                other => {
                    let mut buffer = [0; 4];
                    for byte in other.encode_utf8(&mut buffer).bytes() {
                        pointer.push('%');
                        for nibble in [byte >> 4, byte & 0xF] {
                            pointer.push(char::from(b"0123456789ABCDEF"[usize::from(nibble)]));
                        }
                    }
                }
            }
        }
    }
    pointer
}

/// A piece of an input that may be repeated in a message: short, in quotes, without characters that control a
/// terminal, change the direction of text or take no space.
#[must_use]
pub fn excerpt(input: &str) -> String {
    let mut shown: String = input
        .chars()
        .take(MAX_EXCERPT - 1)
        .map(|c| if is_invisible(c) { '\u{FFFD}' } else { c })
        .collect();
    if input.chars().nth(MAX_EXCERPT - 1).is_some() {
        shown.push('…');
    }
    format!("\u{201C}{shown}\u{201D}")
}

/// Whether a character is invisible and changes how others are shown: a control character (Unicode category Cc), a
/// format character (Cf, such as the marks of direction, zero-width and tag characters), or a separator of lines.
#[must_use]
pub fn is_invisible(character: char) -> bool {
    /// The ranges of category Cf (Unicode 16), with the separators of lines and paragraphs (Zl, Zp).
    const RANGES: [(char, char); 21] = [
        ('\u{AD}', '\u{AD}'),
        ('\u{600}', '\u{605}'),
        ('\u{61C}', '\u{61C}'),
        ('\u{6DD}', '\u{6DD}'),
        ('\u{70F}', '\u{70F}'),
        ('\u{890}', '\u{891}'),
        ('\u{8E2}', '\u{8E2}'),
        ('\u{180E}', '\u{180E}'),
        ('\u{200B}', '\u{200F}'),
        ('\u{2028}', '\u{202E}'),
        ('\u{2060}', '\u{2064}'),
        ('\u{2066}', '\u{206F}'),
        ('\u{FEFF}', '\u{FEFF}'),
        ('\u{FFF9}', '\u{FFFB}'),
        ('\u{110BD}', '\u{110BD}'),
        ('\u{110CD}', '\u{110CD}'),
        ('\u{13430}', '\u{1343F}'),
        ('\u{1BCA0}', '\u{1BCA3}'),
        ('\u{1D173}', '\u{1D17A}'),
        ('\u{E0001}', '\u{E0001}'),
        ('\u{E0020}', '\u{E007F}'),
    ];
    character.is_control()
        || RANGES.iter().any(|(first, last)| (*first..=*last).contains(&character))
}

#[cfg(test)]
mod tests {
    use super::{Fault, Faults, MAX_FAULTS, excerpt, pointer};

    #[test]
    fn faults_beyond_the_limit_are_counted_and_not_described() {
        let mut faults = Faults::default();
        let mut described = 0;
        for _ in 0..1_000 {
            faults.push(|| {
                described += 1;
                Fault::at(&["a"], "no")
            });
        }
        assert_eq!((described, faults.kept().len()), (MAX_FAULTS, MAX_FAULTS));
        assert_eq!((faults.omitted(), faults.total()), (1_000 - MAX_FAULTS, 1_000));
    }

    #[test]
    fn an_excerpt_has_no_invisible_characters() {
        let input = "dj\u{202e}og\u{200b}n\u{2066}a\u{feff}\u{e0041}\u{1b}[31m\u{2028}\u{85}";
        assert_eq!(
            excerpt(input),
            "\u{201C}dj\u{FFFD}og\u{FFFD}n\u{FFFD}a\u{FFFD}\u{FFFD}\u{FFFD}[31m\u{FFFD}\u{FFFD}\u{201D}"
        );
        // Letters, accents of their own, and pictures are shown.
        assert_eq!(excerpt("e\u{301}\u{fc}\u{1f980}"), "\u{201C}e\u{301}\u{fc}\u{1f980}\u{201D}");
    }

    #[test]
    fn a_pointer_is_a_valid_uri_fragment_whatever_was_sent() {
        assert_eq!(pointer::<&str>(&[]), "#");
        assert_eq!(pointer(&["answers", "project_type"]), "#/answers/project_type");
        assert_eq!(pointer(&["a/b~c d\u{e9}"]), "#/a~1b~0c%20d%C3%A9");
    }

    #[test]
    fn an_excerpt_has_at_most_64_characters_of_the_input() {
        let shown = excerpt(&"\u{7}".repeat(1_000));
        assert_eq!(shown.chars().count(), 64 + 2);
        assert!(!shown.contains('\u{7}'));
    }
}
