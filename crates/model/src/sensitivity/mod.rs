//! How sensitive a decision is: to uncertain weights and ratings, to other methods, to other answers, and
//! to the questions that are still open.

/// How often each framework takes each rank when weights and ratings vary (SMAA-2).
pub mod acceptability;
/// Whether any answer to the open questions can still change the first place.
pub mod certificate;
/// The smallest changes of the answers that change the first place.
pub mod flips;
/// The first place by other published methods.
pub mod methods;
/// The question whose answer is expected to reduce the uncertainty most.
pub mod next_question;
/// The interval of each weight in which the first place stays.
pub mod stability;
