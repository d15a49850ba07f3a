//! How a key is used.

use leptos::prelude::*;

use super::style;
use crate::{components::button, i18n::text, pages::settings::frame::style as frame};

const PLACEHOLDER: &str = "adda_…";

/// With the new key in it where one was just made.
#[component]
pub fn Example(base: String, key: Option<String>) -> impl IntoView {
    let key = key.unwrap_or_else(|| PLACEHOLDER.to_owned());
    let curl = curl(&base, &key);
    let python = python(&base, &key);
    view! {
        <section class=frame::card aria-labelledby="how">
            <h2 id="how">{text!(api_keys.how)}</h2>
            <p>{text!(api_keys.how_about)}</p>
            <Code id="base" name=text!(api_keys.base_url) text=base />
            <Code id="curl" name="curl" text=curl />
            <Code id="python" name="Python" text=python />
        </section>
    }
}

#[component]
fn Code(id: &'static str, name: &'static str, text: String) -> impl IntoView {
    let label = text!(api_keys.copy_what, name = name);
    view! {
        <figure class=style::code>
            <figcaption>
                {name}
                <button type="button" class=button::QUIET data-copy=id data-copied=text!(common.copied) data-needs-script aria-label=label>
                    {text!(common.copy)}
                </button>
            </figcaption>
            <pre data-scrolls tabindex="0" role="group" aria-label=name><code id=id>{text}</code></pre>
        </figure>
    }
}

fn curl(base: &str, key: &str) -> String {
    format!(
        "curl {base}/chat/completions \\\n  -H \"Authorization: Bearer {key}\" \\\n  -H \"Content-Type: application/json\" \\\n  \
         -d '{{\"model\": \"guide\", \"messages\": [{{\"role\": \"user\", \"content\": \"Hello\"}}]}}'"
    )
}

fn python(base: &str, key: &str) -> String {
    format!(
        "from openai import OpenAI\n\nclient = OpenAI(base_url=\"{base}\", api_key=\"{key}\")\nanswer = client.chat.completions.create(\n    \
         model=\"guide\",\n    messages=[{{\"role\": \"user\", \"content\": \"Hello\"}}],\n)\nprint(answer.choices[0].message.content)"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn example_names_this_server_and_the_key() {
        for text in
            [curl("https://adda.example/v1", "adda_x"), python("https://adda.example/v1", "adda_x")]
        {
            assert!(text.contains("https://adda.example/v1") && text.contains("adda_x"), "{text}");
        }
        let body = curl("b", "k");
        let body = body.split("-d '").nth(1).and_then(|body| body.strip_suffix('\'')).unwrap();
        assert!(serde_json::from_str::<serde_json::Value>(body).is_ok(), "{body}");
    }
}
