//! The browser's end of the live connection: a WebSocket of text frames.

use leptos::prelude::location;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{CloseEvent, Event, MessageEvent, WebSocket};

/// What happens to a socket.
#[derive(Debug)]
pub enum SocketEvent {
    Opened,
    Frame(String),
    /// The code the server closed with; 1006 where the connection broke.
    Closed(u16),
}

/// One connection. Dropping it closes it, and nothing is heard of it any more.
#[derive(Debug)]
pub struct Socket {
    inner: WebSocket,
    _opened: Closure<dyn Fn(Event)>,
    _frame: Closure<dyn Fn(MessageEvent)>,
    _closed: Closure<dyn Fn(CloseEvent)>,
}

impl Socket {
    /// Connects to `path` on the server the page came from.
    pub fn open(
        path: &str,
        heard: impl Fn(SocketEvent) + Clone + 'static,
    ) -> Result<Self, JsValue> {
        let here = location();
        let scheme = if here.protocol()? == "https:" { "wss" } else { "ws" };
        let socket = WebSocket::new(&format!("{scheme}://{}{path}", here.host()?))?;

        let tell = heard.clone();
        let opened = Closure::<dyn Fn(Event)>::new(move |_| tell(SocketEvent::Opened));
        let tell = heard.clone();
        let frame = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(text) = event.data().as_string() {
                tell(SocketEvent::Frame(text));
            }
        });
        let closed = Closure::<dyn Fn(CloseEvent)>::new(move |event: CloseEvent| {
            heard(SocketEvent::Closed(event.code()));
        });
        socket.set_onopen(Some(opened.as_ref().unchecked_ref()));
        socket.set_onmessage(Some(frame.as_ref().unchecked_ref()));
        socket.set_onclose(Some(closed.as_ref().unchecked_ref()));
        Ok(Self { inner: socket, _opened: opened, _frame: frame, _closed: closed })
    }

    /// Hands a frame to the browser; false where the connection is not open.
    pub fn send(&self, text: &str) -> bool {
        self.inner.ready_state() == WebSocket::OPEN && self.inner.send_with_str(text).is_ok()
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.inner.set_onopen(None);
        self.inner.set_onmessage(None);
        self.inner.set_onclose(None);
        let _ = self.inner.close();
    }
}
