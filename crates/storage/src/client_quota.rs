//! How many queries of one client are stored in a day, so that one client cannot decide the statistics of a week.
//!
//! No address is kept, and no hash of one. An HMAC of the address under a random key of the day selects one of many
//! counters. Key and counters are in memory only and are replaced when the date changes; then nobody can find out
//! which counter belonged to an address. Two clients can share a counter. Then fewer of their queries are stored, never
//! more.

use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, PoisonError};

use hmac::{Hmac, KeyInit, Mac};
use jiff::civil::Date;
use sha2::Sha256;

use crate::random;

/// Number of counters: 512 KiB. With 10,000 clients in a day, one in 26 shares a counter with another.
const COUNTERS: usize = 1 << 18;

/// Counts the queries of clients.
#[derive(Debug, Default)]
pub struct ClientQuota {
    limit: u16,
    day: Mutex<Option<Day>>,
}

/// The counters of one day.
struct Day {
    date: Date,
    key: [u8; 32],
    counters: Box<[u16]>,
}

impl std::fmt::Debug for Day {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Day").field("date", &self.date).finish_non_exhaustive()
    }
}

impl ClientQuota {
    /// A quota of `limit` queries in a day for each client; with 0 there is none.
    #[must_use]
    pub fn new(limit: u16) -> Self {
        Self { limit, day: Mutex::default() }
    }

    /// Counts one query of a client, and returns whether it is within the quota. `today` is the date in UTC.
    ///
    /// The addresses of an IPv6 network of 64 bits count as one client, because one subscriber has them all.
    ///
    /// # Errors
    /// If the operating system returns no randomness for the key of the day.
    pub fn admit(&self, client: IpAddr, today: Date) -> Result<bool, getrandom::Error> {
        if self.limit == 0 {
            return Ok(true);
        }
        self.admit_to(&[], self.limit, client, today)
    }

    /// The same with counters and a limit of its own for each `purpose`, such as the id of a cohort.
    ///
    /// # Errors
    /// As [`Self::admit`].
    pub fn admit_to(
        &self,
        purpose: &[u8],
        limit: u16,
        client: IpAddr,
        today: Date,
    ) -> Result<bool, getrandom::Error> {
        let mut day = self.day.lock().unwrap_or_else(PoisonError::into_inner);
        let day = match &mut *day {
            Some(day) if day.date == today => day,
            other => other.insert(Day::new(today)?),
        };
        let counter = day.counter(purpose, client);
        let admitted = *counter < limit;
        *counter += u16::from(admitted);
        Ok(admitted)
    }
}

impl Day {
    fn new(date: Date) -> Result<Self, getrandom::Error> {
        Ok(Self { date, key: random::bytes()?, counters: vec![0; COUNTERS].into() })
    }

    /// The counter of a client for a purpose.
    fn counter(&mut self, purpose: &[u8], client: IpAddr) -> &mut u16 {
        #[expect(clippy::expect_used, reason = "HMAC takes a key of any length")]
        let mac = Hmac::<Sha256>::new_from_slice(&self.key).expect("any length will do");
        // The address has a fixed length, so the border between both is clear.
        let mac = mac.chain_update(network(client)).chain_update(purpose);
        let mac = mac.finalize().into_bytes();
        let index = u32::from_le_bytes([mac[0], mac[1], mac[2], mac[3]]);
        &mut self.counters[index as usize % COUNTERS]
    }
}

/// The bytes that the addresses of one client share.
fn network(client: IpAddr) -> [u8; 16] {
    match client.to_canonical() {
        IpAddr::V4(address) => address.to_ipv6_mapped().octets(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).octets()
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 11, 30);

    fn admitted(quota: &ClientQuota, client: &str, today: Date, queries: usize) -> usize {
        let client = client.parse().unwrap();
        (0..queries).filter(|_| quota.admit(client, today).unwrap()).count()
    }

    #[test]
    fn a_flood_of_one_client_is_stored_up_to_the_quota_of_the_day() {
        let quota = ClientQuota::new(50);
        assert_eq!(admitted(&quota, "192.0.2.1", TODAY, 1_000), 50);
        assert_eq!(admitted(&quota, "192.0.2.1", TODAY, 1_000), 0);
        assert_eq!(admitted(&quota, "192.0.2.1", date(2026, 12, 1), 1_000), 50);
    }

    #[test]
    fn without_the_quota_a_flood_decides_the_statistics_of_a_week() {
        const HONEST: usize = 200;
        // In percent of a release with the queries of 200 other clients.
        let share = |quota: &ClientQuota| {
            let stored = admitted(quota, "192.0.2.1", TODAY, 1_000);
            100 * stored / (stored + HONEST)
        };
        assert_eq!(share(&ClientQuota::new(0)), 83);
        assert_eq!(share(&ClientQuota::new(50)), 20);
    }

    #[test]
    fn the_addresses_of_one_network_are_one_client_and_others_are_not() {
        let quota = ClientQuota::new(5);
        let first = admitted(&quota, "2001:db8:1:2::1", TODAY, 5);
        let same = admitted(&quota, "2001:db8:1:2:ffff::9", TODAY, 5);
        let other = admitted(&quota, "2001:db8:1:3::1", TODAY, 5);
        assert_eq!((first, same, other), (5, 0, 5));
        assert_eq!(admitted(&quota, "::ffff:192.0.2.7", TODAY, 5), 5);
        assert_eq!(admitted(&quota, "192.0.2.7", TODAY, 5), 0);
    }

    #[test]
    fn a_client_has_a_counter_for_each_purpose() {
        let quota = ClientQuota::default();
        let client = "192.0.2.1".parse().unwrap();
        let admitted = |purpose: &[u8], limit| {
            (0..9).filter(|_| quota.admit_to(purpose, limit, client, TODAY).unwrap()).count()
        };
        assert_eq!((admitted(b"one", 3), admitted(b"two", 5), admitted(b"one", 3)), (3, 5, 0));
    }

    #[test]
    fn nearly_all_of_many_clients_have_a_counter_of_their_own() {
        let quota = ClientQuota::new(1);
        let clients = (0..10_000_u32).map(|n| IpAddr::from((0xc000_0200 + n).to_be_bytes()));
        let admitted = clients.filter(|client| quota.admit(*client, TODAY).unwrap()).count();
        // One in 52 comes to a counter that another client has used.
        assert!(admitted > 9_600, "{admitted}");
    }

    #[test]
    fn debug_shows_no_key() {
        let quota = ClientQuota::new(1);
        admitted(&quota, "192.0.2.1", TODAY, 1);
        assert!(!format!("{quota:?}").contains("key"));
    }
}
