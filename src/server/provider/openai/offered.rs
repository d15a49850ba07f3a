//! Which of the listed models chat.

use adda_protocol::dto::ModelInfo;

use crate::provider::offered::{fit, model};

/// Words in names of `OpenAI`'s models that do not chat.
const NO_CHAT: &[&str] = &[
    "audio",
    "realtime",
    "image",
    "transcribe",
    "tts",
    "search",
    "instruct",
    "codex",
    "embedding",
    "moderation",
    "deep-research",
];

/// The models behind these names; of `OpenAI` itself only those that chat.
pub fn models(provider: &str, mut names: Vec<String>, official: bool) -> Vec<ModelInfo> {
    if official {
        let all = names.clone();
        names.retain(|name| chats(name) && !is_dated(name, &all));
    }
    names.sort();
    fit(names.iter().map(|name| model(provider, name)))
}

fn chats(name: &str) -> bool {
    let reasons =
        name.strip_prefix('o').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    // The largest ones answer only at another address.
    let elsewhere = name.ends_with("-pro") || name.contains("-pro-");
    (reasons || name.starts_with("gpt-") || name.starts_with("chatgpt-") || name.starts_with("ft:"))
        && !elsewhere
        && !NO_CHAT.iter().any(|word| name.contains(word))
}

/// A snapshot by date of a model that is listed without it too.
fn is_dated(name: &str, all: &[String]) -> bool {
    let undated = name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-');
    undated.len() + 4 < name.len() && all.iter().any(|other| other == undated)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(provider: &str, names: &[&str], official: bool) -> Vec<String> {
        let names = names.iter().map(|&name| name.to_owned()).collect();
        models(provider, names, official).into_iter().map(|model| model.id).collect()
    }

    #[test]
    fn models_of_openai_are_those_that_chat() {
        let listed = [
            "whisper-1",
            "o3",
            "o3-pro",
            "gpt-4o-2024-08-06",
            "gpt-4o",
            "gpt-5",
            "text-embedding-3-small",
            "dall-e-3",
            "gpt-4o-audio-preview",
            "gpt-4o-mini",
            "gpt-3.5-turbo-instruct",
        ];
        assert_eq!(ids("openai", &listed, true), ["gpt-4o", "gpt-4o-mini", "gpt-5", "o3"]);
    }

    #[test]
    fn models_of_others_are_all_there() {
        assert_eq!(
            ids("ollama", &["qwen3", "llama3:8b"], false),
            ["ollama/llama3:8b", "ollama/qwen3"]
        );
    }
}
