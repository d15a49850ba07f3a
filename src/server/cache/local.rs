//! Answers in this process.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use adda_protocol::Millis;
use async_trait::async_trait;
use parking_lot::Mutex;

use super::{Name, Shelf};
use crate::{clock::Clock, config::CacheConfig};

/// All answers together, in bytes.
const MOST_BYTES: usize = 32 * 1024 * 1024;

/// Keeps so many answers, and so many bytes of them; what was not asked for the longest makes room.
#[derive(Debug)]
pub struct Local {
    clock: Arc<dyn Clock>,
    ttl: Millis,
    most: usize,
    // Nothing awaits while this is held.
    table: Mutex<Table>,
}

#[derive(Debug, Default)]
struct Table {
    kept: HashMap<Name, Kept>,
    /// Names by their last use.
    order: BTreeMap<u64, Name>,
    uses: u64,
    bytes: usize,
}

#[derive(Debug)]
struct Kept {
    value: Vec<u8>,
    owner: Name,
    until: Millis,
    used: u64,
}

impl Table {
    fn remove(&mut self, name: &Name) {
        if let Some(kept) = self.kept.remove(name) {
            self.order.remove(&kept.used);
            self.bytes -= kept.value.len();
        }
    }

    fn use_now(&mut self, name: &Name) -> Option<Vec<u8>> {
        let kept = self.kept.get_mut(name)?;
        self.order.remove(&kept.used);
        self.uses += 1;
        kept.used = self.uses;
        self.order.insert(self.uses, *name);
        Some(kept.value.clone())
    }
}

impl Local {
    pub fn new(clock: Arc<dyn Clock>, config: &CacheConfig) -> Self {
        let ttl = Millis::try_from(config.ttl().as_millis()).unwrap_or(Millis::MAX);
        Self { clock, ttl, most: config.max_entries, table: Mutex::default() }
    }
}

#[async_trait]
impl Shelf for Local {
    async fn get(&self, name: &Name) -> Option<Vec<u8>> {
        let now = self.clock.now();
        let mut table = self.table.lock();
        if table.kept.get(name)?.until <= now {
            table.remove(name);
            return None;
        }
        table.use_now(name)
    }

    fn put(&self, name: Name, owner: Name, value: Vec<u8>) {
        let until = self.clock.now().saturating_add(self.ttl);
        let mut table = self.table.lock();
        table.remove(&name);
        while table.kept.len() >= self.most || table.bytes + value.len() > MOST_BYTES {
            let Some((_, oldest)) = table.order.pop_first() else { break };
            table.remove(&oldest);
        }
        table.uses += 1;
        let used = table.uses;
        table.bytes += value.len();
        table.order.insert(used, name);
        table.kept.insert(name, Kept { value, owner, until, used });
    }

    async fn forget(&self, owner: &Name) {
        let mut table = self.table.lock();
        let names: Vec<Name> = (table.kept.iter())
            .filter(|(_, kept)| kept.owner == *owner)
            .map(|(name, _)| *name)
            .collect();
        for name in &names {
            table.remove(name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::MockClock;

    fn name(n: usize) -> Name {
        let mut name = [0; 32];
        name[..8].copy_from_slice(&n.to_be_bytes());
        name
    }

    fn local(max_entries: usize) -> Local {
        let config = CacheConfig { max_entries, ..CacheConfig::default() };
        Local::new(Arc::new(MockClock::new(1)), &config)
    }

    #[tokio::test]
    async fn local_drops_what_was_not_asked_for_the_longest() {
        let local = local(3);
        for n in 0..3 {
            local.put(name(n), [0; 32], vec![1]);
        }
        local.get(&name(0)).await.unwrap();
        local.put(name(3), [0; 32], vec![1]);
        local.put(name(3), [0; 32], vec![2]);
        assert_eq!(local.get(&name(1)).await, None);
        for n in [0, 2, 3] {
            assert!(local.get(&name(n)).await.is_some(), "{n}");
        }
    }

    #[tokio::test]
    async fn local_memory_is_bounded_by_bytes_as_well() {
        let local = local(1_000_000);
        for n in 0..200 {
            local.put(name(n), name(n % 2), vec![0; 512 * 1024]);
        }
        {
            let table = local.table.lock();
            assert!(table.bytes <= MOST_BYTES && table.kept.len() == 64, "{}", table.kept.len());
            assert_eq!(table.order.len(), table.kept.len());
        }
        local.forget(&name(0)).await;
        local.forget(&name(1)).await;
        let table = local.table.lock();
        assert_eq!((table.bytes, table.kept.len(), table.order.len()), (0, 0, 0));
    }
}
