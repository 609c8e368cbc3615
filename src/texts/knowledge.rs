//! The knowledge with its texts in another language. English is the language of the knowledge; the other catalogues
//! have the texts of the released knowledge under keys made of ids, such as `option-project_type-rest_api`. A text
//! that a catalogue does not have, such as a question of an operator's own knowledge, stays English.

use std::borrow::Cow;
use std::sync::Arc;

use framewise_model::knowledge::Knowledge;
use framewise_model::knowledge::format::{
    Capability, Criterion, FactKind, Measure, Question, Reading,
};
use framewise_model::knowledge::model::{Attribute, ContextAttribute};
use framewise_model::request::FEATURE_PREFIX;

use super::catalogue::Texts;

/// The knowledge with the texts and the words of this catalogue. Claims, sources, notes, summaries, reasons of ratings
/// and the points of scales stay English.
#[must_use]
pub fn translated(knowledge: &Knowledge, texts: &'static Texts) -> Knowledge {
    let mut knowledge = knowledge.clone();
    let translator = Translator(texts);
    knowledge.questions = each(&knowledge.questions, |found| translator.question(found));
    knowledge.criteria = each(&knowledge.criteria, |found| translator.criterion(found));
    knowledge.capabilities = each(&knowledge.capabilities, |found| translator.capability(found));
    knowledge.facts = each(&knowledge.facts, |found| translator.fact(found));
    knowledge.attributes.iter_mut().for_each(|found| translator.attribute(found));
    let context = Arc::make_mut(&mut knowledge.context);
    translator.context(&mut context.team_knows);
    translator.context(&mut context.migrating_from);
    for constraint in &mut context.constraints {
        translator.put(&format!("constraint-{}", key(&constraint.id)), &mut constraint.text);
    }
    let lexicon = Arc::make_mut(&mut knowledge.lexicon);
    lexicon.readings.iter_mut().for_each(|found| translator.reading(found));
    let measurements = Arc::make_mut(&mut knowledge.measurements);
    measurements.measures.iter_mut().for_each(|found| translator.measure(found));
    knowledge.sentences = texts;
    knowledge.state_evidence();
    knowledge
}

/// Changed copies of these items.
fn each<T: Clone>(items: &[T], change: impl Fn(&mut T)) -> Arc<[T]> {
    let changed = items.iter().cloned().map(|mut item| {
        change(&mut item);
        item
    });
    changed.collect()
}

/// An id as a part of a key, which consists of letters, digits, hyphens and underscores.
fn key(id: &str) -> String {
    id.replace('=', "-")
}

/// Puts the texts of a catalogue in the places of English ones.
struct Translator<'t>(&'t Texts);

impl Translator<'_> {
    /// Replaces a text, if the catalogue has this key.
    fn put(&self, key: &str, text: &mut String) {
        if let Some(found) = self.0.find(key) {
            *text = found.into_owned();
        }
    }

    /// Replaces a part of a sentence; if the catalogue does not have it, by a general one that quotes a name, because
    /// an English part would break the sentence.
    fn put_part(&self, key: &str, general: &str, name: &str, text: &mut String) {
        *text = match self.0.find(key) {
            Some(found) => found.into_owned(),
            None => self.0.with(general, &[("name", name.into())]),
        };
    }

    fn question(&self, question: &mut Question) {
        let key = format!("question-{}", question.id);
        self.put(&key, &mut question.text);
        self.put(&format!("{key}.help"), &mut question.help);
        for option in &mut question.options {
            let key = format!("option-{}-{}", question.id, option.id);
            self.put(&key, &mut option.text);
            self.put(&format!("{key}.help"), &mut option.help);
            if let Some(you) = &mut option.you {
                let name = format!("{} {}", question.text, option.text);
                self.put_part(&format!("{key}.you"), "phrase-you", &name, you);
            }
        }
    }

    fn criterion(&self, criterion: &mut Criterion) {
        let key = format!("criterion-{}", criterion.id);
        self.put(&key, &mut criterion.name);
        self.put(&format!("{key}.help"), &mut criterion.definition);
        let (name, Some(phrases)) = (&criterion.name, &mut criterion.phrases) else { return };
        let put = |part: &str, text: &mut String| {
            self.put_part(&format!("{key}.{part}"), &format!("phrase-{part}"), name, text);
        };
        put("matters", &mut phrases.matters);
        put("good", &mut phrases.good);
        put("poor", &mut phrases.poor);
        put("remedy", &mut phrases.remedy);
        // Without its sentence of figures, a criterion has a claim as its evidence.
        if phrases.figures.is_some() {
            phrases.figures = self.0.find(&format!("{key}.figures")).map(Cow::into_owned);
        }
    }

    fn capability(&self, capability: &mut Capability) {
        let key = format!("capability-{}", capability.id);
        self.put(&key, &mut capability.name);
        if let Some(phrases) = &mut capability.phrases {
            let name = &capability.name;
            self.put_part(&format!("{key}.good"), "phrase-good", name, &mut phrases.good);
            self.put_part(&format!("{key}.poor"), "phrase-poor", name, &mut phrases.poor);
        }
    }

    fn fact(&self, fact: &mut FactKind) {
        let key = format!("fact-{}", fact.id);
        self.put(&key, &mut fact.name);
        if let Some(unit) = &mut fact.unit {
            self.put(&format!("{key}.unit"), unit);
        }
    }

    fn measure(&self, measure: &mut Measure) {
        let key = format!("measure-{}", measure.id);
        self.put(&key, &mut measure.name);
        self.put(&format!("{key}.unit"), &mut measure.unit);
    }

    fn attribute(&self, attribute: &mut Attribute) {
        let key = match attribute.id.strip_prefix(FEATURE_PREFIX) {
            Some(feature) => format!("feature-{feature}"),
            None => format!("criterion-{}", attribute.id),
        };
        self.put(&key, &mut attribute.name);
    }

    fn context(&self, criterion: &mut ContextAttribute) {
        self.attribute(&mut criterion.attribute);
        let key = format!("criterion-{}", criterion.attribute.id);
        self.put(&format!("{key}.because"), &mut criterion.because);
        self.put(&format!("{key}.rationale"), &mut criterion.rationale);
        self.put(&format!("{key}.help"), &mut criterion.definition);
    }

    fn reading(&self, reading: &mut Reading) {
        let key = format!("reading-{}", key(&reading.id));
        self.put(&key, &mut reading.text);
        for (index, instead) in reading.instead.iter_mut().enumerate() {
            self.put(&format!("{key}.instead-{index}"), instead);
        }
    }
}
