//! The chat engine with real storage and a provider that the test feeds token by token, and a person who talks.

use std::{sync::Arc, time::Duration};

use adda_protocol::{
    ConversationId, EventBody, Message, ServerFrame,
    appearance::Language,
    dto::{Conversation, CreateConversation, ModelInfo, Password, Register, SendMessage},
    events::Completed,
};
use adda_server::{
    auth::{Identity, Origin},
    clock::SystemClock,
    config::Config,
    ids::Ids,
    provider::{
        registry::Registry,
        testing::{Script, ScriptedProvider},
    },
    realtime::hub::{Delivery, Subscriber},
    secret::Secret,
    services::Services,
    store,
};

pub struct World {
    pub services: Services,
    pub script: Script,
    pub ana: Identity,
    pub dir: tempfile::TempDir,
}

impl World {
    pub async fn new() -> Self {
        Self::with_models(&["test"]).await
    }

    pub async fn with_models(names: &[&str]) -> Self {
        Self::with(names, |_| {}).await
    }

    pub async fn with(names: &[&str], change: impl FnOnce(&mut Config)) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let (services, script) = start_with(dir.path(), names, change).await;
        let ana = person(&services, "ana").await;
        Self { services, script, ana, dir }
    }

    pub async fn chat(&self) -> Conversation {
        let (new, language) = (CreateConversation::default(), Language::default());
        self.services.chat.create(&self.ana, new, language).await.unwrap()
    }

    pub async fn send(&self, id: ConversationId, text: &str) -> adda_protocol::dto::Sent {
        self.services.chat.send(&self.ana, id, text_of(text)).await.unwrap()
    }

    pub async fn watch(&self, id: ConversationId) -> Subscriber {
        let mut subscriber = self.services.hub.subscriber();
        self.services.chat.watch(&self.ana, id, &mut subscriber).await.unwrap();
        subscriber
    }

    pub async fn messages(&self, id: ConversationId) -> Vec<Message> {
        self.services.chat.open(&self.ana, id, None, None).await.unwrap().messages
    }
}

pub async fn start(dir: &std::path::Path) -> (Services, Script) {
    start_with(dir, &["test"], |_| {}).await
}

/// With models of these names, and other settings.
pub async fn start_with(
    dir: &std::path::Path,
    names: &[&str],
    change: impl FnOnce(&mut Config),
) -> (Services, Script) {
    let mut config = Config::for_tests(dir);
    // The script is asked for answers and nothing else.
    config.context.summaries = false;
    change(&mut config);
    let clock = Arc::new(SystemClock);
    let ids = Arc::new(Ids::new(clock.clone()));
    let store = store::connect(&config.database, dir).await.unwrap();
    store.migrate().await.unwrap();
    let (provider, script) = ScriptedProvider::new("test");
    let named = |name: &&str| {
        let (id, name) = ((*name).to_owned(), (*name).to_owned());
        provider.offered().into_iter().map(move |model| ModelInfo {
            id: id.clone(),
            name: name.clone(),
            ..model
        })
    };
    let models = names.iter().flat_map(named).collect();
    let registry = Registry::with(vec![(provider, models)]);
    let secret = Secret::new("0".repeat(64));
    (Services::new(config, &secret, clock, ids, store, registry), script)
}

pub async fn person(services: &Services, name: &str) -> Identity {
    let form = Register {
        email: format!("{name}@example.org"),
        password: Password("a long enough phrase".into()),
        name: name.to_owned(),
    };
    services.accounts.register(form, Origin::default()).await.unwrap().identity
}

pub fn text_of(text: &str) -> SendMessage {
    let (client_id, model, after, edits) = (None, None, None, None);
    let (plain, models) = (Vec::new(), Vec::new());
    SendMessage { text: text.to_owned(), client_id, model, plain, after, edits, models }
}

/// The next frame that is not a change of the person's list.
pub async fn next(subscriber: &mut Subscriber) -> ServerFrame {
    let delivery = tokio::time::timeout(Duration::from_secs(10), subscriber.next()).await;
    match delivery.expect("nothing was published in ten seconds") {
        Delivery::Frame(published) => published.frame.clone(),
        Delivery::Lagged => panic!("the subscriber lagged"),
    }
}

pub async fn until_completed(subscriber: &mut Subscriber) -> Completed {
    loop {
        if let ServerFrame::Event { event } = next(subscriber).await
            && let EventBody::MessageCompleted(done) = event.body
        {
            return done;
        }
    }
}
