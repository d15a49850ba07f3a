//! The table: each figure beside its goal and what it was measured against.

use std::time::Duration;

#[derive(Debug)]
struct Row {
    what: String,
    measured: String,
    goal: String,
    against: String,
}

/// Collects figures and prints them as they come.
#[derive(Debug, Default)]
pub struct Report {
    rows: Vec<Row>,
}

impl Report {
    pub fn row(&mut self, what: &str, measured: String, goal: &str, against: &str) {
        println!("  {what}: {measured}");
        self.rows.push(Row {
            what: what.to_owned(),
            measured,
            goal: goal.to_owned(),
            against: against.to_owned(),
        });
    }

    pub fn print(&self) {
        let width = |of: fn(&Row) -> &String| {
            self.rows.iter().map(|row| of(row).chars().count()).max().unwrap_or(0).max(8)
        };
        let widths = [width(|r| &r.what), width(|r| &r.measured), width(|r| &r.goal)];
        let line = |cells: [&str; 4]| {
            let [what, measured, goal, against] = cells;
            let [a, b, c] = widths;
            println!("| {what:<a$} | {measured:<b$} | {goal:<c$} | {against} |");
        };
        println!();
        line(["figure", "measured", "goal", "measured against"]);
        line(["---", "---", "---", "---"]);
        for row in &self.rows {
            line([&row.what, &row.measured, &row.goal, &row.against]);
        }
    }
}

/// The times of many runs of one thing.
#[derive(Clone, Debug, Default)]
pub struct Times(Vec<Duration>);

impl Times {
    pub fn add(&mut self, time: Duration) {
        self.0.push(time);
    }

    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// The time that `percent` of all runs did not exceed (nearest rank).
    pub fn percentile(&self, percent: usize) -> Duration {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let rank = (sorted.len() * percent).div_ceil(100).saturating_sub(1);
        sorted.get(rank).copied().unwrap_or_default()
    }

    /// How much longer these took than `base`: p50, p95 and p99 apart, in milliseconds.
    pub fn added_to(&self, base: &Self) -> String {
        let added = [50, 95, 99].map(|percent| {
            let (ours, theirs) = (self.percentile(percent), base.percentile(percent));
            format!("{:.2}", (ours.as_secs_f64() - theirs.as_secs_f64()) * 1_000.0)
        });
        format!("{} ms", added.join(" / "))
    }
}

/// Bytes as a person reads them.
pub fn kib(bytes: u64) -> String {
    let tenths = bytes * 10 / 1024;
    format!("{}.{} KiB", tenths / 10, tenths % 10)
}

pub fn mb(bytes: u64) -> String {
    let tenths = bytes / 100_000;
    format!("{}.{} MB", tenths / 10, tenths % 10)
}

pub fn per_second(count: usize, span: Duration) -> String {
    let rate = u128::try_from(count).unwrap_or(0) * 1_000 / span.as_millis().max(1);
    format!("{rate} /s")
}
