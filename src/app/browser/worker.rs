//! The service worker: registered, asked which build it keeps, and told to take over.

use leptos::prelude::{location, window};
use wasm_bindgen::{JsCast, JsValue, closure::Closure, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use web_sys::MessageEvent;

/// Where it is.
const PATH: &str = "/sw.js";
const WHICH_BUILD: &str = "which build";
const TAKE_OVER: &str = "take over";

#[wasm_bindgen]
extern "C" {
    #[derive(Clone, Debug)]
    type Container;
    #[wasm_bindgen(method, catch)]
    fn register(this: &Container, path: &str) -> Result<js_sys::Promise, JsValue>;
    #[wasm_bindgen(method, js_name = addEventListener)]
    fn on(this: &Container, kind: &str, listener: &js_sys::Function);

    #[derive(Clone, Debug)]
    type Registered;
    #[wasm_bindgen(method, getter)]
    fn waiting(this: &Registered) -> Option<Instance>;
    #[wasm_bindgen(method, getter)]
    fn installing(this: &Registered) -> Option<Instance>;
    #[wasm_bindgen(method)]
    fn update(this: &Registered) -> js_sys::Promise;
    #[wasm_bindgen(method, js_name = addEventListener)]
    fn on(this: &Registered, kind: &str, listener: &js_sys::Function);

    #[derive(Clone, Debug)]
    type Instance;
    #[wasm_bindgen(method, getter)]
    fn state(this: &Instance) -> String;
    #[wasm_bindgen(method, js_name = postMessage)]
    fn tell(this: &Instance, words: &str);
    #[wasm_bindgen(method, js_name = addEventListener)]
    fn on(this: &Instance, kind: &str, listener: &js_sys::Function);
}

/// The worker of this site, as this page sees it.
#[derive(Clone, Debug)]
pub struct Worker {
    container: Container,
    registered: Registered,
}

impl Worker {
    /// None where the browser has none, or does not allow one.
    pub async fn register() -> Option<Self> {
        let navigator: JsValue = window().navigator().into();
        let container = js_sys::Reflect::get(&navigator, &"serviceWorker".into()).ok()?;
        if container.is_undefined() {
            return None;
        }
        let container: Container = container.unchecked_into();
        let registered = JsFuture::from(container.register(PATH).ok()?).await.ok()?;
        if !registered.is_object() {
            return None;
        }
        Some(Self { container, registered: registered.unchecked_into() })
    }

    /// Calls `heard` with the folder of the build that waits to take over, whenever one does.
    pub fn on_waiting(&self, heard: impl Fn(&str) + 'static) {
        let answered = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let words = event.data().as_string();
            if let Some(folder) = words.as_deref().and_then(|words| words.strip_prefix("build ")) {
                heard(folder);
            }
        });
        self.container.on("message", answered.into_js_value().unchecked_ref());
        let this = self.clone();
        listen("updatefound", &self.registered, Registered::on, move || {
            let Some(coming) = this.registered.installing() else { return };
            let (this, now) = (this.clone(), coming.clone());
            listen("statechange", &coming, Instance::on, move || {
                if now.state() == "installed" {
                    this.ask();
                }
            });
        });
        self.ask();
    }

    /// Looks for a newer one on the server. One that waits already is asked again.
    pub fn look(&self) {
        self.ask();
        let this = self.clone();
        leptos::task::spawn_local(async move {
            // Without a network there is nothing newer.
            let _ = JsFuture::from(this.registered.update()).await;
        });
    }

    fn ask(&self) {
        if let Some(waiting) = self.registered.waiting() {
            waiting.tell(WHICH_BUILD);
        }
    }

    /// The one that waits takes over; `reload` begins the page anew once it has.
    pub fn take_over(&self, reload: bool) {
        let Some(waiting) = self.registered.waiting() else {
            // Another tab was quicker.
            if reload {
                let _ = location().reload();
            }
            return;
        };
        if reload {
            listen("controllerchange", &self.container, Container::on, || {
                let _ = location().reload();
            });
        }
        waiting.tell(TAKE_OVER);
    }
}

/// Listens for as long as the page lives.
fn listen<T>(
    kind: &str,
    target: &T,
    on: fn(&T, &str, &js_sys::Function),
    heard: impl Fn() + 'static,
) {
    let heard = Closure::<dyn Fn()>::new(heard).into_js_value();
    on(target, kind, heard.unchecked_ref());
}
