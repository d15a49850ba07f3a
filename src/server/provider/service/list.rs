//! Lists of models, in one piece or in pages.

use reqwest::Url;
use serde_json::Value;

use super::{Place, Service};
use crate::provider::{ErrorKind, ProviderError};

/// Most pages that are asked for.
const PAGES: usize = 5;
const PAGE: &str = "1000";

/// How a dialect lists its models.
#[derive(Debug)]
pub struct Listing {
    /// Where the list is, below the base URL.
    pub path: &'static [&'static str],
    /// The name its entries stand under.
    pub entries: &'static str,
    /// `None` where it always comes in one piece.
    pub pages: Option<Pages>,
}

/// How a dialect is asked for the pages of a list.
#[derive(Debug)]
pub struct Pages {
    /// Query parameter: entries on a page.
    pub size: &'static str,
    /// Query parameter: the place after which a page begins.
    pub after: &'static str,
    /// Reads that place from the page before, unless it was the last.
    pub next: fn(&Value) -> Option<&str>,
}

impl Service {
    /// The entries of the list, as the service tells them.
    pub async fn listed(&self, listing: &Listing) -> Result<Vec<Value>, ProviderError> {
        let mut entries = Vec::new();
        let mut after: Option<String> = None;
        for _ in 0..PAGES {
            let url = listing.url(self.url(listing.path), after.as_deref());
            let mut list = self.get(url).await?;
            let next = listing.pages.as_ref().and_then(|pages| (pages.next)(&list));
            after = next.map(str::to_owned);
            let Some(Value::Array(page)) = list.get_mut(listing.entries).map(Value::take) else {
                let detail = format!("the list of models has no {}", listing.entries);
                return Err(ProviderError::new(ErrorKind::Malformed, detail));
            };
            entries.extend(page);
            if after.is_none() {
                break;
            }
        }
        Ok(entries)
    }
}

impl Listing {
    fn url(&self, mut list: Url, after: Option<&str>) -> Url {
        if let Some(pages) = &self.pages {
            let mut query = list.query_pairs_mut();
            query.append_pair(pages.size, PAGE);
            query.extend_pairs(after.map(|after| (pages.after, after)));
        }
        list
    }
}

impl Place {
    /// With a base URL that does not end in this version: dialects whose paths hold it often find it written there too.
    pub fn without(mut self, version: &str) -> Self {
        let path = self.base_url.path().trim_end_matches('/');
        if let Some(root) = path.strip_suffix(version).filter(|root| root.ends_with('/')) {
            let root = root.to_owned();
            self.base_url.set_path(&root);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const PAGED: Listing = Listing {
        path: &["models"],
        entries: "data",
        pages: Some(Pages { size: "limit", after: "after_id", next: |_| None }),
    };

    fn list() -> Url {
        Url::parse("http://host/models").unwrap()
    }

    #[test]
    fn page_is_asked_for_by_its_size_and_the_place_before_it() {
        assert_eq!(PAGED.url(list(), None).query(), Some("limit=1000"));
        let after = PAGED.url(list(), Some("a&b"));
        assert_eq!(after.query(), Some("limit=1000&after_id=a%26b"));
        let whole = Listing { pages: None, ..PAGED };
        assert_eq!(whole.url(list(), None).query(), None);
        assert_eq!((PAGED.pages.unwrap().next)(&json!({})), None);
    }

    #[test]
    fn base_url_is_taken_with_and_without_the_version() {
        for (given, version, used) in [
            ("https://api.anthropic.com/", "v1", "https://api.anthropic.com/"),
            ("https://api.anthropic.com/v1/", "v1", "https://api.anthropic.com/"),
            ("https://api.deepseek.com/anthropic/", "v1", "https://api.deepseek.com/anthropic/"),
            ("https://host/gemini/v1beta/", "v1beta", "https://host/gemini/"),
            ("http://host:1/x/v1/", "v1", "http://host:1/x/"),
            ("http://host:1/xv1/", "v1", "http://host:1/xv1/"),
        ] {
            let base_url = Url::parse(given).unwrap();
            let place = Place { name: "x".to_owned(), base_url, key: None };
            assert_eq!(place.without(version).base_url.as_str(), used);
        }
    }
}
