//! The tags of operations.

/// Tags with their descriptions, in the order of use. The description contains those that an operation has.
pub const TAGS: [(&str, &str); 7] = [
    ("recommendations", "From answers about a project to an explained recommendation."),
    ("cohorts", "What a group answered, for its teacher, without accounts."),
    ("frameworks", "Each framework in full, and frameworks side by side."),
    ("knowledge", "Criteria, questions, claims and sources behind every recommendation."),
    ("statistics", "Published counts of all queries, which reveal nothing about a person."),
    ("privacy", "What is stored of a query and for how long."),
    ("operations", "For operators of the service."),
];
/// The tag of pages and files for people, which the description leaves out.
pub const PAGES: &str = "pages";
