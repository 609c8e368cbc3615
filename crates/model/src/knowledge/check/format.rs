//! Rules about one file by itself: it has the keys, types and values of its format.
//!
//! [`Format`] reads the JSON Schema that schemars generates from a type of `knowledge::format`, and compares
//! files with it. It knows the keywords that these schemas use and no others: a schema with another keyword
//! cannot be read, so that no restriction is skipped without notice.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use regex_lite::Regex;
use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::{Deserializer, Error as _, IgnoredAny};
use serde_json::{Map, Value};

use super::fault::Fault;
use crate::knowledge::schema::document;
use crate::suggest::nearest;

/// The format of one kind of file.
#[derive(Debug)]
pub(in crate::knowledge) struct Format {
    schema: Schema,
    /// The keys of all its tables, for suggestions.
    keys: Vec<String>,
}

impl Format {
    /// The format of the files that are read as `T`.
    ///
    /// # Panics
    /// Never: the schema is generated from a type of this crate, and a test reads the schemas of all files.
    pub fn of<T: JsonSchema>() -> Self {
        #[expect(clippy::expect_used, reason = "a test reads the schemas of all files")]
        Self::read(&document::<T>()).expect("a generated schema has only known keywords")
    }

    /// Reads a JSON Schema.
    ///
    /// # Errors
    /// The first keyword that is unknown or has an unexpected value, or a reference that leads nowhere.
    fn read(document: &Value) -> Result<Self, serde_json::Error> {
        let schema: Schema = serde_json::from_str(&document.to_string())?;
        let (mut keys, mut references) = (Vec::new(), Vec::new());
        schema.visit(&mut |part| {
            keys.extend(part.properties.keys().cloned());
            references.extend(part.reference.iter().map(|Reference(name)| name.clone()));
        });
        match references.iter().find(|name| !schema.definitions.contains_key(*name)) {
            Some(name) => Err(serde_json::Error::custom(format!("`{name}` is not defined"))),
            None => Ok(Self { schema, keys }),
        }
    }

    /// A fault for every place of the file that does not fit.
    pub fn faults(&self, file: &str, value: &Value) -> Vec<Fault> {
        let mut comparison = Comparison { format: self, file, faults: Vec::new() };
        comparison.compare(&self.schema, value, "");
        comparison.faults
    }
}

/// A JSON Schema (draft 2020-12) made of the keywords that occur in the schemas of the files.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Schema {
    #[serde(rename = "type", default)]
    types: Types,
    #[serde(default)]
    properties: BTreeMap<String, Schema>,
    #[serde(default)]
    required: Vec<String>,
    #[serde(default)]
    additional_properties: OtherKeys,
    items: Option<Box<Schema>>,
    /// The words of an enum.
    #[serde(default)]
    one_of: Vec<Word>,
    minimum: Option<f64>,
    maximum: Option<f64>,
    #[serde(default)]
    min_length: usize,
    #[serde(default)]
    min_items: usize,
    max_items: Option<usize>,
    #[serde(default, deserialize_with = "pattern")]
    pattern: Option<Regex>,
    #[serde(rename = "$ref")]
    reference: Option<Reference>,
    #[serde(rename = "$defs", default)]
    definitions: BTreeMap<String, Schema>,

    // Keywords that describe. `format` is one of them: whether an integer fits its Rust type is found
    // when the file is read as that type.
    #[serde(rename = "$schema")]
    _dialect: Option<IgnoredAny>,
    #[serde(rename = "title")]
    _title: Option<IgnoredAny>,
    #[serde(rename = "description")]
    _description: Option<IgnoredAny>,
    #[serde(rename = "default")]
    _default: Option<IgnoredAny>,
    #[serde(rename = "format")]
    _format: Option<IgnoredAny>,
}

impl Schema {
    /// Calls `action` with this schema and all schemas inside it.
    fn visit(&self, action: &mut impl FnMut(&Self)) {
        action(self);
        let each = match &self.additional_properties {
            OtherKeys::Each(schema) => Some(schema),
            OtherKeys::Allowed(_) => None,
        };
        let boxed = each.into_iter().chain(&self.items).map(|schema| &**schema);
        for part in self.properties.values().chain(self.definitions.values()).chain(boxed) {
            part.visit(action);
        }
    }
}

