//! Which of a service's models people are offered, and under which id.

use adda_protocol::{dto::ModelInfo, limits::MODEL_BYTES};

/// Most models offered of one service.
const MOST: usize = 500;

/// What `OpenAI` is known to have, in the order in which it is offered.
pub const OPENAI: &[&str] = &["gpt-4o-mini", "gpt-4o", "gpt-4.1", "gpt-4.1-mini", "o4-mini"];
pub const DEEPSEEK: &[&str] = &["deepseek-chat", "deepseek-reasoner"];

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

/// Ids as this server's people know them: a model of the service `openai` by its bare name, others as `service/model`.
pub fn info(provider: &str, upstream: &str) -> ModelInfo {
    let id = match crate::provider::registry::prefix(provider) {
        Some(prefix) => format!("{prefix}{upstream}"),
        None => upstream.to_owned(),
    };
    ModelInfo {
        id,
        name: upstream.to_owned(),
        provider: provider.to_owned(),
        ..ModelInfo::default()
    }
}

/// The models behind these names. A name is a stranger's text: what could not be shown or sent back is left out.
pub fn models(provider: &str, names: Vec<String>, official: bool) -> Vec<ModelInfo> {
    let mut names: Vec<String> = names.into_iter().filter(|name| usable(name)).collect();
    if official {
        let all = names.clone();
        names.retain(|name| chats(name) && !is_dated(name, &all));
    }
    names.sort();
    names.dedup();
    names.sort_by_key(|name| OPENAI.iter().position(|known| known == name).unwrap_or(OPENAI.len()));
    names
        .iter()
        .map(|name| info(provider, name))
        .filter(|model| model.id.len() <= MODEL_BYTES)
        .take(MOST)
        .collect()
}

fn usable(name: &str) -> bool {
    !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.:/@+ ".contains(&byte))
}

fn chats(name: &str) -> bool {
    let reasons =
        name.strip_prefix('o').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    (reasons || name.starts_with("gpt-") || name.starts_with("chatgpt-") || name.starts_with("ft:"))
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
    fn models_of_openai_are_those_that_chat_known_ones_first() {
        let listed = [
            "whisper-1",
            "o3",
            "gpt-4o-2024-08-06",
            "gpt-4o",
            "gpt-5",
            "text-embedding-3-small",
            "dall-e-3",
            "gpt-4o-audio-preview",
            "gpt-4o-mini",
            "gpt-3.5-turbo-instruct",
        ];
        assert_eq!(ids("openai", &listed, true), ["gpt-4o-mini", "gpt-4o", "gpt-5", "o3"]);
    }

    #[test]
    fn models_of_others_carry_their_service_and_hostile_names_are_left_out() {
        let long = "x".repeat(MODEL_BYTES);
        let listed = ["llama3:8b", "llama3:8b", "<script>", "a\nb", "", "\u{202e}gpt", &long];
        assert_eq!(ids("ollama", &listed, false), ["ollama/llama3:8b"]);
    }
}
