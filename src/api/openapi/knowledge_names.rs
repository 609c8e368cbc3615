//! Names of the knowledge in the description: questions, options, features and frameworks are data, so their schemas
//! come from the knowledge in use. Requests list ids as enumerations; responses have plain strings, because clients
//! that know an older knowledge must be able to read newer responses.

use framewise_model::knowledge::Knowledge;
use framewise_model::knowledge::format::{Question, Support};
use framewise_model::request::reader::MAX_ITEMS;
use framewise_model::request::{
    LEVELS, MAX_MEMORY_MIB, MAX_PRIORITY, MEMORY, PYTHON, environment_members, feature_ids,
};
use framewise_storage::privacy::OTHER_CHOICES;
use serde_json::{Map, Value, json};

/// Query parameters with the names and the schemas of members of a request, in the order of the description.
const MEMBERS: [&str; 13] = [
    "candidates",
    "exclude",
    "must_have",
    "minimum_support",
    "unwanted",
    "team_knows",
    "migrating_from",
    "target",
    "spread",
    "uniform",
    "draws",
    "detail",
    "limit",
];
/// Digits of a factor in a query string, from 0 to 5.
const FACTOR: &str = r"([0-4](\.[0-9]{1,6})?|5(\.0{1,6})?)";

/// Fills the names into a description.
pub fn fill(document: &mut Value, knowledge: &Knowledge) {
    let mut schemas = Schemas { knowledge, components: &mut document["components"]["schemas"] };
    let frameworks = schemas.framework_ids();
    let features = schemas.ids("FeatureId", "Id of a feature.", feature_ids(knowledge));
    let capabilities = knowledge.capabilities.iter().map(|found| found.id.as_str());
    let capabilities = schemas.ids("CapabilityId", "Id of a capability.", capabilities);
    let answers = schemas.answers();
    let priorities = schemas.priorities();
    let environment = schemas.environment();
    let levels = LEVELS.map(Support::as_str);
    let levels = schemas.ids("MinimumSupport", "The least support that suffices.", levels);

    let request = &mut schemas.components["RecommendationRequest"]["properties"];
    for (member, schema) in
        [("answers", answers), ("priorities", priorities), ("environment", environment)]
    {
        refer(&mut request[member], schema);
    }
    for member in ["candidates", "exclude", "team_knows"] {
        refer(&mut request[member], list(&frameworks));
    }
    for member in ["target", "migrating_from"] {
        refer(&mut request[member], frameworks.clone());
    }
    for member in ["must_have", "unwanted"] {
        refer(&mut request[member], list(&features));
    }
    refer(&mut request["minimum_support"], levels);
    let request = request.clone();
    let others = knowledge.frameworks.iter().map(|found| found.record.id.as_str());
    let choices = others.chain(OTHER_CHOICES);
    let choices = schemas.ids("FinalChoice", "Id of a framework, `none` or `other`.", choices);
    refer(&mut schemas.components["FeedbackRequest"]["properties"]["chosen"], choices);

    let parameters = parameters(document, knowledge, &request);
    let references: Vec<Value> = parameters
        .iter()
        .map(|(name, _)| json!({"$ref": format!("#/components/parameters/{name}")}))
        .collect();
    for path in ["/v1/recommendations", "/v1/recommendations.md"] {
        document["paths"][path]["get"]["parameters"] = json!(references);
    }
    let parameters: Map<String, Value> = parameters.into_iter().collect();
    document["components"]["parameters"] = json!(parameters);
    fill_items(document, "/v1/frameworks", "capability", &capabilities);
    for path in ["/v1/comparison", "/v1/comparison.md"] {
        fill_items(document, path, "frameworks", &frameworks);
    }
    if let Some(first) = knowledge.history.releases().first()
        && let Some(since) = query_parameter(document, "/v1/knowledge/changes", "since")
    {
        since["example"] = json!(first.version.to_string());
    }
}

/// The schemas of a description, to which named ones are added.
struct Schemas<'k, 'd> {
    knowledge: &'k Knowledge,
    components: &'d mut Value,
}

