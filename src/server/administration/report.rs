//! The server itself: what is used, how the AI services are, and the settings in force.

use adda_protocol::dto::{PartHealth, UsageReport};

use super::{Administration, Result, admit};
use crate::{
    auth::Identity,
    config::Setting,
    store::PersonUsage,
    telemetry::troubles::{self, Trouble},
};

/// Lines of people and models.
const PEOPLE: usize = 200;

/// What everybody used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsageOfAll {
    pub report: UsageReport,
    /// By person and model, the most tokens first.
    pub people: Vec<PersonUsage>,
    /// Whether there are more of them.
    pub cut: bool,
}

/// An AI service that is in use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceState {
    pub name: String,
    pub health: PartHealth,
}

impl Administration {
    /// What everybody used from a day to another, both included.
    pub async fn usage(&self, who: &Identity, from: &str, to: &str) -> Result<UsageOfAll> {
        admit(who)?;
        let asked = self.spending.report_of_all(Some(from), Some(to), PEOPLE + 1).await?;
        let (report, mut people) = asked;
        let cut = people.len() > PEOPLE;
        people.truncate(PEOPLE);
        Ok(UsageOfAll { report, people, cut })
    }

    /// The AI services that are in use, with what `/health` says of them, and what went wrong since the start.
    pub async fn services(&self, who: &Identity) -> Result<(Vec<ServiceState>, Vec<Trouble>)> {
        admit(who)?;
        let states = self.providers.health().await;
        let state = |(name, health)| ServiceState { name, health };
        Ok((states.into_iter().map(state).collect(), troubles::latest()))
    }

    /// The settings in force. Secrets are told as set, and no more.
    pub fn settings(&self, who: &Identity) -> Result<Vec<Setting>> {
        admit(who)?;
        Ok(self.config.in_force())
    }

    /// Whether people can make accounts.
    pub fn registration(&self, who: &Identity) -> Result<bool> {
        admit(who)?;
        Ok(self.config.auth.registration)
    }
}
