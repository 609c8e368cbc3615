//! The settings file: TOML. An error lists all unknown keys, not only the first.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use framewise_model::suggest::nearest;

use super::settings::{SettingsArgs, table};

/// The most bytes of a settings file; all settings with their comments have a hundredth of it.
const MAX_BYTES: u64 = 1024 * 1024;

/// Why a settings file is rejected.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// It cannot be read.
    #[error("{}: {source}", file.display())]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// It is not TOML, or a value has the wrong type.
    #[error("{}: {message}", file.display())]
    Malformed {
        /// The file.
        file: PathBuf,
        /// What is wrong, with its place.
        message: String,
    },
    /// It has keys that are not settings.
    #[error("{}: {}", file.display(), keys.join("; "))]
    UnknownKeys {
        /// The file.
        file: PathBuf,
        /// A sentence for each key.
        keys: Vec<String>,
    },
}

/// Reads the file.
pub(super) fn read(path: &Path) -> Result<SettingsArgs, FileError> {
    let unreadable = |source| FileError::Unreadable { file: path.to_owned(), source };
    let mut text = String::new();
    let file = File::open(path).map_err(unreadable)?;
    // Not more: a device may have no end.
    file.take(MAX_BYTES + 1).read_to_string(&mut text).map_err(unreadable)?;
    if text.len() as u64 > MAX_BYTES {
        let message = format!("a settings file has at most {MAX_BYTES} bytes");
        return Err(FileError::Malformed { file: path.to_owned(), message });
    }
    parse(&text, path)
}

fn parse(text: &str, path: &Path) -> Result<SettingsArgs, FileError> {
    let malformed = |error: toml::de::Error| FileError::Malformed {
        file: path.to_owned(),
        message: describe(text, &error),
    };
    let keys: toml::Table = toml::from_str(text).map_err(malformed)?;
    let known: Vec<String> = table().into_iter().map(|setting| setting.name).collect();
    let unknown: Vec<String> = keys
        .keys()
        .filter(|key| !known.contains(key))
        .map(|key| match nearest(key, known.iter().map(String::as_str)) {
            Some(known) => format!("there is no setting `{key}`; was `{known}` meant?"),
            None => format!("there is no setting `{key}`"),
        })
        .collect();
    if !unknown.is_empty() {
        return Err(FileError::UnknownKeys { file: path.to_owned(), keys: unknown });
    }
    toml::from_str(text).map_err(malformed)
}

/// What is wrong, with the line in which it is. A line that may have a password is not shown.
fn describe(text: &str, error: &toml::de::Error) -> String {
    let message = error.to_string();
    let before = error.span().map_or("", |span| text.get(..span.start).unwrap_or_default());
    let number = before.lines().count().max(1);
    let line = text.lines().nth(number - 1).unwrap_or_default();
    // `toml` shows the line, and may show the value.
    if [line, &message].iter().any(|shown| may_have_password(shown)) {
        return format!(
            "line {number} is not valid; it is not shown, because it may have a password"
        );
    }
    message
}

fn may_have_password(text: &str) -> bool {
    let text = text.to_lowercase();
    ["database", "postgres", "://", "passw"].iter().any(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::parse;
    use std::path::Path;

    fn error(text: &str) -> String {
        parse(text, Path::new("framewise.toml")).unwrap_err().to_string()
    }

    #[test]
    fn every_unknown_key_is_reported_with_the_most_similar_setting() {
        assert_eq!(
            error("bnd = 'x'\nstorage = true\ncolour = 1\n"),
            "framewise.toml: there is no setting `bnd`; was `bind` meant?; there is no setting `colour`"
        );
    }

    #[test]
    fn a_value_of_the_wrong_type_is_shown_in_its_place() {
        let message = error("workers = 2\nstorage = 'perhaps'\n");
        assert!(message.contains("line 2") && message.contains("storage"), "{message}");
    }

    #[test]
    fn a_password_is_not_shown() {
        for text in [
            "storage = true\ndatabase_url = \"postgres://me:secret@db/x\nlog = 'info'\n",
            "storage = true\ndatabase_url = ['postgres://me:secret@db/x']\n",
            "storage = true\ndatabase_url = postgres://me:secret@db/x\n",
            "storage = true\nworkers = 'host=db password=secret'\n",
            "storage = true\nworkers = 'postgres://me:secret@db/x'\n",
        ] {
            let message = error(text);
            assert!(message.contains("line 2") && !message.contains("secret"), "{message}");
        }
    }

    #[test]
    fn a_number_out_of_bounds_is_shown_in_its_place() {
        let message = error("storage = true\nworkers = 0\n");
        assert!(message.contains("line 2") && message.contains("workers"), "{message}");
    }

    #[test]
    #[cfg(unix)]
    fn a_file_without_end_is_given_up() {
        let error = super::read(Path::new("/dev/zero")).unwrap_err().to_string();
        assert!(error.starts_with("/dev/zero: ") && error.contains("1048576"), "{error}");
    }

    #[test]
    fn a_missing_file_is_named() {
        let error = super::read(Path::new("nowhere.toml")).unwrap_err().to_string();
        assert!(error.starts_with("nowhere.toml: "), "{error}");
    }
}
