//! Checks that several rules share.

use super::fault::Fault;

/// Reports an id that stands more than once in a list.
pub(super) fn check_unique<'a>(
    file: &str,
    list: &str,
    ids: impl IntoIterator<Item = &'a str>,
    faults: &mut Vec<Fault>,
) {
    let mut seen = std::collections::HashSet::new();
    for id in ids {
        if !seen.insert(id) {
            faults.push(Fault::new(
                file,
                &format!("{list}[{id}]"),
                "duplicate-id",
                "give the second one another id, or join the two",
            ));
        }
    }
}

/// Reports an id that is not among those `known`; nothing where these could not be read.
pub(super) fn check_resolves(
    file: &str,
    key: &str,
    id: &str,
    known: Option<&[&str]>,
    faults: &mut Vec<Fault>,
) {
    let Some(known) = known else { return };
    if known.contains(&id) {
        return;
    }
    let advice = match crate::suggest::nearest(id, known.iter().copied()) {
        Some(meant) => format!("`{id}` is not defined; did you mean `{meant}`?"),
        None => format!("`{id}` is not defined; define it, or use an id that is"),
    };
    faults.push(Fault::new(file, key, "unresolved-id", advice));
}

/// Reports a file that is not named after the id in it.
pub(super) fn check_file_name(folder: &str, file: &str, id: &str, faults: &mut Vec<Fault>) {
    if file != format!("{folder}/{id}.toml") {
        let advice = format!("name the file `{id}.toml`, or change the id");
        faults.push(Fault::new(file, "id", "file-name", advice));
    }
}

/// Reports a date that has the right form but is no day of the calendar.
pub(super) fn check_day(file: &str, key: &str, day: &str, faults: &mut Vec<Fault>) {
    if day.len() == 10 && day.parse::<jiff::civil::Date>().is_err() {
        faults.push(Fault::new(
            file,
            key,
            "no-such-day",
            "give a day of the calendar as YYYY-MM-DD",
        ));
    }
}