/// `type`: one type, or a list of types; any type where it is left out.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "OneOrSeveral")]
struct Types(Vec<Type>);

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrSeveral {
    One(Type),
    Several(Vec<Type>),
}

impl From<OneOrSeveral> for Types {
    fn from(types: OneOrSeveral) -> Self {
        match types {
            OneOrSeveral::One(one) => Self(vec![one]),
            OneOrSeveral::Several(several) => Self(several),
        }
    }
}

/// A type of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Type {
    Array,
    Boolean,
    Integer,
    Null,
    Number,
    Object,
    String,
}

impl Type {
    fn fits(self, value: &Value) -> bool {
        match self {
            Self::Array => value.is_array(),
            Self::Boolean => value.is_boolean(),
            Self::Integer => value.is_i64() || value.is_u64(),
            // TOML has no null: what arrives as null is `nan` or `inf`, which JSON does not have.
            Self::Null => false,
            Self::Number => value.is_number(),
            Self::Object => value.is_object(),
            Self::String => value.is_string(),
        }
    }

    /// What TOML calls it; `None` for the type that TOML does not have.
    const fn name(self) -> Option<&'static str> {
        match self {
            Self::Array => Some("array"),
            Self::Boolean => Some("boolean"),
            Self::Integer => Some("integer"),
            Self::Null => None,
            Self::Number => Some("number"),
            Self::Object => Some("table"),
            Self::String => Some("string"),
        }
    }
}

/// `additionalProperties`: whether other keys than the `properties` are allowed, or what each of them is.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum OtherKeys {
    Allowed(bool),
    Each(Box<Schema>),
}

impl Default for OtherKeys {
    fn default() -> Self {
        Self::Allowed(true)
    }
}

/// One word of an enum.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Word {
    #[serde(rename = "const")]
    value: String,
    #[serde(rename = "type")]
    _type: Option<IgnoredAny>,
    #[serde(rename = "description")]
    _description: Option<IgnoredAny>,
}

/// `$ref`: the name of a definition.
#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
struct Reference(String);

impl TryFrom<String> for Reference {
    type Error = String;

    fn try_from(reference: String) -> Result<Self, String> {
        match reference.strip_prefix("#/$defs/") {
            Some(name) => Ok(Self(name.to_owned())),
            None => Err(format!("`{reference}` is no reference to a definition")),
        }
    }
}

fn pattern<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Regex>, D::Error> {
    let pattern = String::deserialize(deserializer)?;
    Regex::new(&pattern).map(Some).map_err(D::Error::custom)
}

/// The comparison of one file with its format.
struct Comparison<'a> {
    format: &'a Format,
    file: &'a str,
    faults: Vec<Fault>,
}

