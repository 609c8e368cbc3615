//! The TOML files of `knowledge/`, as they are written: one type for each table.
//!
//! The JSON Schema that editors and `knowledge check` use is generated from these types, so a
//! limit stands here once. What spans several files (does this id exist?) is checked in `lint`.

mod claim;
mod companion;
mod context;
mod criteria;
mod framework;
mod lexicon;
mod manifest;
mod measurements;
mod packages;
mod questions;
mod sources;

pub use claim::{Claim, ClaimKind, CounterEvidence, Grade, Verdict};
pub use companion::Companion;
pub use context::{Constraint, Context, ContextCriterion, ContextEffect, Nearness, Pair};
pub use criteria::{
    Capabilities, Capability, CapabilityPhrases, Criteria, Criterion, CriterionPhrases, FactKind,
    Facts, Rubric, Term,
};
pub use framework::{
    Alternative, CapabilitySupport, EditorialRating, Fact, Framework, FrameworkKind, Index,
    Interface, Limit, Maturity, Support,
};
pub use lexicon::{
    Asides, Band, English, Entry, Lexicon, Negation, Reading, ReadingKind, Together,
};
pub use manifest::Manifest;
pub use measurements::{Better, Figure, Measure, Measured, Measurements};
pub use packages::{Package, Packages};
pub use questions::{Choice, Effect, Question, Questions};
pub use sources::{Source, SourceKind, Sources};
