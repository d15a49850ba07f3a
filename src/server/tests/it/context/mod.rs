//! What the AI is told, as the service that is asked sees it.

mod memories;
mod private;
mod summaries;

use adda_protocol::{
    Author, AuthorKind, ClientMessageId, ConversationId, MessageId, MessageState, UserId,
    events::Completed,
};
use adda_server::{
    provider::{ChatRequest, ChatRole, testing::Answer},
    store::{NewSend, Place, SendOutcome, Store},
};
use futures::future::join_all;

use super::support::{Person, TestApp};

/// Talks into the store: each question with its answer, all of them settled.
pub async fn talk(app: &TestApp, user: UserId, chat: ConversationId, said: &[(String, String)]) {
    let store = &app.services.store;
    let sends = said.iter().map(|(question, _)| store.append_send(send(app, user, chat, question)));
    let answers = join_all(sends).await.into_iter().map(|sent| match sent.unwrap() {
        SendOutcome::Sent { answer, .. } => answer.id,
        other => panic!("{other:?}"),
    });
    let done = answers.zip(said).map(|(id, (_, answer))| complete(&**store, chat, id, answer));
    join_all(done).await;
}

fn send(app: &TestApp, user: UserId, conversation: ConversationId, text: &str) -> NewSend {
    let ids = &app.services.ids;
    let author = |kind, id: String| Author { kind, id, name: "Ada".to_owned() };
    NewSend {
        conversation,
        user,
        author: author(AuthorKind::User, user.to_string()),
        client_id: ids.make(ClientMessageId::new),
        message: ids.make(MessageId::new),
        place: Place::Leaf,
        text: text.to_owned(),
        answer: ids.make(MessageId::new),
        answerer: author(AuthorKind::Ai, "test".to_owned()),
        beside: Vec::new(),
        title: "A talk".to_owned(),
        max_open: usize::MAX,
        at: 1,
    }
}

async fn complete(store: &dyn Store, chat: ConversationId, message: MessageId, text: &str) {
    let done = Completed {
        message,
        text: text.to_owned(),
        reasoning: None,
        state: MessageState::Complete,
        usage: None,
        cost: None,
        receipt: None,
        error: None,
    };
    store.complete_answer(chat, done, None, 1).await.unwrap();
}

/// Turns about nothing much.
pub fn small_talk(turns: usize) -> Vec<(String, String)> {
    let turn = |at| (format!("What about subject {at}?"), format!("Much can be said of {at}."));
    (0..turns).map(turn).collect()
}

/// Whether a request asks for notes rather than an answer.
pub fn is_for_notes(request: &ChatRequest) -> bool {
    system(request).starts_with("You keep the notes")
}

pub fn system(request: &ChatRequest) -> &str {
    let first = request.messages.first().filter(|line| line.role == ChatRole::System);
    first.map_or("", |line| line.text.as_str())
}

/// The next request for an answer; those for notes are answered by `notes` meanwhile.
pub async fn next_asked(app: &mut TestApp, notes: impl Fn(&str) -> String) -> Answer {
    loop {
        let asked = app.script.next_request().await;
        if !is_for_notes(asked.request()) {
            return asked;
        }
        asked.text(&notes(&asked.request().messages[1].text)).await;
        asked.stop().await;
    }
}

/// Asks, has the service answer, and returns the request it got.
pub async fn asked(
    app: &mut TestApp,
    person: &Person,
    chat: ConversationId,
    text: &str,
) -> ChatRequest {
    let mut events = person.ask(chat, text).await;
    let asked = next_asked(app, |_| panic!("nobody asked for notes")).await;
    let request = asked.request().clone();
    asked.text("So be it.").await;
    asked.stop().await;
    events.find("message.completed").await;
    request
}
