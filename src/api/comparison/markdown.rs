//! A comparison as a Markdown document with sources as footnotes.

use std::fmt::Write as _;

use framewise_model::knowledge::Knowledge;
use framewise_model::knowledge::format::Verdict;

use super::response::{Comparison, Row};
use crate::api::frameworks::claims::ClaimView;
use crate::api::markdown::{Footnotes, escaped};

/// The comparison as a Markdown document (`CommonMark` with tables and footnotes).
#[must_use]
pub fn markdown(knowledge: &Knowledge, comparison: &Comparison<'_>) -> String {
    let names: Vec<String> =
        comparison.frameworks.iter().map(|compared| escaped(compared.name)).collect();
    let mut text = format!("# {}\n", names.join(", "));
    for compared in &comparison.frameworks {
        let _ = write!(text, "\n- **{}**: {}", escaped(compared.name), escaped(compared.summary));
    }
    text.push_str("\n\n## Ratings\n\nFrom 0 to 1, more is better; in brackets the range that each could lie in.\n");
    let criteria = comparison.criteria.iter().filter(|row| !row.id.starts_with("feature:"));
    table(comparison, "Criterion", criteria, &mut text, |rating| {
        format!("{:.2} ({:.2} to {:.2})", rating.value, rating.low, rating.high)
    });
    text.push_str("\n## Capabilities\n");
    table(comparison, "Capability", comparison.capabilities.iter(), &mut text, |found| {
        let partial = if found.partial { ", in part" } else { "" };
        let level = format!("{}{partial}", found.support.as_str().replace('_', " "));
        found.via.map_or_else(|| level.clone(), |via| format!("{level}: {via}"))
    });
    text.push_str("\n## Facts\n");
    table(comparison, "Fact", comparison.facts.iter(), &mut text, |fact| {
        let number = fact.number.map(|number| format!("{number} {}", fact.unit.unwrap_or("")));
        number.or_else(|| fact.text.map(str::to_owned)).unwrap_or_default()
    });
    let mut notes = Footnotes::default();
    for (title, claims) in [
        ("What speaks for it", &comparison.advantages),
        ("What speaks against it", &comparison.disadvantages),
        ("When to use it", &comparison.use_when),
        ("When not to use it", &comparison.avoid_when),
    ] {
        let _ = write!(text, "\n## {title}\n");
        for compared in &comparison.frameworks {
            let _ = write!(text, "\n### {}\n\n", escaped(compared.name));
            claims.get(compared.id).into_iter().flatten().for_each(|claim| {
                text.push_str(&line(&mut notes, claim));
            });
        }
    }
    let _ = write!(text, "\nKnowledge version {}.\n\n", comparison.knowledge_version);
    text.push_str(&notes.render(knowledge));
    text
}

/// A table with a column for each framework.
fn table<'r, T: 'r>(
    comparison: &Comparison<'_>,
    head: &str,
    rows: impl Iterator<Item = &'r Row<'r, T>>,
    text: &mut String,
    cell: impl Fn(&T) -> String,
) {
    let _ = write!(text, "\n| {head} |");
    comparison.frameworks.iter().for_each(|compared| {
        let _ = write!(text, " {} |", escaped(compared.name));
    });
    let _ = write!(text, "\n|---|{}\n", "---|".repeat(comparison.frameworks.len()));
    for row in rows {
        let _ = write!(text, "| {} |", escaped(row.name));
        for compared in &comparison.frameworks {
            let found = row.frameworks.get(compared.id).map_or_else(|| "–".to_owned(), &cell);
            let _ = write!(text, " {} |", escaped(&found));
        }
        text.push('\n');
    }
}

/// A claim as a list item with its sources, and with its verdict unless that is `supported`.
fn line<'k>(notes: &mut Footnotes<'k>, claim: &ClaimView<'k>) -> String {
    let verdict = match claim.verdict {
        Verdict::Supported => "",
        Verdict::Contested => " *Contested.*",
        Verdict::Outdated => " *Outdated.*",
        Verdict::Wrong => " *Wrong.*",
    };
    let mut line = format!("- {}{verdict}", escaped(claim.text));
    for source in claim.sources {
        line.push_str(&notes.mark(source));
    }
    for counter in &claim.counter_evidence {
        let _ = write!(line, " But: {}{}", escaped(counter.text), notes.mark(counter.source));
    }
    line.push('\n');
    line
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use framewise_model::knowledge::{Files, load};

    use super::markdown;
    use crate::api::comparison::response::compare;
    use crate::config::PublicUrl;

    #[test]
    fn text_of_the_knowledge_cannot_become_markup() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/knowledge");
        let mut files = Files::read(&folder).unwrap();
        let flask =
            String::from_utf8(files.get("frameworks/flask.toml").unwrap().to_vec()).unwrap();
        let begin = flask.find("kind = \"advantage\"").unwrap();
        let text = begin + flask[begin..].find("text = \"").unwrap() + "text = \"".len();
        let marked = format!("{}a | b <b>*x*</b> [y](z) {}", &flask[..text], &flask[text..]);
        files.insert("frameworks/flask.toml", marked);
        let knowledge = load(&files).unwrap();
        let frameworks = ["flask", "django"].map(|id| knowledge.framework(id).unwrap());
        let document =
            markdown(&knowledge, &compare(&knowledge, &frameworks, &PublicUrl::default()));
        assert!(document.contains(r"a \| b \<b\>\*x\*\</b\> \[y\](z)"), "{document}");
    }
}
