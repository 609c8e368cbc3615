//! Environment markers: for which systems a requirement counts (the grammar of PEP 508).

use pep440_rs::{Version, VersionSpecifier};

/// A system, as the values of the variables of a marker.
pub type Environment = [(&'static str, &'static str); 12];

/// The systems on which a package is always required: `CPython` on Linux and on macOS, without extras. The Python
/// is newer than every one that exists, so what an older Python needs does not count.
pub const REFERENCES: [Environment; 2] =
    [reference("linux", "Linux", "x86_64"), reference("darwin", "Darwin", "arm64")];

const fn reference(
    platform: &'static str,
    system: &'static str,
    machine: &'static str,
) -> Environment {
    [
        ("os_name", "posix"),
        ("sys_platform", platform),
        ("platform_system", system),
        ("platform_machine", machine),
        ("platform_release", ""),
        ("platform_version", ""),
        ("platform_python_implementation", "CPython"),
        ("implementation_name", "cpython"),
        ("implementation_version", "3.99.0"),
        ("python_version", "3.99"),
        ("python_full_version", "3.99.0"),
        ("extra", ""),
    ]
}

/// Why a marker cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum MarkerError {
    /// Something else was expected.
    #[error("expected {0}")]
    Expected(&'static str),
    /// The variable is not one of the standard.
    #[error("unknown variable `{0}`")]
    Variable(String),
}

/// Whether a marker holds in an environment.
///
/// # Errors
/// [`MarkerError`] if the marker does not follow the grammar.
pub fn holds(marker: &str, environment: &Environment) -> Result<bool, MarkerError> {
    let mut parser = Parser { rest: marker, environment };
    let value = parser.any()?;
    if parser.rest.trim().is_empty() { Ok(value) } else { Err(MarkerError::Expected("the end")) }
}

struct Parser<'m> {
    rest: &'m str,
    environment: &'m Environment,
}

impl<'m> Parser<'m> {
    /// One or more markers with `or` between them.
    fn any(&mut self) -> Result<bool, MarkerError> {
        let mut value = self.every()?;
        while self.word("or") {
            value |= self.every()?;
        }
        Ok(value)
    }

    /// One or more markers with `and` between them.
    fn every(&mut self) -> Result<bool, MarkerError> {
        let mut value = self.single()?;
        while self.word("and") {
            value &= self.single()?;
        }
        Ok(value)
    }

    /// A comparison, or a marker in parentheses.
    fn single(&mut self) -> Result<bool, MarkerError> {
        if self.symbol("(") {
            let value = self.any()?;
            return if self.symbol(")") { Ok(value) } else { Err(MarkerError::Expected("`)`")) };
        }
        let left = self.operand()?;
        let operator = self.operator()?;
        let right = self.operand()?;
        Ok(compare(left, operator, right))
    }

    /// A text in quotes, or the value of a variable.
    fn operand(&mut self) -> Result<&'m str, MarkerError> {
        let rest = self.rest.trim_start();
        if let Some(quote) = rest.chars().next().filter(|first| "'\"".contains(*first)) {
            let (text, rest) =
                rest[1..].split_once(quote).ok_or(MarkerError::Expected("a closing quote"))?;
            self.rest = rest;
            return Ok(text);
        }
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
        let (name, rest) = rest.split_at(end.unwrap_or(rest.len()));
        if name.is_empty() {
            return Err(MarkerError::Expected("a variable or a text in quotes"));
        }
        self.rest = rest;
        let found = self.environment.iter().find(|(variable, _)| *variable == name);
        found.map(|(_, value)| *value).ok_or_else(|| MarkerError::Variable(name.to_owned()))
    }

    fn operator(&mut self) -> Result<&'static str, MarkerError> {
        if self.word("not") {
            return if self.word("in") {
                Ok("not in")
            } else {
                Err(MarkerError::Expected("`in` after `not`"))
            };
        }
        if self.word("in") {
            return Ok("in");
        }
        // An operator stands before those that it begins with.
        ["===", "==", "!=", "<=", ">=", "~=", "<", ">"]
            .into_iter()
            .find(|operator| self.symbol(operator))
            .ok_or(MarkerError::Expected("a comparison"))
    }

    /// Takes a symbol if it comes next.
    fn symbol(&mut self, symbol: &str) -> bool {
        let rest = self.rest.trim_start().strip_prefix(symbol);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// Takes a word if it comes next.
    fn word(&mut self, word: &str) -> bool {
        let rest = self.rest.trim_start().strip_prefix(word);
        let rest = rest.filter(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'));
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }
}

/// Compares versions where both sides are versions, and texts otherwise.
fn compare(left: &str, operator: &str, right: &str) -> bool {
    match operator {
        "in" => return right.contains(left),
        "not in" => return !right.contains(left),
        _ => {}
    }
    let specifier = format!("{operator}{right}").parse::<VersionSpecifier>();
    if let (Ok(version), Ok(specifier)) = (left.parse::<Version>(), specifier) {
        return specifier.contains(&version);
    }
    match operator {
        "==" | "===" => left == right,
        "!=" => left != right,
        "<" => left < right,
        "<=" => left <= right,
        ">" => left > right,
        ">=" => left >= right,
        _ => false,
    }
}
