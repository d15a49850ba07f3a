//! Unsent messages in IndexedDB, one entry a message, as text. Keys begin with the person's id, so that what one
//! person left unsent is never sent as another.

use adda_protocol::{ClientMessageId, UserId};
use idb::{Database, Error, Factory, KeyRange, ObjectStore, ObjectStoreParams, Transaction, TransactionMode};
use wasm_bindgen::JsValue;

const DATABASE: &str = "adda";
const STORE: &str = "outbox";
const VERSION: u32 = 1;

fn key(user: UserId, id: ClientMessageId) -> JsValue {
    JsValue::from_str(&format!("{user}.{id}"))
}

/// All keys of one person: a UUID's characters all come before `g`.
fn range(user: UserId) -> Result<KeyRange, Error> {
    let (from, to) = (format!("{user}."), format!("{user}.g"));
    KeyRange::bound(&JsValue::from_str(&from), &JsValue::from_str(&to), None, None)
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
    let transaction = open().await?.transaction(&[STORE], mode)?;
    let store = transaction.object_store(STORE)?;
    Ok((transaction, store))
}

/// Everything a person has not sent yet, oldest first (ids sort by time).
pub async fn all(user: UserId) -> Result<Vec<String>, Error> {
    let (_, store) = store(TransactionMode::ReadOnly).await?;
    let values = store.get_all(Some(range(user)?.into()), None)?.await?;
    Ok(values.iter().filter_map(JsValue::as_string).collect())
}

/// Keeps a message; returns when it is safely on the device.
pub async fn put(user: UserId, id: ClientMessageId, text: &str) -> Result<(), Error> {
    let (transaction, store) = store(TransactionMode::ReadWrite).await?;
    store.put(&JsValue::from_str(text), Some(&key(user, id)))?.await?;
    transaction.commit()?.await.map(drop)
}

/// Forgets a message that was sent or thrown away.
pub async fn remove(user: UserId, id: ClientMessageId) -> Result<(), Error> {
    let (transaction, store) = store(TransactionMode::ReadWrite).await?;
    store.delete(key(user, id))?.await?;
    transaction.commit()?.await.map(drop)
}

/// Forgets everything of a person.
pub async fn clear(user: UserId) -> Result<(), Error> {
    let (transaction, store) = store(TransactionMode::ReadWrite).await?;
    store.delete(range(user)?)?.await?;
    transaction.commit()?.await.map(drop)
}
