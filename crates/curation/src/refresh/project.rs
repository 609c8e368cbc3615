//! What the index lists of a package: its files, and the releases that they belong to.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use pep440_rs::Version;
use serde::Deserialize;
use serde_json::Value;

use super::name::normalised;

/// The answer about one package (PEP 691).
#[derive(Debug, Deserialize)]
pub struct Project {
    /// What version of the API the answer is of.
    pub meta: Meta,
    /// Name of the package.
    pub name: String,
    /// All its files.
    pub files: Vec<File>,
}

/// What version of the API an answer is of.
#[derive(Debug, Deserialize)]
pub struct Meta {
    /// Version, such as `1.1`. A client does not understand answers with another number before the dot.
    #[serde(rename = "api-version")]
    pub api_version: String,
}

/// One file of a package.
#[derive(Debug, Deserialize)]
pub struct File {
    /// Name, which contains the version.
    pub filename: String,
    /// Address, which may be relative to that of the answer.
    pub url: String,
    /// Number of bytes.
    #[serde(default)]
    pub size: u64,
    /// The versions of Python that it asks for.
    #[serde(rename = "requires-python", default)]
    pub requires_python: Option<String>,
    #[serde(rename = "upload-time")]
    upload_time: Option<Timestamp>,
    /// `true` or the reason if the file is yanked (PEP 592).
    #[serde(default)]
    yanked: Value,
    #[serde(rename = "core-metadata", alias = "data-dist-info-metadata", default)]
    core_metadata: Value,
}

impl File {
    /// Whether its author has withdrawn it.
    #[must_use]
    pub fn is_yanked(&self) -> bool {
        is_set(&self.yanked) || self.yanked.is_string()
    }

    /// Whether the index offers its metadata as a file of their own.
    #[must_use]
    pub fn has_metadata(&self) -> bool {
        is_set(&self.core_metadata) || self.core_metadata.is_object()
    }

    /// The day of the upload, in UTC.
    #[must_use]
    pub fn uploaded_on(&self) -> Option<Date> {
        self.upload_time.map(|time| time.to_zoned(TimeZone::UTC).date())
    }

    /// Whether it is a wheel.
    #[must_use]
    pub fn is_wheel(&self) -> bool {
        self.filename.strip_suffix(".whl").is_some()
    }

    /// The version in its name. `None` if the name is not that of a wheel or of a source archive of this
    /// package, or the version is older than the standard for versions.
    fn version(&self, package: &str) -> Option<Version> {
        let (name, version) = if let Some(stem) = self.filename.strip_suffix(".whl") {
            let mut parts = stem.split('-');
            (parts.next()?, parts.next()?)
        } else {
            let suffixes = [".tar.gz", ".zip", ".tar.bz2", ".tgz"];
            let stem = suffixes.iter().find_map(|suffix| self.filename.strip_suffix(suffix))?;
            stem.rsplit_once('-')?
        };
        if normalised(name) == package { version.parse().ok() } else { None }
    }
}

/// A flag of the API is `true`, or an object or a text that says more.
fn is_set(flag: &Value) -> bool {
    flag.as_bool() == Some(true)
}

/// One release of a package.
#[derive(Debug)]
pub struct Release<'p> {
    /// Its version.
    pub version: Version,
    files: Vec<&'p File>,
}

impl<'p> Release<'p> {
    /// Whether all its files are yanked.
    #[must_use]
    pub fn is_yanked(&self) -> bool {
        self.files.iter().all(|file| file.is_yanked())
    }

    /// Whether it is a final release and no test release.
    #[must_use]
    pub fn is_final(&self) -> bool {
        !self.version.any_prerelease()
    }

    /// The day on which its first file was uploaded, if the index gives the times of upload.
    #[must_use]
    pub fn uploaded_on(&self) -> Option<Date> {
        self.files.iter().filter_map(|file| file.uploaded_on()).min()
    }

    /// The wheel to read its metadata from: one with a metadata file, the smallest one, the first by name.
    #[must_use]
    pub fn wheel(&self) -> Option<&'p File> {
        let wheels = self.files.iter().copied().filter(|file| file.is_wheel() && !file.is_yanked());
        wheels.min_by_key(|file| (!file.has_metadata(), file.size, file.filename.as_str()))
    }
}

/// The releases of a package, in order of their versions.
#[must_use]
pub fn releases<'p>(project: &'p Project, package: &str) -> Vec<Release<'p>> {
    let mut by_version: BTreeMap<Version, Vec<&File>> = BTreeMap::new();
    for file in &project.files {
        if let Some(version) = file.version(package) {
            by_version.entry(version).or_default().push(file);
        }
    }
    by_version.into_iter().map(|(version, files)| Release { version, files }).collect()
}

#[cfg(test)]
mod tests {
    use super::File;
    use serde_json::json;

    #[test]
    fn versions_are_read_from_the_names_of_files() {
        for (filename, version) in [
            ("Flask-3.1.3.tar.gz", Some("3.1.3")),
            ("flask-3.1.3-py3-none-any.whl", Some("3.1.3")),
            ("flask-3.2.0rc1.zip", Some("3.2.0rc1")),
            ("flask-3.1.3.linux-x86_64.tar.gz", None),
            ("flask-2.7-py2.7.egg", None),
            ("flask-cors-3.0.tar.gz", None),
        ] {
            let file: File =
                serde_json::from_value(json!({"filename": filename, "url": "x"})).unwrap();
            let found = file.version("flask").map(|version| version.to_string());
            assert_eq!(found.as_deref(), version, "{filename}");
        }
    }
}
