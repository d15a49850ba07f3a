use std::sync::Once;

use tracing::{Subscriber, subscriber::DefaultGuard};
use tracing_subscriber::{filter::dynamic_filter_fn, layer::SubscriberExt as _};

/// What is logged on this thread from now on goes to `subscriber`.
///
/// While only one thread has a subscriber, another thread that is first to come past a place that logs would switch
/// that place off for all of them. So there is always one more, for all threads, which is interested in nothing.
pub fn logging(subscriber: impl Subscriber + Send + Sync + 'static) -> DefaultGuard {
    static KEEP_AWAKE: Once = Once::new();
    KEEP_AWAKE.call_once(|| {
        let nothing = tracing_subscriber::registry().with(dynamic_filter_fn(|_, _| false));
        tracing::subscriber::set_global_default(nothing).unwrap();
    });
    tracing::subscriber::set_default(subscriber)
}
