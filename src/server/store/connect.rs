//! From the setting to a store: which engine, and where.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{Error, Result, Store, postgres, sqlite};
use crate::config::DatabaseConfig;

const REMEDY: &str =
    "must be sqlite:///path/to/adda.db or postgres://user:password@host:port/database";

/// Connects to the database of the settings. The schema is the caller's: see [`super::Maintenance::migrate`].
///
/// # Errors
/// [`Error::Setting`] for a URL of another kind, [`Error::Unavailable`] where the database cannot be reached.
pub async fn connect(config: &DatabaseConfig, data_dir: &Path) -> Result<Arc<dyn Store>> {
    let url = config.url.as_ref().map(|url| url.expose().trim()).filter(|url| !url.is_empty());
    Ok(match place(url, data_dir)? {
        Place::File(path) => Arc::new(sqlite::open(&path, config.pool).await?),
        Place::Server(url) => Arc::new(postgres::open(url, config.pool).await?),
    })
}

#[derive(Debug, PartialEq, Eq)]
enum Place<'a> {
    File(PathBuf),
    Server(&'a str),
}

/// No message here quotes the URL: it may hold a password.
fn place<'a>(url: Option<&'a str>, data_dir: &Path) -> Result<Place<'a>> {
    let Some(url) = url else { return Ok(Place::File(data_dir.join("adda.db"))) };
    match url.split_once(':') {
        Some(("sqlite", path)) => file(path).map(Place::File),
        Some(("postgres" | "postgresql", _)) => Ok(Place::Server(url)),
        Some((scheme, rest)) if rest.starts_with("//") => {
            Err(Error::Setting(format!("{REMEDY}; {scheme}:// is not supported")))
        }
        _ => Err(Error::Setting(REMEDY.to_owned())),
    }
}

fn file(path: &str) -> Result<PathBuf> {
    let path = path.strip_prefix("//").unwrap_or(path);
    if path.is_empty() || path == ":memory:" {
        return Err(Error::Setting("must name a file: sqlite:///path/to/adda.db".to_owned()));
    }
    if path.contains(['?', '#', '\0']) {
        return Err(Error::Setting("takes no parameters after the file's name".to_owned()));
    }
    Ok(path.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(url: &str) -> Result<Place<'_>> {
        place(Some(url), Path::new("data"))
    }

    #[test]
    fn database_url_names_the_engine_and_the_place() {
        assert_eq!(place(None, Path::new("d")).unwrap(), Place::File("d/adda.db".into()));
        assert_eq!(at("sqlite:///srv/a.db").unwrap(), Place::File("/srv/a.db".into()));
        assert_eq!(at("sqlite://b.db").unwrap(), Place::File("b.db".into()));
        assert_eq!(at("sqlite:c.db").unwrap(), Place::File("c.db".into()));
        for url in ["postgres://h/d", "postgresql://u:p@h:1/d"] {
            assert_eq!(at(url).unwrap(), Place::Server(url));
        }
    }

    #[test]
    fn database_url_of_another_kind_is_refused_without_its_password() {
        for url in ["mysql://u:hunter2@h/d", "u:hunter2@h", "hunter2", "sqlite::memory:", "sqlite:"]
        {
            let error = at(url).unwrap_err();
            assert!(matches!(error, Error::Setting(_)), "{url}");
            assert!(!error.to_string().contains("hunter2"), "{error}");
        }
    }
}
