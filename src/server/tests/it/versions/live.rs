//! What the person's other pages hear.

use adda_protocol::{ClientFrame, ServerFrame, dto::Chosen};

use super::{ask, base, edit, open};
use crate::support::{Live, TestApp};

async fn chosen(live: &mut Live) -> Chosen {
    live.find(|frame| match frame {
        ServerFrame::Chosen { chosen, .. } => Some(chosen),
        _ => None,
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn f05_choice_reaches_all_of_the_persons_pages_and_nobody_elses() {
    let mut app = TestApp::new().await;
    let (ana, eve) = (app.user("ana").await, app.user("eve").await);
    let chat = ana.chat().await;
    let first = ask(&mut app, &ana, chat, "one", "uno").await;
    edit(&mut app, &ana, chat, (first.reply_to.unwrap(), "two"), "dos").await;
    let (mut here, mut there, mut eves) =
        (ana.connect().await, ana.connect().await, eve.connect().await);
    for live in [&mut here, &mut there, &mut eves] {
        live.hello(&[]).await;
    }
    here.send(&ClientFrame::Choose { conversation: chat, message: first.id }).await;
    let expected = Chosen { leaf: Some(first.id), apart: false, version: 1 };
    assert_eq!((chosen(&mut here).await, chosen(&mut there).await), (expected, expected));

    // Whoever comes later is told with what it missed.
    let mut late = ana.connect().await;
    late.hello(&[(chat, 0)]).await;
    assert!(matches!(late.next().await, ServerFrame::Caught { .. }));
    assert_eq!(chosen(&mut late).await, expected);
    assert_eq!(open(&ana, chat).await.chosen, expected);

    // A message sent there is the newest, and that is told as well.
    ask(&mut app, &ana, chat, "three", "tres").await;
    let newest = Chosen { leaf: None, apart: false, version: 2 };
    assert_eq!((chosen(&mut here).await, chosen(&mut late).await), (newest, newest));
    eves.send(&ClientFrame::Ping { nonce: 3 }).await;
    assert_eq!(eves.next().await, ServerFrame::Pong { nonce: 3 });
}

#[tokio::test(flavor = "multi_thread")]
async fn f05_answer_is_regenerated_by_a_frame() {
    let mut app = TestApp::new().await;
    let ana = app.user("ana").await;
    let chat = ana.chat().await;
    let first = ask(&mut app, &ana, chat, "one", "uno").await;
    let mut live = ana.connect().await;
    live.hello(&[(chat, 0)]).await;
    let again = ClientFrame::Regenerate {
        conversation: chat,
        message: first.id,
        model: Some("test".into()),
    };
    live.send(&again).await;
    let asked = app.script.next_request().await;
    asked.text("eins").await;
    asked.stop().await;
    let text = live
        .find(|frame| match frame {
            ServerFrame::Delta { text, message, .. } if message != first.id => Some(text),
            _ => None,
        })
        .await;
    assert_eq!(text, "eins");
    let odd =
        ClientFrame::Regenerate { conversation: chat, message: first.id, model: Some("x".into()) };
    live.send(&odd).await;
    assert_eq!(live.error().await.0, adda_protocol::ErrorCode::ModelUnavailable);
    assert_eq!(ana.get(&base(chat)).await.status, 200);
}
