//! What is wrong with an input, where, and what would be right.

/// The longest piece of an input that a message repeats, in characters.
const MAX_EXCERPT: usize = 64;

/// One fault of an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// JSON Pointer to the faulty place, as URI fragment: `#/answers/project_type`.
    pub pointer: String,
    /// What is wrong, as a sentence.
    pub detail: String,
    /// What would be right, where that is a list.
    pub allowed: Vec<String>,
    /// The allowed value that was probably meant.
    pub suggestion: Option<String>,
}

impl Fault {
    /// A fault at `path` (unescaped reference tokens from the top).
    pub fn at<S: AsRef<str>>(path: &[S], detail: impl Into<String>) -> Self {
        Self {
            pointer: pointer(path),
            detail: detail.into(),
            allowed: Vec::new(),
            suggestion: None,
        }
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

/// A piece of an input that may be repeated in a message: short, in quotes, without control characters.
#[must_use]
pub fn excerpt(input: &str) -> String {
    let mut shown: String = input
        .chars()
        .take(MAX_EXCERPT - 1)
        .map(|c| if c.is_control() { '\u{FFFD}' } else { c })
        .collect();
    if input.chars().nth(MAX_EXCERPT - 1).is_some() {
        shown.push('…');
    }
    format!("\u{201C}{shown}\u{201D}")
}

#[cfg(test)]
mod tests {
    use super::{excerpt, pointer};

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
