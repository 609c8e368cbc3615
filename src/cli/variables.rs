//! Environment variables of the command line.

use std::collections::BTreeSet;
use std::env;
use std::ffi::OsString;

use clap::Command;
use framewise_model::suggest::nearest;

/// How the name of every variable of this program begins.
const PREFIX: &str = "FRAMEWISE_";

/// The same command without the environment variables that are empty: in a compose file, `${NAME:-}` gives an empty
/// one where nothing is set.
#[must_use]
pub fn ignore_empty_variables(command: Command) -> Command {
    let command = command.mut_args(|argument| {
        let value = argument.get_env().and_then(env::var_os);
        if value.is_some_and(|value| value.is_empty()) { argument.env(None) } else { argument }
    });
    command.mut_subcommands(ignore_empty_variables)
}

/// A sentence for each environment variable that looks like one of this program and is a typing error away from it.
/// Other unknown variables are ignored, because they may belong to the environment: Kubernetes sets
/// `FRAMEWISE_SERVICE_HOST` and the like for a service of this name.
#[must_use]
pub fn misspelled_variables(command: &Command) -> Vec<String> {
    let given = env::vars_os().filter(|(_, value)| !value.is_empty()).map(|(name, _)| name);
    misspelled(&known(command), given)
}

fn misspelled(known: &BTreeSet<String>, given: impl Iterator<Item = OsString>) -> Vec<String> {
    let given: BTreeSet<String> = given.filter_map(|name| name.into_string().ok()).collect();
    let unknown = given.iter().filter(|name| name.starts_with(PREFIX) && !known.contains(*name));
    let sentences = unknown.filter_map(|name| {
        let short = name.strip_prefix(PREFIX)?;
        let settings = known.iter().filter_map(|name| name.strip_prefix(PREFIX));
        // `nearest` compares in lower case.
        let settings: Vec<String> = settings.map(str::to_lowercase).collect();
        let meant = nearest(short, settings.iter().map(String::as_str))?.to_uppercase();
        Some(format!("there is no variable {name}; was {PREFIX}{meant} meant?"))
    });
    sentences.collect()
}

/// The variables of a command and its subcommands.
fn known(command: &Command) -> BTreeSet<String> {
    let own = command.get_arguments().filter_map(|argument| argument.get_env()?.to_str());
    let own = own.map(str::to_owned).collect::<BTreeSet<_>>();
    command.get_subcommands().map(known).fold(own, |mut all, more| {
        all.extend(more);
        all
    })
}

#[cfg(test)]
mod tests {
    use super::misspelled;

    fn found(names: &[&str]) -> Vec<String> {
        let known =
            ["FRAMEWISE_BIND", "FRAMEWISE_DATABASE_URL", "FRAMEWISE_LOG"].map(str::to_owned);
        misspelled(&known.into(), names.iter().map(Into::into))
    }

    #[test]
    fn a_typing_error_is_found_with_what_was_meant() {
        assert_eq!(
            found(&["FRAMEWISE_DATABASE_ULR", "FRAMEWISE_BIN", "FRAMEWISE_LOG"]),
            [
                "there is no variable FRAMEWISE_BIN; was FRAMEWISE_BIND meant?",
                "there is no variable FRAMEWISE_DATABASE_ULR; was FRAMEWISE_DATABASE_URL meant?",
            ]
        );
    }

    #[test]
    fn variables_of_the_environment_are_ignored() {
        let names =
            ["FRAMEWISE_SERVICE_HOST", "FRAMEWISE_PORT_8080_TCP", "FRAMEWISE_PROGRAM", "BIND"];
        assert_eq!(found(&names), [""; 0]);
    }
}
