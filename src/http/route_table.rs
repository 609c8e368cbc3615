//! The paths of the API and their methods, from its description. The router of actix matches paths but cannot
//! list the methods of a path; this table can.

use std::collections::BTreeMap;

use actix_web::http::Method;
use framewise_model::suggest::nearest;
use serde_json::Value;

/// The members of a path item that are methods, in the order in which `Allow` lists them.
const METHODS: [(&str, Method); 5] = [
    ("get", Method::GET),
    ("post", Method::POST),
    ("put", Method::PUT),
    ("patch", Method::PATCH),
    ("delete", Method::DELETE),
];

/// The methods of each path template, and all operations.
#[derive(Debug)]
pub struct RouteTable {
    methods: BTreeMap<String, Vec<Method>>,
    operations: Vec<Operation>,
}

/// An operation as its description has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// Its method.
    pub method: Method,
    /// Its path template.
    pub path: String,
    /// Its first tag.
    pub tag: String,
    /// What it is, in a few words.
    pub summary: String,
    /// Whether it has a parameter that must be given.
    pub needs_parameters: bool,
}

impl RouteTable {
    /// The paths of an API description, and aliases with the path that each stands for.
    #[must_use]
    pub fn new(document: &Value, aliases: &[(&str, &str)]) -> Self {
        let described = document["paths"].as_object().into_iter().flatten();
        let mut methods = BTreeMap::new();
        let mut operations = Vec::new();
        for (template, item) in described {
            methods.insert(template.clone(), allowed(item));
            operations.extend(operations_of(template, item));
        }
        for (alias, template) in aliases {
            methods.insert((*alias).to_owned(), allowed(&document["paths"][template]));
        }
        Self { methods, operations }
    }

    /// The methods of a path template, for `Allow`.
    #[must_use]
    pub fn allowed(&self, template: &str) -> Option<&[Method]> {
        self.methods.get(template).map(Vec::as_slice)
    }

    /// All path templates, sorted.
    pub fn templates(&self) -> impl Iterator<Item = &str> {
        self.methods.keys().map(String::as_str)
    }

    /// All operations of the description, by path.
    pub fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.operations.iter()
    }

    /// The path without parameters that is most similar to `path`.
    #[must_use]
    pub fn suggestion(&self, path: &str) -> Option<&str> {
        nearest(path, self.templates().filter(|template| !template.contains('{')))
    }
}

/// The operations of a path.
fn operations_of(template: &str, item: &Value) -> impl Iterator<Item = Operation> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    METHODS.into_iter().filter_map(move |(member, method)| {
        let operation = item.get(member)?;
        Some(Operation {
            method,
            path: template.to_owned(),
            tag: text(&operation["tags"][0]),
            summary: text(&operation["summary"]),
            needs_parameters: required(&operation["parameters"]),
        })
    })
}

/// Whether one of these parameters must be given.
fn required(parameters: &Value) -> bool {
    let mut parameters = parameters.as_array().into_iter().flatten();
    parameters.any(|parameter| parameter["required"] == true)
}

/// `GET` implies `HEAD`, and every path responds to `OPTIONS`.
fn allowed(item: &Value) -> Vec<Method> {
    let mut allowed = Vec::new();
    for (member, method) in METHODS {
        if item.get(member).is_some() {
            let is_get = method == Method::GET;
            allowed.push(method);
            if is_get {
                allowed.push(Method::HEAD);
            }
        }
    }
    allowed.push(Method::OPTIONS);
    allowed
}

#[cfg(test)]
mod tests {
    use super::RouteTable;
    use actix_web::http::Method;
    use serde_json::json;

    #[test]
    fn the_methods_of_a_path_are_those_of_its_description() {
        let document = json!({"paths": {
            "/v1/{id}": {"get": {}, "parameters": []},
            "/v1/full": {"post": {}, "get": {}, "delete": {}},
        }});
        let table = RouteTable::new(&document, &[("/v2/", "/v1/{id}")]);
        assert_eq!(table.allowed("/v2/"), table.allowed("/v1/{id}"));
        assert_eq!(table.allowed("/v3"), None);
        assert_eq!(table.suggestion("/v1/fulll"), Some("/v1/full"));
        let methods = [Method::GET, Method::HEAD, Method::POST, Method::DELETE, Method::OPTIONS];
        assert_eq!(table.allowed("/v1/full"), Some(methods.as_slice()));
    }

    #[test]
    fn every_operation_has_its_tag_and_its_summary() {
        let document = json!({"paths": {
            "/v1/full": {
                "post": {"tags": ["a", "b"], "summary": "Write it"},
                "get": {"tags": ["a"], "summary": "Read it", "parameters": [
                    {"name": "q", "required": false}, {"name": "id", "required": true},
                ]},
            },
        }});
        let table = RouteTable::new(&document, &[("/v2", "/v1/full")]);
        let operations: Vec<_> = table
            .operations()
            .map(|found| (&found.method, &*found.tag, &*found.summary, found.needs_parameters))
            .collect();
        assert_eq!(
            operations,
            [(&Method::GET, "a", "Read it", true), (&Method::POST, "a", "Write it", false)]
        );
        assert!(table.operations().all(|operation| operation.path == "/v1/full"));
    }
}
