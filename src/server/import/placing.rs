//! A conversation from elsewhere as one of ours.

use adda_protocol::{
    Author, AuthorKind, ConversationId, Message, MessageId, MessageState, Millis,
    dto::{CATEGORIES, User},
    limits,
};

use super::talk::{Source, Talk, Turn};
use crate::{
    chat::{one_line, short_line},
    store::NewTalk,
};

/// Longest message, in bytes: what is longer is cut. No answer is, unless it was made to be.
const LONGEST: usize = 256 * 1024;

/// Whose it becomes, and with which model it can go on.
pub(super) struct Owner<'a> {
    pub user: &'a User,
    pub model: &'a str,
    pub now: Millis,
}

pub(super) fn place(talk: Talk, owner: &Owner<'_>) -> NewTalk {
    let begun = talk.created_at.or_else(|| talk.turns.iter().find_map(|turn| turn.said.at));
    // Without any time the id must be the same another day.
    let name = format!("{}:{}", talk.source.word(), talk.id);
    let id = ConversationId::imported(owner.user.id, &name, begun.unwrap_or(0));
    let begun = begun.unwrap_or(owner.now).min(owner.now);
    let category = talk.category.as_deref().unwrap_or_default();
    let category = short_line(category, limits::CATEGORY_CHARS);
    NewTalk {
        id,
        owner: owner.user.id,
        title: title(&talk),
        model: owner.model.to_owned(),
        category: if category.is_empty() { CATEGORIES[0].to_owned() } else { category },
        pinned: talk.pinned && !talk.archived,
        archived: talk.archived,
        created_at: begun,
        messages: messages(talk, id, begun, owner),
    }
}

fn title(talk: &Talk) -> String {
    let line = |text: &str| short_line(text, limits::TITLE_CHARS);
    let title = line(&talk.title);
    let first = || talk.turns.first().map(|turn| line(&turn.said.text)).unwrap_or_default();
    if title.is_empty() { first() } else { title }
}

fn messages(talk: Talk, id: ConversationId, begun: Millis, owner: &Owner<'_>) -> Vec<Message> {
    let source = talk.source;
    let mut messages: Vec<Message> = Vec::with_capacity(talk.turns.len());
    for (place, turn) in talk.turns.into_iter().enumerate() {
        let parent = turn.parent.and_then(|parent| messages.get(parent));
        // Without a time it is as old as what it follows; nothing is newer than now.
        let earliest = parent.map_or(begun, |parent| parent.created_at);
        let at = turn.said.at.unwrap_or(earliest).clamp(begun.min(owner.now), owner.now);
        let answers = parent.filter(|parent| parent.author.kind == AuthorKind::User);
        let reply_to = answers.filter(|_| turn.said.ai).map(|parent| parent.id);
        let after = parent.map_or(MessageId::BEGINNING, |parent| parent.id);
        let own = MessageId::imported(id, &format!("{place}:{}", turn.key), at);
        let message = message(turn, source, owner, (own, at));
        messages.push(Message { parent: Some(after), reply_to, ..message });
    }
    messages
}

fn message(
    turn: Turn,
    source: Source,
    owner: &Owner<'_>,
    (id, at): (MessageId, Millis),
) -> Message {
    let said = turn.said;
    let model = said.ai.then(|| {
        let named = said.model.as_deref().map(one_line).unwrap_or_default();
        let named = if named.is_empty() { source.model().to_owned() } else { named };
        clipped(named, limits::MODEL_BYTES)
    });
    let author = match &model {
        Some(model) => {
            Author { kind: AuthorKind::Ai, id: model.clone(), name: Author::ASSISTANT.to_owned() }
        }
        None => Author {
            kind: AuthorKind::User,
            id: owner.user.id.to_string(),
            name: owner.user.name.clone(),
        },
    };
    Message {
        id,
        seq: 0,
        client_id: None,
        reply_to: None,
        parent: None,
        author,
        text: clipped(said.text, LONGEST),
        reasoning: said.reasoning.map(|reasoning| clipped(reasoning, LONGEST)),
        state: MessageState::Complete,
        model,
        usage: None,
        cost: None,
        receipt: None,
        error: None,
        deleted: false,
        created_at: at,
    }
}

/// At most so many bytes, between two characters.
fn clipped(mut text: String, bytes: usize) -> String {
    text.truncate(text.floor_char_boundary(bytes));
    text
}

#[cfg(test)]
mod tests {
    use adda_protocol::{UserId, dto::Role};

    use super::*;
    use crate::import::talk::Said;

    const NOW: Millis = 1_795_000_000_000;

    fn turn(parent: Option<usize>, ai: bool, text: &str, at: Option<Millis>) -> Turn {
        let said = Said { ai, text: text.to_owned(), at, ..Said::default() };
        Turn { key: text.to_owned(), parent, said }
    }

    fn placed(turns: Vec<Turn>, created_at: Option<Millis>) -> NewTalk {
        let talk = Talk {
            source: Source::Claude,
            id: "u".to_owned(),
            title: " \u{202e}Ta\nxes ".to_owned(),
            category: None,
            pinned: true,
            archived: true,
            created_at,
            turns,
        };
        let id = UserId::new(1, [1; 10]);
        let (email, name) = ("a@example.org".to_owned(), "Ada".to_owned());
        let user = User { id, email, name, role: Role::Member, picture: None, created_at: 1 };
        place(talk, &Owner { user: &user, model: "guide", now: NOW })
    }

    #[test]
    fn conversation_keeps_what_it_was_and_goes_on_with_a_model_of_here() {
        let at = Some(NOW - 9_000);
        let turns = vec![turn(None, false, "Q", at), turn(Some(0), true, "A", None)];
        let talk = placed(turns, Some(NOW - 10_000));
        assert_eq!((talk.title.as_str(), talk.model.as_str()), ("Ta xes", "guide"));
        assert_eq!((talk.category.as_str(), talk.pinned, talk.archived), ("general", false, true));
        let [question, answer] = &talk.messages[..] else { panic!("{talk:?}") };
        assert_eq!((question.author.kind, question.created_at), (AuthorKind::User, NOW - 9_000));
        assert_eq!(question.parent, Some(MessageId::BEGINNING));
        assert_eq!(answer.parent, Some(question.id));
        assert_eq!((answer.reply_to, answer.created_at), (Some(question.id), NOW - 9_000));
        assert_eq!(
            (answer.model.as_deref(), answer.author.id.as_str()),
            (Some("claude"), "claude")
        );
        assert_eq!(answer.state, MessageState::Complete);
    }

    #[test]
    fn conversation_placed_twice_has_the_same_ids() {
        let turns = || vec![turn(None, false, "Q", None), turn(Some(0), true, "A", None)];
        let (one, two) = (placed(turns(), None), placed(turns(), None));
        assert_eq!(one.id, two.id);
        assert_eq!(one.messages, two.messages);
        assert_eq!(one.messages[0].created_at, NOW, "nobody knows when it was");
    }

    #[test]
    fn a17_endless_texts_and_times_to_come_are_cut() {
        let long = "é".repeat(LONGEST);
        let turns =
            vec![turn(None, false, &long, Some(NOW + 99)), turn(Some(0), true, "A", Some(1))];
        let talk = placed(turns, Some(NOW + 50));
        assert_eq!(talk.messages[0].text.len(), LONGEST);
        assert!(talk.messages.iter().all(|message| message.created_at == NOW));
        let unnamed = short_line(&"é".repeat(500), limits::TITLE_CHARS);
        assert_eq!(unnamed.chars().count(), limits::TITLE_CHARS);
    }
}
