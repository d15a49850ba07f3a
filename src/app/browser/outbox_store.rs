//! Unsent messages in `IndexedDB`, one entry a message, as JSON text under its id.

use adda_client::outbox::{Entry, OutboxStore, StoreError};
use adda_protocol::{ClientMessageId, UserId, json};
use idb::{
    Database, DatabaseEvent, Error, Factory, ObjectStore, ObjectStoreParams, Transaction,
    TransactionMode,
};
use wasm_bindgen::JsValue;

const DATABASE: &str = "adda";
const STORE: &str = "outbox";
const VERSION: u32 = 1;

/// The device's outbox, shared by all tabs.
#[derive(Clone, Copy, Debug, Default)]
pub struct DeviceStore;

impl OutboxStore for DeviceStore {
    async fn load_all(&self) -> Result<Vec<Entry>, StoreError> {
        let values = async {
            let (_, store) = store(TransactionMode::ReadOnly).await?;
            store.get_all(None, None)?.await
        };
        let values: Vec<JsValue> = values.await.map_err(failed)?;
        let read = |value: JsValue| json::read(&value.as_string()?);
        Ok(values.into_iter().filter_map(read).collect())
    }

    async fn put(&self, entry: &Entry) -> Result<(), StoreError> {
        let text = serde_json::to_string(entry)
            .map_err(|error| StoreError::Failed { reason: error.to_string() })?;
        change(|store| store.put(&text.as_str().into(), Some(&key(entry.client_id))).map(drop))
            .await
    }

    async fn remove(&self, client_id: ClientMessageId) -> Result<(), StoreError> {
        change(|store| store.delete(key(client_id)).map(drop)).await
    }

    async fn clear(&self, user: UserId) -> Result<(), StoreError> {
        for entry in self.load_all().await?.into_iter().filter(|entry| entry.user == user) {
            self.remove(entry.client_id).await?;
        }
        Ok(())
    }
}

fn key(id: ClientMessageId) -> JsValue {
    id.to_string().into()
}

fn failed(error: Error) -> StoreError {
    StoreError::Failed { reason: error.to_string() }
}

async fn open() -> Result<Database, Error> {
    let mut request = Factory::new()?.open(DATABASE, Some(VERSION))?;
    request.on_upgrade_needed(|event| {
        // A failure here fails the request as well.
        if let Ok(database) = event.database() {
            let _ = database.create_object_store(STORE, ObjectStoreParams::new());
        }
    });
    request.await
}

async fn store(mode: TransactionMode) -> Result<(Transaction, ObjectStore), Error> {
    let database = open().await?;
    let transaction = database.transaction(&[STORE], mode)?;
    let store = transaction.object_store(STORE)?;
    // Ends once the transaction has: an open connection would hold up a newer version of the page.
    database.close();
    Ok((transaction, store))
}

/// Returns when the change is safely on the device.
async fn change(make: impl FnOnce(&ObjectStore) -> Result<(), Error>) -> Result<(), StoreError> {
    let changed = async {
        let (transaction, store) = store(TransactionMode::ReadWrite).await?;
        make(&store)?;
        transaction.commit()?.await.map(drop)
    };
    changed.await.map_err(failed)
}
