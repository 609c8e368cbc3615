//! JSON text (RFC 8259) into a value, strictly: no duplicate members, no number outside `f64`, no
//! depth beyond what `serde_json` allows (128), nothing after the value.
//!
//! Duplicate members are legal in the grammar, but two readers of the same text may then see
//! different values (RFC 7493, section 2.3), so they are refused.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use crate::fault::excerpt;

/// Why a text is not accepted as JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JsonErrorKind {
    /// It does not follow the grammar, or a number or the depth is out of bounds.
    Syntax,
    /// An object has two members of the same name.
    Duplicate,
    /// It is not UTF-8.
    Encoding,
    /// There is nothing in it.
    Empty,
}

/// What is wrong with a JSON text, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{detail} (line {line}, column {column})")]
pub struct JsonError {
    /// The kind of fault.
    pub kind: JsonErrorKind,
    /// Line, from 1; 0 for an empty text.
    pub line: usize,
    /// Column in bytes, as `serde_json` counts it; 0 at the start of a line.
    pub column: usize,
    /// What is wrong, with at most 64 characters of the input.
    pub detail: String,
}

/// Reads one JSON value that makes up the whole of `bytes`.
///
/// # Errors
/// The first fault of the text.
pub fn parse(bytes: &[u8]) -> Result<Value, JsonError> {
    // A reader may ignore a byte order mark (RFC 8259, section 8.1); editors and shells on Windows write one.
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let mut lines = bytes[..error.valid_up_to()].split(|byte| *byte == b'\n');
        let last = lines.next_back().unwrap_or_default();
        JsonError {
            kind: JsonErrorKind::Encoding,
            line: 1 + lines.count(),
            column: 1 + last.len(),
            detail: "the text is not UTF-8".to_owned(),
        }
    })?;
    if text.trim_ascii().is_empty() {
        return Err(JsonError {
            kind: JsonErrorKind::Empty,
            line: 0,
            column: 0,
            detail: "the text is empty".to_owned(),
        });
    }
    let duplicate = Cell::new(None);
    let mut deserializer = serde_json::Deserializer::from_str(text);
    Strict { duplicate: &duplicate }
        .deserialize(&mut deserializer)
        .and_then(|value| deserializer.end().map(|()| value))
        .map_err(|error| {
            let (kind, detail) = match duplicate.take() {
                Some(name) => {
                    let detail = format!("the member {} occurs twice", excerpt(&name));
                    (JsonErrorKind::Duplicate, detail)
                }
                None => (JsonErrorKind::Syntax, message(&error)),
            };
            JsonError { kind, line: error.line(), column: error.column(), detail }
        })
}

/// A number without sign and fraction, also one that is written with a point: JSON makes no difference between 1
/// and 1.0.
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "what is above the range is cut to its end"
)]
pub fn whole_number(value: &Value) -> Option<u64> {
    value.as_f64().filter(|number| number.fract() == 0.0 && *number >= 0.0).map(|n| n as u64)
}

/// The message without the place, which has its own members. `serde_json` repeats no input in it.
fn message(error: &serde_json::Error) -> String {
    let place = format!(" at line {} column {}", error.line(), error.column());
    let message = error.to_string();
    message.strip_suffix(&place).unwrap_or(&message).to_owned()
}

/// Builds a [`Value`], and notes the name of the first member that occurs twice.
#[derive(Clone, Copy)]
struct Strict<'a> {
    duplicate: &'a Cell<Option<String>>,
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value).map(Value::Number).ok_or_else(|| E::custom("number out of range"))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut array = Vec::new();
        while let Some(item) = items.next_element_seed(self)? {
            array.push(item);
        }
        Ok(Value::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            if object.contains_key(&name) {
                self.duplicate.set(Some(name));
                return Err(A::Error::custom("duplicate member"));
            }
            let value = members.next_value_seed(self)?;
            object.insert(name, value);
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::{JsonErrorKind, parse};
    use proptest::prelude::*;
    use serde_json::json;

    fn fault(text: &[u8]) -> (JsonErrorKind, usize, usize, String) {
        let error = parse(text).unwrap_err();
        (error.kind, error.line, error.column, error.detail)
    }

    #[test]
    fn every_kind_of_value_is_read() {
        let text =
            br#" {"a": [1, -2, 0.5, true, null, "x\n\u00e9"], "b": {"a": 18446744073709551615}} "#;
        let expected = json!({"a": [1, -2, 0.5, true, null, "x\n\u{e9}"], "b": {"a": u64::MAX}});
        assert_eq!(parse(text), Ok(expected));
    }

    #[test]
    fn a_syntax_error_tells_line_and_column() {
        let expected = (JsonErrorKind::Syntax, 2, 7, "expected value".to_owned());
        assert_eq!(fault(b"{\n \"a\": ]}"), expected);
    }

    #[test]
    fn a_duplicate_member_is_refused_at_any_depth() {
        let (kind, line, _, detail) = fault(br#"[{"a": {"b": 1, "c": 2, "b": 3}}]"#);
        assert_eq!((kind, line), (JsonErrorKind::Duplicate, 1));
        assert_eq!(detail, "the member \u{201c}b\u{201d} occurs twice");
    }

    #[test]
    fn the_same_name_in_two_objects_is_no_duplicate() {
        assert!(parse(br#"[{"a": 1}, {"a": {"a": 2}}]"#).is_ok());
    }

    #[test]
    fn numbers_that_no_double_holds_are_refused() {
        assert_eq!(fault(b"[1e999]").3, "number out of range");
        assert_eq!(fault(b"[-1e999]").3, "number out of range");
        assert_eq!(fault(b"[NaN]").0, JsonErrorKind::Syntax);
    }

    #[test]
    fn depth_is_limited() {
        let nested = |depth: usize| [b"[".repeat(depth), b"]".repeat(depth)].concat();
        assert!(parse(&nested(127)).is_ok());
        assert_eq!(fault(&nested(1_000)).3, "recursion limit exceeded");
    }

    #[test]
    fn a_text_that_is_not_utf_8_tells_where() {
        let expected = (JsonErrorKind::Encoding, 2, 2, "the text is not UTF-8".to_owned());
        assert_eq!(fault(b"{\n\"\xff\"}"), expected);
    }

    #[test]
    fn nothing_is_empty_and_so_is_white_space() {
        assert_eq!(fault(b"").0, JsonErrorKind::Empty);
        assert_eq!(fault(b" \r\n\t ").0, JsonErrorKind::Empty);
    }

    #[test]
    fn something_after_the_value_is_refused() {
        assert_eq!(fault(b"{} {}").3, "trailing characters");
    }

    #[test]
    fn a_long_member_name_is_shortened() {
        let name = "x".repeat(5_000);
        let (_, _, _, detail) = fault(format!(r#"{{"{name}": 1, "{name}": 2}}"#).as_bytes());
        assert!(detail.chars().filter(|c| *c == 'x').count() <= 64);
    }

    proptest! {
        #[test]
        fn any_bytes_get_a_value_or_an_error(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = parse(&bytes);
        }

        #[test]
        fn texts_without_duplicates_read_as_serde_json_reads_them(text in r#"[\[\]{}",:0-9a-c.e\- ]{0,40}"#) {
            match (parse(text.as_bytes()), serde_json::from_str::<serde_json::Value>(&text)) {
                (Ok(ours), theirs) => prop_assert_eq!(Some(ours), theirs.ok()),
                (Err(error), theirs) => {
                    prop_assert!(theirs.is_err() || error.kind == JsonErrorKind::Duplicate);
                }
            }
        }
    }
}
