//! What is calibrated: the weight of every criterion before any answer, and every effect of an answer.

use framewise_model::knowledge::Knowledge;
use framewise_model::numbers::Weight;

/// One weight of the model.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Parameter {
    /// The option that adds it, as an index of [`Knowledge::options`]; none for the weight of a
    /// criterion before any answer.
    pub option: Option<usize>,
    /// The attribute whose weight it is.
    pub attribute: usize,
    /// As the editors set it, before published advice was looked at.
    pub expert_weight: f64,
}

/// All weights: those of the criteria in file order, then those of the answers.
#[must_use]
pub fn parameters(knowledge: &Knowledge) -> Vec<Parameter> {
    let bases = knowledge.criteria.iter().enumerate().map(|(attribute, criterion)| Parameter {
        option: None,
        attribute,
        expert_weight: criterion.expert_weight.unwrap_or(criterion.base_weight),
    });
    let effects = knowledge.options.iter().enumerate().flat_map(|(option, answer)| {
        answer.effects.iter().map(move |(attribute, weight)| Parameter {
            option: Some(option),
            attribute: *attribute,
            expert_weight: answer.expert_weight(knowledge, *attribute).unwrap_or(weight.get()),
        })
    });
    bases.chain(effects).collect()
}

/// The same knowledge with other weights, one for each parameter, each from 0 to [`Weight::MAX`].
pub(super) fn with_weights(
    knowledge: &Knowledge,
    parameters: &[Parameter],
    weights: &[f64],
) -> Knowledge {
    let mut changed = knowledge.clone();
    for (parameter, weight) in parameters.iter().zip(weights) {
        let weight = Weight::new(*weight).unwrap_or(Weight::ZERO);
        match parameter.option {
            None => changed.attributes[parameter.attribute].base_weight = weight,
            Some(option) => {
                let effects = &mut changed.options[option].effects;
                let effect =
                    effects.iter_mut().find(|(attribute, _)| *attribute == parameter.attribute);
                if let Some((_, effect)) = effect {
                    *effect = weight;
                }
            }
        }
    }
    changed
}
