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

/// The methods of each path template.
#[derive(Debug)]
pub struct RouteTable(BTreeMap<String, Vec<Method>>);

impl RouteTable {
    /// The paths of an API description, and aliases with the path that each stands for.
    #[must_use]
    pub fn new(document: &Value, aliases: &[(&str, &str)]) -> Self {
        let described = document["paths"].as_object().into_iter().flatten();
        let mut table: BTreeMap<String, Vec<Method>> =
            described.map(|(template, item)| (template.clone(), allowed(item))).collect();
        for (alias, template) in aliases {
            table.insert((*alias).to_owned(), allowed(&document["paths"][template]));
        }
        Self(table)
    }

    /// The methods of a path template, for `Allow`.
    #[must_use]
    pub fn allowed(&self, template: &str) -> Option<&[Method]> {
        self.0.get(template).map(Vec::as_slice)
    }

    /// All path templates, sorted.
    pub fn templates(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The path without parameters that is most similar to `path`.
    #[must_use]
    pub fn suggestion(&self, path: &str) -> Option<&str> {
        nearest(path, self.templates().filter(|template| !template.contains('{')))
    }
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
}
