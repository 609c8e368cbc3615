//! Standard output.

use std::io::{ErrorKind, Write as _, stdout};
use std::sync::atomic::{AtomicBool, Ordering};

use crate::failure::{Failure, UNAVAILABLE};

/// Whether standard output was closed when the process started (`framewise … >&-`).
static CLOSED: AtomicBool = AtomicBool::new(false);

// Rust opens /dev/null in place of a closed output before `main`, so that writing to it succeeds. Hence the look
// before that.
#[cfg(target_os = "linux")]
ctor::declarative::ctor! {
    #[ctor(unsafe)]
    fn notice_closed_output() {
        let is_closed = std::fs::symlink_metadata("/proc/self/fd/1").is_err();
        CLOSED.store(is_closed && std::path::Path::new("/proc/self/fd").exists(), Ordering::Relaxed);
    }
}

/// Prints a text. A closed pipe (`framewise … | head`) is not a failure.
///
/// # Errors
/// [`UNAVAILABLE`] if the output cannot be written.
pub fn print(text: &str) -> Result<(), Failure> {
    if CLOSED.load(Ordering::Relaxed) {
        return Err(Failure::new(
            UNAVAILABLE,
            "cannot write the output: standard output is closed",
        ));
    }
    match stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::new(UNAVAILABLE, format!("cannot write the output: {error}")))
        }
        _ => Ok(()),
    }
}
