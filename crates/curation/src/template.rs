//! The files of a new framework, with every key and a comment that explains it.
//!
//! They are generated from the knowledge, so they contain exactly its criteria, facts and capabilities. An
//! empty value is a fault, so `framewise-curate check` lists all missing values.

use std::fmt::Write as _;

use framewise_model::knowledge::Knowledge;
use jiff::civil::Date;

/// `frameworks/<id>.toml` of a framework of which nothing is written down yet.
#[must_use]
pub fn framework(knowledge: &Knowledge, id: &str, today: Date) -> String {
    let mut text = format!(
        r#"#:schema ../schema/framework.json
# Its sources are listed in ../sources/{id}.toml; scales, evidence and tone are explained in ../README.md.
# Fill in what is empty, and run `framewise-curate check`: it lists what is missing. Once a comment has
# been followed, delete it.

id = "{id}"
name = ""
# What it is, in one plain sentence.
summary = ""
# full_stack, micro, async_api or async_toolkit
kind = ""
# Other names and predecessors under which people know it.
aliases = []
# wsgi, asgi or own; several where it speaks several.
interfaces = [""]

# Facts. Delete what could not be found out: nothing is guessed. `note = "…"` is for what a reader should know.
"#
    );
    for fact in knowledge.facts.iter() {
        let value = match &fact.unit {
            Some(unit) => format!("# In {unit}.\nnumber = 0"),
            None => "text = \"\"".to_owned(),
        };
        let _ = write!(
            text,
            "\n# {}: {}\n[facts.{}]\n{value}\nsource = \"\"\n",
            fact.name, fact.definition, fact.id
        );
    }
    text.push_str(
        "
# Corrections of the counts of extension packages, which go by names: parts that the framework or one of its extras
# requires (own), packages for a client in the same package (client), packages about something else (unrelated), and
# widely used packages for the framework under other names (more). Delete the lists that stay empty.
[index]
own = []
client = []
unrelated = []
more = []

# Capabilities, all of them: built_in, official_extension, third_party or none. `via` names what provides it; delete it
# where nothing does. Add `partial = true` where there are only building blocks or a reduced form,
# `opt_in = true` where something built in does nothing until the application configures it, and `package` where a
# package of packages.toml provides it.
",
    );
    for capability in knowledge.capabilities.iter() {
        let _ = write!(
            text,
            "\n# {}: {}\n[capabilities.{}]\nsupport = \"\"\nvia = \"\"\nsource = \"\"\nnote = \"\"\n",
            capability.name, capability.definition, capability.id
        );
    }
    let _ = write!(
        text,
        r#"
# Claims, one table for each: at least eight, what speaks against the framework as honest as what speaks for it.

[[claims]]
# Begins with the id of the framework; ids are for ever.
id = "{id}-"
# feature, advantage, disadvantage, use_when, avoid_when or used_by
kind = ""
# What it speaks about; delete the line if no criterion fits.
criterion = ""
# One plain sentence, in own words.
text = ""
sources = [""]
# The day on which you compared it with its sources.
verified_on = "{today}"
# measured, official, survey, article or opinion
grade = ""
# supported; or contested, outdated or wrong, with `[[claims.counter_evidence]]` below: `source` and `text`.
verdict = ""

# Ratings against the rubrics; all other criteria are derived. Each cites claims about its criterion.
"#
    );
    for criterion in knowledge.criteria.iter().filter(|found| found.derived_from.is_empty()) {
        let rubric = &criterion.rubric;
        let points = [
            ("0", &rubric.zero),
            ("0.25", &rubric.quarter),
            ("0.5", &rubric.half),
            ("0.75", &rubric.three_quarters),
            ("1", &rubric.one),
        ];
        let _ = writeln!(text, "\n# {}: {}", criterion.name, criterion.definition);
        for (point, meaning) in points {
            let _ = writeln!(text, "#   {point}: {meaning}");
        }
        let _ = write!(
            text,
            "[ratings.{}]\nvalue = 0.5\nlow = 0.3\nhigh = 0.7\nclaims = []\nrationale = \"\"\n",
            criterion.id
        );
    }
    text
}

/// `sources/<id>.toml` to go with it.
#[must_use]
pub fn sources(id: &str, today: Date) -> String {
    format!(
        r#"#:schema ../schema/sources.json
# What is cited about {id}; sorted by id. One table for each source; every one is cited somewhere.

[[sources]]
# Short, and says what it is.
id = "{id}-readme"
title = ""
# Who answers for it.
publisher = ""
# official, package_metadata, measurement, survey, issue_thread or article
kind = ""
# Exactly what was read; an address with a version or a commit where there is one.
url = ""
accessed = "{today}"
"#
    )
}
