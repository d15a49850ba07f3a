//! Words to the other tabs of this browser that show the same server.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{BroadcastChannel, MessageEvent};

thread_local! {
    // One for the page: a channel does not hear itself.
    static CHANNEL: Option<BroadcastChannel> = BroadcastChannel::new("adda").ok();
}

/// Says something to every other tab.
pub fn tell(words: &str) {
    CHANNEL.with(|channel| {
        channel.as_ref().map(|channel| channel.post_message(&words.into()));
    });
}

/// Calls `heard` with what another tab says, for as long as the page lives.
pub fn listen(heard: impl Fn(&str) + 'static) {
    let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some(words) = event.data().as_string() {
            heard(&words);
        }
    });
    CHANNEL.with(|channel| {
        if let Some(channel) = channel {
            channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        }
    });
    heard.forget();
}
