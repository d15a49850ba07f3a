//! How long ago something was, in one figure.

use std::time::Duration;

use crate::i18n::{counted, text};

pub fn ago(since: Duration) -> String {
    let seconds = since.as_secs();
    match seconds {
        0..10 => text!(admin.just_now).to_owned(),
        10..60 => text!(admin.seconds_ago).to_owned(),
        60..3_600 => counted!(admin.minutes_ago, count = seconds / 60),
        3_600..86_400 => counted!(admin.hours_ago, count = seconds / 3_600),
        _ => counted!(admin.days_ago, count = seconds / 86_400),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ago_is_told_in_the_largest_unit_that_fits() {
        let told = |seconds| ago(Duration::from_secs(seconds));
        assert_eq!(told(3), "just now");
        assert_eq!(told(30), "seconds ago");
        assert_eq!(told(60), "a minute ago");
        assert_eq!(told(3_599), "59 minutes ago");
        assert_eq!(told(7_200), "2 hours ago");
        assert_eq!(told(86_400), "a day ago");
        assert_eq!(told(864_000), "10 days ago");
    }
}
