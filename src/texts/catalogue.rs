//! Catalogues of texts in Fluent (<https://projectfluent.org>): all files of `locales/<language>/` together are one
//! catalogue. A key is written as a literal where a page uses it, so that a test can compare code and catalogues.

use std::borrow::Cow;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use framewise_model::sentences::Message;
use include_dir::{Dir, include_dir};
use unic_langid::LanguageIdentifier;

use super::language::Language;

pub use fluent_bundle::FluentValue as Value;

static LOCALES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/locales");

static ENGLISH: LazyLock<Texts> = LazyLock::new(|| Texts::load(Language::English));
static TURKISH: LazyLock<Texts> = LazyLock::new(|| Texts::load(Language::Turkish));

/// The catalogue of a language.
pub struct Texts {
    language: Language,
    bundle: FluentBundle<FluentResource>,
    faults: Vec<String>,
}

impl Texts {
    /// The catalogue of this language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &ENGLISH,
            Language::Turkish => &TURKISH,
        }
    }

    /// Its language.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// The text with this key, such as `nav-method`, or `question-database.help` for an attribute of a message. The
    /// key itself where the catalogue does not have it, which a test excludes.
    #[must_use]
    pub fn get(&self, key: &str) -> Cow<'_, str> {
        self.find(key).unwrap_or_else(|| Cow::Owned(key.to_owned()))
    }

    /// The text with this key and these values in it.
    #[must_use]
    pub fn with(&self, key: &str, values: &[(&'static str, Value<'_>)]) -> String {
        let arguments: FluentArgs<'_> =
            values.iter().map(|(name, value)| (*name, value.clone())).collect();
        self.format(key, Some(&arguments)).map_or_else(|| key.to_owned(), Cow::into_owned)
    }

    /// The text with this key; `None` if the catalogue does not have it.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<Cow<'_, str>> {
        self.format(key, None)
    }

    /// A message in this language; in English if the catalogue does not have it.
    #[must_use]
    pub fn message(language: Language, message: &Message) -> Cow<'_, str> {
        let english = Cow::Borrowed(message.english.as_str());
        match language {
            Language::English => english,
            Language::Turkish => Self::of(language).translated(message).map_or(english, Cow::Owned),
        }
    }

    fn translated(&self, message: &Message) -> Option<String> {
        let noun = |value: &str| self.find(&format!("noun-{}", value.replace(' ', "-")));
        let value = |(name, value): &(&'static str, String)| match *name {
            "noun" => (*name, noun(value).map_or_else(|| value.clone(), Cow::into_owned)),
            name => (name, value.clone()),
        };
        let values = message.values.iter().map(value);
        let arguments: FluentArgs<'_> = values.collect();
        self.format(message.key?, Some(&arguments)).map(Cow::into_owned)
    }

    /// What is wrong with the files of the catalogue.
    #[must_use]
    pub fn faults(&self) -> &[String] {
        &self.faults
    }

    fn format<'t>(&'t self, key: &str, values: Option<&'t FluentArgs<'_>>) -> Option<Cow<'t, str>> {
        let (id, attribute) =
            key.split_once('.').map_or((key, None), |(id, name)| (id, Some(name)));
        let message = self.bundle.get_message(id)?;
        let pattern = match attribute {
            None => message.value()?,
            Some(name) => message.get_attribute(name)?.value(),
        };
        // A value that is missing shows as `{$name}`.
        Some(self.bundle.format_pattern(pattern, values, &mut Vec::new()))
    }

    fn load(language: Language) -> Self {
        let mut faults = Vec::new();
        let identifier: LanguageIdentifier = language.tag().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
        // The marks of direction around values are not needed: all languages here run from left to right.
        bundle.set_use_isolating(false);
        for (path, text) in files(language) {
            let resource = FluentResource::try_new(text).unwrap_or_else(|(resource, errors)| {
                faults.extend(errors.iter().map(|error| format!("{path}: {error}")));
                resource
            });
            if let Err(errors) = bundle.add_resource(resource) {
                faults.extend(errors.iter().map(|error| format!("{path}: {error}")));
            }
        }
        let added = bundle.add_function("CAPITAL", move |values, _| capital(language, values));
        faults.extend(added.err().map(|error| error.to_string()));
        Self { language, bundle, faults }
    }
}

impl std::fmt::Debug for Texts {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Texts").field("faults", &self.faults).finish_non_exhaustive()
    }
}

/// `{ CAPITAL($clause) }`: a clause at the beginning of a sentence.
fn capital<'v>(language: Language, values: &[Value<'v>]) -> Value<'v> {
    match values {
        [Value::String(clause)] => Value::from(language.upper_first(clause)),
        _ => Value::Error,
    }
}

/// The files of a catalogue: path and content, sorted by path.
#[must_use]
pub fn files(language: Language) -> Vec<(String, String)> {
    let folder = LOCALES.get_dir(language.tag()).into_iter();
    let mut files: Vec<_> = folder
        .flat_map(Dir::files)
        .filter(|file| file.path().extension().is_some_and(|extension| extension == "ftl"))
        .filter_map(|file| {
            Some((file.path().to_str()?.to_owned(), file.contents_utf8()?.to_owned()))
        })
        .collect();
    files.sort();
    files
}

#[cfg(test)]
mod tests {
    use super::{Language, Texts, Value};

    #[test]
    fn catalogues_have_no_fault() {
        for language in Language::ALL {
            assert_eq!(Texts::of(language).faults(), [""; 0]);
        }
    }

    #[test]
    fn a_text_is_found_by_its_key() {
        let texts = Texts::of(Language::Turkish);
        assert_eq!(texts.get("nav-frameworks"), "Çatılar");
        assert_eq!(texts.get("no-such-key"), "no-such-key");
        assert_eq!(texts.find("no-such-key"), None);
    }

    #[test]
    fn values_stand_where_the_text_wants_them() {
        let line =
            Texts::of(Language::English).with("footer", &[("version", Value::from("1.2.3"))]);
        assert!(line.contains("framewise 1.2.3"), "{line}");
    }
}
