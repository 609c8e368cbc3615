//! Memory for large bodies: a bounded number of bytes at the same time, a bounded share of it for each client.
//! Small bodies are not counted; the number of connections bounds them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::http::connections::client::Client;

/// Bytes of large bodies at the same time.
const TOTAL_BYTES: usize = 64 * 1024 * 1024;
/// Bytes of large bodies of one client at the same time.
const BYTES_OF_CLIENT: usize = TOTAL_BYTES / 2;

/// The memory. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Memory(Arc<Mutex<Used>>);

#[derive(Debug, Default)]
struct Used {
    total: usize,
    of_client: HashMap<Client, usize>,
}

/// A part of the memory, until it is dropped.
#[derive(Debug)]
pub struct Reservation {
    memory: Memory,
    client: Client,
    bytes: usize,
}

impl Memory {
    /// Reserves memory; `None` if there is not enough left.
    #[must_use]
    pub fn reserve(&self, client: Client, bytes: usize) -> Option<Reservation> {
        let mut used = self.used();
        let of_client = used.of_client.get(&client).copied().unwrap_or_default();
        if used.total + bytes > TOTAL_BYTES || of_client + bytes > BYTES_OF_CLIENT {
            return None;
        }
        used.total += bytes;
        used.of_client.insert(client, of_client + bytes);
        Some(Reservation { memory: self.clone(), client, bytes })
    }

    fn used(&self) -> MutexGuard<'_, Used> {
        // Nothing panics while it holds the lock.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Reservation {
    fn drop(&mut self) {
        let mut used = self.memory.used();
        used.total -= self.bytes;
        if let Some(bytes) = used.of_client.get_mut(&self.client) {
            *bytes -= self.bytes;
            if *bytes == 0 {
                used.of_client.remove(&self.client);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use super::{BYTES_OF_CLIENT, Client, Memory, TOTAL_BYTES};

    #[test]
    fn total_and_share_are_bounded_and_everything_is_given_back() {
        let clients: [Client; 3] = [1, 2, 3].map(|last| IpAddr::from([192, 0, 2, last]).into());
        let memory = Memory::default();
        let first = memory.reserve(clients[0], BYTES_OF_CLIENT).unwrap();
        assert!(memory.reserve(clients[0], 1).is_none());
        let second = memory.reserve(clients[1], TOTAL_BYTES - BYTES_OF_CLIENT).unwrap();
        assert!(memory.reserve(clients[2], 1).is_none());
        drop(first);
        assert!(memory.reserve(clients[2], 1).is_some());
        drop(second);
        assert!(memory.used().total == 0 && memory.used().of_client.is_empty());
    }
}
