//! What one key of an AI service may be used for: requests and tokens a minute, and answers at the same time.
//!
//! Services limit their keys themselves, but count what they refuse, and bill what was begun. Keeping below their
//! limits is cheaper than running into them.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use tokio::{
    sync::oneshot,
    time::{Instant, sleep, timeout},
};

use super::{
    Decision, Key, Kind, LeaseId, Limits, Quota, RateLimiter, Refused, Subject, Take, Unavailable,
};
use crate::{config::Config, secret::Fingerprint, telemetry::metrics};

/// How long an answer waits for its turn; a person is looking at it.
const PATIENCE: Duration = Duration::from_secs(5);
/// How often a free place is looked for.
const LOOK: Duration = Duration::from_millis(200);
/// A place whose holder is not heard of for this long is free.
const HOLD: Duration = Duration::from_mins(1);

/// The limits of one service, for each key.
#[derive(Clone, Copy, Debug)]
pub(super) struct Service {
    requests: Option<Quota>,
    tokens: Option<Quota>,
    concurrent: u32,
}

impl Service {
    /// Those of the settings that limit anything.
    pub fn of(config: &Config) -> BTreeMap<String, Self> {
        let services = config.providers.iter().map(|(name, settings)| {
            let service = Self {
                requests: Quota::a_minute(settings.requests_per_minute),
                tokens: Quota::a_minute(settings.tokens_per_minute),
                concurrent: settings.concurrent,
            };
            (name.clone(), service)
        });
        services
            .filter(|(_, of)| of.requests.is_some() || of.tokens.is_some() || of.concurrent > 0)
            .collect()
    }
}

/// Leave to ask a service. While it lives it holds a place; at its end the tokens really used are accounted for.
#[derive(Debug, Default)]
pub struct Pass(Option<Held>);

#[derive(Debug)]
struct Held {
    end: End,
    ended: Option<oneshot::Sender<End>>,
}

/// What is to be settled.
#[derive(Clone, Copy, Debug, Default)]
struct End {
    /// What was taken before anything was known.
    taken: Option<Take>,
    used: Option<u64>,
}

impl Pass {
    /// The tokens used so far, asked and answered.
    pub fn used(&mut self, tokens: u64) {
        if let Some(held) = &mut self.0 {
            held.end.used = Some(tokens);
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        if let Some(ended) = self.ended.take() {
            let _ = ended.send(self.end);
        }
    }
}

/// One of so many places.
#[derive(Clone, Copy, Debug)]
struct Place {
    key: Key,
    most: u32,
    holder: LeaseId,
}

/// Keeps the place until the pass ends, then frees it and settles. On a task of its own, so that it happens whatever
/// becomes of the holder.
fn hold(counter: Arc<dyn RateLimiter>, place: Option<Place>) -> Held {
    let (ended, mut end) = oneshot::channel::<End>();
    tokio::spawn(async move {
        let end = loop {
            match timeout(HOLD / 3, &mut end).await {
                Ok(end) => break end.unwrap_or_default(),
                Err(_) => keep(&*counter, place).await,
            }
        };
        if let Some(Place { key, holder, .. }) = place {
            let _ = counter.release(key, holder).await;
        }
        if let End { taken: Some(taken), used: Some(used) } = end {
            let _ = settle(&*counter, taken, used).await;
        }
    });
    Held { end: End::default(), ended: Some(ended) }
}

/// A place that was lost meanwhile is lost: the answer goes on.
async fn keep(counter: &dyn RateLimiter, place: Option<Place>) {
    if let Some(Place { key, most, holder }) = place {
        let _ = counter.hold(key, most, holder, HOLD).await;
    }
}

async fn settle(counter: &dyn RateLimiter, taken: Take, used: u64) -> Result<(), Unavailable> {
    match used.checked_sub(taken.cost) {
        Some(0) => Ok(()),
        Some(more) => counter.charge(Take { cost: more, ..taken }).await,
        None => counter.give_back(&[Take { cost: taken.cost - used, ..taken }]).await,
    }
}

impl Limits {
    /// Leave to ask this service with this key for an answer to so many tokens. Waits a little where it is full.
    pub async fn call(
        &self,
        service: &str,
        key: Option<&Fingerprint>,
        tokens: u64,
    ) -> Result<Pass, Refused> {
        let Some(limits) = self.services.get(service) else { return Ok(Pass::default()) };
        let subject = Subject::Service(service, key);
        let began = Instant::now();
        loop {
            let (kind, wait) = match self.try_call(*limits, subject, tokens).await? {
                Ok(pass) => return Ok(pass),
                Err(full) => full,
            };
            if began.elapsed() + wait > PATIENCE {
                metrics::limited(kind.as_str());
                // Nobody knows when a place becomes free.
                return Err(Refused::after(if kind == Kind::Streams { PATIENCE } else { wait }));
            }
            sleep(wait).await;
        }
    }

    /// The inner error: what was full, and when to try again.
    async fn try_call(
        &self,
        limits: Service,
        subject: Subject<'_>,
        tokens: u64,
    ) -> Result<Result<Pass, (Kind, Duration)>, Unavailable> {
        let place = match self.place(limits.concurrent, subject).await? {
            Ok(place) => place,
            Err(full) => return Ok(Err(full)),
        };
        let take = |kind, quota: Option<Quota>, cost| {
            // More than the whole would never be there; what is really used is settled later.
            quota.map(|quota| {
                let key = self.keys.key(kind, subject);
                Take { key, quota, cost: quota.whole().min(cost) }
            })
        };
        let tokens = take(Kind::Tokens, limits.tokens, tokens);
        // From here on the place is freed, also when the caller goes away.
        let settled = place.is_some() || tokens.is_some();
        let mut held = settled.then(|| hold(self.counter.clone(), place));
        let takes: Vec<Take> =
            take(Kind::Requests, limits.requests, 1).into_iter().chain(tokens).collect();
        if !takes.is_empty()
            && let Decision::Refused { kind, wait } = self.counter.take(&takes).await?
        {
            return Ok(Err((kind, wait)));
        }
        if let Some(held) = &mut held {
            held.end.taken = tokens;
        }
        Ok(Ok(Pass(held)))
    }

    async fn place(
        &self,
        most: u32,
        subject: Subject<'_>,
    ) -> Result<Result<Option<Place>, (Kind, Duration)>, Unavailable> {
        if most == 0 {
            return Ok(Ok(None));
        }
        let place =
            Place { key: self.keys.key(Kind::Streams, subject), most, holder: self.ids.bytes() };
        let held = self.counter.hold(place.key, most, place.holder, HOLD).await?;
        Ok(if held { Ok(Some(place)) } else { Err((Kind::Streams, LOOK)) })
    }
}

#[cfg(test)]
mod tests;