impl<'k> Schemas<'k, '_> {
    /// Adds a schema and returns a reference to it. Names of the knowledge give way to those of the program.
    fn add(&mut self, name: &str, schema: Value) -> Value {
        let mut name = name.to_owned();
        while self.components.get(&name).is_some() {
            name.push_str("Choice");
        }
        self.components[&name] = schema;
        json!({"$ref": format!("#/components/schemas/{name}")})
    }

    /// An enumeration.
    fn ids<'i>(
        &mut self,
        name: &str,
        description: &str,
        ids: impl IntoIterator<Item = &'i str>,
    ) -> Value {
        let ids: Vec<&str> = ids.into_iter().collect();
        self.add(name, json!({"type": "string", "description": description, "enum": ids}))
    }

    fn framework_ids(&mut self) -> Value {
        let ids = self.knowledge.frameworks.iter().map(|found| found.record.id.as_str());
        self.ids("FrameworkId", "Id of a framework.", ids)
    }

    /// An object with one property for each question.
    fn answers(&mut self) -> Value {
        let questions = &self.knowledge.questions;
        let properties: Map<String, Value> =
            questions.iter().map(|question| (question.id.clone(), self.answer(question))).collect();
        self.add(
            "Answers",
            json!({
                "type": "object",
                "description": "Answers by question. A question that takes several options has a list.",
                "properties": properties,
                "additionalProperties": false,
            }),
        )
    }

    /// The answer to one question: an enumeration, or a list of it.
    fn answer(&mut self, question: &Question) -> Value {
        let description = format!("{} {}", question.text, question.help);
        let ids: Vec<&str> = question.options.iter().map(|option| option.id.as_str()).collect();
        if !question.multiple {
            return self.ids(&pascal(&question.id), &description, ids);
        }
        let features = &self.components["FeatureId"];
        let items = if features["enum"] == json!(ids) {
            json!({"$ref": "#/components/schemas/FeatureId"})
        } else {
            self.ids(&pascal(&question.id), &question.text, ids)
        };
        let mut schema = list(&items);
        schema["description"] = json!(description);
        schema
    }

    /// An object with one property for each criterion and feature.
    fn priorities(&mut self) -> Value {
        let factor = json!({"type": "number", "minimum": 0, "maximum": MAX_PRIORITY});
        let attributes = self.knowledge.attributes.iter();
        let properties: Map<String, Value> =
            attributes.map(|attribute| (attribute.id.clone(), factor.clone())).collect();
        self.add(
            "Priorities",
            json!({
                "type": "object",
                "description": "Factors from 0 to 5 on the weights that the answers give to criteria and features; \
                    1 where left out.",
                "properties": properties,
                "additionalProperties": false,
            }),
        )
    }

    /// An object with one property for each member of an environment.
    fn environment(&mut self) -> Value {
        let properties: Map<String, Value> = environment_members(self.knowledge)
            .into_iter()
            .map(|member| (member.to_owned(), self.demand(member)))
            .collect();
        self.add(
            "Environment",
            json!({
                "type": "object",
                "description": "Where the project must run; frameworks that cannot are excluded. It is never stored.",
                "properties": properties,
                "additionalProperties": false,
            }),
        )
    }

    /// The schema of one member of an environment.
    fn demand(&mut self, member: &str) -> Value {
        match member {
            PYTHON => json!({
                "type": "string", "maxLength": 19, "pattern": "^[0-9]{1,4}(\\.[0-9]{1,4}){0,3}$",
                "description": "The oldest version of Python that the project must run on, such as `3.10`.",
            }),
            MEMORY => json!({
                "type": "number", "exclusiveMinimum": 0, "maximum": MAX_MEMORY_MIB,
                "description": "The memory that one process may use, in MiB.",
            }),
            _ => {
                let constraints = self.knowledge.context.constraints.iter();
                let parts = constraints.filter_map(|constraint| {
                    let id = constraint.id.strip_prefix(member)?;
                    Some((id.strip_prefix('='), constraint.text.as_str()))
                });
                let (values, texts): (Vec<Option<&'k str>>, Vec<&'k str>) = parts.unzip();
                let values: Vec<&str> = values.into_iter().flatten().collect();
                let description = format!("The project {}.", texts.join(", or "));
                if values.is_empty() {
                    json!({"type": "boolean", "description": description})
                } else {
                    self.ids(&pascal(member), &description, values)
                }
            }
        }
    }
}

