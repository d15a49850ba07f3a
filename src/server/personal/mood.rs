use adda_protocol::{day, dto::MoodReport};

use super::{Personal, Result, owner};
use crate::{auth::Identity, context::mood};

/// Days shown, where nothing else is asked for, and at most.
const DAYS: i64 = 30;
const MOST_DAYS: i64 = 366;

impl Personal {
    /// How the person has felt over the last days.
    pub async fn mood(&self, who: &Identity, days: Option<u32>) -> Result<MoodReport> {
        let user = owner(who)?;
        let on = self.store.profile(user).await?.mood;
        let days = days.map_or(DAYS, i64::from).clamp(1, MOST_DAYS);
        let today = self.clock.now().div_euclid(day::MILLIS);
        let sums = self.store.moods(user, today - days + 1).await?;
        Ok(MoodReport { on, days: mood::smoothed(&sums) })
    }
}
