//! The paths of the API description, with their methods: what `Allow` lists and what an unknown path
//! is compared with.

use actix_web::dev::ResourceDef;
use actix_web::http::Method;
use serde_json::Value;

use crate::base::suggest::nearest;

/// The members of a path item that are methods, in the order in which `Allow` lists them.
const METHODS: [(&str, Method); 5] = [
    ("get", Method::GET),
    ("post", Method::POST),
    ("put", Method::PUT),
    ("patch", Method::PATCH),
    ("delete", Method::DELETE),
];

/// Every described path.
#[derive(Debug)]
pub struct Paths(Vec<Path>);

#[derive(Debug)]
struct Path {
    template: String,
    /// How much of the template stands before its first parameter, in bytes.
    fixed: usize,
    resource: ResourceDef,
    allowed: Vec<Method>,
}

impl Paths {
    /// The paths of an API description, and `aliases` of them. Those without parameters come first,
    /// as they win.
    #[must_use]
    pub fn of(document: &Value, aliases: &[(&str, &str)]) -> Self {
        let mut paths: Vec<Path> = document["paths"]
            .as_object()
            .into_iter()
            .flatten()
            .map(|(template, item)| Path::new(template, item))
            .collect();
        for (alias, template) in aliases {
            paths.push(Path::new(alias, &document["paths"][template]));
        }
        paths.sort_by_key(Path::has_parameters);
        Self(paths)
    }

    /// The template that covers this path.
    #[must_use]
    pub fn template(&self, path: &str) -> Option<&str> {
        self.find(path).map(|found| found.template.as_str())
    }

    /// The position of that template among [`Paths::templates`], and the template.
    #[must_use]
    pub fn position(&self, path: &str) -> Option<(usize, &str)> {
        let position = self.0.iter().position(|known| known.covers(path))?;
        Some((position, &self.0[position].template))
    }

    /// All templates.
    pub fn templates(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|known| known.template.as_str())
    }

    /// What this path answers.
    #[must_use]
    pub fn allowed(&self, path: &str) -> Option<&[Method]> {
        self.find(path).map(|found| found.allowed.as_slice())
    }

    /// A path without parameters that was probably meant.
    #[must_use]
    pub fn suggestion(&self, path: &str) -> Option<&str> {
        let fixed = self.0.iter().filter(|known| !known.has_parameters());
        nearest(path, fixed.map(|known| known.template.as_str()))
    }

    fn find(&self, path: &str) -> Option<&Path> {
        self.0.iter().find(|known| known.covers(path))
    }
}

impl Path {
    fn new(template: &str, item: &Value) -> Self {
        Self {
            template: template.to_owned(),
            fixed: template.find('{').unwrap_or(template.len()),
            resource: ResourceDef::new(template),
            allowed: allowed(item),
        }
    }

    fn covers(&self, path: &str) -> bool {
        // What stands before the parameters rules most paths out, without the price of a pattern.
        path.starts_with(&self.template[..self.fixed]) && self.resource.is_match(path)
    }

    fn has_parameters(&self) -> bool {
        self.fixed < self.template.len()
    }
}

/// `GET` implies `HEAD`, and `OPTIONS` is answered everywhere.
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
    use super::Paths;
    use actix_web::http::Method;
    use serde_json::json;

    #[test]
    fn a_path_without_parameters_wins() {
        let document = json!({"paths": {
            "/v1/{id}": {"get": {}, "parameters": []},
            "/v1/full": {"post": {}, "get": {}, "delete": {}},
        }});
        let paths = Paths::of(&document, &[("/v2/", "/v1/{id}")]);
        assert_eq!(paths.template("/v1/full"), Some("/v1/full"));
        assert_eq!(paths.template("/v1/other"), Some("/v1/{id}"));
        assert_eq!(paths.template("/v1/other/"), None);
        assert_eq!(paths.allowed("/v2/"), paths.allowed("/v1/other"));
        assert_eq!(paths.suggestion("/v1/fulll"), Some("/v1/full"));
        let methods = [Method::GET, Method::HEAD, Method::POST, Method::DELETE, Method::OPTIONS];
        assert_eq!(paths.allowed("/v1/full"), Some(methods.as_slice()));
    }
}
