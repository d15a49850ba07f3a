//! The documentation the server carries with it.

use adda_protocol::from_json;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{ApiError, call::Call};

/// One document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocPage {
    pub title: String,
    pub markdown: String,
    /// What it is written in (BCP 47).
    pub language: String,
    /// Other languages it is there in, and its name in each.
    pub translations: Vec<(String, String)>,
}

from_json!(DocPage { title, markdown, language, translations });

/// The document at `/docs/{name}`, for everyone.
#[server(protocol = Call, name = GetDocument, prefix = "/api/ui", endpoint = "document")]
pub async fn document(name: String) -> Result<DocPage, ApiError> {
    use adda_server::provider::guide::{Document, documents};

    let found = documents().iter().find(|document| document.name == name);
    let found = found.ok_or_else(|| ApiError::new(adda_protocol::ErrorCode::NotFound))?;
    let other = |other: &Document| (other.language.tag().to_owned(), other.name.clone());
    Ok(DocPage {
        title: found.title.clone(),
        markdown: found.markdown.clone(),
        language: found.language.tag().to_owned(),
        translations: found.translations().map(other).collect(),
    })
}
