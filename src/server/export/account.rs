//! The person themselves: who they are, what they set, what is remembered of them, what they shared and used.

use adda_protocol::{
    Millis, UserId, day,
    dto::{Appearance, Memory, Profile, Share, UsageLine, User},
};
use serde::Serialize;

use super::{Result, VERSION, archive::Archive};
use crate::store::{MoodSum, Store};

/// Memories read at once.
const PAGE: usize = 200;

/// What stands before the lists.
#[derive(Serialize)]
struct Head<'a> {
    format: &'static str,
    version: u32,
    exported_at: Millis,
    user: &'a User,
    profile: Profile,
    appearance: Option<Appearance>,
    moods: Vec<Mood>,
    shares: Vec<Share>,
    usage: Vec<UsageLine>,
}

/// A day's messages, each with a score from -100 to 100.
#[derive(Serialize)]
struct Mood {
    day: String,
    total: i64,
    messages: i64,
}

impl From<MoodSum> for Mood {
    fn from(sum: MoodSum) -> Self {
        let day = day::of(sum.day.saturating_mul(day::MILLIS));
        Self { day, total: sum.total, messages: sum.messages }
    }
}

pub(super) async fn write(
    store: &dyn Store,
    user: &User,
    at: Millis,
    archive: &mut Archive,
) -> Result<()> {
    let id = user.id;
    let head = Head {
        format: "adda-export",
        version: VERSION,
        exported_at: at,
        user,
        profile: store.profile(id).await?,
        appearance: store.appearance(id).await?,
        moods: store.moods(id, 0).await?.into_iter().map(Into::into).collect(),
        shares: store.shares(id, at).await?,
        usage: store.usage(id, 0, at.saturating_add(1)).await?,
    };
    archive.begin("account.json", at).await?;
    let mut text = serde_json::to_vec_pretty(&head)?;
    // The object goes on with what may be long.
    while matches!(text.last(), Some(b'}' | b'\n')) {
        text.pop();
    }
    archive.write(&text).await?;
    archive.write(b",\n  \"memories\": [").await?;
    memories(store, id, archive).await?;
    archive.write(b"\n  ]\n}\n").await
}

async fn memories(store: &dyn Store, user: UserId, archive: &mut Archive) -> Result<()> {
    let mut before = None;
    loop {
        let page: Vec<Memory> = store.memories(user, before, PAGE).await?;
        for memory in &page {
            let comma: &[u8] = if before.is_some() { b",\n    " } else { b"\n    " };
            archive.write(comma).await?;
            archive.write_json(memory).await?;
            before = Some(memory.id);
        }
        if page.len() < PAGE {
            return Ok(());
        }
    }
}
