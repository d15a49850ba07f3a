//! What was found, by chat.

use adda_protocol::{
    AuthorKind, ConversationId, address,
    search::{FoundConversation, FoundMessage, Piece, SearchPage as Found},
};
use leptos::{either::Either, prelude::*};

use super::style;
use crate::{
    components::{button, icon::Icon, local_time::Time, names::clean, sidebar::title},
    i18n::{counted, text},
    pages::settings::frame::style as frame,
    state::search,
};

#[component]
pub fn Results(found: Found, asked: String, later: bool) -> impl IntoView {
    let Found { conversations, items, next } = found;
    if conversations.is_empty() && items.is_empty() {
        return Either::Left(view! { <Nothing asked later /> });
    }
    let more = next.map(|cursor| {
        let address = format!("{}&cursor={cursor}", search::page(&asked));
        view! {
            <a href=address class=stylance::classes!(button::GHOST, style::more)>{text!(search.older)}</a>
        }
    });
    Either::Right(view! {
        <p class=style::count role="status">{count(items.len(), more.is_some(), later)}</p>
        <div class=frame::stack>
            {(!conversations.is_empty()).then(|| view! { <Titles conversations /> })}
            {grouped(items).into_iter().map(|group| view! { <Group group /> }).collect_view()}
            {more}
        </div>
    })
}

fn count(messages: usize, more: bool, later: bool) -> String {
    match (messages, more || later) {
        (0, _) => text!(search.no_message).to_owned(),
        (_, true) => text!(search.newest_first).to_owned(),
        (count, _) => counted!(search.messages, count = count),
    }
}

/// Messages by their chat, in the order of each chat's first.
fn grouped(items: Vec<FoundMessage>) -> Vec<Vec<FoundMessage>> {
    let mut groups: Vec<Vec<FoundMessage>> = Vec::new();
    for item in items {
        let known = groups.iter_mut().find(|group| group[0].conversation == item.conversation);
        match known {
            Some(group) => group.push(item),
            None => groups.push(vec![item]),
        }
    }
    groups
}

/// Chats with the words in their title.
#[component]
fn Titles(conversations: Vec<FoundConversation>) -> impl IntoView {
    let rows = conversations.into_iter().map(|found| {
        view! {
            <li>
                <a href=chat(found.id)>
                    <span class=style::name dir="auto"><Pieces pieces=found.title /></span>
                    <Time at=found.updated_at short=true class=style::time />
                </a>
            </li>
        }
    });
    view! {
        <section class=style::group aria-labelledby="titles">
            <h2 id="titles">{text!(search.chats)}</h2>
            <ul>{rows.collect_view()}</ul>
        </section>
    }
}

#[component]
fn Group(group: Vec<FoundMessage>) -> impl IntoView {
    let (id, title) = group.first().map(|first| (first.conversation, title(&first.title))).unzip();
    let heading = id.map(|id| format!("chat-{id}"));
    let label = heading.clone();
    let rows = group.into_iter().map(|item| view! { <Row item /> });
    view! {
        <section class=style::group aria-labelledby=label>
            <h2 id=heading dir="auto">
                <a href=id.map(chat)>{title}</a>
            </h2>
            <ul>{rows.collect_view()}</ul>
        </section>
    }
}

#[component]
fn Row(item: FoundMessage) -> impl IntoView {
    let ai = item.author.kind == AuthorKind::Ai;
    let address = message(&item);
    let author = if ai { text!(message.assistant).to_owned() } else { clean(&item.author.name) };
    view! {
        <li>
            <a href=address class=style::message data-message-id=item.message.to_string()>
                <span class=style::about>
                    <span class=style::author data-ai=ai.then_some("")>{author}</span>
                    <Time at=item.created_at short=true class=style::time />
                </span>
                <span class=style::excerpt dir="auto"><Pieces pieces=item.excerpt /></span>
            </a>
        </li>
    }
}

#[component]
fn Pieces(pieces: Vec<Piece>) -> impl IntoView {
    let pieces = pieces.into_iter().map(|Piece { text, hit }| {
        let text = clean(&text);
        if hit { Either::Left(view! { <mark>{text}</mark> }) } else { Either::Right(text) }
    });
    pieces.collect_view()
}

#[component]
fn Nothing(asked: String, later: bool) -> impl IntoView {
    let words = if later { text!(search.nothing_older) } else { text!(search.nothing_has_all) };
    view! {
        <section class=style::empty role="status">
            <Icon icon=Icon::Search class="size-8" />
            <p>
                <strong>
                    {text!(search.nothing_for_before)} <bdi>{clean(&asked)}</bdi> {text!(search.nothing_for_after)}
                </strong>
            </p>
            <p>{words} " " {text!(search.fewer_words)}</p>
        </section>
    }
}

fn chat(id: ConversationId) -> String {
    format!("/c/{id}")
}

/// Where a message stands in its chat; without script the browser goes there by the fragment.
fn message(item: &FoundMessage) -> String {
    chat(item.conversation) + &address::place(item.seq)
}

#[cfg(test)]
mod tests {
    use adda_protocol::{Author, MessageId};

    use super::*;

    fn item(chat: u8, seq: u64) -> FoundMessage {
        FoundMessage {
            conversation: ConversationId::new(1, [chat; 10]),
            title: String::new(),
            message: MessageId::new(1, [chat; 10]),
            seq,
            author: Author { kind: AuthorKind::Ai, id: String::new(), name: String::new() },
            excerpt: Vec::new(),
            created_at: 0,
        }
    }

    #[test]
    fn messages_stand_with_their_chat_in_the_order_they_were_found() {
        let groups = grouped(vec![item(1, 9), item(2, 8), item(1, 7)]);
        let seqs: Vec<Vec<_>> =
            groups.iter().map(|group| group.iter().map(|item| item.seq).collect()).collect();
        assert_eq!(seqs, [vec![9, 7], vec![8]]);
    }
}
