//! How numbers and names stand in an English sentence.

/// "1 package", "2 packages".
pub(crate) fn plural(number: &str, noun: &str) -> String {
    if number == "1" { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

/// A name inside a sentence: `Forms` becomes `forms`; `REST API`, `ORM`, `GraphQL` and `WebSockets` stay.
pub fn lower_first(name: &str) -> String {
    let word = name.split(' ').next().unwrap_or_default();
    let proper = word.chars().skip(1).any(char::is_uppercase);
    if proper {
        name.to_owned()
    } else {
        first_letter(name, |first| first.to_lowercase().collect())
    }
}

/// A clause as the beginning of a sentence.
pub(crate) fn upper_first(clause: &str) -> String {
    first_letter(clause, |first| first.to_uppercase().collect())
}

fn first_letter(text: &str, change: impl Fn(char) -> String) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| change(first) + characters.as_str())
}

/// "a", "a and b", "a, b and c".
pub(crate) fn joined(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_their_own_keep_their_capitals() {
        for (name, inside) in [
            ("Forms", "forms"),
            ("REST toolkit", "REST toolkit"),
            ("NoSQL databases", "NoSQL databases"),
            ("WebSockets", "WebSockets"),
            ("A REST API", "a REST API"),
            ("", ""),
        ] {
            assert_eq!(lower_first(name), inside);
        }
    }

    #[test]
    fn the_last_item_is_joined_by_and() {
        let items = ["a", "b", "c"].map(str::to_owned);
        assert_eq!(joined(&items), "a, b and c");
        assert_eq!(joined(&items[..2]), "a and b");
        assert_eq!(joined(&items[..1]), "a");
    }
}
