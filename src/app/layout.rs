//! The chat's frame: fetches what the address names, keeps the address and the open chat in step, and shows what is
//! in the way when there is nothing to show.

use adda_protocol::{ConversationId, ErrorCode, Seq};
use leptos::{either::EitherOf4, prelude::*};
use leptos_router::{
    NavigateOptions,
    components::{Outlet, Redirect},
    hooks::{use_location, use_navigate},
};

use crate::{
    api::{self, ApiError, chat::ChatPageData},
    components::{button, page_title::PageTitle},
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
    let before = earlier(&use_location().search.read_untracked());
    let data = Resource::new_blocking(
        || (),
        move |()| async move {
            match first {
                Address::Nothing => Err(ApiError::new(ErrorCode::NotFound)),
                _ if known => Ok(None),
                _ => page(first.chat(), before).await.map(Some),
            }
        },
    );
    follow(chat, address);
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match data.await {
                    Ok(Some(data)) => chat.seed(data, first.chat(), before.is_some()),
                    Ok(None) => {}
                    Err(error) => chat.fail(error),
                }
                view! { <Chat /> }
            })}
        </Suspense>
        <Outlet />
    }
}

/// The place that `?before=` names: a page without script goes back by it, a link at a time.
fn earlier(search: &str) -> Option<Seq> {
    let mut pairs = search.trim_start_matches('?').split('&');
    pairs.find_map(|pair| pair.strip_prefix("before="))?.parse().ok()
}

/// What the address asks for. Where it is not there the page comes alive all the same: a message kept on this device may be
/// about to make it.
async fn page(
    asked: Option<ConversationId>,
    before: Option<Seq>,
) -> Result<ChatPageData, ApiError> {
    match api::chat::page(asked, before).await {
        Err(error) if error.code() == ErrorCode::NotFound && asked.is_some() => {
            api::chat::page(None, None).await
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
        <PageTitle text="Not loaded" />
        <Sheet heading="This could not be shown">
            <p class=style::lead role="alert">{error.to_string()}</p>
            // rel=external: a whole page load, past the router.
            <a href=move || path.get() rel="external" class=button::PRIMARY>
                "Try again"
            </a>
            <p class=style::aside>
                <a href="/">"To your conversations"</a>
            </p>
        </Sheet>
    }
}

/// Keeps the address and the open chat in step, both ways. Runs in the browser only.
fn follow(chat: ChatState, address: Memo<Address>) {
    Effect::new(move |before: Option<Address>| {
        let now = address.get();
        if before.is_some_and(|before| before != now) || chat.is_stale(now.chat()) {
            match now {
                Address::Nothing => chat.fail(ApiError::new(ErrorCode::NotFound)),
                _ => chat.show(now.chat()),
            }
        }
        now
    });
    Effect::new(move |_| {
        // Alive, the page goes back by itself, from the newest.
        if chat.is_earlier().get() {
            chat.to_newest();
        }
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
    fn earlier_place_is_read_from_the_address() {
        assert_eq!(earlier("?before=41"), Some(41));
        assert_eq!(earlier("a=b&before=41"), Some(41));
        assert_eq!(earlier("?before=x"), None);
        assert_eq!(earlier(""), None);
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
