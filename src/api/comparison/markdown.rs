//! A comparison as a Markdown document with sources as footnotes.

use std::fmt::Write as _;

use framewise_model::knowledge::Knowledge;
use framewise_model::knowledge::format::{Support, Verdict};

use super::response::{Comparison, Row};
use crate::api::frameworks::claims::ClaimView;
use crate::api::markdown::{Footnotes, escaped};
use crate::texts::catalogue::Texts;
use crate::texts::language::Language;

/// The comparison as a Markdown document (`CommonMark` with tables and footnotes) in this language. Claims are English.
#[must_use]
pub fn markdown(knowledge: &Knowledge, comparison: &Comparison<'_>, language: Language) -> String {
    let texts = Texts::of(language);
    let word = |key: &str| texts.get(key);
    let names: Vec<String> =
        comparison.frameworks.iter().map(|compared| escaped(compared.name)).collect();
    let mut text = format!("# {}\n", names.join(", "));
    for compared in &comparison.frameworks {
        let _ = write!(text, "\n- **{}**: {}", escaped(compared.name), escaped(compared.summary));
    }
    let _ = write!(text, "\n\n## {}\n", word("comparison-ratings"));
    let _ = write!(text, "\n{}\n", word("comparison-scale"));
    let criteria = comparison.criteria.iter().filter(|row| !row.id.starts_with("feature:"));
    table(comparison, &word("comparison-criterion"), criteria, &mut text, |rating| {
        let values = [("value", rating.value), ("low", rating.low), ("high", rating.high)];
        let values = values.map(|(name, value)| (name, language.decimal(value, 2).into()));
        texts.with("comparison-rating", &values)
    });
    let _ = write!(text, "\n## {}\n", word("comparison-capabilities"));
    let capabilities = comparison.capabilities.iter();
    table(comparison, &word("comparison-capability"), capabilities, &mut text, |found| {
        let level = word(match found.support {
            Support::None => "comparison-none",
            Support::ThirdParty => "comparison-third-party",
            Support::OfficialExtension => "comparison-official",
            Support::BuiltIn => "comparison-built-in",
        });
        let level = if found.partial {
            texts.with("comparison-partly", &[("level", level.into())])
        } else {
            level.into_owned()
        };
        found.via.map_or_else(|| level.clone(), |via| format!("{level}: {via}"))
    });
    let _ = write!(text, "\n## {}\n", word("comparison-facts"));
    table(comparison, &word("comparison-fact"), comparison.facts.iter(), &mut text, |fact| {
        let number = fact.number.map(|number| language.number(&number.to_string()));
        let number = number.map(|number| match fact.written_unit() {
            Some(unit) => format!("{number} {unit}"),
            None => number,
        });
        number.or_else(|| fact.text.map(str::to_owned)).unwrap_or_default()
    });
    let mut notes = Footnotes::default();
    for (title, claims) in [
        (word("comparison-for"), &comparison.advantages),
        (word("comparison-against"), &comparison.disadvantages),
        (word("comparison-use"), &comparison.use_when),
        (word("comparison-avoid"), &comparison.avoid_when),
    ] {
        let _ = write!(text, "\n## {title}\n");
        for compared in &comparison.frameworks {
            let _ = write!(text, "\n### {}\n\n", escaped(compared.name));
            claims.get(compared.id).into_iter().flatten().for_each(|claim| {
                text.push_str(&line(texts, &mut notes, claim));
            });
        }
    }
    let version = [("version", comparison.knowledge_version.into())];
    let _ = write!(text, "\n{}\n\n", texts.with("comparison-version", &version));
    text.push_str(&notes.render(knowledge, language));
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
fn line<'k>(texts: &Texts, notes: &mut Footnotes<'k>, claim: &ClaimView<'k>) -> String {
    let verdict = match claim.verdict {
        Verdict::Supported => None,
        Verdict::Contested => Some("comparison-contested"),
        Verdict::Outdated => Some("comparison-outdated"),
        Verdict::Wrong => Some("comparison-wrong"),
    };
    let verdict = verdict.map_or_else(String::new, |key| format!(" *{}*", texts.get(key)));
    let mut line = format!("- {}{verdict}", escaped(claim.text));
    for source in claim.sources {
        line.push_str(&notes.mark(source));
    }
    for counter in &claim.counter_evidence {
        let but = texts.with("comparison-but", &[("text", escaped(counter.text).into())]);
        let _ = write!(line, " {but}{}", notes.mark(counter.source));
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
    use crate::texts::language::Language;

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
        let comparison = compare(&knowledge, &frameworks, &PublicUrl::default());
        let document = markdown(&knowledge, &comparison, Language::English);
        assert!(document.contains(r"a \| b \<b\>\*x\*\</b\> \[y\](z)"), "{document}");
    }
}
