//! A conversation's state against its log: the state must be what the events add up to.

use std::collections::{HashMap, HashSet};

use adda_protocol::{Event, EventBody, Message, MessageId, MessageState, Seq};

/// Where `messages` and `last_seq` differ from what `events` (in their order) say, as one sentence each.
pub(super) fn contradictions(last_seq: Seq, events: &[Event], messages: &[Message]) -> Vec<String> {
    let mut found = Vec::new();
    for (event, expected) in events.iter().zip(1..) {
        if event.seq != expected {
            found.push(format!("the log has no event {expected}"));
            break;
        }
    }
    let end = events.last().map_or(0, |event| event.seq);
    if end != last_seq {
        found.push(format!("the log ends at {end}, the conversation says {last_seq}"));
    }
    let logged = fold(events);
    for message in messages {
        found.extend(
            differences(message, &logged).map(|what| format!("message {} {what}", message.id)),
        );
    }
    let kept: HashSet<_> = messages.iter().map(|message| message.id).collect();
    let missing = logged.keys().filter(|id| !kept.contains(id));
    found.extend(missing.map(|id| format!("message {id} is in the log only")));
    found
}

/// What the log says of a message.
struct Logged {
    seq: Seq,
    state: MessageState,
    /// Unknown while it is being written.
    text: Option<String>,
}

fn fold(events: &[Event]) -> HashMap<MessageId, Logged> {
    let mut logged = HashMap::new();
    for event in events {
        match &event.body {
            EventBody::MessageCreated { message } => {
                let text = (!message.state.is_open()).then(|| message.text.clone());
                logged.insert(message.id, Logged { seq: event.seq, state: message.state, text });
            }
            EventBody::MessageStarted { message, .. } => {
                if let Some(known) = logged.get_mut(message) {
                    known.state = MessageState::Streaming;
                    known.text = None;
                }
            }
            EventBody::MessageCompleted(done) => {
                if let Some(known) = logged.get_mut(&done.message) {
                    known.state = done.state;
                    known.text = Some(done.text.clone());
                }
            }
            EventBody::MessageDeleted { message } => {
                if let Some(known) = logged.get_mut(message) {
                    known.state = MessageState::Complete;
                    known.text = Some(String::new());
                }
            }
            EventBody::ConversationCreated { .. } | EventBody::ConversationChanged { .. } => {}
        }
    }
    logged
}

fn differences(
    message: &Message,
    logged: &HashMap<MessageId, Logged>,
) -> impl Iterator<Item = &'static str> {
    let known = logged.get(&message.id).filter(|known| known.seq == message.seq);
    let missing = known.is_none().then_some("has no event that created it");
    let state = known
        .is_some_and(|known| known.state != message.state)
        .then_some("is in another state than the log says");
    let text = known
        .and_then(|known| known.text.as_ref())
        .is_some_and(|text| *text != message.text)
        .then_some("has another text than the log says");
    missing.into_iter().chain(state).chain(text)
}
