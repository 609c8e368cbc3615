//! A gate around all computing: as many computations at once as there are workers, and a short queue. Clients take
//! turns (round robin), so one with many requests does not delay the others. `control` makes a response with status
//! 503 of a full queue.

use std::collections::VecDeque;
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

use crate::http::connections::client::Client;

/// The most computations that wait.
const MAX_WAITING: usize = 128;
/// The most computations of one client that wait: a class of thirty that sends its requests at the same moment.
const MAX_WAITING_OF_CLIENT: usize = 32;

/// The gate. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Gate(Arc<Mutex<Queue>>);

/// The permission for one computation, until it is dropped. Without a gate once it is passed on.
#[derive(Debug)]
pub struct Permit(Option<Gate>);

/// The queue is full.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Full;

#[derive(Debug)]
struct Queue {
    free: usize,
    waiting: usize,
    /// Clients whose computations wait; the next one to be served first. None of the queues is empty.
    clients: VecDeque<(Client, VecDeque<oneshot::Sender<Permit>>)>,
}

impl Gate {
    /// A gate for this many computations at once.
    #[must_use]
    pub fn new(permits: NonZeroUsize) -> Self {
        let queue = Queue { free: permits.get(), waiting: 0, clients: VecDeque::new() };
        Self(Arc::new(Mutex::new(queue)))
    }

    /// Waits for the permission for a computation.
    ///
    /// # Errors
    /// [`Full`] at once if too many computations wait.
    pub async fn enter(&self, client: Client) -> Result<Permit, Full> {
        self.wait(client, MAX_WAITING, MAX_WAITING_OF_CLIENT).await
    }

    /// Waits for the permission for the next part of work that has begun already, also if the queue is full.
    ///
    /// # Errors
    /// Never in practice: the gate outlives its queue.
    pub async fn enter_again(&self, client: Client) -> Result<Permit, Full> {
        self.wait(client, usize::MAX, usize::MAX).await
    }

    async fn wait(
        &self,
        client: Client,
        most: usize,
        most_of_client: usize,
    ) -> Result<Permit, Full> {
        let receiver = {
            let mut queue = self.queue();
            if queue.free > 0 {
                queue.free -= 1;
                return Ok(Permit(Some(self.clone())));
            }
            queue.push(client, most, most_of_client)?
        };
        receiver.await.map_err(|_| Full)
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        // Nothing panics while it holds the lock.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Queue {
    fn push(
        &mut self,
        client: Client,
        most: usize,
        most_of_client: usize,
    ) -> Result<oneshot::Receiver<Permit>, Full> {
        let own = self.clients.iter_mut().find(|(known, _)| *known == client);
        let of_client = own.as_ref().map_or(0, |(_, senders)| senders.len());
        if self.waiting >= most || of_client >= most_of_client {
            return Err(Full);
        }
        let (sender, receiver) = oneshot::channel();
        match own {
            Some((_, senders)) => senders.push_back(sender),
            None => self.clients.push_back((client, VecDeque::from([sender]))),
        }
        self.waiting += 1;
        Ok(receiver)
    }

    /// The computation whose turn it is; its client goes to the end.
    fn pop(&mut self) -> Option<oneshot::Sender<Permit>> {
        let (client, mut senders) = self.clients.pop_front()?;
        let sender = senders.pop_front();
        self.waiting -= 1;
        if !senders.is_empty() {
            self.clients.push_back((client, senders));
        }
        sender
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        let Some(gate) = self.0.take() else { return };
        loop {
            let next = {
                let mut queue = gate.queue();
                let next = queue.pop();
                queue.free += usize::from(next.is_none());
                next
            };
            // A request that has been cancelled does not take its turn.
            match next.map(|sender| sender.send(Self(Some(gate.clone())))) {
                Some(Err(mut permit)) => permit.0 = None,
                Some(Ok(())) | None => return,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;
    use std::num::NonZeroUsize;

    use futures_util::FutureExt;

    use super::{Client, Full, Gate, MAX_WAITING, MAX_WAITING_OF_CLIENT};

    fn client(last: u8) -> Client {
        IpAddr::from([192, 0, 2, last]).into()
    }

    fn gate() -> Gate {
        Gate::new(NonZeroUsize::MIN)
    }

    #[tokio::test]
    async fn clients_take_turns() {
        let gate = gate();
        let first = gate.enter(client(1)).await.unwrap();
        let order = std::sync::Mutex::new(Vec::new());
        let enter = async |name| {
            let permit = gate.enter(client(name)).await.unwrap();
            order.lock().unwrap().push(name);
            drop(permit);
        };
        let waiting = [1, 1, 1, 2, 3, 2].map(|name| Box::pin(enter(name)));
        let mut all = Box::pin(futures_util::future::join_all(waiting));
        assert!((&mut all).now_or_never().is_none());
        drop(first);
        all.await;
        assert_eq!(*order.lock().unwrap(), [1, 2, 3, 1, 2, 1]);
        assert!(gate.enter(client(9)).now_or_never().is_some());
    }

    #[tokio::test]
    async fn a_full_queue_refuses_at_once_and_its_clients_one_by_one() {
        let gate = gate();
        let first = gate.enter(client(0)).await.unwrap();
        let mut waiting = Vec::new();
        let mut wait = |name| {
            let gate = gate.clone();
            let mut entering = Box::pin(async move { gate.enter(client(name)).await.map(drop) });
            let refused = (&mut entering).now_or_never();
            waiting.push(entering);
            refused == Some(Err(Full))
        };
        for _ in 0..MAX_WAITING_OF_CLIENT {
            assert!(!wait(1));
        }
        assert!(wait(1) && !wait(2));
        for name in 3.. {
            if wait(name) {
                break;
            }
        }
        assert_eq!(gate.queue().waiting, MAX_WAITING);
        // Work that has begun goes on.
        assert!(gate.enter_again(client(1)).now_or_never().is_none());
        drop(first);
    }

    #[tokio::test]
    async fn a_cancelled_request_does_not_keep_its_permit() {
        let gate = gate();
        let first = gate.enter(client(1)).await.unwrap();
        let mut cancelled = Box::pin(gate.enter(client(2)));
        assert!((&mut cancelled).now_or_never().is_none());
        let mut granted = Box::pin(gate.enter(client(3)));
        assert!((&mut granted).now_or_never().is_none());
        drop(cancelled);
        drop(first);
        // Granted, and dropped without having been looked at.
        drop(granted);
        assert!(gate.enter(client(4)).now_or_never().is_some());
    }
}
