//! The client that a connection or a request counts for: its IP address, or the network of 64 bits of an IPv6
//! address, because one subscriber has at least such a network. The address is used in memory only; it is neither
//! logged nor stored.

use std::fmt;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use actix_web::http::header::{FORWARDED, HeaderMap, HeaderName};

use crate::config::TrustedProxies;

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
/// The bits of an IPv6 address that do not name a client.
const INTERFACE_BITS: u32 = 64;

/// A client. `Debug` does not show its address.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Client(IpAddr);

impl Client {
    /// The client that sent a request: the peer of the connection or, if that is a trusted proxy, the last address
    /// in `X-Forwarded-For` (or else `Forwarded`, RFC 7239) that is not a trusted proxy. Addresses further to the
    /// left are the word of the client and count for nothing.
    #[must_use]
    pub fn of_request(peer: IpAddr, headers: &HeaderMap, trusted: &TrustedProxies) -> Self {
        if !trusted.contains(peer) {
            return peer.into();
        }
        let mut hops = hops(headers);
        let mut client = peer;
        while let Some(hop) = hops.pop() {
            let Some(address) = hop else { break };
            client = address;
            if !trusted.contains(address) {
                break;
            }
        }
        client.into()
    }

    /// The address that stands for the client.
    #[must_use]
    pub fn address(self) -> IpAddr {
        self.0
    }
}

/// Whether a request names the clients of a proxy.
#[must_use]
pub fn is_forwarded(headers: &HeaderMap) -> bool {
    headers.contains_key(X_FORWARDED_FOR) || headers.contains_key(FORWARDED)
}

impl From<IpAddr> for Client {
    fn from(address: IpAddr) -> Self {
        Self(match address.to_canonical() {
            IpAddr::V6(address) => {
                Ipv6Addr::from_bits(address.to_bits() >> INTERFACE_BITS << INTERFACE_BITS).into()
            }
            address @ IpAddr::V4(_) => address,
        })
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Client(…)")
    }
}

/// The addresses that proxies have noted, the nearest last; `None` for one that cannot be read.
fn hops(headers: &HeaderMap) -> Vec<Option<IpAddr>> {
    let values = |name| headers.get_all(name).map(|value| value.to_str().unwrap_or_default());
    if headers.contains_key(X_FORWARDED_FOR) {
        return values(X_FORWARDED_FOR).flat_map(|list| list.split(',')).map(address).collect();
    }
    values(FORWARDED).flat_map(|list| list.split(',')).map(forwarded_for).collect()
}

/// The parameter `for` of an element of `Forwarded`.
fn forwarded_for(element: &str) -> Option<IpAddr> {
    let pairs = element.split(';').filter_map(|pair| pair.split_once('='));
    let mut values = pairs.filter(|(name, _)| name.trim().eq_ignore_ascii_case("for"));
    address(values.next()?.1)
}

/// An address, perhaps with a port or in brackets or quotes.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim().trim_matches('"');
    let bare = || text.strip_prefix('[')?.strip_suffix(']')?.parse().ok();
    let with_port = || text.parse().ok().map(|address: SocketAddr| address.ip());
    text.parse().ok().or_else(bare).or_else(with_port)
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use actix_web::test::TestRequest;

    use super::Client;
    use crate::config::TrustedProxies;

    fn client(address: &str) -> Client {
        address.parse::<IpAddr>().unwrap().into()
    }

    fn of_request(peer: &str, headers: &[(&str, &str)]) -> Client {
        let trusted: TrustedProxies = "10.0.0.0/8, ::1".parse().unwrap();
        let mut request = TestRequest::default();
        for header in headers {
            request = request.append_header(*header);
        }
        Client::of_request(peer.parse().unwrap(), request.to_http_request().headers(), &trusted)
    }

    #[test]
    fn a_client_is_an_address_or_a_network_of_64_bits() {
        assert_eq!(client("2001:db8:1:2::1"), client("2001:db8:1:2:ffff::9"));
        assert_ne!(client("2001:db8:1:2::1"), client("2001:db8:1:3::1"));
        assert_ne!(client("192.0.2.1"), client("192.0.2.2"));
        assert_eq!(client("::ffff:192.0.2.1"), client("192.0.2.1"));
        assert_eq!(format!("{:?}", client("192.0.2.1")), "Client(…)");
    }

    #[test]
    fn only_a_trusted_proxy_names_another_client() {
        let named = [("x-forwarded-for", "192.0.2.1")];
        assert_eq!(of_request("203.0.113.9", &named), client("203.0.113.9"));
        assert_eq!(of_request("10.1.1.1", &named), client("192.0.2.1"));
        assert_eq!(of_request("::1", &named), client("192.0.2.1"));
        assert_eq!(of_request("10.1.1.1", &[]), client("10.1.1.1"));
    }

    #[test]
    fn the_last_address_before_the_trusted_proxies_counts() {
        for headers in [
            &[("x-forwarded-for", "198.51.100.1, 192.0.2.1, 10.2.2.2")][..],
            &[("x-forwarded-for", "198.51.100.1"), ("x-forwarded-for", "192.0.2.1:4711,10.2.2.2")],
            &[("forwarded", "for=198.51.100.1, for=\"192.0.2.1:80\";proto=https, For=10.2.2.2")],
        ] {
            assert_eq!(of_request("10.1.1.1", headers), client("192.0.2.1"), "{headers:?}");
        }
        let headers = [("forwarded", "for=\"[2001:db8::17]:4711\"")];
        assert_eq!(of_request("10.1.1.1", &headers), client("2001:db8::"));
        // A proxy that hides its client stands for it.
        for hidden in ["for=_hidden", "for=unknown", "proto=http", "nonsense"] {
            let headers = [("forwarded", hidden)];
            assert_eq!(of_request("10.1.1.1", &headers), client("10.1.1.1"), "{hidden}");
        }
    }
}
