//! Texts of the knowledge in the language of a page. English is the language of the knowledge; the other catalogues
//! have the texts of the released knowledge under keys made of ids, such as `option-project_type-rest_api`. What a
//! catalogue does not have, such as a question of an operator's own knowledge, stays English and is marked so.

use std::borrow::Cow;

use framewise_model::knowledge::Knowledge;
use framewise_model::knowledge::format::{Choice, Criterion, Question};
use framewise_model::request::FEATURE_PREFIX;
use maud::{Markup, Render, html};

use super::site::Site;
use crate::texts::catalogue::Texts;
use crate::texts::language::Language;

/// A text that may be in another language than its page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase<'k> {
    /// The text.
    pub text: Cow<'k, str>,
    /// Whether it is English on a page in another language.
    pub is_foreign: bool,
}

impl<'k> Phrase<'k> {
    /// A text that is the same in every language, such as a name.
    #[must_use]
    pub fn plain(text: &'k str) -> Self {
        Self { text: Cow::Borrowed(text), is_foreign: false }
    }

    /// The value of an attribute `lang`; `None` if the text is in the language of the page.
    #[must_use]
    pub fn lang(&self) -> Option<&'static str> {
        self.is_foreign.then(|| Language::English.tag())
    }
}

impl Render for Phrase<'_> {
    fn render(&self) -> Markup {
        match self.lang() {
            None => html! { (self.text) },
            Some(lang) => html! { span lang=(lang) { (self.text) } },
        }
    }
}

impl Site {
    /// A text of the knowledge that is always English, such as a claim.
    #[must_use]
    pub fn english<'k>(&self, text: &'k str) -> Phrase<'k> {
        Phrase { text: Cow::Borrowed(text), is_foreign: self.language() != Language::English }
    }

    /// A question.
    #[must_use]
    pub fn question<'k>(&self, question: &'k Question) -> Phrase<'k> {
        self.phrase(|| format!("question-{}", question.id), &question.text)
    }

    /// What to think of when answering a question.
    #[must_use]
    pub fn question_help<'k>(&self, question: &'k Question) -> Phrase<'k> {
        self.phrase(|| format!("question-{}.help", question.id), &question.help)
    }

    /// An option of a question.
    #[must_use]
    pub fn option<'k>(&self, question: &Question, option: &'k Choice) -> Phrase<'k> {
        self.phrase(|| format!("option-{}-{}", question.id, option.id), &option.text)
    }

    /// What an option means.
    #[must_use]
    pub fn option_help<'k>(&self, question: &Question, option: &'k Choice) -> Phrase<'k> {
        self.phrase(|| format!("option-{}-{}.help", question.id, option.id), &option.help)
    }

    /// What a criterion means.
    #[must_use]
    pub fn criterion_help<'k>(&self, criterion: &'k Criterion) -> Phrase<'k> {
        self.phrase(|| format!("criterion-{}.help", criterion.id), &criterion.definition)
    }

    /// A criterion or a feature, by its index among the attributes.
    #[must_use]
    pub fn attribute<'k>(&self, knowledge: &'k Knowledge, attribute: usize) -> Phrase<'k> {
        let attribute = &knowledge.attributes[attribute];
        let key = || match attribute.id.strip_prefix(FEATURE_PREFIX) {
            Some(feature) => format!("feature-{feature}"),
            None => format!("criterion-{}", attribute.id),
        };
        self.phrase(key, &attribute.name)
    }

    /// A criterion or a feature, by its id, such as `performance` or `feature:orm`.
    #[must_use]
    pub fn attribute_of<'k>(&self, knowledge: &'k Knowledge, id: &'k str) -> Phrase<'k> {
        match knowledge.attribute(id) {
            Some(attribute) => self.attribute(knowledge, attribute),
            None => self.english(id),
        }
    }

    /// A text of the knowledge under a key of the catalogues; the English text where the catalogue does not have it.
    #[must_use]
    pub fn phrase<'k>(&self, key: impl FnOnce() -> String, english: &'k str) -> Phrase<'k> {
        if self.language() == Language::English {
            return self.english(english);
        }
        match Texts::of(self.language()).find(&key()) {
            Some(text) => Phrase { text, is_foreign: false },
            None => self.english(english),
        }
    }
}
