//! What was found in code before: the page that shows it next does not wait for it.

use std::collections::HashMap;

use adda_protocol::code::{self, Run};
use parking_lot::Mutex;

/// Most bytes kept.
const MOST: usize = 4 * 1024 * 1024;

/// Encoded runs by the hash of their code, in two generations: when the newer one is full, the older one goes.
pub struct Found(Mutex<[Generation; 2]>);

#[derive(Default)]
struct Generation {
    runs: HashMap<u64, Box<str>>,
    bytes: usize,
}

impl Found {
    pub fn new() -> Self {
        Self(Mutex::default())
    }

    pub fn get(&self, key: u64) -> Option<Vec<Run>> {
        let mut generations = self.0.lock();
        let [newer, older] = &mut *generations;
        if let Some(found) = newer.runs.get(&key) {
            return code::decode(found);
        }
        let found = older.runs.remove(&key)?;
        older.bytes = older.bytes.saturating_sub(found.len());
        let runs = code::decode(&found);
        newer.put(key, found);
        runs
    }

    pub fn keep(&self, key: u64, runs: &[Run]) {
        let encoded = code::encode(runs).into_boxed_str();
        let mut generations = self.0.lock();
        generations[0].put(key, encoded);
        if generations[0].bytes > MOST / 2 {
            generations.swap(0, 1);
            generations[0] = Generation::default();
        }
    }
}

impl Generation {
    fn put(&mut self, key: u64, runs: Box<str>) {
        // What the map itself takes for an entry counts too.
        self.bytes += runs.len() + 48;
        self.runs.insert(key, runs);
    }
}

#[cfg(test)]
mod tests {
    use adda_protocol::code::Token;

    use super::*;

    #[test]
    fn found_is_kept_while_it_is_asked_for_and_bounded() {
        let found = Found::new();
        let runs = vec![Run { token: Some(Token::Keyword), bytes: 3 }; 1_000];
        found.keep(0, &runs);
        for key in 1..4_000 {
            found.keep(key, &runs);
            assert_eq!(found.get(0).as_ref(), Some(&runs), "after {key}");
        }
        assert_eq!(found.get(1), None);
        let bytes: usize = found.0.lock().iter().map(|kept| kept.bytes).sum();
        assert!(bytes <= MOST, "{bytes}");
    }
}
