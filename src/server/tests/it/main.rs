//! Integration tests: one binary.

#[cfg(test)]
mod administration;
#[cfg(test)]
mod ahead;
#[cfg(test)]
mod answer_cache;
#[cfg(test)]
mod api_keys;
#[cfg(test)]
mod bad_input;
#[cfg(test)]
mod beginning;
#[cfg(test)]
mod boundaries;
#[cfg(test)]
mod carried;
#[cfg(test)]
mod context;
#[cfg(test)]
mod deploy;
#[cfg(test)]
mod engine;
#[cfg(test)]
mod export;
#[cfg(test)]
mod health;
#[cfg(test)]
mod http_errors;
#[cfg(test)]
mod http_events;
#[cfg(test)]
mod http_origin;
#[cfg(test)]
mod http_pages;
#[cfg(test)]
mod http_personal;
#[cfg(test)]
mod http_sessions;
#[cfg(test)]
mod http_strangers;
#[cfg(test)]
mod imports;
#[cfg(test)]
mod keys;
#[cfg(test)]
mod limits;
#[cfg(test)]
mod live;
#[cfg(test)]
mod metering;
#[cfg(test)]
mod metrics;
#[cfg(test)]
mod openai;
#[cfg(test)]
mod openapi;
#[cfg(test)]
mod patience;
#[cfg(test)]
mod pictures;
#[cfg(test)]
mod postgres;
#[cfg(test)]
mod provider;
#[cfg(test)]
mod redis;
#[cfg(test)]
mod reports;
#[cfg(test)]
mod runs;
#[cfg(test)]
mod shares;
#[cfg(test)]
mod shelf;
#[cfg(test)]
mod shutdown;
#[cfg(test)]
mod support;
#[cfg(test)]
mod traces;
#[cfg(test)]
mod versions;
#[cfg(test)]
mod world;
