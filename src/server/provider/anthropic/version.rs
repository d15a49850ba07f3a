//! What a Claude model can be asked with, told by the version in its name.

/// When a model thinks before it answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thinking {
    /// Not at all, or only within a budget, which we never set.
    Never,
    /// As it sees fit, once asked to.
    WhenAsked,
    /// As it sees fit, unless told not to.
    Usually,
    /// As it sees fit, whatever it is told; so it cannot be made to call a tool.
    Always,
}

/// What the API lets a request say to a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Abilities {
    /// Takes `temperature` and `top_p`; newer models refuse them.
    pub sampling: bool,
    pub thinking: Thinking,
}

/// Other services' models speak the dialect as it was.
const OLD: Abilities = Abilities { sampling: true, thinking: Thinking::Never };

impl Abilities {
    pub fn of(model: &str) -> Self {
        let Some(at) = model.find("claude") else { return OLD };
        let name = &model[at..];
        if name.contains("fable") || name.contains("mythos") {
            return Self { sampling: false, thinking: Thinking::Always };
        }
        let Some(version) = version(name) else { return OLD };
        let thinking = match version {
            (..=4, ..=5) | (..=3, _) => Thinking::Never,
            (..=4, _) => Thinking::WhenAsked,
            (5, ..=4) => Thinking::Usually,
            _ => Thinking::Always,
        };
        Self { sampling: version < (4, 7), thinking }
    }
}

/// `claude-opus-4-7`, `claude-3-5-sonnet-20240620`, `claude-sonnet-5`: one or two short numbers in a row.
fn version(name: &str) -> Option<(u32, u32)> {
    let mut parts = name.split(['-', '.', '@', ':']).skip(1).map(|part| {
        Some(part).filter(|part| part.len() <= 2).and_then(|part| part.parse::<u32>().ok())
    });
    let major = parts.find_map(|part| part)?;
    Some((major, parts.next().flatten().unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn version_is_read_from_every_form_of_name() {
        for (name, expected) in [
            ("claude-3-5-sonnet-20240620", Some((3, 5))),
            ("claude-3-haiku-20240307", Some((3, 0))),
            ("claude-sonnet-4-20250514", Some((4, 0))),
            ("claude-opus-4-7", Some((4, 7))),
            ("claude-opus-4.6", Some((4, 6))),
            ("claude-haiku-4-5@20251001", Some((4, 5))),
            ("claude-sonnet-5", Some((5, 0))),
            ("claude-opus-5-5", Some((5, 5))),
            ("claude-next", None),
        ] {
            assert_eq!(version(name), expected, "{name}");
        }
    }

    #[test]
    fn abilities_follow_the_version() {
        for (model, sampling, thinking) in [
            ("claude-3-7-sonnet-20250219", true, Thinking::Never),
            ("claude-haiku-4-5", true, Thinking::Never),
            ("anthropic/claude-opus-4.6", true, Thinking::WhenAsked),
            ("claude-opus-4-8", false, Thinking::WhenAsked),
            ("claude-sonnet-5", false, Thinking::Usually),
            ("claude-opus-5-5", false, Thinking::Always),
            ("claude-fable-5", false, Thinking::Always),
            ("glm-4.6", true, Thinking::Never),
        ] {
            assert_eq!(Abilities::of(model), Abilities { sampling, thinking }, "{model}");
        }
    }
}
