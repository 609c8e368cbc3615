//! Values of TOML files, set in place.

use toml_edit::{Item, TableLike, Value};

/// Sets the value of a key. Comments and layout around it stay as they are.
pub fn set_value(table: &mut dyn TableLike, key: &str, value: impl Into<Value>) {
    let mut value = value.into();
    // `insert` would drop the comment above the key.
    match table.get_mut(key).and_then(Item::as_value_mut) {
        Some(old) => {
            *value.decor_mut() = old.decor().clone();
            *old = value;
        }
        None => {
            table.insert(key, Item::Value(value));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::set_value;
    use toml_edit::DocumentMut;

    #[test]
    fn comments_and_layout_stay() {
        let text =
            "# Which.\n\nday   = '2026-01-02' # day\nschema_version = 1\nversion=\"2026.1.1\"\n";
        let mut document: DocumentMut = text.parse().unwrap();
        set_value(&mut *document, "version", "2026.11.2");
        set_value(&mut *document, "day", "2026-11-23");
        assert_eq!(
            document.to_string(),
            "# Which.\n\nday   = \"2026-11-23\" # day\nschema_version = 1\nversion=\"2026.11.2\"\n"
        );
    }
}
