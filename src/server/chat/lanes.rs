//! Writes to one conversation enter one after the other, so that its events are published in the order of their
//! seqs. Lanes are shared by hash: two conversations seldom wait for each other, and nothing grows.

use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

use adda_protocol::ConversationId;
use tokio::sync::{Mutex, MutexGuard};

const LANES: usize = 1024;

pub(super) struct Lanes(Vec<Mutex<()>>);

impl Default for Lanes {
    fn default() -> Self {
        Self((0..LANES).map(|_| Mutex::new(())).collect())
    }
}

impl Lanes {
    pub(super) async fn enter(&self, id: ConversationId) -> MutexGuard<'_, ()> {
        let hash = BuildHasherDefault::<DefaultHasher>::default().hash_one(id);
        let lane = usize::try_from(hash % LANES as u64).unwrap_or_default();
        self.0[lane].lock().await
    }
}
