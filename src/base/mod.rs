//! Base types that every other module may use, and that use no other module.

/// What is wrong with an input, where, and what would be right.
pub mod fault;
/// The nearest allowed name to a mistyped one.
pub mod suggest;
/// Numbers that cannot leave their range.
pub mod unit;

pub use fault::Fault;
pub use unit::{Unit, Weight};
