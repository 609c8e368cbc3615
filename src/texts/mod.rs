//! What people read, in several languages: the catalogues in `locales/`, and which language a request asks for.

/// The texts of one language.
pub mod catalogue;
/// The knowledge with its texts in another language.
pub mod knowledge;
/// The languages, and how one is chosen.
pub mod language;
/// The sentences of the model in the language of a catalogue.
mod sentences;
