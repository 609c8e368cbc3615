//! Whether the workers make progress: the event loop of each beats.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant};

use actix_web::rt;

/// Time between two beats of a worker that makes progress.
pub const BEAT: Duration = Duration::from_millis(250);

/// The beats of all workers.
#[derive(Debug)]
pub struct Heartbeats {
    workers: usize,
    since: Instant,
    /// The last beat of each worker in milliseconds. A worker that has ended drops its own.
    beats: Mutex<Vec<Weak<AtomicU64>>>,
}

impl Heartbeats {
    /// The heartbeats of this many workers.
    #[must_use]
    pub fn new(workers: usize) -> Self {
        Self { workers, since: Instant::now(), beats: Mutex::default() }
    }

    /// Lets the event loop of this thread beat until it ends.
    pub fn begin(self: &Arc<Self>) {
        let beat = Arc::new(AtomicU64::new(self.now()));
        let mut beats = self.beats.lock().unwrap_or_else(PoisonError::into_inner);
        beats.retain(|beat| beat.strong_count() > 0);
        beats.push(Arc::downgrade(&beat));
        drop(beats);
        let heartbeats = Arc::clone(self);
        rt::spawn(async move {
            let mut rounds = rt::time::interval(BEAT);
            loop {
                rounds.tick().await;
                beat.store(heartbeats.now(), Ordering::Relaxed);
            }
        });
    }

    /// Whether there are as many workers as there should be, and each has beaten within this time.
    #[must_use]
    pub fn all_beat_within(&self, period: Duration) -> bool {
        let oldest = self.now().saturating_sub(milliseconds(period));
        let beats = self.beats.lock().unwrap_or_else(PoisonError::into_inner);
        let beating = beats.iter().filter_map(Weak::upgrade);
        beating.filter(|beat| beat.load(Ordering::Relaxed) >= oldest).count() >= self.workers
    }

    fn now(&self) -> u64 {
        milliseconds(self.since.elapsed())
    }
}

fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
