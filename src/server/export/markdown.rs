//! Conversations to read: one file each, with the versions that were seen last.

use std::{collections::HashSet, fmt::Write};

use adda_protocol::{AuthorKind, Message, Millis, Seq, UserId, day, dto::Conversation};

use super::{
    Result,
    archive::Archive,
    conversations::{Conversations, Messages},
    names::file_name,
};
use crate::{chat::one_line, store::Store};

/// In place of what was said.
const DELETED: &str = "*(This message was deleted.)*";

pub(super) async fn write(store: &dyn Store, user: UserId, archive: &mut Archive) -> Result<()> {
    let (mut all, mut number) = (Conversations::of(user), 0);
    loop {
        let page = all.next(store).await?;
        if page.is_empty() {
            return Ok(());
        }
        for conversation in &page {
            number += 1;
            let name = file_name(number, &conversation.title);
            archive.begin(&name, conversation.updated_at).await?;
            archive.write(head(conversation).as_bytes()).await?;
            messages(store, conversation, user, archive).await?;
        }
    }
}

async fn messages(
    store: &dyn Store,
    conversation: &Conversation,
    user: UserId,
    archive: &mut Archive,
) -> Result<()> {
    let seen: HashSet<Seq> = store.seen_path(conversation.id, user).await?.into_iter().collect();
    let mut all = Messages::of(conversation.id);
    loop {
        let page = all.next(store).await?;
        if page.is_empty() {
            return Ok(());
        }
        for message in page.iter().filter(|message| seen.contains(&message.seq)) {
            archive.write(section(message, user).as_bytes()).await?;
        }
    }
}

fn head(conversation: &Conversation) -> String {
    let Conversation { title, model, category, created_at, updated_at, .. } = conversation;
    let title = one_line(title);
    let title = if title.is_empty() { "A chat" } else { &title };
    format!(
        "# {title}\n\n- Begun: {}\n- Last message: {}\n- Model: {}\n- Category: {}\n",
        moment(*created_at),
        moment(*updated_at),
        one_line(model),
        one_line(category),
    )
}

fn section(message: &Message, user: UserId) -> String {
    let Message { author, text, state, created_at, error, model, .. } = message;
    let who = match author.kind {
        AuthorKind::User if author.id == user.to_string() => "You".to_owned(),
        AuthorKind::Ai => match model {
            Some(model) => format!("{} ({})", one_line(&author.name), one_line(model)),
            None => one_line(&author.name),
        },
        _ => one_line(&author.name),
    };
    let text = if message.deleted { DELETED } else { text.trim_end() };
    let mut section = format!("\n## {who}, {}\n\n{text}\n", moment(*created_at));
    if *state != adda_protocol::MessageState::Complete {
        let _ = write!(section, "\n*({}", state.as_str());
        if let Some(error) = error {
            let _ = write!(section, ": {}", one_line(&error.message));
        }
        section.push_str(")*\n");
    }
    section
}

/// `2026-11-21 14:05 UTC`.
fn moment(at: Millis) -> String {
    let minutes = at.rem_euclid(day::MILLIS) / 60_000;
    format!("{} {:02}:{:02} UTC", day::of(at), minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use adda_protocol::{Author, MessageId, MessageState};

    use super::*;

    #[test]
    fn section_says_who_when_and_how_it_ended() {
        let user = UserId::new(1, [1; 10]);
        let message = |kind, id: &str, state| -> Message {
            let author = Author { kind, id: id.to_owned(), name: "Ada\n# x".to_owned() };
            let value = serde_json::json!({
                "id": MessageId::new(1, [2; 10]), "seq": 3, "author": author, "text": "Hi\n",
                "state": state, "created_at": 1_795_269_900_000_i64,
                "model": (kind == AuthorKind::Ai).then_some("guide"),
            });
            serde_json::from_value(value).unwrap()
        };
        let own = message(AuthorKind::User, &user.to_string(), MessageState::Complete);
        assert_eq!(section(&own, user), "\n## You, 2026-11-21 14:05 UTC\n\nHi\n");
        let other = message(AuthorKind::Ai, "guide", MessageState::Stopped);
        let expected = "\n## Ada # x (guide), 2026-11-21 14:05 UTC\n\nHi\n\n*(stopped)*\n";
        assert_eq!(section(&other, user), expected);
        let mut gone = own;
        gone.wipe();
        let expected = "\n## You, 2026-11-21 14:05 UTC\n\n*(This message was deleted.)*\n";
        assert_eq!(section(&gone, user), expected);
    }
}
