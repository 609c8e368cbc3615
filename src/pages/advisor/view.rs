//! What the parts of the page are made from.

use framewise_model::knowledge::Knowledge;
use framewise_model::knowledge::format::{Choice, Question};
use maud::{Markup, html};

use super::page_request::{PageRequest, Parameters, SKIP};
use crate::pages::phrases::Phrase;
use crate::pages::site::Site;

/// What the parts of the page are made from.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    pub site: &'a Site,
    pub knowledge: &'a Knowledge,
    pub page_request: &'a PageRequest,
    /// The parameters of the request.
    pub parameters: &'a Parameters,
}

impl<'a> View<'a> {
    /// A link to the page with other parameters; skipped questions stay skipped.
    pub fn link(&self, parameters: &Parameters) -> String {
        let skipped: Vec<&str> = self.skipped().collect();
        let mut parameters = parameters.clone();
        if !skipped.is_empty() {
            parameters = parameters.with(SKIP, &skipped.join(","));
        }
        self.site.link(&parameters.address("/"))
    }

    /// The ids of the skipped questions.
    pub fn skipped(&self) -> impl Iterator<Item = &'a str> {
        let questions = &self.knowledge.questions;
        self.page_request.skipped.iter().map(|question| questions[*question].id.as_str())
    }

    /// The name of a framework.
    pub fn framework<'s>(&self, id: &'s str) -> &'s str
    where
        'a: 's,
    {
        self.knowledge.framework(id).map_or(id, |found| &found.record.name)
    }

    /// A question and one of its options, by their ids.
    pub fn choice(&self, question: &str, option: &str) -> Option<(&'a Question, &'a Choice)> {
        let question = self.knowledge.questions.iter().find(|found| found.id == question)?;
        Some((question, question.options.iter().find(|found| found.id == option)?))
    }

    /// A feature, by its id.
    pub fn feature<'s>(&self, id: &'s str) -> Phrase<'s>
    where
        'a: 's,
    {
        match self.choice("features", id) {
            Some((question, option)) => self.site.option(question, option),
            None => Phrase::plain(id),
        }
    }
}

/// A hidden field.
pub fn hidden(name: &str, value: &str) -> Markup {
    html! { input type="hidden" name=(name) value=(value); }
}

/// A bar from 0 to 1, as a picture beside the number that it shows.
pub fn bar(share: f64) -> Markup {
    html! {
        svg.bar viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
            rect.track width="100" height="4" {}
            rect.fill width=(format!("{:.2}", share.clamp(0.0, 1.0) * 100.0)) height="4" {}
        }
    }
}
