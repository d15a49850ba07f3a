//! The person themselves: who they are, how they look, what they set, what is remembered of them, what they shared and used.

use adda_protocol::{
    Millis, UserId, day,
    dto::{Appearance, Memory, Profile, Share, UsageLine, User},
};
use serde::Serialize;

use super::{Result, VERSION, archive::Archive};
use crate::store::{MoodSum, PictureSize, Store};

/// Memories read at once.
const PAGE: usize = 200;
/// Their picture, as it is kept: drawn anew when it came, so a JPEG whatever it was.
const PICTURE: &str = "picture.jpg";

/// What stands before the lists.
#[derive(Serialize)]
struct Head<'a> {
    format: &'static str,
    version: u32,
    exported_at: Millis,
    user: &'a User,
    /// The file of their picture; absent where they show none.
    #[serde(skip_serializing_if = "Option::is_none")]
    picture: Option<&'static str>,
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
    let picture = picture(store, user).await?;
    let head = Head {
        format: "adda-export",
        version: VERSION,
        exported_at: at,
        user,
        picture: picture.is_some().then_some(PICTURE),
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
    archive.write(b"\n  ]\n}\n").await?;
    if let Some(bytes) = picture {
        archive.begin(PICTURE, at).await?;
        archive.write(&bytes).await?;
    }
    Ok(())
}

/// The larger one of what is kept; nothing of another's, and nothing that was replaced this moment.
async fn picture(store: &dyn Store, user: &User) -> Result<Option<Vec<u8>>> {
    match user.picture {
        Some(picture) => Ok(store.picture(user.id, picture, PictureSize::Large).await?),
        None => Ok(None),
    }
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
