//! The fingerprint of a knowledge base: SHA-256 (FIPS 180-4) over what its files say.
//!
//! Comments, blank lines and the order of keys do not count, so that it moves exactly when the
//! content moves.

use std::fmt::Write as _;

use serde_json::Value;
use sha2::{Digest, Sha256};

/// `sha256:` and 64 hexadecimal digits, from the parsed files by path.
pub fn of<'a>(files: impl IntoIterator<Item = (&'a str, &'a Value)>) -> String {
    let mut canonical = String::new();
    for (path, value) in files {
        canonical.push_str(path);
        canonical.push('\n');
        write_canonical(value, &mut canonical);
        canonical.push('\n');
    }
    format!("sha256:{}", hex(&Sha256::digest(canonical)))
}

/// The first eight hexadecimal digits of the fingerprint of one value.
pub(super) fn mark(value: &Value) -> String {
    let mut canonical = String::new();
    write_canonical(value, &mut canonical);
    hex(&Sha256::digest(canonical)[..4])
}

/// Bytes as lower-case hexadecimal digits.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// JSON without spaces and with sorted keys, whatever order the map type keeps.
fn write_canonical(value: &Value, out: &mut String) {
    match value {
        Value::Object(members) => {
            let mut names: Vec<&String> = members.keys().collect();
            names.sort_unstable();
            out.push('{');
            for name in names {
                let _ = write!(out, "{}:", Value::from(name.as_str()));
                write_canonical(&members[name], out);
                out.push(',');
            }
            out.push('}');
        }
        Value::Array(items) => {
            out.push('[');
            for item in items {
                write_canonical(item, out);
                out.push(',');
            }
            out.push(']');
        }
        scalar => {
            let _ = write!(out, "{scalar}");
        }
    }
}