impl Comparison<'_> {
    fn fault(&mut self, key: &str, rule: &'static str, advice: impl Into<String>) {
        self.faults.push(Fault::new(self.file, key, rule, advice));
    }

    /// Reports what of `schema` the value at `key` does not meet.
    fn compare(&mut self, schema: &Schema, value: &Value, key: &str) {
        if let Some(Reference(name)) = &schema.reference {
            self.compare(&self.format.schema.definitions[name], value, key);
        }
        let Types(types) = &schema.types;
        if !types.is_empty() && !types.iter().any(|kind| kind.fits(value)) {
            let names: Vec<_> = types.iter().filter_map(|kind| kind.name()).collect();
            let finite = if value.is_null() { "; `nan` and `inf` are not allowed" } else { "" };
            let advice = format!("give a value of type {}{finite}", names.join(" or "));
            return self.fault(key, "wrong-type", advice);
        }
        if !schema.one_of.is_empty() {
            self.compare_word(&schema.one_of, value, key);
        }
        match value {
            Value::Number(number) => self.compare_number(schema, number.as_f64(), key),
            Value::String(text) => self.compare_text(schema, text, key),
            Value::Array(entries) => self.compare_list(schema, entries, key),
            Value::Object(members) => self.compare_table(schema, members, key),
            Value::Bool(_) | Value::Null => {}
        }
    }

    fn compare_word(&mut self, words: &[Word], value: &Value, key: &str) {
        let words: Vec<&str> = words.iter().map(|known| known.value.as_str()).collect();
        let given = value.as_str();
        if given.is_some_and(|given| words.contains(&given)) {
            return;
        }
        let mut advice = format!("use one of {}", words.join(", "));
        if let Some(similar) = given.and_then(|given| nearest(given, words)) {
            let _ = write!(advice, "; did you mean `{similar}`?");
        }
        self.fault(key, "not-allowed", advice);
    }

    fn compare_number(&mut self, schema: &Schema, number: Option<f64>, key: &str) {
        if let Some(minimum) = schema.minimum.filter(|least| number.is_none_or(|n| n < *least)) {
            self.fault(key, "out-of-scale", format!("give at least {minimum}"));
        }
        if let Some(maximum) = schema.maximum.filter(|most| number.is_none_or(|n| n > *most)) {
            self.fault(key, "out-of-scale", format!("give at most {maximum}"));
        }
    }

    fn compare_text(&mut self, schema: &Schema, text: &str, key: &str) {
        if text.chars().count() < schema.min_length {
            self.fault(key, "too-short", format!("give at least {} characters", schema.min_length));
        }
        if let Some(pattern) = schema.pattern.as_ref().filter(|pattern| !pattern.is_match(text)) {
            let advice = format!("write it so that it matches `{pattern}`");
            self.fault(key, "wrong-format", advice);
        }
    }

    fn compare_list(&mut self, schema: &Schema, entries: &[Value], key: &str) {
        if entries.len() < schema.min_items {
            let advice = format!("give at least {} entries", schema.min_items);
            self.fault(key, "too-short", advice);
        }
        if let Some(most) = schema.max_items.filter(|most| entries.len() > *most) {
            self.fault(key, "too-long", format!("give at most {most} entries"));
        }
        let Some(items) = &schema.items else { return };
        for (index, entry) in entries.iter().enumerate() {
            // A person looks for the id of an entry, where it has one.
            let key = match entry.get("id").and_then(Value::as_str) {
                Some(id) => format!("{key}[{id}]"),
                None => format!("{key}[{index}]"),
            };
            self.compare(items, entry, &key);
        }
    }

    fn compare_table(&mut self, schema: &Schema, members: &Map<String, Value>, key: &str) {
        for name in schema.required.iter().filter(|name| !members.contains_key(*name)) {
            self.fault(&joined(key, name), "missing-key", format!("add `{name}`"));
        }
        for (name, member) in members {
            let key = joined(key, name);
            match (schema.properties.get(name), &schema.additional_properties) {
                (Some(property), _) => self.compare(property, member, &key),
                (None, OtherKeys::Each(other)) => self.compare(other, member, &key),
                (None, OtherKeys::Allowed(true)) => {}
                (None, OtherKeys::Allowed(false)) => {
                    let own = schema.properties.keys();
                    let known = own.chain(&self.format.keys).map(String::as_str);
                    let mut advice = String::from("remove it, or use a key of the format");
                    if let Some(similar) = nearest(name, known) {
                        let _ = write!(advice, "; did you mean `{similar}`?");
                    }
                    self.fault(&key, "unknown-key", advice);
                }
            }
        }
    }
}