/// The query parameters of a recommendation by name: the questions, then the other members of the request.
fn parameters(document: &Value, knowledge: &Knowledge, request: &Value) -> Vec<(String, Value)> {
    let components = &document["components"]["schemas"];
    let example = json!({"project_type": "rest_api", "project_size": "small", "features": ["api_docs", "nosql"], "candidates": ["fastapi", "flask", "litestar"]});
    let parameter = |name: &str, schema: &Value| {
        let mut schema = schema.clone();
        let own = schema.as_object_mut().and_then(|members| members.remove("description"));
        let description = own.unwrap_or_else(|| {
            let name = schema["$ref"].as_str().and_then(|target| target.rsplit('/').next());
            name.map(|name| components[name]["description"].clone()).unwrap_or_default()
        });
        let mut parameter = json!({
            "name": name, "in": "query", "required": false, "description": description,
        });
        if schema["type"] == "array" {
            parameter["style"] = json!("form");
            parameter["explode"] = json!(false);
        }
        if let Some(example) = example.get(name) {
            parameter["example"] = example.clone();
        }
        parameter["schema"] = schema;
        (name.to_owned(), parameter)
    };
    let answers = &components["Answers"]["properties"];
    let questions = knowledge.questions.iter();
    let questions = questions.map(|question| parameter(&question.id, &answers[&question.id]));
    let members = MEMBERS.iter().map(|member| parameter(member, &request[*member]));
    let environment = components["Environment"]["properties"].as_object().into_iter().flatten();
    let environment = environment.map(|(member, schema)| parameter(member, schema));
    let priorities = priorities_as_list(knowledge);
    let priorities = [parameter("priorities", &priorities)];
    questions.chain(members).chain(environment).chain(priorities).collect()
}

/// The schema of priorities in a query string.
fn priorities_as_list(knowledge: &Knowledge) -> Value {
    let ids: Vec<&str> = knowledge.attributes.iter().map(|found| found.id.as_str()).collect();
    let pattern = format!("^({}):{FACTOR}$", ids.join("|"));
    let mut schema = list(&json!({"type": "string", "maxLength": 100, "pattern": pattern}));
    schema["description"] = json!(
        "Criteria or features with factors on their weights, such as `performance:2,longevity:0`."
    );
    schema
}

/// `ProjectType` for `project_type`.
fn pascal(id: &str) -> String {
    let words = id.split(['_', '-']);
    let upper = words.map(|word| {
        let mut letters = word.chars();
        let first = letters.next().map(|first| first.to_ascii_uppercase());
        first.into_iter().chain(letters).collect::<String>()
    });
    upper.collect()
}

/// Replaces a schema, but not its description.
fn refer(schema: &mut Value, other: Value) {
    let description = schema["description"].take();
    *schema = other;
    if !description.is_null() {
        schema["description"] = description;
    }
}

/// Replaces the items of a list in a query.
fn fill_items(document: &mut Value, path: &str, name: &str, items: &Value) {
    if let Some(parameter) = query_parameter(document, path, name) {
        parameter["schema"]["items"] = items.clone();
    }
}

/// A parameter of `GET`.
fn query_parameter<'d>(document: &'d mut Value, path: &str, name: &str) -> Option<&'d mut Value> {
    let parameters = document["paths"][path]["get"]["parameters"].as_array_mut()?;
    parameters.iter_mut().find(|parameter| parameter["name"] == name)
}

/// The schema of a list; items that are repeated count once.
fn list(items: &Value) -> Value {
    json!({"type": "array", "items": items, "maxItems": MAX_ITEMS})
}
