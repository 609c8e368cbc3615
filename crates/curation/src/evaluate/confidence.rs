//! Calibration of the confidence: how often authors agree at high and at low confidence.
//!
//! A forecast is calibrated if events with the predicted probability `p` happen in a share `p` of the cases
//! (reliability table; Murphy & Winkler, "Reliability of subjective probability forecasts", *Applied
//! Statistics* 26, 1977).
//! The Brier score (1950) is the mean squared distance between confidence and outcome, 0 at best. The expected
//! calibration error (Naeini, Cooper & Hauskrecht, "Obtaining Well Calibrated Probabilities Using Bayesian
//! Binning", AAAI 2015) is the mean distance between confidence and agreement over the bands, each with the
//! weight of its items.

use framewise_model::decision::{NothingCounts, decide};
use framewise_model::knowledge::Knowledge;
use framewise_model::sensitivity::acceptability::{Sampling, Spread, winning_shares};
use serde::Serialize;

use super::items::Selected;
use super::tally::Tally;

/// Lower ends of the bands; each one ends where the next begins, the last one at 1.
const BANDS: [f64; 5] = [0.0, 0.5, 0.7, 0.8, 0.9];

/// Confidence compared with agreement, over the items whose compared frameworks are all in the catalogue.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Reliability {
    /// By band of confidence.
    pub bands: Vec<Band>,
    /// All items.
    pub all: Group,
    /// Items that a statement from another site about a similar situation contradicts, although each author
    /// compared a framework that the other author chose.
    pub split: Group,
    /// Items for which there are such statements, none of which contradicts them.
    pub unanimous: Group,
    /// Mean of (confidence − 1 or 0)², in [0, 1].
    pub brier: f64,
    /// Expected calibration error, in [0, 1].
    pub calibration_error: f64,
}

/// Items whose confidence lies in a band.
#[derive(Debug, Clone, Serialize)]
pub struct Band {
    /// Lower end of the band, in it.
    pub from: f64,
    /// Upper end; in it only where it is 1.
    pub to: f64,
    /// What was found.
    pub group: Group,
}

/// Some items.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct Group {
    /// How many agree.
    pub tally: Tally,
    /// Mean confidence, in [0, 1]; 0 where there are no items.
    pub confidence: f64,
}

impl Group {
    #[expect(clippy::cast_precision_loss, reason = "there are only thousands of items")]
    fn add(&mut self, confidence: f64, agrees: bool) {
        self.tally.count(agrees);
        self.confidence += (confidence - self.confidence) / self.tally.items as f64;
    }
}

/// Compares confidence with agreement; draws as in a recommendation, with this spread of the weights.
///
/// # Errors
/// [`NothingCounts`] if an item's situation gives nothing any weight.
#[expect(clippy::cast_precision_loss, reason = "there are only thousands of items")]
pub fn reliability(
    knowledge: &Knowledge,
    items: &[&Selected],
    spread: f64,
) -> Result<Reliability, NothingCounts> {
    let ends = BANDS.iter().copied().skip(1).chain([1.0]);
    let bands =
        BANDS.iter().zip(ends).map(|(from, to)| Band { from: *from, to, group: Group::default() });
    let mut found = Reliability { bands: bands.collect(), ..Reliability::default() };
    let complete: Vec<&Selected> = items.iter().copied().filter(|item| item.complete).collect();
    let sampling = Sampling { spread: Spread::LogNormal(spread), ..Sampling::default() };
    let opinions = opinions(&complete);
    for (item, opinion) in complete.iter().zip(opinions) {
        let decision = decide(knowledge, &item.request(item.answers.clone()))?;
        let frameworks: Vec<usize> = decision.ranking.iter().map(|place| place.framework).collect();
        let Some(first) = frameworks.first() else { continue };
        let shares = winning_shares(knowledge, &decision.weights, &frameworks, sampling);
        let (confidence, agrees) = (shares[0], item.agrees_with(*first));
        found.all.add(confidence, agrees);
        if let Some(band) = found.bands.iter_mut().rfind(|band| confidence >= band.from) {
            band.group.add(confidence, agrees);
        }
        match opinion {
            Opinion::Split => found.split.add(confidence, agrees),
            Opinion::Unanimous => found.unanimous.add(confidence, agrees),
            Opinion::Lone => {}
        }
        found.brier += (confidence - f64::from(u8::from(agrees))).powi(2);
    }
    let count = found.all.tally.items.max(1) as f64;
    found.brier /= count;
    let error = |band: &Band| {
        let Group { tally, confidence } = band.group;
        (confidence - tally.share()).abs() * tally.items as f64 / count
    };
    found.calibration_error = found.bands.iter().map(error).sum();
    Ok(found)
}

/// What other sites say of similar situations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opinion {
    /// No other site describes one.
    Lone,
    /// All sites that describe one choose alike.
    Unanimous,
    /// At least one site chooses otherwise.
    Split,
}

fn opinions(items: &[&Selected]) -> Vec<Opinion> {
    let opinion = |item: &&Selected| {
        let others = items.iter().filter(|other| {
            other.item.domain != item.item.domain && alike(item, other) && could_agree(item, other)
        });
        let mut opinion = Opinion::Lone;
        for other in others {
            if !other.recommended.iter().any(|chosen| item.recommended.contains(chosen)) {
                return Opinion::Split;
            }
            opinion = Opinion::Unanimous;
        }
        opinion
    };
    items.iter().map(opinion).collect()
}

/// Whether two situations share at least half of the answers that either has (Jaccard, 1912).
fn alike(one: &Selected, other: &Selected) -> bool {
    let (one, other) = (one.answers.options(), other.answers.options());
    let shared = one.iter().filter(|option| other.contains(option)).count();
    shared > 0 && 2 * shared >= one.len() + other.len() - shared
}

/// Whether each of two authors compared at least one framework that the other author chose.
fn could_agree(one: &Selected, other: &Selected) -> bool {
    let saw = |one: &Selected, other: &Selected| {
        other.recommended.iter().any(|chosen| one.compared.contains(chosen))
    };
    saw(one, other) && saw(other, one)
}
