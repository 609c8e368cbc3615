//! The address of the client, for its quota of stored queries.

use std::net::{IpAddr, Ipv6Addr};

use actix_web::HttpRequest;

/// The address at the other end of the connection. Requests without one, as on a socket without an address, count as
/// one client.
pub(super) fn client_address(request: &HttpRequest) -> IpAddr {
    request.peer_addr().map_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED), |peer| peer.ip())
}
