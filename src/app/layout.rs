//! The chat's frame: fetches what the address names, keeps the address and the open chat in step, and shows what is
//! in the way when there is nothing to show.

use adda_protocol::{ConversationId, ErrorCode, Seq, dto::Place};
use leptos::{either::EitherOf4, prelude::*};
use leptos_router::{
    NavigateOptions,
    components::Redirect,
    hooks::{use_location, use_navigate},
};

use crate::{
    api::{self, ApiError, asking::ask, chat::ChatPageData},
    components::{button, page_title::PageTitle},
    i18n::text,
    pages::{
        chat::ChatPage,
        not_found::NotFound,
        sheet::{Sheet, style},
    },
    state::{chat::ChatState, session},
};

/// What a path of the chat names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Address {
    Start,
    Chat(ConversationId),
    /// Not the id of anything.
    Nothing,
}

impl Address {
    fn of(path: &str) -> Self {
        match path.trim_end_matches('/').strip_prefix("/c/") {
            None => Self::Start,
            Some(id) => id.parse().map_or(Self::Nothing, Self::Chat),
        }
    }

    const fn chat(self) -> Option<ConversationId> {
        match self {
            Self::Chat(id) => Some(id),
            Self::Start | Self::Nothing => None,
        }
    }
}

/// `/` and `/c/{id}`.
#[component]
pub fn ChatLayout() -> impl IntoView {
    let chat = expect_context::<ChatState>();
    let path = use_location().pathname;
    let address = Memo::new(move |_| Address::of(&path.read()));
    // Asked once: what comes later is asked for by the chat's state.
    let first = address.get_untracked();
    let known = chat.is_seeded();
    let search = use_location().search;
    let at = Memo::new(move |_| number(&search.read(), "at="));
    let (found, place) = (at.get_untracked(), place(&search.read_untracked()));
    let data = ask(
        || (),
        move |()| async move {
            match first {
                Address::Nothing => Err(ApiError::new(ErrorCode::NotFound)),
                _ if known => Ok(None),
                _ => page(first.chat(), place).await.map(Some),
            }
        },
    );
    follow(chat, address, at);
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match data.await {
                    Ok(Some(data)) => chat.seed(data, first.chat(), found),
                    Ok(None) => {}
                    Err(error) => chat.fail(error),
                }
                view! { <Chat /> }
            })}
        </Suspense>
    }
}

/// Where the address opens the chat: at a message by `?at=`, or before or after one, which is how a page without script
/// goes on, a link at a time.
fn place(search: &str) -> Option<Place> {
    let [at, before, after] = ["at=", "before=", "after="].map(|name| number(search, name));
    Place::of(before, after, at)
}

fn number(search: &str, name: &str) -> Option<Seq> {
    let mut pairs = search.trim_start_matches('?').split('&');
    pairs.find_map(|pair| pair.strip_prefix(name))?.parse().ok()
}

/// What the address asks for. Where it is not there the page comes alive all the same: a message kept on this device may be
/// about to make it.
async fn page(
    asked: Option<ConversationId>,
    place: Option<Place>,
) -> Result<ChatPageData, ApiError> {
    match api::chat::page(asked, None, place).await {
        Err(error) if error.code() == ErrorCode::NotFound && asked.is_some() => {
            api::chat::page(None, None, None).await
        }
        answer => answer,
    }
}

/// The chat, or why there is none.
#[component]
fn Chat() -> impl IntoView {
    let chat = expect_context::<ChatState>();
    let path = use_location().pathname;
    move || match chat.failure().get() {
        None => EitherOf4::A(view! { <ChatPage /> }),
        Some(error) if error.code() == ErrorCode::NotFound => EitherOf4::B(view! { <NotFound /> }),
        Some(error) if error.code() == ErrorCode::Unauthorized => {
            let login = session::login_address(&path.get_untracked());
            EitherOf4::C(view! { <Redirect path=login /> })
        }
        Some(error) => EitherOf4::D(view! { <Unavailable error /> }),
    }
}

/// The server could not answer.
#[component]
fn Unavailable(error: ApiError) -> impl IntoView {
    let path = use_location().pathname;
    view! {
        <PageTitle text=text!(notices.not_loaded) />
        <Sheet heading=text!(notices.not_shown)>
            <p class=style::lead role="alert">{error.to_string()}</p>
            // rel=external: a whole page load, past the router.
            <a href=move || path.get() rel="external" class=button::PRIMARY>
                {text!(common.try_again)}
            </a>
            <p class=style::aside>
                <a href="/">{text!(notices.to_chats)}</a>
            </p>
        </Sheet>
    }
}

/// Keeps the address and the open chat in step, both ways. Runs in the browser only.
fn follow(chat: ChatState, address: Memo<Address>, at: Memo<Option<Seq>>) {
    Effect::new(move |before: Option<(Address, Option<Seq>)>| {
        let now = (address.get(), at.get());
        if before.is_some_and(|before| before != now) || chat.is_stale(now.0.chat()) {
            match now {
                (Address::Nothing, _) => chat.fail(ApiError::new(ErrorCode::NotFound)),
                (Address::Chat(id), Some(seq)) => chat.show_at(id, seq),
                (address, _) => chat.show(address.chat()),
            }
        }
        now
    });
    let navigate = use_navigate();
    Effect::new(move |_| {
        if let Some(path) = chat.going().get() {
            chat.going().set(None);
            navigate(&path, NavigateOptions::default());
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn place_is_read_from_the_address() {
        assert_eq!(place("?before=41"), Some(Place::Before(41)));
        assert_eq!(place("a=b&after=41"), Some(Place::After(41)));
        assert_eq!(place("?at=7&before=41"), Some(Place::Around(7)));
        assert_eq!(place("?before=x&at=-1"), None);
        assert_eq!(place(""), None);
    }

    #[test]
    fn address_of_a_chat_is_its_id_and_nothing_else() {
        let id = ConversationId::new(1, [1; 10]);
        assert_eq!(Address::of("/"), Address::Start);
        assert_eq!(Address::of(&format!("/c/{id}")), Address::Chat(id));
        assert_eq!(Address::of(&format!("/c/{id}/")), Address::Chat(id));
        assert_eq!(Address::of("/c/../etc"), Address::Nothing);
    }
}
