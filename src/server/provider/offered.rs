//! Models as people are offered them, and under which id.

use adda_protocol::{dto::ModelInfo, limits::MODEL_BYTES};

use super::registry;

/// Most models offered of one service.
const MOST: usize = 500;

/// Ids as this server's people know them: a model of the service `openai` by its bare name, others as `service/model`.
pub fn model(provider: &str, upstream: &str) -> ModelInfo {
    let prefix = registry::prefix(provider).unwrap_or_default();
    ModelInfo {
        id: format!("{prefix}{upstream}"),
        name: upstream.to_owned(),
        provider: provider.to_owned(),
        ..ModelInfo::default()
    }
}

/// The models that can be offered, in this order. A name is a stranger's text: what could not be shown or sent back is
/// left out.
pub(super) fn fit(models: impl IntoIterator<Item = ModelInfo>) -> Vec<ModelInfo> {
    let mut fit: Vec<ModelInfo> = Vec::new();
    for model in models {
        let new = fit.iter().all(|known| known.id != model.id);
        if new && model.id.len() <= MODEL_BYTES && usable(&model.id) && !model.name.is_empty() {
            fit.push(model);
        }
        if fit.len() == MOST {
            break;
        }
    }
    fit
}

/// A name for people, where the service gives one that can be shown.
pub(super) fn named(model: ModelInfo, name: Option<&str>) -> ModelInfo {
    let shown = |name: &&str| {
        !name.trim().is_empty() && name.len() <= MODEL_BYTES && !name.chars().any(char::is_control)
    };
    match name.filter(shown) {
        Some(name) => ModelInfo { name: name.trim().to_owned(), ..model },
        None => model,
    }
}

fn usable(id: &str) -> bool {
    !id.is_empty()
        && !id.ends_with('/')
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.:/@+ ".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn models_carry_their_service_and_hostile_names_are_left_out() {
        let long = "x".repeat(MODEL_BYTES);
        let listed = ["llama3:8b", "llama3:8b", "<script>", "a\nb", "", "\u{202e}gpt", &long];
        let fit = fit(listed.iter().map(|name| model("ollama", name)));
        let ids: Vec<&str> = fit.iter().map(|model| model.id.as_str()).collect();
        assert_eq!(ids, ["ollama/llama3:8b"]);
    }

    #[test]
    fn models_keep_their_id_as_name_where_the_service_gives_none_to_show() {
        for (given, shown) in [
            (Some(" Claude Sonnet 5 "), "Claude Sonnet 5"),
            (Some("  "), "m"),
            (Some("a\u{0}b"), "m"),
            (None, "m"),
        ] {
            assert_eq!(named(model("x", "m"), given).name, shown);
        }
    }
}
