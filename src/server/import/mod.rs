//! Taking over conversations from exports of `ChatGPT`, Claude and Adda. A file is kept on disk while it is read, one conversation at a
//! time; each is written whole or not at all, under an id that follows from where it comes from, so that the same file twice adds
//! nothing. Nobody is asked for an answer.

mod chatgpt;
mod claude;
mod job;
mod lenient;
mod own;
mod placing;
mod read;
mod source;
mod split;
mod spool;
mod talk;
mod tree;
mod unzip;

use std::{path::PathBuf, sync::Arc, time::Duration};

use adda_protocol::{
    ErrorCode, ImportId, Millis,
    dto::{Import, ImportState},
};
use bytes::Bytes;
use futures::Stream;
use thiserror::Error;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_util::sync::CancellationToken;

use self::job::Job;
use crate::{
    auth::{self, Identity},
    chat::{self, Engine},
    clock::Clock,
    ids::Ids,
    limiter::{Limits, Refused},
    store::{self, Store},
};

/// Files taken over at the same time, by everybody.
const TOGETHER: usize = 2;
/// How often it is noted how far a file is.
const STEP: Duration = Duration::from_millis(700);
/// One that was not noted for so long is read by nobody any more.
const STALE: Millis = 20_000;

#[derive(Debug, Error)]
pub enum Error {
    #[error("no such import")]
    NotFound,
    #[error(transparent)]
    Auth(#[from] auth::Error),
    #[error(transparent)]
    TooOften(#[from] Refused),
    /// The person's last file is still being read.
    #[error("a file is being read already")]
    Running,
    #[error("too many files are being read")]
    Busy,
    #[error("the file is too long")]
    TooLong,
    #[error("the file is empty")]
    Empty,
    /// The sender broke off, or was too slow.
    #[error("the file did not come whole")]
    Unsent,
    #[error("the file cannot be kept ({0})")]
    Disk(std::io::Error),
    #[error(transparent)]
    Chat(#[from] chat::Error),
    #[error(transparent)]
    Store(#[from] store::Error),
}

impl Error {
    pub const fn code(&self) -> ErrorCode {
        match self {
            Self::NotFound => ErrorCode::NotFound,
            Self::Auth(error) => error.code(),
            Self::TooOften(Refused::Limited { .. }) => ErrorCode::RateLimited,
            Self::TooOften(Refused::Unavailable(_)) | Self::Busy => ErrorCode::Unavailable,
            Self::Running => ErrorCode::Conflict,
            Self::TooLong => ErrorCode::TooLarge,
            Self::Empty => ErrorCode::Invalid,
            Self::Unsent => ErrorCode::Malformed,
            Self::Disk(_) => ErrorCode::Internal,
            Self::Chat(error) => error.code(),
            Self::Store(error) => error.code(),
        }
    }
}

pub type Result<T> = std::result::Result<T, Error>;

/// The service.
#[derive(Debug)]
pub struct Imports {
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    ids: Arc<Ids>,
    limits: Arc<Limits>,
    chat: Arc<Engine>,
    /// Where files are kept while they are read.
    folder: PathBuf,
    places: Arc<Semaphore>,
    stopping: CancellationToken,
}

impl Imports {
    pub fn new(
        (store, clock, ids): (Arc<dyn Store>, Arc<dyn Clock>, Arc<Ids>),
        limits: Arc<Limits>,
        chat: Arc<Engine>,
        folder: PathBuf,
        stopping: CancellationToken,
    ) -> Self {
        let places = Arc::new(Semaphore::new(TOGETHER));
        Self { store, clock, ids, limits, chat, folder, places, stopping }
    }

    /// Takes a file in and begins to read it; how far it is, [`Self::latest`] tells.
    pub async fn begin(
        &self,
        who: &Identity,
        file: impl Stream<Item = std::io::Result<Bytes>> + Send + Unpin,
    ) -> Result<Import> {
        let place = match self.admit(who).await {
            Ok(place) => place,
            Err(refusal) => {
                // Whoever is still sending could not read the refusal.
                spool::pass_over(file).await;
                return Err(refusal);
            }
        };
        let (file, bytes) = spool::keep(&self.folder, file).await?;
        let now = self.clock.now();
        let id = self.ids.make(ImportId::new);
        let times = (now, now - STALE);
        if !self.store.begin_import(who.id(), id, bytes, times).await? {
            return Err(Error::Running);
        }
        let (_, model) = self.chat.models(who).await?;
        let job = Job::new(self.store.clone(), self.clock.clone(), who.clone(), id, model);
        let (chat, stopping) = (self.chat.clone(), self.stopping.clone());
        tokio::spawn(async move {
            let _place = place;
            stopping.run_until_cancelled(job.run(file, &chat)).await;
        });
        self.latest(who).await?.ok_or(Error::NotFound)
    }

    /// A place among those whose files are read.
    async fn admit(&self, who: &Identity) -> Result<OwnedSemaphorePermit> {
        if self.latest(who).await?.is_some_and(|last| last.state == ImportState::Running) {
            return Err(Error::Running);
        }
        let place = self.places.clone().try_acquire_owned().map_err(|_| Error::Busy)?;
        self.limits.import(who.id()).await?;
        Ok(place)
    }

    /// The person's last file.
    pub async fn latest(&self, who: &Identity) -> Result<Option<Import>> {
        who.session()?;
        let mut last = self.store.import(who.id()).await?;
        if let Some(last) = &mut last {
            let silent = self.clock.now() - last.updated_at > STALE;
            if last.state == ImportState::Running && silent {
                last.state = ImportState::Interrupted;
            }
        }
        Ok(last)
    }

    /// Reads no further. What was taken over stays.
    pub async fn cancel(&self, who: &Identity, id: ImportId) -> Result<()> {
        who.session()?;
        let done = self.store.cancel_import(who.id(), id, self.clock.now()).await?;
        if done { Ok(()) } else { Err(Error::NotFound) }
    }
}
