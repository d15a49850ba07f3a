//! Where unsent messages survive the page.

use std::cell::RefCell;

use adda_protocol::{ClientMessageId, UserId};

use super::{Entry, Write};

/// Why a device's storage did not do what it was asked. Sending goes on without it; only closing the page then loses
/// what was not sent.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// There is no storage, or the browser does not let us use it.
    #[error("this device cannot keep messages: {reason}")]
    Unavailable { reason: String },
    /// No room is left.
    #[error("there is no room left on this device")]
    Full,
    /// A write or read failed.
    #[error("the device's storage failed: {reason}")]
    Failed { reason: String },
}

/// Keeps entries on the device, one for each `client_id`. Several tabs may share one store.
#[expect(async_fn_in_trait, reason = "run on the browser's one thread, where futures are not Send")]
pub trait OutboxStore {
    /// Every entry kept, of whichever user, in any order. Entries that cannot be read any more are left out.
    async fn load_all(&self) -> Result<Vec<Entry>, StoreError>;

    /// Keeps `entry`, in place of the one with the same `client_id`.
    async fn put(&self, entry: &Entry) -> Result<(), StoreError>;

    /// Forgets an entry; without effect where there is none.
    async fn remove(&self, client_id: ClientMessageId) -> Result<(), StoreError>;

    /// Forgets every entry of `user`, who signs out of this device.
    async fn clear(&self, user: UserId) -> Result<(), StoreError>;

    /// Does what [`super::Outbox::take_writes`] asks for, in order. Stops at the first failure.
    async fn write(&self, writes: Vec<Write>) -> Result<(), StoreError> {
        for write in writes {
            match write {
                Write::Put(entry) => self.put(&entry).await?,
                Write::Remove(client_id) => self.remove(client_id).await?,
                Write::Clear(user) => self.clear(user).await?,
            }
        }
        Ok(())
    }
}

/// Keeps entries as long as the page is open: for tests, and where a browser offers no storage.
#[derive(Debug, Default)]
pub struct MemoryStore(RefCell<Vec<Entry>>);

impl OutboxStore for MemoryStore {
    async fn load_all(&self) -> Result<Vec<Entry>, StoreError> {
        Ok(self.0.borrow().clone())
    }

    async fn put(&self, entry: &Entry) -> Result<(), StoreError> {
        let mut entries = self.0.borrow_mut();
        match entries.iter_mut().find(|kept| kept.client_id == entry.client_id) {
            Some(kept) => kept.clone_from(entry),
            None => entries.push(entry.clone()),
        }
        Ok(())
    }

    async fn remove(&self, client_id: ClientMessageId) -> Result<(), StoreError> {
        self.0.borrow_mut().retain(|kept| kept.client_id != client_id);
        Ok(())
    }

    async fn clear(&self, user: UserId) -> Result<(), StoreError> {
        self.0.borrow_mut().retain(|kept| kept.user != user);
        Ok(())
    }
}
