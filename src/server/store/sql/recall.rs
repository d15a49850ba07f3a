//! What a question brings to mind.

use adda_protocol::UserId;

use super::{
    batch::{Batch, Found},
    personal::{self, MoodRow},
    search,
};
use crate::store::{Recall, Recalled, Result, nul::WithoutNul, rows::to_integer};

pub(super) fn ask(asked: &mut Batch, user: UserId, recall: &Recall) {
    asked
        .add(search::RELEVANT)
        .bind(user.uuid())
        .bind(search::query(user, &recall.words).without_nul())
        .bind(to_integer(recall.memories));
    asked.add(personal::MOODS).bind(user.uuid()).bind(recall.since);
}

pub(super) fn take(found: &mut Found) -> Result<Recalled> {
    let memories = found.all::<(String,)>()?.into_iter().map(|(text,)| text).collect();
    let moods = found.all::<MoodRow>()?.into_iter().map(Into::into).collect();
    Ok(Recalled { memories, moods })
}
