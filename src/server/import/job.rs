//! One file being taken over.

use std::{
    fs::File,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use adda_protocol::{
    ImportId,
    dto::{ImportFault, ImportProgress, ImportReason, ImportState},
    limits,
};
use tokio::{
    sync::mpsc,
    task::spawn_blocking,
    time::{Instant, sleep_until},
};

use super::{
    STEP,
    placing::{Owner, place},
    read::Fault,
    source::{Found, read_file},
    talk::{Source, Talk},
};
use crate::{
    auth::Identity,
    chat::{Engine, one_line},
    clock::Clock,
    store::{self, Store},
};

/// Conversations read ahead of the one being written.
const AHEAD: usize = 2;

pub(super) struct Job {
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    who: Identity,
    id: ImportId,
    /// What the conversations go on with.
    model: String,
    progress: ImportProgress,
}

impl Job {
    pub fn new(
        store: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
        who: Identity,
        id: ImportId,
        model: String,
    ) -> Self {
        Self { store, clock, who, id, model, progress: ImportProgress::default() }
    }

    /// Takes all of it over, unless it is cancelled.
    pub async fn run(mut self, file: File, chat: &Engine) {
        let state = match self.take(file).await {
            Ok(Some(state)) => state,
            // Somebody else has said how it ended.
            Ok(None) => ImportState::Cancelled,
            Err(error) => {
                tracing::error!(%error, "an import broke off: {error}");
                self.progress.reason = Some(ImportReason::Trouble);
                ImportState::Failed
            }
        };
        if let Err(error) = self.note(state).await {
            tracing::warn!(%error, "the end of an import was not noted: {error}");
        }
        if self.progress.added > 0 {
            chat.read_new_words().await;
        }
    }

    /// How it ended; nothing where it was cancelled.
    async fn take(&mut self, file: File) -> store::Result<Option<ImportState>> {
        let seen = Arc::<AtomicU64>::default();
        let (sender, mut found) = mpsc::channel(AHEAD);
        let counter = seen.clone();
        // Reading is work: it happens beside those who answer requests.
        spawn_blocking(move || read_file(file, &counter, &sender));
        let mut next = Instant::now() + STEP;
        loop {
            let found = tokio::select! {
                found = found.recv() => Some(found),
                () = sleep_until(next) => None,
            };
            self.progress.read = seen.load(Ordering::Relaxed);
            match found {
                Some(None) => return Ok(Some(ImportState::Done)),
                Some(Some(Found::Talk(talk))) => self.add(*talk).await?,
                Some(Some(Found::Fault(entry, fault))) => self.fault(entry, fault),
                Some(Some(Found::Failed(reason))) => {
                    self.progress.reason = Some(reason);
                    return Ok(Some(ImportState::Failed));
                }
                None => {}
            }
            if Instant::now() >= next {
                next = Instant::now() + STEP;
                if !self.note(ImportState::Running).await? {
                    return Ok(None);
                }
            }
        }
    }

    async fn add(&mut self, talk: Talk) -> store::Result<()> {
        if self.is_here(&talk).await? {
            self.progress.known += 1;
            return Ok(());
        }
        let now = self.clock.now();
        let talk = place(talk, &Owner { user: &self.who.user, model: &self.model, now });
        if self.store.add_talk(talk).await? {
            self.progress.added += 1;
        } else {
            self.progress.known += 1;
        }
        Ok(())
    }

    /// Whether it is one of this person's that never went away.
    async fn is_here(&self, talk: &Talk) -> store::Result<bool> {
        match talk.id.parse() {
            Ok(id) if talk.source == Source::Adda => {
                Ok(self.store.conversation(id, self.who.id()).await?.is_some())
            }
            _ => Ok(false),
        }
    }

    fn fault(&mut self, entry: u64, fault: Fault) {
        self.progress.faulty += 1;
        if self.progress.faults.len() < limits::IMPORT_FAULTS {
            let title = one_line(&fault.title).chars().take(limits::TITLE_CHARS).collect();
            self.progress.faults.push(ImportFault { entry, title, reason: fault.reason });
        }
    }

    async fn note(&self, state: ImportState) -> store::Result<bool> {
        self.store.note_import(self.id, state, self.progress.clone(), self.clock.now()).await
    }
}
