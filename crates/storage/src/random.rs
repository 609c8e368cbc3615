//! The one place where randomness is drawn; everything below is given it as an argument.

/// Bytes from the operating system's generator.
///
/// # Errors
/// When the operating system has no randomness to give, which the caller must not paper over with
/// something guessable.
pub fn bytes<const COUNT: usize>() -> Result<[u8; COUNT], getrandom::Error> {
    let mut bytes = [0; COUNT];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}
