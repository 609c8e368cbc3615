//! The table of open connections: a bounded number of them, a bounded share of it for each client. The acceptor of
//! actix never stops, because the table decides about a connection at once: it takes it in, closes another one that
//! waits for a request, or refuses it.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::client::Client;
use super::connection::Connection;
use super::connection_limits::ConnectionLimits;
use crate::metrics;

/// The table of open connections.
#[derive(Debug)]
pub struct Connections {
    limits: ConnectionLimits,
    open: Mutex<Open>,
}

#[derive(Debug, Default)]
struct Open {
    next: u64,
    connections: HashMap<u64, Arc<Connection>>,
    /// Open connections by client, without those that were evicted.
    of_client: HashMap<Client, usize>,
    /// Open connections without those that were evicted.
    total: usize,
}

/// A place in the table, until it is dropped.
#[derive(Debug)]
pub struct Place {
    table: Arc<Connections>,
    number: u64,
    connection: Arc<Connection>,
}

impl Place {
    /// The connection.
    #[must_use]
    pub fn connection(&self) -> &Arc<Connection> {
        &self.connection
    }
}

impl Connections {
    /// An empty table.
    #[must_use]
    pub fn new(limits: ConnectionLimits) -> Arc<Self> {
        Arc::new(Self { limits, open: Mutex::default() })
    }

    /// The limits.
    #[must_use]
    pub fn limits(&self) -> &ConnectionLimits {
        &self.limits
    }

    /// A place for a connection from `peer`; `None` if it has to be refused. If its client, or all clients together,
    /// have their number of connections, the one that waits longest for a request gives way: one of the same client,
    /// or one of the client that has the most.
    #[must_use]
    pub fn admit(self: &Arc<Self>, peer: IpAddr) -> Option<Place> {
        let trusted = self.limits.trusted_proxies.contains(peer);
        let client = (!trusted).then(|| Client::from(peer));
        let mut open = self.open();
        if let Some(client) = client
            && open.count(client) >= self.limits.per_client
            && !open.evict(client)
        {
            return None;
        }
        if open.total >= self.limits.total {
            let largest = open.of_client.iter().max_by_key(|(_, count)| **count);
            let largest = largest.map(|(client, _)| *client);
            if !largest.is_some_and(|largest| open.evict(largest)) {
                return None;
            }
        }
        let number = open.next;
        let connection = Arc::new(Connection::new(client));
        open.next += 1;
        open.connections.insert(number, Arc::clone(&connection));
        open.add(client);
        drop(open);
        metrics::connection_opened();
        Some(Place { table: Arc::clone(self), number, connection })
    }

    /// Gives an order to each connection that has reached a deadline.
    pub fn sweep(&self) {
        let connections: Vec<_> = self.open().connections.values().cloned().collect();
        for connection in connections {
            connection.check(&self.limits);
        }
    }

    /// The number of open connections.
    #[must_use]
    pub fn len(&self) -> usize {
        self.open().connections.len()
    }

    /// Whether no connection is open.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn open(&self) -> MutexGuard<'_, Open> {
        // Nothing panics while it holds the lock.
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Open {
    fn count(&self, client: Client) -> usize {
        self.of_client.get(&client).copied().unwrap_or_default()
    }

    fn add(&mut self, client: Option<Client>) {
        self.total += 1;
        if let Some(client) = client {
            *self.of_client.entry(client).or_default() += 1;
        }
    }

    fn subtract(&mut self, client: Option<Client>) {
        self.total -= 1;
        if let Some(client) = client
            && let Some(count) = self.of_client.get_mut(&client)
        {
            *count -= 1;
            if *count == 0 {
                self.of_client.remove(&client);
            }
        }
    }

    /// Closes the connection of this client that waits longest for a request; `false` if none waits.
    fn evict(&mut self, client: Client) -> bool {
        let own = self.connections.iter().filter(|(_, known)| known.client == Some(client));
        // The older one if two wait equally long.
        let waiting =
            own.filter_map(|(number, known)| Some(((known.waiting()?, Reverse(*number)), known)));
        let Some((_, longest)) = waiting.max_by_key(|(order, _)| *order) else { return false };
        longest.evict();
        self.subtract(Some(client));
        true
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let reason = self.connection.closed_because();
        let mut open = self.table.open();
        if open.connections.remove(&self.number).is_some() && reason != metrics::Closed::Evicted {
            open.subtract(self.connection.client);
        }
        drop(open);
        metrics::connection_closed(reason);
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;
    use std::sync::Arc;
    use std::thread::sleep;
    use std::time::Duration;

    use super::{ConnectionLimits, Connections, Place};
    use crate::http::request_limits::RequestLimits;

    fn table(total: usize) -> Arc<Connections> {
        let proxies = "10.0.0.1".parse().unwrap();
        Connections::new(ConnectionLimits::new(total, RequestLimits::default(), proxies))
    }

    fn admit(table: &Arc<Connections>, peer: &str) -> Option<Place> {
        table.admit(peer.parse::<IpAddr>().unwrap())
    }

    fn is_evicted(place: &Place) -> bool {
        place.connection().is_aborted()
    }

    #[test]
    fn a_client_beyond_its_share_loses_the_connection_that_waits_longest() {
        let table = table(8);
        let first = admit(&table, "192.0.2.1").unwrap();
        sleep(Duration::from_millis(5));
        let second = admit(&table, "192.0.2.1").unwrap();
        let third = admit(&table, "192.0.2.1").unwrap();
        assert!(is_evicted(&first) && !is_evicted(&second) && !is_evicted(&third));
        drop(first);
        assert_eq!(table.len(), 2);
        let other = admit(&table, "192.0.2.2").unwrap();
        assert!(!is_evicted(&second) && !is_evicted(&third) && !is_evicted(&other));
    }

    #[test]
    fn a_connection_that_answers_is_not_evicted() {
        let table = table(8);
        let places = [admit(&table, "192.0.2.1").unwrap(), admit(&table, "192.0.2.1").unwrap()];
        let answering = places.each_ref().map(|place| place.connection().begin(table.limits()));
        assert!(admit(&table, "192.0.2.1").is_none());
        drop(answering);
        assert!(admit(&table, "192.0.2.1").is_some());
    }

    #[test]
    fn a_full_table_takes_the_place_from_the_client_with_the_most() {
        let table = table(4);
        let places: Vec<Place> =
            (1..=4).map(|host| admit(&table, &format!("192.0.2.{host}")).unwrap()).collect();
        let newcomer = admit(&table, "192.0.2.5").unwrap();
        assert_eq!(places.iter().filter(|place| is_evicted(place)).count(), 1);
        assert_eq!(table.len(), 5);
        drop((places, newcomer));
        assert!(table.is_empty() && table.open().of_client.is_empty() && table.open().total == 0);
    }

    #[test]
    fn a_trusted_proxy_may_have_all_connections() {
        let table = table(4);
        let places: Vec<_> = (0..4).map(|_| admit(&table, "10.0.0.1").unwrap()).collect();
        assert!(!places.iter().any(is_evicted));
        assert!(admit(&table, "192.0.2.1").is_none());
    }
}
