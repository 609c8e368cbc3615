//! Finds weights that agree with published advice and are close to the expert weights, which the editors set
//! without this advice.
//!
//! Preference disaggregation (Jacquet-Lagrèze & Siskos, "Assessing a set of additive utility
//! functions", *EJOR* 10, 1982): statements of the form "choose a rather than b here" become
//! inequalities between scores, which are linear in the weights; a linear programme finds the weights
//! that violate them least. Ratings are not touched.

mod ascent;
mod learnt;
mod parameters;
mod programme;

use std::collections::BTreeSet;

use framewise_model::decision::{self, Request};
use framewise_model::knowledge::Knowledge;
use framewise_model::text::Lexicon;
use serde::Serialize;

use crate::evaluate::agreement::understood;
use crate::evaluate::items::Selected;
use crate::evaluate::tally::Tally;

use learnt::Learnt;
pub use parameters::{Parameter, parameters};
pub use programme::CalibrateError;

/// In how many parts the sites are divided to cross-validate.
pub const FOLDS: usize = 10;

/// Costs of changing a weight by 100 %, in points of violation. The one with the best cross-validated agreement is
/// taken; of equal ones the highest, which changes least.
const PULLS: [f64; 3] = [0.05, 0.2, 0.8];

/// The result of a calibration.
#[derive(Debug, Clone, Serialize)]
pub struct Calibration {
    /// Agreement with the expert weights.
    pub expert: Agreement,
    /// Agreement with the calibrated weights, on the statements that they were calibrated on.
    pub fitted: Agreement,
    /// Cross-validated agreement, an estimate for other authors: the sites are divided into [`FOLDS`] parts,
    /// and each part is evaluated with weights calibrated on the others.
    pub cross_validated: Agreement,
    /// The part of `cross_validated` from statements that compare all frameworks: those with labels of experts.
    pub cross_validated_open: Agreement,
    /// The cost of changing a weight by 100 % that gave the best cross-validated agreement.
    pub pull: f64,
    /// The weights, in the order of [`parameters()`].
    pub weights: Vec<Calibrated>,
}

/// How many statements agree, in both forms.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct Agreement {
    /// By the answers.
    pub profile: Tally,
    /// By what is understood of the plain English alone, of those that have any.
    pub text: Tally,
}

/// One weight before and after.
#[derive(Debug, Clone, Serialize)]
pub struct Calibrated {
    /// The answer that adds it, as `question=option`; none for the weight before any answer.
    pub answer: Option<String>,
    /// Id of the criterion or feature.
    pub criterion: String,
    /// As the editors set it.
    pub expert_weight: f64,
    /// As calibrated.
    pub calibrated: f64,
}

impl Calibrated {
    /// Whether calibration changed it.
    #[must_use]
    pub fn has_moved(&self) -> bool {
        (self.calibrated - self.expert_weight).abs() > f64::EPSILON
    }
}

/// How much the choice of an author among a few frameworks counts; a label of experts counts 1. A label compares all
/// frameworks, so it demands several times as much of the weights.
const SHORTLIST: f64 = 1.5;
/// How much the first choice of an expert counts in addition to the choices that are equally good.
const FIRST: f64 = 0.25;

