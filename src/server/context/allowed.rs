//! What a person lets the AI know in a conversation.

use crate::store::Situation;

/// Categories in which moods are read only where the person turned it on.
const SOBER: &[&str] = &["tax", "investing"];

/// Whether memories are told, and made.
pub fn may_remember(situation: &Situation) -> bool {
    situation.profile.memory && situation.choices.memory.unwrap_or(true)
}

/// Whether moods are read, and told.
pub fn may_read_mood(situation: &Situation) -> bool {
    let usual = !SOBER.contains(&situation.category.as_str());
    situation.profile.mood && situation.choices.mood.unwrap_or(usual)
}

#[cfg(test)]
mod tests {
    use adda_protocol::dto::Profile;

    use super::*;
    use crate::store::Choices;

    fn situation(category: &str, on: bool, choice: Option<bool>) -> Situation {
        Situation {
            name: "Ada".to_owned(),
            category: category.to_owned(),
            profile: Profile { memory: on, mood: on, ..Profile::default() },
            choices: Choices { memory: choice, mood: choice },
        }
    }

    #[test]
    fn profile_decides_first_then_the_conversation_then_its_category() {
        for category in ["general", "tax", "investing"] {
            let of = |on, choice| {
                let situation = situation(category, on, choice);
                (may_remember(&situation), may_read_mood(&situation))
            };
            assert_eq!(of(false, Some(true)), (false, false), "{category}");
            assert_eq!(of(true, Some(true)), (true, true), "{category}");
            assert_eq!(of(true, Some(false)), (false, false), "{category}");
            assert_eq!(of(true, None), (true, category == "general"));
        }
    }
}
