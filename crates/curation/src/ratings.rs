//! Every rating in words, with all that is needed to compute it again: `docs/ratings.md`.

use std::fmt::Write as _;

use framewise_model::knowledge::Knowledge;
use framewise_model::knowledge::derive::formulas;
use framewise_model::knowledge::derive::{CONTESTED_MARGIN, Input};
use framewise_model::knowledge::format::Criterion;
use framewise_model::knowledge::model::Basis;

/// Returns the text of `docs/ratings.md`: the formulas, and every rating with its inputs or claims.
#[must_use]
pub fn document(knowledge: &Knowledge) -> String {
    let mut text = format!(
        "# Ratings\n\n<!-- `scripts/refresh-docs` writes this file with `framewise-curate ratings`. -->\n\n\
         Knowledge {}.\n\n\
         Every rating lies in [0, 1], more is better, and stands with the interval in which it could as well be.\n\n\
         ## Formulas\n\n| name | computes | why |\n|---|---|---|\n",
        knowledge.version,
    );
    for formula in formulas::ALL {
        let _ =
            writeln!(text, "| `{}` | {} | {} |", formula.name, formula.expression, formula.reason);
    }
    let _ = write!(
        text,
        "\nThe interval of a term is its value ± 0.1 (± 0.2 for a partial capability, none for one that no package \
         provides), and for a measurement the spread of its runs ± 0.1. An editorial rating is chosen against the \
         rubric in `knowledge/criteria.toml`; each end of its interval moves outwards by {CONTESTED_MARGIN} times the \
         share of contested claims among those that it cites. What is unknown counts 0.5 in [0, 1].\n"
    );
    for (index, criterion) in knowledge.criteria.iter().enumerate() {
        write_criterion(knowledge, index, criterion, &mut text);
    }
    text
}

fn write_criterion(knowledge: &Knowledge, index: usize, criterion: &Criterion, text: &mut String) {
    let derived = !criterion.derived_from.is_empty();
    let basis = if derived { "Derived" } else { "Editorial" };
    let _ =
        write!(text, "\n## {}\n\n{} {basis}.\n\n", criterion.name, criterion.definition.trim_end());
    let attribute = if derived { "share × value: what was found" } else { "why" };
    let _ = write!(text, "| framework | rating | interval | {attribute} |\n|---|---|---|---|\n");
    for framework in &knowledge.frameworks {
        let rating = &framework.ratings[index];
        let grounds = match &rating.basis {
            Basis::Derived(inputs) => inputs.iter().map(term).collect::<Vec<_>>().join("<br>"),
            Basis::Editorial(rationale) => {
                let claims: Vec<String> =
                    rating.claims.iter().map(|claim| format!("`{claim}`")).collect();
                format!("{rationale} {}", claims.join(", "))
            }
            Basis::Unknown => "unknown".to_owned(),
        };
        let _ = writeln!(
            text,
            "| {} | {:.3} | {:.3} to {:.3} | {grounds} |",
            framework.record.name,
            rating.value.get(),
            rating.low.get(),
            rating.high.get(),
        );
    }
}

fn term(input: &Input) -> String {
    let Input { id, formula, found, value, share, .. } = input;
    format!("{share:.3} × {:.3}: `{id}` {found} (`{formula}`)", value.get())
}
