//! Everything of a person's as one archive to take away, written while it is read: what is held in memory stays small however
//! much they have.

mod account;
mod archive;
mod conversations;
mod markdown;
mod names;

use std::sync::Arc;

use adda_protocol::{ErrorCode, Millis, day};
use bytes::Bytes;
use thiserror::Error;
use tokio::{
    runtime::Handle,
    sync::{OwnedSemaphorePermit, Semaphore, mpsc},
    task::spawn_blocking,
};

use self::archive::Archive;
use crate::{
    auth::{self, Identity},
    clock::Clock,
    limiter::{Limits, Refused},
    store::{self, Store},
};

/// Version of the archive's form; docs/api.md describes it.
pub const VERSION: u32 = 1;
/// Archives written at the same time: each keeps a thread.
const TOGETHER: usize = 4;
/// Pieces that wait for a reader slower than the writer.
const AHEAD: usize = 4;

const README: &str = "Everything you have on this server, as it was when this archive was made.\n\n\
    account.json        you, your settings, what is remembered of you, what you used\n\
    picture.jpg         your picture, where you have one\n\
    conversations.json  your chats with every version of every message\n\
    chats/              the same chats to read, as Markdown: the versions you saw last\n\n\
    Adda can read conversations.json again, here and on any other server: Settings, Data.\n\
    What the fields mean is in docs/api.md.\n";

#[derive(Debug, Error)]
pub enum Error {
    #[error(transparent)]
    Auth(#[from] auth::Error),
    #[error(transparent)]
    TooOften(#[from] Refused),
    #[error("too many archives are being written")]
    Busy,
    #[error(transparent)]
    Store(#[from] store::Error),
    /// Nobody is there to read on.
    #[error("the reader went away")]
    Gone,
    #[error("the archive cannot be written ({0})")]
    Archive(#[from] zip::result::ZipError),
    #[error("the archive cannot be written ({0})")]
    Write(#[from] std::io::Error),
    #[error("what is to be written cannot be put into words ({0})")]
    Json(#[from] serde_json::Error),
}

impl Error {
    pub const fn code(&self) -> ErrorCode {
        match self {
            Self::Auth(error) => error.code(),
            Self::TooOften(Refused::Limited { .. }) => ErrorCode::RateLimited,
            Self::TooOften(Refused::Unavailable(_)) | Self::Busy => ErrorCode::Unavailable,
            Self::Store(error) => error.code(),
            Self::Gone | Self::Archive(_) | Self::Write(_) | Self::Json(_) => ErrorCode::Internal,
        }
    }
}

pub type Result<T> = std::result::Result<T, Error>;

/// An archive being written.
#[derive(Debug)]
pub struct Export {
    /// Of the file.
    pub name: String,
    /// Its bytes; an error ends it early.
    pub pieces: mpsc::Receiver<std::io::Result<Bytes>>,
}

/// The service.
#[derive(Debug)]
pub struct Exports {
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    limits: Arc<Limits>,
    places: Arc<Semaphore>,
}

impl Exports {
    pub fn new(store: Arc<dyn Store>, clock: Arc<dyn Clock>, limits: Arc<Limits>) -> Self {
        Self { store, clock, limits, places: Arc::new(Semaphore::new(TOGETHER)) }
    }

    /// Begins to write the person's archive. It is written no further than it is read.
    pub async fn begin(&self, who: &Identity) -> Result<Export> {
        who.session()?;
        let place = self.places.clone().try_acquire_owned().map_err(|_| Error::Busy)?;
        self.limits.export(who.id()).await?;
        let at = self.clock.now();
        let (pieces, read) = mpsc::channel(AHEAD);
        let (store, who) = (self.store.clone(), who.clone());
        let runtime = Handle::current();
        // Compressing is work: it happens beside those who answer requests.
        spawn_blocking(move || runtime.block_on(write(&*store, &who, at, pieces, place)));
        Ok(Export { name: format!("adda-export-{}.zip", day::of(at)), pieces: read })
    }
}

async fn write(
    store: &dyn Store,
    who: &Identity,
    at: Millis,
    pieces: mpsc::Sender<std::io::Result<Bytes>>,
    _place: OwnedSemaphorePermit,
) {
    let archive = Archive::new(pieces.clone());
    match write_all(store, who, at, archive).await {
        Ok(()) => {}
        Err(Error::Gone) => tracing::debug!("an export was not read to its end"),
        Err(error) => {
            tracing::error!(%error, "an export broke off: {error}");
            // Whoever reads notices that it is not whole.
            let _ = pieces.send(Err(std::io::ErrorKind::Other.into())).await;
        }
    }
}

async fn write_all(
    store: &dyn Store,
    who: &Identity,
    at: Millis,
    mut archive: Archive,
) -> Result<()> {
    archive.begin("README.txt", at).await?;
    archive.write(README.as_bytes()).await?;
    account::write(store, &who.user, at, &mut archive).await?;
    conversations::write(store, who.id(), at, &mut archive).await?;
    markdown::write(store, who.id(), &mut archive).await?;
    archive.finish().await
}