fn joined(key: &str, name: &str) -> String {
    if key.is_empty() { name.to_owned() } else { format!("{key}.{name}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::schema;
    use serde_json::json;

    /// Rule, key and advice of every fault.
    fn faults(format: &Format, value: &Value) -> Vec<(&'static str, String, String)> {
        let found = format.faults("file.toml", value).into_iter();
        found.map(|Fault { rule, key, advice, .. }| (rule, key, advice)).collect()
    }

    #[test]
    fn the_schemas_of_all_files_have_only_known_keywords() {
        for (name, document) in schema::all() {
            let format = Format::read(&document);
            assert!(format.is_ok(), "{name}: {:?}", format.err());
        }
    }

    #[test]
    fn a_schema_with_another_keyword_or_value_is_not_read() {
        for unknown in [
            json!({"uniqueItems": true}),
            json!({"properties": {"a": {"maxLength": 3}}}),
            json!({"items": {"enum": ["a"]}}),
            json!({"additionalProperties": {"minProperties": 1}}),
            json!({"$defs": {"a": {"not": {}}}}),
            json!({"oneOf": [{"type": "string"}]}),
            json!({"oneOf": [{"const": 1}]}),
            json!({"type": "date"}),
            json!({"pattern": "("}),
            json!({"$ref": "#/$defs/missing"}),
            json!({"items": {"$ref": "https://example.org/schema"}}),
        ] {
            assert!(Format::read(&unknown).is_err(), "{unknown}");
        }
    }

    #[test]
    fn every_restriction_is_reported_with_its_place_and_an_advice() {
        let format = Format::read(&json!({
            "type": "object",
            "required": ["title", "size"],
            "additionalProperties": false,
            "properties": {
                "title": {"type": "string", "minLength": 2, "pattern": "^[a-z]*$"},
                "size": {"type": ["number", "null"], "minimum": 1, "maximum": 2.5},
                "count": {"type": "integer"},
                "parts": {"type": "array", "minItems": 2, "items": {"$ref": "#/$defs/Part"}},
                "flags": {"type": "object", "additionalProperties": {"type": "boolean"}},
            },
            "$defs": {"Part": {
                "type": "object",
                "properties": {"id": {"type": "string"}, "kind": {"$ref": "#/$defs/Kind"}},
            }, "Kind": {"oneOf": [{"const": "small"}, {"const": "large"}]}},
        }));
        let format = format.unwrap();
        let none: Vec<(&str, String, String)> = Vec::new();
        let fits = json!({
            "title": "ab", "size": 2.5, "count": 3, "flags": {"any": true},
            "parts": [{"id": "x", "kind": "large"}, {"other": 1}],
        });
        assert_eq!(faults(&format, &fits), none);
        let wrong = json!({
            "titel": "ab", "title": "É", "size": 0.5, "count": 3.0, "flags": {"any": 1},
            "parts": [{"id": "x", "kind": "lagre"}],
        });
        let found = faults(&format, &wrong);
        let found: Vec<_> =
            found.iter().map(|(rule, key, advice)| (*rule, &**key, &**advice)).collect();
        let expected = [
            ("wrong-type", "count", "give a value of type integer"),
            ("wrong-type", "flags.any", "give a value of type boolean"),
            ("too-short", "parts", "give at least 2 entries"),
            ("not-allowed", "parts[x].kind", "use one of small, large; did you mean `large`?"),
            ("out-of-scale", "size", "give at least 1"),
            (
                "unknown-key",
                "titel",
                "remove it, or use a key of the format; did you mean `title`?",
            ),
            ("too-short", "title", "give at least 2 characters"),
            ("wrong-format", "title", "write it so that it matches `^[a-z]*$`"),
        ];
        assert_eq!(found, expected);
        let found = faults(&format, &json!({"size": 3, "parts": [1, {"kind": 2}]}));
        let found: Vec<_> =
            found.iter().map(|(rule, key, advice)| (*rule, &**key, &**advice)).collect();
        let expected = [
            ("missing-key", "title", "add `title`"),
            ("wrong-type", "parts[0]", "give a value of type table"),
            ("not-allowed", "parts[1].kind", "use one of small, large"),
            ("out-of-scale", "size", "give at most 2.5"),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_number_that_json_does_not_have_is_a_wrong_type() {
        let value: Value = toml::from_str("size = nan").unwrap();
        let schema = json!({"properties": {"size": {"type": ["number", "null"]}}});
        let found = faults(&Format::read(&schema).unwrap(), &value);
        let advice = "give a value of type number; `nan` and `inf` are not allowed";
        assert_eq!(found, [("wrong-type", "size".to_owned(), advice.to_owned())]);
    }
}
