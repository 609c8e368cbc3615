//! What the page around the frame chooses: the colours, and which questions are asked.

use framewise_model::fault::excerpt;
use framewise_model::knowledge::Knowledge;

use crate::http::extract::Query;
use crate::pages::advisor::page_request::{LeftOut, Parameters, Why};

/// The parameter with the colours.
pub const THEME: &str = "theme";
/// The parameter with the questions that are asked, in this order.
pub const QUESTIONS: &str = "questions";
/// The parameter with the question that is asked now.
pub const ASK: &str = "ask";
/// The parameters that only the frame has.
pub const PARAMETERS: [&str; 3] = [THEME, QUESTIONS, ASK];

/// The colours of the frame.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Theme {
    /// Those that the reader's system has.
    #[default]
    Auto,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// All themes, the default first.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    /// Its name in an address.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// Its color schemes in CSS.
    #[must_use]
    pub fn schemes(self) -> &'static str {
        match self {
            Self::Auto => "light dark",
            Self::Light | Self::Dark => self.name(),
        }
    }

    /// The theme with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.name() == name)
    }
}

/// What the page around the frame chooses.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// The colours.
    pub theme: Theme,
    /// Indices of the questions that are asked, in their order; all if it is empty.
    pub questions: Vec<usize>,
    /// Index of the question that is asked now.
    pub ask: Option<usize>,
}

impl Options {
    /// Reads the options from an address, and what of them does not count.
    #[must_use]
    pub fn read(knowledge: &Knowledge, query: &Query) -> (Self, Vec<LeftOut>) {
        let question = |id: &str| knowledge.questions.iter().position(|found| found.id == id);
        let mut options = Self::default();
        let mut left_out = Vec::new();
        if let Some(name) = query.get(THEME) {
            match Theme::from_name(name) {
                Some(theme) => options.theme = theme,
                None => left_out.push(unknown(THEME, name)),
            }
        }
        for id in query.items(QUESTIONS) {
            match question(id) {
                Some(index) if !options.questions.contains(&index) => options.questions.push(index),
                Some(_) => {}
                None => left_out.push(unknown(QUESTIONS, id)),
            }
        }
        if let Some(id) = query.get(ASK) {
            options.ask = question(id);
            left_out.extend(options.ask.is_none().then(|| unknown(ASK, id)));
        }
        left_out.truncate(framewise_model::fault::MAX_FAULTS);
        (options, left_out)
    }

    /// The parameters of the frame: those of the request, and the options.
    #[must_use]
    pub fn add_to(&self, mut parameters: Parameters, knowledge: &Knowledge) -> Parameters {
        if self.theme != Theme::default() {
            parameters = parameters.with(THEME, self.theme.name());
        }
        for question in &self.questions {
            parameters = parameters.with(QUESTIONS, &knowledge.questions[*question].id);
        }
        match self.ask {
            Some(question) => parameters.with(ASK, &knowledge.questions[question].id),
            None => parameters,
        }
    }
}

fn unknown(name: &str, value: &str) -> LeftOut {
    LeftOut {
        name: excerpt(name),
        value: Some(excerpt(value)),
        suggestion: None,
        why: Why::Unknown,
    }
}
