//! Services that say nothing, with the silence of the settings made short.

use std::{sync::Arc, time::Duration};

use adda_server::{
    clock::SystemClock,
    ids::Ids,
    provider::{
        ErrorKind, EventStream, Provider, ProviderError,
        registry::Registry,
        retry::{self, Policy},
    },
};
use futures::StreamExt;

use super::{adapter, request};
use crate::support::openai_server::{OpenAiServer, Reply};

const SILENCE: Duration = Duration::from_millis(150);

async fn open(server: &OpenAiServer, attempts: u32) -> Result<EventStream, ProviderError> {
    let provider: Arc<dyn Provider> = Arc::new(adapter(&server.base_url()));
    let models = vec![adda_server::provider::offered::model("openai", "test-model")];
    let resolved = Registry::with(vec![(provider, models)]).resolve(None).unwrap();
    let ids = Ids::new(Arc::new(SystemClock));
    retry::open(&resolved, request(), Policy { attempts, silence: SILENCE }, &ids).await
}

#[tokio::test]
async fn silence_before_the_first_word_is_a_timeout() {
    let comments = Reply::stream().repeat(": waiting\n\n", SILENCE / 10);
    for reply in [Reply::nothing().hang(), Reply::stream().hang(), comments] {
        let server = OpenAiServer::start([reply]).await;
        assert_eq!(open(&server, 1).await.err().unwrap().kind, ErrorKind::Timeout);
    }
}

#[tokio::test]
async fn silence_in_mid_answer_is_a_timeout_after_the_text_so_far() {
    let server = OpenAiServer::start([Reply::stream().text("half").hang()]).await;
    let mut stream = open(&server, 3).await.unwrap();
    stream.next().await.unwrap().unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap_err().kind, ErrorKind::Timeout);
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn failure_before_the_first_word_is_tried_again_on_the_wire() {
    let replies = [
        Reply::status(503, "retry-after: 0\r\n", ""),
        Reply::nothing().cut(),
        Reply::stream().text("yes").stop(),
    ];
    let server = OpenAiServer::start(replies).await;
    let events: Vec<_> = open(&server, 3).await.unwrap().map(Result::unwrap).collect().await;
    assert_eq!(super::text(&events), "yes");
}