/// Calibrates all weights on the statements whose compared frameworks are all in the catalogue. `firsts` are situations with
/// the first choices of experts; they count less, and are no part of the agreement.
///
/// # Errors
/// [`CalibrateError`] if there are none, or if the programme cannot be solved.
pub fn calibrate(
    knowledge: &Knowledge,
    statements: &[Selected],
    firsts: &[Selected],
) -> Result<Calibration, CalibrateError> {
    let items: Vec<&Selected> = statements.iter().filter(|item| item.complete).collect();
    if items.is_empty() {
        return Err(CalibrateError::NoStatements);
    }
    let parameters = parameters(knowledge);
    let expert: Vec<f64> = parameters.iter().map(|parameter| parameter.expert_weight).collect();
    let start = parameters::with_weights(knowledge, &parameters, &expert);
    let fit = |items: &[&Learnt], pull: f64| {
        let weights = programme::solve(&start, &parameters, items, pull)?;
        Ok::<_, CalibrateError>(ascent::ascend(knowledge, &parameters, items, weights))
    };
    let lexicon = Lexicon::new(knowledge);
    let is_open = |item: &&Selected| item.compared.len() == knowledge.frameworks.len();
    let (open, shortlists): (Vec<&Selected>, Vec<&Selected>) =
        items.iter().copied().partition(is_open);
    let learnt: Vec<Learnt> = both_forms(knowledge, &lexicon, shortlists, SHORTLIST)
        .chain(both_forms(knowledge, &lexicon, open, 1.0))
        .chain(both_forms(knowledge, &lexicon, firsts, FIRST))
        .collect();
    let learnt: Vec<&Learnt> = learnt.iter().collect();
    let folds = folds(&items);
    let mut best: Option<(f64, Agreement, Agreement)> = None;
    for pull in PULLS {
        let (mut found, mut of_open) = (Agreement::default(), Agreement::default());
        for left_out in &folds {
            let is_out = |item: &Selected| left_out.contains(site(item));
            let outside: Vec<&Selected> =
                items.iter().filter(|item| is_out(item)).copied().collect();
            let inside: Vec<&Learnt> =
                learnt.iter().filter(|learnt| !is_out(&learnt.selected)).copied().collect();
            let model = parameters::with_weights(knowledge, &parameters, &fit(&inside, pull)?);
            found.add(&model, &lexicon, &outside);
            let open: Vec<&Selected> = outside.into_iter().filter(is_open).collect();
            of_open.add(&model, &lexicon, &open);
        }
        if best.is_none_or(|(_, best, _)| found.total() >= best.total()) {
            best = Some((pull, found, of_open));
        }
    }
    let (pull, cross_validated, cross_validated_open) = best.unwrap_or_default();
    let fitted = fit(&learnt, pull)?;
    let agreement = |weights: &[f64]| {
        let mut agreement = Agreement::default();
        let model = parameters::with_weights(knowledge, &parameters, weights);
        agreement.add(&model, &lexicon, &items);
        agreement
    };
    Ok(Calibration {
        expert: agreement(&expert),
        fitted: agreement(&fitted),
        cross_validated,
        cross_validated_open,
        pull,
        weights: parameters
            .iter()
            .zip(fitted)
            .map(|(parameter, calibrated)| Calibrated {
                answer: parameter.option.map(|option| knowledge.options[option].label.clone()),
                criterion: knowledge.attributes[parameter.attribute].id.clone(),
                expert_weight: parameter.expert_weight,
                calibrated,
            })
            .collect(),
    })
}

/// Statements twice: with their answers, and with those that are understood of their texts. The weights then suit
/// what callers write, with its gaps, as well as what they choose.
fn both_forms<'i>(
    knowledge: &Knowledge,
    lexicon: &Lexicon,
    items: impl IntoIterator<Item = &'i Selected>,
    weight: f64,
) -> impl Iterator<Item = Learnt> {
    let forms = items.into_iter().flat_map(move |item| {
        let written = understood(knowledge, lexicon, item).ok();
        let written =
            written.map(|(request, _)| Selected { answers: request.answers, ..item.clone() });
        [Some(item.clone()), written]
    });
    forms.flatten().map(move |selected| Learnt { selected, weight })
}

/// The sites of each fold. All statements of a site are in the same fold, because they are not independent.
fn folds<'i>(items: &[&'i Selected]) -> Vec<BTreeSet<&'i str>> {
    let sites: BTreeSet<&str> = items.iter().map(|item| site(item)).collect();
    let sites: Vec<&str> = sites.into_iter().collect();
    (0..FOLDS.min(sites.len()))
        .map(|fold| sites.iter().copied().skip(fold).step_by(FOLDS).collect())
        .collect()
}

/// The site of a statement; one that names none stands for itself.
fn site(item: &Selected) -> &str {
    if item.item.domain.is_empty() { &item.item.id } else { &item.item.domain }
}

impl Agreement {
    /// How many agree, by the answers and by the text.
    fn total(&self) -> usize {
        self.profile.agree + self.text.agree
    }

    fn add(&mut self, model: &Knowledge, lexicon: &Lexicon, items: &[&Selected]) {
        for item in items {
            let agrees = |model: &Knowledge, request: &Request| {
                let first = decision::first(model, request).ok().flatten();
                first.is_some_and(|first| item.agrees_with(first))
            };
            self.profile.count(agrees(model, &item.request(item.answers.clone())));
            if let Ok((request, context)) = understood(model, lexicon, item) {
                self.text.count(agrees(&context.apply(model), &request));
            }
        }
    }
}
