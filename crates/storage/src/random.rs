//! The one place that draws random bits; other functions take them as arguments.

/// Bytes from the generator of the operating system.
///
/// # Errors
/// If the operating system returns no randomness. The caller must not replace it by a value that can be guessed.
pub fn bytes<const COUNT: usize>() -> Result<[u8; COUNT], getrandom::Error> {
    let mut bytes = [0; COUNT];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}
