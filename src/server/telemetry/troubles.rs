//! Failures of AI services since the server started: how often each kind came, and when last. Nobody's name or words.

use std::time::Duration;

use adda_protocol::ErrorCode;
use parking_lot::Mutex;
use tokio::time::Instant;

/// Kinds of failures of all services, at most.
const KINDS: usize = 200;

static NOTED: Mutex<Vec<Noted>> = Mutex::new(Vec::new());

struct Noted {
    provider: String,
    code: ErrorCode,
    times: u64,
    last: Instant,
}

/// One kind of failure of a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    pub provider: String,
    pub code: ErrorCode,
    pub times: u64,
    /// Since it came last.
    pub ago: Duration,
}

/// A call of an AI service failed.
pub(super) fn note(provider: &str, code: ErrorCode) {
    let mut all = NOTED.lock();
    let last = Instant::now();
    let room = all.len() < KINDS;
    match all.iter_mut().find(|known| known.provider == provider && known.code == code) {
        Some(known) => {
            known.times += 1;
            known.last = last;
        }
        None if room => all.push(Noted { provider: provider.to_owned(), code, times: 1, last }),
        None => {}
    }
}

/// What there was, the latest first.
pub fn latest() -> Vec<Trouble> {
    let trouble = |noted: &Noted| Trouble {
        provider: noted.provider.clone(),
        code: noted.code,
        times: noted.times,
        ago: noted.last.elapsed(),
    };
    let mut all: Vec<Trouble> = NOTED.lock().iter().map(trouble).collect();
    all.sort_by_key(|trouble| trouble.ago);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn troubles_are_counted_by_service_and_kind_the_latest_first() {
        // Others in this process note theirs meanwhile.
        let own = || latest().into_iter().filter(|of| of.provider.starts_with("t-"));
        note("t-one", ErrorCode::ProviderTimeout);
        note("t-two", ErrorCode::ProviderTimeout);
        std::thread::sleep(Duration::from_millis(2));
        note("t-one", ErrorCode::ProviderTimeout);
        let seen: Vec<_> = own().map(|of| (of.provider, of.times)).collect();
        assert_eq!(seen, [("t-one".to_owned(), 2), ("t-two".to_owned(), 1)]);
    }
}
