//! The JSON Schemas under `knowledge/schema/` are those of the types, and every file names its schema.

use std::path::Path;
use std::{env, fs};

use framewise_model::knowledge::schema;

#[test]
fn the_committed_schemas_are_those_of_the_types() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../knowledge/schema");
    for (name, document) in schema::all() {
        let path = folder.join(format!("{name}.json"));
        let expected = format!("{}\n", serde_json::to_string_pretty(&document).unwrap());
        if env::var_os("FRAMEWISE_REWRITE").is_some() {
            fs::write(&path, &expected).unwrap();
        }
        let committed = fs::read_to_string(&path).unwrap_or_default();
        assert!(committed == expected, "{name}: FRAMEWISE_REWRITE=1 rewrites it");
    }
}

#[test]
fn every_file_names_the_schema_that_editors_check_it_by() {
    for (path, bytes) in crate::frozen_files().iter() {
        let text = String::from_utf8_lossy(bytes);
        let (up, name) = match path.split_once('/') {
            None => ("", path.trim_end_matches(".toml")),
            Some(("frameworks", _)) => ("../", "framework"),
            Some(("companions", _)) => ("../", "companion"),
            Some((folder, _)) => ("../", folder),
        };
        let line = format!("#:schema {up}schema/{name}.json");
        assert_eq!(text.lines().next(), Some(line.as_str()), "{path}");
    }
}
