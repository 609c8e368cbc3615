//! The metadata of a release: the fields of a `METADATA` file (core metadata of the Python packaging standards).

use std::collections::BTreeSet;

use super::markers::{MarkerError, REFERENCES, holds};
use super::name::normalised;

/// The fields of a `METADATA` file, in its order.
#[derive(Debug)]
pub struct Metadata(Vec<(String, String)>);

/// Why metadata cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum MetadataError {
    /// A line is neither a field nor the continuation of one.
    #[error("line {0} of the metadata is no field")]
    Line(usize),
    /// A requirement cannot be read.
    #[error("cannot read the requirement `{requirement}`: {reason}")]
    Requirement {
        /// The requirement.
        requirement: String,
        /// What is wrong with its marker.
        reason: MarkerError,
    },
}

impl Metadata {
    /// Reads the fields, which end at the first empty line; the readme follows it. A line of spaces continues a
    /// field: the texts of licences have such lines.
    ///
    /// # Errors
    /// [`MetadataError::Line`] if a line is no field.
    pub fn parse(text: &str) -> Result<Self, MetadataError> {
        let mut fields: Vec<(String, String)> = Vec::new();
        let lines = text.lines().take_while(|line| !line.is_empty());
        for (number, line) in lines.enumerate() {
            if line.starts_with([' ', '\t']) {
                let (_, value) = fields.last_mut().ok_or(MetadataError::Line(number + 1))?;
                value.push('\n');
                value.push_str(line.trim());
            } else {
                let (name, value) = line.split_once(':').ok_or(MetadataError::Line(number + 1))?;
                fields.push((name.trim().to_lowercase(), value.trim().to_owned()));
            }
        }
        Ok(Self(fields))
    }

    /// The first value of a field. A field that is empty or `UNKNOWN` has none.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.all(name).find(|value| !value.is_empty() && *value != "UNKNOWN")
    }

    /// All values of a field.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        let fields = self.0.iter().filter(move |(field, _)| field.eq_ignore_ascii_case(name));
        fields.map(|(_, value)| value.as_str())
    }

    /// All addresses that the release names as its own.
    pub fn addresses(&self) -> impl Iterator<Item = &str> {
        let labelled = self.all("Project-URL").filter_map(|entry| entry.split_once(','));
        self.all("Home-page").chain(labelled.map(|(_, address)| address.trim()))
    }

    /// The names of the packages that the release always requires. Packages for one operating system, an older
    /// Python or an extra are left out.
    ///
    /// # Errors
    /// [`MetadataError::Requirement`] if a requirement cannot be read.
    pub fn runtime_dependencies(&self) -> Result<BTreeSet<String>, MetadataError> {
        let mut names = BTreeSet::new();
        for requirement in self.all("Requires-Dist") {
            let explain =
                |reason| MetadataError::Requirement { requirement: requirement.to_owned(), reason };
            // The address of a direct reference may contain a semicolon; a space ends it.
            let separator = if requirement.contains('@') { " ;" } else { ";" };
            let (package, marker) = requirement.split_once(separator).unwrap_or((requirement, ""));
            let name: String = package
                .trim_start()
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || "._-".contains(*c))
                .collect();
            if name.is_empty() {
                return Err(explain(MarkerError::Expected("the name of a package")));
            }
            let mut always = true;
            for environment in &REFERENCES {
                always &=
                    marker.trim().is_empty() || holds(marker, environment).map_err(explain)?;
            }
            if always {
                names.insert(normalised(&name));
            }
        }
        Ok(names)
    }
}

#[cfg(test)]
mod tests {
    use super::Metadata;

    #[test]
    fn what_one_system_an_older_python_or_an_extra_needs_does_not_count() {
        let text = "Metadata-Version: 2.4
Name: x
Requires-Dist: asgiref>=3.9.1
Requires-Dist: Jinja2 (>=3.1)
Requires-Dist: rich[extra] >= 1 ; python_version < '4.0' and python_version >= '3.8'
Requires-Dist: exceptiongroup; python_version < \"3.11\"
Requires-Dist: exceptiongroup>=1.2; python_version < \"3.11\"
Requires-Dist: tzdata; sys_platform == \"win32\"
Requires-Dist: inotify; sys_platform == 'linux'
Requires-Dist: uvloop; sys_platform != \"win32\" and implementation_name == \"cpython\"
Requires-Dist: direct @ https://example.org/x;y.whl ; python_version > '3'
Requires-Dist: pytest; extra == \"test\"
Requires-Dist: picologging; (python_version < \"3.13\" or python_version > \"3\") and extra == \"full\"

Requires-Dist: in-the-readme
";
        let metadata = Metadata::parse(text).unwrap();
        let names = metadata.runtime_dependencies().unwrap();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        assert_eq!(names, ["asgiref", "direct", "jinja2", "rich", "uvloop"]);
    }

    #[test]
    fn a_text_of_several_lines_is_one_field() {
        let text =
            "License: Copyright\n        \n\tAll rights: reserved\nRequires-Python: >=3.10\n\nx\n";
        let metadata = Metadata::parse(text).unwrap();
        assert_eq!(metadata.get("License"), Some("Copyright\n\nAll rights: reserved"));
        assert_eq!(metadata.get("Requires-Python"), Some(">=3.10"));
    }

    #[test]
    fn requirements_that_cannot_be_read_are_an_error() {
        for requirement in [
            "x; python_version",
            "x; python_version < 3",
            "x; (python_version < '3'",
            "x; colour == 'red'",
            "x; python_version < '3' or",
            "x; 'a' = 'b'",
            "; python_version < '3'",
        ] {
            let metadata = Metadata::parse(&format!("Requires-Dist: {requirement}\n")).unwrap();
            assert!(metadata.runtime_dependencies().is_err(), "{requirement}");
        }
        assert!(Metadata::parse("Name: x\nno field\n").is_err());
        assert!(Metadata::parse(" continues nothing\n").is_err());
    }
}
