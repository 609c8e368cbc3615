//! The one place where randomness is drawn; everything below is given it as an argument.

/// 128 bits from the operating system's generator.
///
/// # Errors
/// When the operating system has no randomness to give, which the caller must not paper over with
/// something guessable.
pub fn bits_128() -> Result<[u8; 16], getrandom::Error> {
    let mut bits = [0; 16];
    getrandom::fill(&mut bits)?;
    Ok(bits)
}
