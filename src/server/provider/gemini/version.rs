//! What a Gemini model does, told by the version in its name.

/// Words in names of models that do not talk, though they answer where others do.
const NO_CHAT: &[&str] = &[
    "image",
    "tts",
    "audio",
    "live",
    "embedding",
    "robotics",
    "computer-use",
    "veo",
    "imagen",
    "lyria",
    "banana",
    "deep-research",
    "aqa",
];

/// Whether it is for conversations.
pub fn chats(model: &str) -> bool {
    !NO_CHAT.iter().any(|word| model.contains(word))
}

/// Whether it thinks, and can be asked to show it.
pub fn thinks(model: &str) -> bool {
    version(model).is_some_and(|version| version >= (2, 5)) && chats(model)
}

/// Whether it can be told how much to think by a word.
pub fn has_levels(model: &str) -> bool {
    version(model).is_some_and(|version| version >= (3, 0)) && chats(model)
}

/// Whether calls of tools go back to it only with the signature they came with.
pub fn signs_calls(model: &str) -> bool {
    version(model).is_some_and(|version| version >= (3, 0))
}

/// `gemini-2.5-flash`, `gemini-3-pro-preview`; a name without a version is the latest.
fn version(model: &str) -> Option<(u32, u32)> {
    let name = &model[model.find("gemini-")? + "gemini-".len()..];
    let number = name.split('-').next().unwrap_or_default();
    let (major, minor) = number.split_once('.').unwrap_or((number, "0"));
    match (major.parse(), minor.parse()) {
        (Ok(major), Ok(minor)) => Some((major, minor)),
        _ => name.ends_with("-latest").then_some((u32::MAX, 0)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn version_decides_about_thoughts_and_signatures() {
        for (model, thinking, signing) in [
            ("gemini-2.0-flash", false, false),
            ("gemini-2.5-flash", true, false),
            ("gemini-2.5-flash-image", false, false),
            ("gemini-3-pro-preview", true, true),
            ("gemini-3.8-flash", true, true),
            ("gemini-flash-latest", true, true),
            ("google/gemini-2.5-pro", true, false),
            ("gemma-3-27b-it", false, false),
            ("gemini-next", false, false),
        ] {
            assert_eq!((thinks(model), signs_calls(model)), (thinking, signing), "{model}");
        }
    }

    #[test]
    fn models_that_do_not_talk_are_told_by_name() {
        assert!(chats("gemini-2.5-pro") && chats("gemma-3-27b-it"));
        assert!(!chats("gemini-2.5-flash-preview-tts") && !chats("gemini-3-pro-image-preview"));
    }
}
