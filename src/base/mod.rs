//! Base types that every other module may use, and that use no other module.

/// The calendar.
pub mod clock;
/// What is wrong with an input, where, and what would be right.
pub mod fault;
/// Random bits.
pub mod random;
/// The nearest allowed name to a mistyped one.
pub mod suggest;
/// Numbers that cannot leave their range.
pub mod unit;
/// Weeks by ISO 8601.
pub mod week;
/// The words of an English text.
pub mod words;

pub use fault::Fault;
pub use unit::{Unit, Weight};
pub use week::Week;
