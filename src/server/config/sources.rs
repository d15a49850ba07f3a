//! Where settings come from. The environment is a value here, so that tests need not change the process's own.

use std::{
    collections::BTreeMap,
    env,
    path::{Path, PathBuf},
};

use super::error::ConfigError;

/// The file read when none is named.
const USUAL_FILE: &str = "Leptos.toml";
const DOT_ENV: &str = ".env";
/// Names the file, as `--config` does.
const FILE_VARIABLE: &str = "ADDA_CONFIG";

/// A variable of the environment and what to call the place it stands in.
#[derive(Clone)]
pub(super) struct Variable {
    pub value: String,
    pub place: String,
}

/// What [`super::Config::load`] reads.
#[derive(Default)]
pub struct Sources {
    pub(super) file: Option<PathBuf>,
    pub(super) variables: BTreeMap<String, Variable>,
}

// Variables hold keys.
impl std::fmt::Debug for Sources {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sources").field("file", &self.file).finish_non_exhaustive()
    }
}

impl Sources {
    /// The settings file `named` on the command line (or by `ADDA_CONFIG`, or the usual one where it exists), `.env`
    /// and the environment.
    pub fn of_process(named: Option<PathBuf>) -> Result<Self, ConfigError> {
        let environment = env::vars_os().filter_map(|(name, value)| {
            Some((name.into_string().ok()?, value.into_string().ok()?))
        });
        Self::in_folder(Path::new(""), named, environment)
    }

    /// The same for any folder and environment.
    pub fn in_folder(
        folder: &Path,
        named: Option<PathBuf>,
        environment: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        let mut sources = Self::default().with_dot_env(&folder.join(DOT_ENV))?;
        for (name, value) in environment.into_iter().filter(|(_, value)| !value.is_empty()) {
            let place = name.clone();
            sources.variables.insert(name, Variable { value, place });
        }
        let by_variable =
            || sources.variables.get(FILE_VARIABLE).map(|var| PathBuf::from(&var.value));
        let usual = || Some(folder.join(USUAL_FILE)).filter(|path| path.is_file());
        sources.file = named.or_else(by_variable).or_else(usual);
        Ok(sources)
    }

    fn with_dot_env(mut self, path: &Path) -> Result<Self, ConfigError> {
        if !path.is_file() {
            return Ok(self);
        }
        let pairs = dotenvy::from_path_iter(path).map_err(|error| dot_env_error(path, &error))?;
        for pair in pairs {
            let (name, value) = pair.map_err(|error| dot_env_error(path, &error))?;
            if !value.is_empty() {
                let place = format!("{name} in {DOT_ENV}");
                self.variables.insert(name, Variable { value, place });
            }
        }
        Ok(self)
    }
}

/// Names the line by its name only: the rest may be a key.
fn dot_env_error(path: &Path, error: &dotenvy::Error) -> ConfigError {
    match error {
        dotenvy::Error::LineParse(line, _) => {
            let name: String =
                line.split('=').next().unwrap_or_default().chars().take(40).collect();
            ConfigError::DotEnv { path: path.to_owned(), line: format!("{:?}", name.trim()) }
        }
        other => ConfigError::Unreadable { path: path.to_owned(), reason: other.to_string() },
    }
}
