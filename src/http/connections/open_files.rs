//! The limit of open files: each connection is one, and a process at its limit can accept no connection.

use std::fs;

/// Files besides connections: the database, the log, what the runtime needs, and connections to be refused.
const OTHER_FILES: usize = 64;

/// The most connections that the limit of open files allows; `None` if it is not known or there is none.
#[must_use]
pub fn max_connections() -> Option<usize> {
    // Linux. Other systems have no such file.
    let limits = fs::read_to_string("/proc/self/limits").ok()?;
    Some(soft_limit(&limits)?.saturating_sub(OTHER_FILES).max(1))
}

/// The soft limit in the text of `/proc/self/limits`.
fn soft_limit(limits: &str) -> Option<usize> {
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files"))?;
    line.split_ascii_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::soft_limit;

    #[test]
    fn the_soft_limit_is_the_first_number() {
        let limits = "Limit                     Soft Limit           Hard Limit           Units     \n\
                      Max processes             unlimited            unlimited            processes \n\
                      Max open files            1024                 524288               files     \n";
        assert_eq!(soft_limit(limits), Some(1_024));
        assert_eq!(soft_limit(&limits.replace("1024  ", "unlimited")), None);
        assert_eq!(soft_limit(""), None);
    }
}
