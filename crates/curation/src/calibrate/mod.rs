//! Finds weights that agree with published advice and are close to the expert weights, which the editors set
//! without this advice.
//!
//! Preference disaggregation (Jacquet-Lagrèze & Siskos, "Assessing a set of additive utility functions", *EJOR* 10,
//! 1982): choices that people have made say how much each criterion counts for them. Ratings are not touched. The same
//! files give the same weights on every machine.

mod fit;
mod minimise;
mod parameters;
mod situations;

use framewise_model::context::Context;
use framewise_model::decision::{self, Request};
use framewise_model::knowledge::Knowledge;
use framewise_model::text::Lexicon;
use serde::Serialize;

use crate::evaluate::agreement::understood;
use crate::evaluate::items::Selected;
use crate::evaluate::tally::Tally;
use crate::evaluate::without_shortlist::Labelled;

use fit::fit;
pub use parameters::{Parameter, parameters};
use situations::{site, situations};

/// In how many parts the sites are divided to cross-validate.
pub const PARTS: usize = 10;
/// In how many ways they are divided. Each statement is left out once in each of them.
pub const DIVISIONS: usize = 3;

/// Costs of moving weights. The one with the highest [`Strength::estimate`] is taken; of equal ones the highest, which
/// changes least.
const STRENGTHS: [f64; 3] = [1.0, 1.5, 2.0];
/// The share of left-out statements in an estimate. Agreement on the statements that the weights are fitted to is too
/// high, and on left-out ones too low, because these weights are fitted to fewer statements (the .632 estimator: Efron,
/// "Estimating the Error Rate of a Prediction Rule", *Journal of the American Statistical Association* 78, 1983).
const LEFT_OUT: f64 = 0.632;
/// How much the choice of an author among a few frameworks counts; the choice of an expert among all counts 1. A choice
/// among all demands several times as much of the weights, and the label of an expert is used in three ways.
const AUTHOR: f64 = 3.0;
/// How much the choice of the editors among a few frameworks counts; their choice among all counts 1.
const EDITORS: f64 = 1.5;
/// How much the first choice of an expert counts in addition to the choices that are equally good, which count 1.
const FIRST: f64 = 0.25;
/// How much it counts in addition that the best choices of an expert lead those that are not even acceptable. Each of
/// them is compared with these alone, so that it must lead even where another of the best comes first.
const ACCEPTABLE: f64 = 0.5;

/// What weights are calibrated on.
#[derive(Debug, Clone, Copy, Default)]
pub struct Evidence<'e> {
    /// Published statements; those whose compared frameworks are not all in the catalogue are left out.
    pub statements: &'e [Selected],
    /// Situations with the first choices of experts among all frameworks.
    pub labels: &'e [Labelled],
    /// Situations whose first choice the editors set. They are part of every fit and of no agreement.
    pub editors: &'e [Selected],
}

/// Why there is no calibration.
#[derive(Debug, thiserror::Error)]
pub enum CalibrateError {
    /// There is nothing to learn from.
    #[error("none of the statements compares frameworks of the catalogue only")]
    NoStatements,
}

/// The result of a calibration.
#[derive(Debug, Clone, Serialize)]
pub struct Calibration {
    /// Agreement with published statements, among the frameworks that each of them compares.
    pub statements: Comparison,
    /// Agreement with what experts put first or equally first among all frameworks.
    pub labels: Comparison,
    /// The cost of moving weights with the highest estimate.
    pub strength: f64,
    /// The costs that were compared.
    pub strengths: Vec<Strength>,
    /// The weights, in the order of [`parameters()`].
    pub weights: Vec<Calibrated>,
}

/// One kind of statements with three sets of weights.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct Comparison {
    /// With the expert weights.
    pub expert: Agreement,
    /// With the calibrated weights, on the statements that they were calibrated on.
    pub fitted: Agreement,
    /// An estimate for other authors: the sites are divided into [`PARTS`] parts in [`DIVISIONS`] ways, and each part
    /// is evaluated with weights calibrated on the others. Each statement counts once for each division.
    pub cross_validated: Agreement,
}

