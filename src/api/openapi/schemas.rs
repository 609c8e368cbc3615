//! Changes to schemas that help generators of clients: names without suffixes of this program, and members that are
//! always sent.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

/// Schemas with other names than their types.
const NAMES: [(&str, &str); 16] = [
    // A type with a member of its own name is a fault in generated Python.
    ("ChangeView", "KnowledgeChange"),
    ("ContextView", "ProjectContext"),
    ("Counts", "KnowledgeCounts"),
    ("Interface", "ServerInterface"),
    ("MethodView", "MethodWinner"),
    ("Miss", "NearestMiss"),
    ("MoveView", "MoveAdvice"),
    ("OptionView", "AnswerOption"),
    ("PairView", "RelatedFrameworks"),
    ("Ranked", "RankedFramework"),
    ("ReadingView", "TextReading"),
    ("StatisticsTable_ChosenCell", "ChosenTable"),
    ("StatisticsTable_RatingCell", "RatingTable"),
    ("StatisticsTable_WinnerCell", "WinnerTable"),
    ("SupportView", "CapabilitySupport"),
    ("UnderstoodView", "UnderstoodAnswer"),
];
/// Prefixes of generic types, with the suffixes that take their places.
const GENERICS: [(&str, &str); 2] = [("Collection_", "List"), ("Row_", "Row")];
/// Prefixes of generic types, with the places of the schemas of their parameters.
const PARAMETERS: [(&str, &str); 3] = [
    ("Collection_", "/properties/items/items"),
    ("Row_", "/properties/frameworks/additionalProperties"),
    ("StatisticsTable_", "/properties/cells/items"),
];
/// Suffix of types that show a part of the knowledge.
const VIEW: &str = "View";
/// The longest text that the knowledge contains in a list or as a name, in characters.
const MAX_TEXT: u32 = 2_000;
/// The longest list by the name of a framework.
const MAX_LIST: u32 = 10_000;
/// The largest integer that every JSON parser reads exactly (RFC 8259, section 6).
const MAX_COUNT: u64 = (1 << 53) - 1;
/// Prefix of references to schemas.
const REFERENCE: &str = "#/components/schemas/";

/// Prepares the schemas of a description for generators.
pub fn prepare(document: &mut Value) {
    refer_to_items(document);
    inline(document, "Text");
    rename(document);
    describe_nullable_references(document);
    require_nullables(document);
    limit(&mut document["components"]["schemas"]);
}

/// Removes the schemas that nothing refers to.
pub fn prune(document: &mut Value) {
    loop {
        let mut used = BTreeSet::new();
        references(document, &mut |name| _ = used.insert(name.clone()));
        let Some(schemas) = document["components"]["schemas"].as_object_mut() else { return };
        let before = schemas.len();
        schemas.retain(|name, _| used.contains(name));
        if schemas.len() == before {
            return;
        }
    }
}

/// Replaces the schemas of parameters in generic types by references: utoipa repeats the schema.
fn refer_to_items(document: &mut Value) {
    let Some(schemas) = document["components"]["schemas"].as_object_mut() else { return };
    let mut items = Vec::new();
    for (name, schema) in schemas.iter_mut() {
        for (prefix, place) in PARAMETERS {
            let (item, repeated) = (name.strip_prefix(prefix), schema.pointer_mut(place));
            if let (Some(item), Some(repeated)) = (item, repeated) {
                let reference = json!({"$ref": format!("{REFERENCE}{item}")});
                items.push((item.to_owned(), std::mem::replace(repeated, reference)));
            }
        }
    }
    for (name, schema) in items {
        schemas.entry(name).or_insert(schema);
    }
}

/// Puts a schema in the places that refer to it: a named string is of no use to clients.
fn inline(document: &mut Value, name: &str) {
    let schema = document["components"]["schemas"][name].clone();
    let reference = json!({"$ref": format!("{REFERENCE}{name}")});
    replace(&mut document["paths"], &reference, &schema);
}

/// Replaces every value that equals `old`.
fn replace(value: &mut Value, old: &Value, new: &Value) {
    if value == old {
        value.clone_from(new);
        return;
    }
    match value {
        Value::Object(members) => {
            members.values_mut().for_each(|member| replace(member, old, new));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| replace(item, old, new)),
        _ => {}
    }
}

/// The name of a schema in the description.
fn public_name(name: &str) -> String {
    if let Some((_, public)) = NAMES.iter().find(|(own, _)| *own == name) {
        return (*public).to_owned();
    }
    for (prefix, suffix) in GENERICS {
        if let Some(item) = name.strip_prefix(prefix) {
            return format!("{}{suffix}", public_name(item));
        }
    }
    name.strip_suffix(VIEW).unwrap_or(name).to_owned()
}

fn rename(document: &mut Value) {
    if let Some(schemas) = document["components"]["schemas"].as_object_mut() {
        let renamed: BTreeMap<String, Value> = std::mem::take(schemas)
            .into_iter()
            .map(|(name, schema)| (public_name(&name), schema))
            .collect();
        schemas.extend(renamed);
    }
    references(document, &mut |name| *name = public_name(name));
}

