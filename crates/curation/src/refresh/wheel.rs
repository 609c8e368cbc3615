//! The metadata inside a wheel.

use std::borrow::Cow;
use std::io::{Cursor, Read as _};

use zip::ZipArchive;

/// The most bytes of the metadata of a release; they contain the whole readme.
pub const MAX_METADATA: u64 = 16 << 20;

/// Why a wheel cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum WheelError {
    /// It is no ZIP archive.
    #[error("the wheel cannot be read: {0}")]
    Archive(#[from] zip::result::ZipError),
    /// It has no metadata.
    #[error("the wheel has no METADATA")]
    NoMetadata,
    /// The metadata are no text, or too long.
    #[error("the METADATA of the wheel cannot be read: {0}")]
    Text(#[from] std::io::Error),
}

/// The text of `NAME.dist-info/METADATA`.
///
/// # Errors
/// [`WheelError`] if the bytes are no wheel.
pub fn metadata(bytes: &[u8]) -> Result<String, WheelError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let names: Result<Vec<String>, _> =
        archive.file_names().map(|name| name.map(Cow::into_owned)).collect();
    let is_metadata = |name: &String| {
        let folder = name.strip_suffix(".dist-info/METADATA");
        folder.is_some_and(|folder| !folder.contains('/'))
    };
    let name = names?.into_iter().find(is_metadata).ok_or(WheelError::NoMetadata)?;
    let mut text = String::new();
    archive.by_name(&name)?.take(MAX_METADATA).read_to_string(&mut text)?;
    Ok(text)
}