/// A cost of moving weights that was compared.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Strength {
    /// The cost.
    pub strength: f64,
    /// Cross-validated agreement with statements.
    pub statements: Agreement,
    /// Cross-validated agreement with labels.
    pub labels: Agreement,
    /// The estimated share of agreement over both kinds and both forms, from fitted and from left-out statements.
    pub estimate: f64,
}

/// How many statements agree, in both forms.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
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

/// Calibrates all weights.
///
/// # Errors
/// [`CalibrateError`] if no statement can be used.
pub fn calibrate(
    knowledge: &Knowledge,
    evidence: Evidence<'_>,
) -> Result<Calibration, CalibrateError> {
    let complete: Vec<&Selected> =
        evidence.statements.iter().filter(|statement| statement.complete).collect();
    if complete.is_empty() {
        return Err(CalibrateError::NoStatements);
    }
    let parameters = parameters(knowledge);
    let expert: Vec<f64> = parameters.iter().map(|parameter| parameter.expert_weight).collect();
    // The present weights must not change the result, not even by rounding.
    let knowledge = &parameters::with_weights(knowledge, &parameters, &expert);
    let lexicon = Lexicon::new(knowledge);
    let labelled: Vec<&Selected> = evidence.labels.iter().map(|label| &label.selected).collect();
    let firsts: Vec<Selected> =
        evidence.labels.iter().map(|label| label.with_first(knowledge)).collect();

    let led: Vec<(Selected, f64)> =
        evidence.labels.iter().flat_map(|label| leading(knowledge, label)).collect();
    let authors = complete.iter().map(|item| (*item, AUTHOR));
    let labels = labelled.iter().map(|item| (*item, 1.0));
    let firsts = firsts.iter().map(|item| (item, FIRST));
    let led = led.iter().map(|(item, counts)| (item, *counts));
    let learnt: Vec<(&Selected, f64)> = authors.chain(labels).chain(firsts).chain(led).collect();
    let fixed: Vec<(&Selected, f64)> = evidence
        .editors
        .iter()
        .map(|item| {
            let is_open = item.compared.len() == knowledge.frameworks.len();
            (item, if is_open { 1.0 } else { EDITORS })
        })
        .collect();
    let [learnt, fixed] =
        [learnt, fixed].map(|items| situations(knowledge, &parameters, &lexicon, &items));
    let fit_without = |out: &dyn Fn(&str) -> bool, strength: f64| {
        let inside = learnt.iter().filter(|situation| !out(&situation.site)).chain(&fixed);
        fit(&parameters, &inside.collect::<Vec<_>>(), strength)
    };
    let kinds = [asked(knowledge, &lexicon, &complete), asked(knowledge, &lexicon, &labelled)];
    let agreement = |weights: &[f64], counts: &dyn Fn(&str) -> bool| {
        let model = parameters::with_weights(knowledge, &parameters, weights);
        [&kinds[0], &kinds[1]].map(|kind| Agreement::of(&model, kind, counts))
    };

    let parts = Parts::new(complete.iter().map(|item| site(item)));
    let everything = |_: &str| true;
    let mut strengths = Vec::new();
    let mut best = None;
    for strength in STRENGTHS {
        let mut found = [Agreement::default(); 2];
        for (division, part) in parts.all() {
            let is_out = |site: &str| parts.part(site, division) == Some(part);
            let weights = fit_without(&is_out, strength);
            for (found, more) in found.iter_mut().zip(agreement(&weights, &is_out)) {
                found.add(more);
            }
        }
        let weights = fit_without(&|_: &str| false, strength);
        let fitted = agreement(&weights, &everything);
        let estimate = LEFT_OUT * share(found) + (1.0 - LEFT_OUT) * share(fitted);
        let [statements, labels] = found;
        strengths.push(Strength { strength, statements, labels, estimate });
        if best.as_ref().is_none_or(|(best, ..): &(Strength, _, _)| best.estimate <= estimate) {
            best = Some((Strength { strength, statements, labels, estimate }, weights, fitted));
        }
    }
    let (best, fitted, [statements_after, labels_after]) =
        best.ok_or(CalibrateError::NoStatements)?;
    let [statements_before, labels_before] = agreement(&expert, &everything);
    let comparison =
        |expert, fitted, cross_validated| Comparison { expert, fitted, cross_validated };
    Ok(Calibration {
        statements: comparison(statements_before, statements_after, best.statements),
        labels: comparison(labels_before, labels_after, best.labels),
        strength: best.strength,
        strengths,
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

/// Each of the best frameworks of a label among those that are not even acceptable, with how much it counts.
fn leading(knowledge: &Knowledge, label: &Labelled) -> Vec<(Selected, f64)> {
    let is_acceptable = |index: &usize| {
        let id = &knowledge.frameworks[*index].record.id;
        label.labels.good.contains(id) || label.labels.best.contains(id)
    };
    let others: Vec<usize> =
        label.selected.compared.iter().copied().filter(|index| !is_acceptable(index)).collect();
    let best = &label.selected.recommended;
    let share = ACCEPTABLE / best.iter().map(|_| 1.0).sum::<f64>();
    best.iter()
        .map(|leader| {
            let mut compared = others.clone();
            compared.push(*leader);
            compared.sort_unstable();
            let recommended = vec![*leader];
            (Selected { compared, recommended, ..label.selected.clone() }, share)
        })
        .collect()
}

/// How the sites are divided. All statements of a site are in the same part, because they are not independent.
struct Parts<'s>(Vec<&'s str>);

impl<'s> Parts<'s> {
    fn new(sites: impl Iterator<Item = &'s str>) -> Self {
        let mut sites: Vec<&str> = sites.collect();
        sites.sort_unstable();
        sites.dedup();
        Self(sites)
    }

    /// Every part of every division that has a site.
    fn all(&self) -> impl Iterator<Item = (usize, usize)> {
        let parts = PARTS.min(self.0.len());
        (0..DIVISIONS).flat_map(move |division| (0..parts).map(move |part| (division, part)))
    }

    /// The part of a site. Two sites of a part are mostly in different parts of the next division.
    fn part(&self, site: &str, division: usize) -> Option<usize> {
        let index = self.0.binary_search(&site).ok()?;
        let parts = PARTS.min(self.0.len());
        Some((index + division * (index / parts)) % parts)
    }
}

/// A statement with the requests that it is compared with.
struct Asked<'i> {
    item: &'i Selected,
    profile: Request,
    text: Option<(Request, Context)>,
}

fn asked<'i>(knowledge: &Knowledge, lexicon: &Lexicon, items: &[&'i Selected]) -> Vec<Asked<'i>> {
    let asked = |item: &&'i Selected| Asked {
        item,
        profile: item.request(item.answers.clone()),
        text: understood(knowledge, lexicon, item).ok(),
    };
    items.iter().map(asked).collect()
}

impl Agreement {
    /// The agreement of the statements whose site counts.
    fn of(model: &Knowledge, asked: &[Asked<'_>], counts: &dyn Fn(&str) -> bool) -> Self {
        let mut agreement = Self::default();
        for Asked { item, profile, text } in asked.iter().filter(|asked| counts(site(asked.item))) {
            let agrees = |model: &Knowledge, request: &Request| {
                let first = decision::first(model, request).ok().flatten();
                first.is_some_and(|first| item.agrees_with(first))
            };
            agreement.profile.count(agrees(model, profile));
            if let Some((request, context)) = text {
                agreement.text.count(agrees(&context.apply(model), request));
            }
        }
        agreement
    }

    fn add(&mut self, more: Self) {
        for (tally, more) in [(&mut self.profile, more.profile), (&mut self.text, more.text)] {
            tally.agree += more.agree;
            tally.items += more.items;
        }
    }
}

/// The share of agreement over all of these, by the answers and by the text.
fn share(agreements: [Agreement; 2]) -> f64 {
    let mut all = Tally::default();
    for tally in agreements.into_iter().flat_map(|of| [of.profile, of.text]) {
        all.agree += tally.agree;
        all.items += tally.items;
    }
    all.share()
}