/// Calls `visit` with the name in each reference to a schema; a changed name is written back.
fn references(value: &mut Value, visit: &mut impl FnMut(&mut String)) {
    match value {
        Value::Object(members) => {
            for (member, value) in members {
                match value {
                    Value::String(target) if member == "$ref" => {
                        if let Some(name) = target.strip_prefix(REFERENCE) {
                            let mut name = name.to_owned();
                            visit(&mut name);
                            *target = format!("{REFERENCE}{name}");
                        }
                    }
                    other => references(other, visit),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| references(item, visit)),
        _ => {}
    }
}

/// Moves the description of a reference that may be null out of the union, where generators find it.
fn describe_nullable_references(document: &mut Value) {
    let schemas = document["components"]["schemas"].as_object_mut();
    let properties = schemas
        .into_iter()
        .flatten()
        .filter_map(|(_, schema)| schema.get_mut("properties")?.as_object_mut())
        .flat_map(Map::values_mut);
    for property in properties {
        let reference = property.pointer_mut("/oneOf/0").and_then(Value::as_object_mut);
        if let Some(description) = reference.and_then(|choice| choice.remove("description")) {
            property["description"] = description;
        }
    }
}

/// Requires every member that may be null: this service leaves out what it does not send.
fn require_nullables(document: &mut Value) {
    let schemas = document["components"]["schemas"].as_object_mut();
    for (_, schema) in schemas.into_iter().flatten() {
        let nullable: Vec<Value> = schema["properties"]
            .as_object()
            .into_iter()
            .flatten()
            .filter(|(_, property)| is_nullable(property))
            .map(|(name, _)| json!(name))
            .collect();
        if nullable.is_empty() {
            continue;
        }
        let mut required = schema["required"].as_array().cloned().unwrap_or_default();
        required.extend(nullable);
        schema["required"] = json!(required);
    }
}

/// Adds limits to strings, lists and numbers that have none of their own: items of lists, keys of maps and counts.
fn limit(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            members.values_mut().for_each(limit);
            let kind = match members.get("type") {
                Some(Value::Array(types)) => types.iter().find(|kind| *kind != "null"),
                kind => kind,
            };
            let kind = kind.and_then(Value::as_str).map(str::to_owned);
            match kind.as_deref() {
                Some("string")
                    if !["enum", "maxLength"].iter().any(|key| members.contains_key(*key)) =>
                {
                    members.insert("maxLength".to_owned(), json!(MAX_TEXT));
                }
                Some("array") if !members.contains_key("maxItems") => {
                    members.insert("maxItems".to_owned(), json!(MAX_LIST));
                }
                Some("integer") => {
                    members.entry("minimum").or_insert(json!(0));
                    let most = members.entry("maximum").or_insert(json!(MAX_COUNT)).as_u64();
                    let small = most.is_some_and(|most| i32::try_from(most).is_ok());
                    members.entry("format").or_insert(json!(if small { "int32" } else { "int64" }));
                }
                _ => {}
            }
        }
        Value::Array(items) => items.iter_mut().for_each(limit),
        _ => {}
    }
}

fn is_nullable(property: &Value) -> bool {
    let types = property["type"].as_array().into_iter().flatten();
    let choices = property["oneOf"].as_array().into_iter().flatten();
    types.chain(choices.map(|choice| &choice["type"])).any(|kind| kind == "null")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{limit, prepare, prune, public_name};

    #[test]
    fn names_have_no_suffix_of_this_program() {
        for (own, public) in [
            ("CapabilityView", "Capability"),
            ("Collection_CapabilityView", "CapabilityList"),
            ("Row_FactView", "FactRow"),
            ("OptionView", "AnswerOption"),
            ("Audit", "Audit"),
        ] {
            assert_eq!(public_name(own), public);
        }
    }

    #[test]
    fn references_follow_and_nullable_members_are_required() {
        let mut document = json!({
            "paths": {"/a": {"$ref": "#/components/schemas/AView"}},
            "components": {"schemas": {
                "AView": {"required": ["b"], "properties": {
                    "b": {"type": "string"},
                    "c": {"type": ["string", "null"]},
                    "d": {"type": "string"},
                    "e": {"oneOf": [{"type": "null"}, {"$ref": "#/components/schemas/BView"}]},
                }},
                "BView": {}, "CView": {"$ref": "#/components/schemas/DView"}, "DView": {},
            }},
        });
        prepare(&mut document);
        prune(&mut document);
        assert_eq!(document["paths"]["/a"]["$ref"], "#/components/schemas/A");
        let schemas = document["components"]["schemas"].as_object().unwrap();
        assert_eq!(schemas.keys().collect::<Vec<_>>(), ["A", "B"]);
        assert_eq!(schemas["A"]["required"], json!(["b", "c", "e"]));
    }

    #[test]
    fn what_has_no_limit_gets_one() {
        let mut schema = json!({
            "type": "array",
            "items": {"type": "string"},
            "properties": {"a": {"type": "integer"}, "b": {"type": "integer", "maximum": 9}},
        });
        limit(&mut schema);
        assert_eq!(schema["maxItems"], 10_000);
        assert_eq!(schema["items"]["maxLength"], 2_000);
        let [a, b] = ["a", "b"].map(|name| schema["properties"][name]["format"].clone());
        assert_eq!((a, b), (json!("int64"), json!("int32")));
    }
}
