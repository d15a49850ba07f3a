//! The cache as those who ask services use it.

use std::sync::Arc;

use adda_protocol::UserId;
use serde::{Deserialize, Serialize};

use super::{Asked, Name, Shelf, question};
use crate::{
    ids::Ids,
    provider::ChatRequest,
    seal::Seal,
    secret::{Secret, keyed_hash},
    telemetry::metrics::{self, CacheOutcome},
};

/// Keeps this key apart from others of the server's secret.
const LABEL: &[u8] = b"adda answers v1, names";
const SEAL: &[u8] = b"adda answers v1, seal";
/// Longer answers are not kept, in bytes.
const LONGEST: usize = 64 * 1024;

/// What a service wrote.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    pub text: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reasoning: String,
}

// What people are told is no business of logs.
impl std::fmt::Debug for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Answer(..)")
    }
}

/// Where the answer to a question lies, or may be put.
#[derive(Clone, Copy, Debug)]
pub struct Slot {
    name: Name,
    owner: Name,
    fresh: bool,
}

/// The service.
#[derive(Debug)]
pub struct Answers {
    /// Absent where the operator wants none.
    shelf: Option<Arc<dyn Shelf>>,
    shared_between_users: bool,
    names: Names,
    seal: Seal,
    ids: Arc<Ids>,
}

impl Answers {
    pub fn new(
        shelf: Option<Arc<dyn Shelf>>,
        shared_between_users: bool,
        secret: &Secret,
        ids: Arc<Ids>,
    ) -> Self {
        let (names, seal) = (Names(secret.derive(LABEL)), Seal::new(secret, SEAL));
        Self { shelf, shared_between_users, names, seal, ids }
    }

    pub fn is_on(&self) -> bool {
        self.shelf.is_some()
    }

    /// `None` where the question has no place here: there is no cache, or the question is not alone.
    pub fn slot(&self, asked: Asked<'_>, model: &str, request: &ChatRequest) -> Option<Slot> {
        self.shelf.as_ref()?;
        let user = (!self.shared_between_users).then_some(asked.user);
        let question = question::canonical(user, asked.category, model, request)?;
        let name = self.names.of(question.as_bytes());
        Some(Slot { name, owner: self.owner(asked.user), fresh: asked.fresh })
    }

    /// The answer there was, unless the person wants another.
    pub async fn find(&self, slot: Slot) -> Option<Answer> {
        if slot.fresh {
            metrics::answer_cache(CacheOutcome::Bypassed);
            return None;
        }
        let found = self.look(slot).await;
        let outcome = if found.is_some() { CacheOutcome::Hit } else { CacheOutcome::Miss };
        metrics::answer_cache(outcome);
        found
    }

    /// Keeps a complete answer.
    pub fn keep(&self, slot: Slot, answer: &Answer) {
        let Some(shelf) = &self.shelf else { return };
        if answer.text.is_empty() || answer.text.len() + answer.reasoning.len() > LONGEST {
            return;
        }
        // Our own types always serialise.
        let text = serde_json::to_vec(answer).unwrap_or_default();
        if let Some(sealed) = self.seal.close(&slot.name, &text, &self.ids) {
            shelf.put(slot.name, slot.owner, sealed);
        }
    }

    /// Drops all answers to this person's questions: something of theirs was deleted.
    pub async fn forget(&self, user: UserId) {
        if let Some(shelf) = &self.shelf {
            shelf.forget(&self.owner(user)).await;
        }
    }

    async fn look(&self, slot: Slot) -> Option<Answer> {
        let sealed = self.shelf.as_ref()?.get(&slot.name).await?;
        let text = self.seal.open(&slot.name, &sealed)?;
        serde_json::from_slice(&text).ok()
    }

    fn owner(&self, user: UserId) -> Name {
        self.names.of(format!("owner {user}").as_bytes())
    }
}

struct Names([u8; 32]);

impl Names {
    fn of(&self, text: &[u8]) -> Name {
        keyed_hash(&self.0, text)
    }
}

impl std::fmt::Debug for Names {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Names(..)")
    }
}
