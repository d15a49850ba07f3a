//! How long ago something was, in one figure.

use std::time::Duration;

const STEPS: [(u64, &str, &str); 4] = [
    (86_400, "a day ago", "days ago"),
    (3_600, "an hour ago", "hours ago"),
    (60, "a minute ago", "minutes ago"),
    (10, "seconds ago", ""),
];

pub fn ago(since: Duration) -> String {
    let seconds = since.as_secs();
    let step = STEPS.iter().find(|(size, ..)| seconds >= *size);
    match step {
        None => "just now".to_owned(),
        Some((10, words, _)) => (*words).to_owned(),
        Some((size, one, many)) => match seconds / size {
            1 => (*one).to_owned(),
            count => format!("{count} {many}"),
        },
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
