//! The proxies whose word on the client's address counts.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Addresses and networks of proxies. Written as a list, separated by commas: `127.0.0.1, 10.0.0.0/8, fd00::/8`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TrustedProxies(Vec<Network>);

/// A network: all addresses whose first bits are those of an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Network {
    address: IpAddr,
    /// Number of these bits.
    bits: u8,
}

impl TrustedProxies {
    /// Whether an address is that of a proxy.
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.0.iter().any(|network| network.contains(address))
    }
}

impl Network {
    fn contains(self, address: IpAddr) -> bool {
        match (self.address, address) {
            (IpAddr::V4(own), IpAddr::V4(other)) => {
                let mask = u32::MAX.checked_shl(32 - u32::from(self.bits)).unwrap_or(0);
                (own.to_bits() ^ other.to_bits()) & mask == 0
            }
            (IpAddr::V6(own), IpAddr::V6(other)) => {
                let mask = u128::MAX.checked_shl(128 - u32::from(self.bits)).unwrap_or(0);
                (own.to_bits() ^ other.to_bits()) & mask == 0
            }
            _ => false,
        }
    }
}

impl FromStr for Network {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (address, bits) = text.split_once('/').map_or((text, None), |(a, b)| (a, Some(b)));
        let advice = || {
            format!("{text} is neither an IP address nor a network, such as 10.0.0.0/8 or fd00::/8")
        };
        let address: IpAddr = address.parse().map_err(|_| advice())?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        let bits = match bits {
            None => most,
            Some(bits) => bits.parse().ok().filter(|bits| *bits <= most).ok_or_else(advice)?,
        };
        Ok(Self { address, bits })
    }
}

impl fmt::Display for Network {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { address, bits } = self;
        if *bits == if address.is_ipv4() { 32 } else { 128 } {
            write!(formatter, "{address}")
        } else {
            write!(formatter, "{address}/{bits}")
        }
    }
}

impl FromStr for TrustedProxies {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
        parts.map(str::parse).collect::<Result<_, _>>().map(Self)
    }
}

impl TryFrom<String> for TrustedProxies {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<TrustedProxies> for String {
    fn from(proxies: TrustedProxies) -> Self {
        let parts: Vec<String> = proxies.0.iter().map(Network::to_string).collect();
        parts.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::TrustedProxies;

    #[test]
    fn addresses_and_networks_are_read_and_written() {
        let text = "127.0.0.1, 10.0.0.0/8, fd00::/8, ::1, 0.0.0.0/0";
        let proxies: TrustedProxies =
            "127.0.0.1,10.0.0.0/8, fd00::/8,::1, 0.0.0.0/0,".parse().unwrap();
        assert_eq!(String::from(proxies), text);
        for bad in ["localhost", "10.0.0.0/33", "::/129", "10.0.0/8", "1.2.3.4/", "1.2.3.4/-1"] {
            let error = bad.parse::<TrustedProxies>().unwrap_err();
            assert!(error.starts_with(bad) && error.contains("10.0.0.0/8"), "{error}");
        }
    }

    #[test]
    fn a_network_has_the_addresses_with_its_bits() {
        let proxies: TrustedProxies = "10.1.0.0/16, fd00::/8, 192.0.2.7".parse().unwrap();
        for inside in ["10.1.255.3", "::ffff:10.1.2.3", "fdff::1", "192.0.2.7"] {
            assert!(proxies.contains(inside.parse().unwrap()), "{inside}");
        }
        for outside in ["10.2.0.0", "fe00::1", "192.0.2.8", "::1"] {
            assert!(!proxies.contains(outside.parse().unwrap()), "{outside}");
        }
        let everyone: TrustedProxies = "0.0.0.0/0, ::/0".parse().unwrap();
        assert!(everyone.contains("203.0.113.1".parse().unwrap()));
        assert!(everyone.contains("2001:db8::1".parse().unwrap()));
    }
}
