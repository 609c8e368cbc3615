//! An address and port to listen on. A mistake gets the address that was probably meant.

use std::net::{IpAddr, SocketAddr};

use serde::{Deserialize, Deserializer, de};

/// Reads an address and port, such as `127.0.0.1:8080` or `[::1]:8080`.
///
/// # Errors
/// A sentence on what to write instead.
pub(super) fn parse(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| advice(text))
}

/// For settings files.
pub(super) fn deserialize<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<SocketAddr>, D::Error> {
    let text = String::deserialize(deserializer)?;
    parse(&text).map(Some).map_err(de::Error::custom)
}

fn advice(text: &str) -> String {
    if let Some((scheme, rest)) = text.split_once("://") {
        return format!("write it without {scheme}://, as {}", rest.trim_end_matches('/'));
    }
    if let Ok(address) = text.trim_matches(['[', ']']).parse::<IpAddr>() {
        return format!("the port is missing: write {}", SocketAddr::new(address, 8080));
    }
    let (host, port) = text.rsplit_once(':').unwrap_or(("", text));
    let Ok(port) = port.parse::<u16>() else {
        return "write an IP address and a port, such as 127.0.0.1:8080 or [::1]:8080".to_owned();
    };
    match host {
        "" | "*" => format!(
            "the address is missing: write 127.0.0.1:{port} for clients on this machine only, or 0.0.0.0:{port} \
             for clients on every network"
        ),
        "localhost" => format!("localhost is a name: write the address 127.0.0.1:{port}"),
        name => format!("{name} is not an IP address: write one, such as 127.0.0.1:{port}"),
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn a_mistake_gets_the_address_that_was_probably_meant() {
        for (given, meant) in [
            (":8080", "0.0.0.0:8080"),
            ("8080", "127.0.0.1:8080"),
            ("*:80", "0.0.0.0:80"),
            ("localhost:8080", "127.0.0.1:8080"),
            ("framewise.example:80", "127.0.0.1:80"),
            ("127.0.0.1", "127.0.0.1:8080"),
            ("::1", "[::1]:8080"),
            ("http://127.0.0.1:8080/", "127.0.0.1:8080"),
            ("127.0.0.1:99999", "127.0.0.1:8080"),
            ("", "127.0.0.1:8080"),
        ] {
            let advice = parse(given).unwrap_err();
            assert!(advice.contains(meant), "{given}: {advice}");
        }
        assert!(parse("[::]:0").is_ok());
    }
}
