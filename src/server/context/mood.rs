//! How a person has felt of late: a score for each message of theirs, smoothed over the days. The lexicon is English; messages
//! in other languages have the score that came with the notes of their conversation, where a model writes them.

use std::sync::OnceLock;

use adda_protocol::{day, dto::MoodDay};
use vader_parity::SentimentIntensityAnalyzer;

use crate::store::MoodSum;

/// Of a message so many characters are read.
const READ: usize = 2_000;
/// How much of the trend a day leaves over for the next.
const KEPT: f64 = 0.7;
/// Days after which a trend says nothing of today.
const FRESH: i64 = 7;
/// Fewer messages tell nothing.
const ENOUGH: i64 = 5;
/// From here on a mood, or its change in a week, is worth a word.
const RATHER_GOOD: i64 = 15;
const RATHER_LOW: i64 = -15;
const GOOD: i64 = 40;
const LOW: i64 = -40;
/// Words that most English sentences have one of, and those of other languages have not.
const ENGLISH: &[&str] = &[
    "the", "and", "is", "are", "was", "to", "of", "it", "this", "that", "my", "you", "i'm", "i",
    "with", "for", "not", "so", "have", "be", "feel",
];

/// From -100 to 100; `None` where nothing can be read.
pub fn score(text: &str) -> Option<i64> {
    static ANALYZER: OnceLock<SentimentIntensityAnalyzer> = OnceLock::new();
    let text: String = text.chars().take(READ).collect();
    if !is_english(&text) {
        return None;
    }
    let analyzer = ANALYZER.get_or_init(SentimentIntensityAnalyzer::new);
    let scores = analyzer.polarity_scores(&text);
    // Nothing but neutral words is no mood at all.
    let found = scores.pos > 0.0 || scores.neg > 0.0;
    found.then(|| hundredths(scores.compound))
}

/// Whether the lexicon can read it.
pub fn is_english(text: &str) -> bool {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric() && c != '\'');
    let (mut all, mut english) = (0_usize, 0_usize);
    for word in words.filter(|word| !word.is_empty()) {
        all += 1;
        english += usize::from(ENGLISH.contains(&word));
    }
    let letters = |c: char| c.is_alphabetic();
    let ascii = text.chars().filter(|&c| letters(c)).all(|c| c.is_ascii());
    ascii && english * 10 >= all && english > 0
}

#[expect(clippy::cast_possible_truncation, reason = "scores are small")]
fn hundredths(score: f64) -> i64 {
    (score.clamp(-1.0, 1.0) * 100.0).round() as i64
}

/// The days with their trend: each day pulls it towards itself, the more the longer ago the day before was.
pub fn smoothed(sums: &[MoodSum]) -> Vec<MoodDay> {
    let mut before: Option<(i64, f64)> = None;
    let days = sums.iter().filter(|sum| sum.messages > 0).map(|sum| {
        #[expect(clippy::cast_precision_loss, reason = "sums of small scores")]
        let score = sum.total as f64 / sum.messages as f64 / 100.0;
        let trend = before.map_or(score, |(day, trend)| {
            let apart = i32::try_from(sum.day - day).unwrap_or(i32::MAX).max(1);
            let kept = KEPT.powi(apart);
            trend * kept + score * (1.0 - kept)
        });
        before = Some((sum.day, trend));
        MoodDay {
            day: day::of(sum.day.saturating_mul(day::MILLIS)),
            score: hundredths(score),
            trend: hundredths(trend),
            messages: u64::try_from(sum.messages).unwrap_or_default(),
        }
    });
    days.collect()
}

/// The trend in words, for a model; `None` where there is nothing to say of it.
pub fn in_words(sums: &[MoodSum], today: i64) -> Option<&'static str> {
    let recent: i64 =
        sums.iter().filter(|sum| today - sum.day <= FRESH).map(|sum| sum.messages).sum();
    if recent < ENOUGH {
        return None;
    }
    let days = smoothed(sums);
    let now = days.last()?.trend;
    let week_ago = sums.iter().rposition(|sum| today - sum.day > FRESH);
    let change = week_ago.and_then(|at| days.get(at)).map_or(0, |then| now - then.trend);
    Some(match (now, change) {
        (..=LOW, _) => "low",
        (..=RATHER_LOW, RATHER_GOOD..) => "rather low, and rising",
        (..=RATHER_LOW, ..=RATHER_LOW) => "rather low, and falling",
        (..=RATHER_LOW, _) => "rather low",
        (GOOD.., _) => "good",
        (RATHER_GOOD.., ..=RATHER_LOW) => "rather good, and falling",
        (RATHER_GOOD.., _) => "rather good",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(day: i64, mean: i64, messages: i64) -> MoodSum {
        MoodSum { day, total: mean * messages, messages }
    }

    #[test]
    fn score_reads_english_and_nothing_else() {
        assert!(score("I feel terrible and I hate this.").unwrap() < -40);
        assert!(score("This is wonderful, I am so happy!").unwrap() > 40);
        for text in [
            "",
            "What is the rate of GST?",
            "Die Mutter war am Bahnhof",
            "मैं बहुत खुश हूँ",
            "J'ai la haine, c'est horrible",
            "kill -9 1234",
        ] {
            assert_eq!(score(text), None, "{text}");
        }
        assert!(score(&"I am happy, this is good. ".repeat(10_000)).is_some());
    }

    #[test]
    fn trend_follows_the_days_slowly_and_forgets_over_a_gap() {
        let days = smoothed(&[sum(100, 50, 2), sum(101, -50, 4), sum(102, 0, 0), sum(131, -50, 1)]);
        let trends: Vec<_> = days.iter().map(|day| (day.score, day.trend)).collect();
        assert_eq!(trends, [(50, 50), (-50, 20), (-50, -50)]);
        assert_eq!(days[0].day, "1970-04-11");
        assert_eq!(smoothed(&[]), []);
    }

    #[test]
    fn trend_is_told_when_there_is_something_to_tell() {
        let of = |sums: &[MoodSum]| in_words(sums, 110);
        assert_eq!(of(&[sum(110, -60, 9)]), Some("low"));
        assert_eq!(of(&[sum(110, -60, 2)]), None, "too few");
        assert_eq!(of(&[sum(80, -60, 9)]), None, "too long ago");
        assert_eq!(of(&[sum(110, 3, 9)]), None, "nothing much");
        assert_eq!(of(&[sum(95, 40, 9), sum(110, -25, 9)]), Some("rather low, and falling"));
        assert_eq!(of(&[sum(110, 30, 9)]), Some("rather good"));
        assert_eq!(of(&[sum(110, 70, 9)]), Some("good"));
    }
}
