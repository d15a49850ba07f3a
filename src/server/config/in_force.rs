//! The settings in force, each with the place it came from, for whoever runs the server. Nothing of a secret is in it.

use std::{collections::BTreeMap, sync::LazyLock};

use toml::{Table, Value};

use super::{
    Config,
    key::{Key, Kind},
    known::{self, SECTIONS},
};

/// It states every default, which a test sees to.
const SHIPPED: &str = include_str!("../../../Leptos.toml");

/// One setting in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// `section.key`, or `section.table.key`.
    pub name: String,
    pub value: Shown,
    /// The file or the variable it was written in; nothing for a default.
    pub place: Option<String>,
}

/// As much of a value as may be seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// As one would write it.
    Text(String),
    /// There is a secret.
    Secret,
    Unset,
}

/// What was written somewhere, by its dotted name. It holds no secret.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written(BTreeMap<String, (Shown, String)>);

impl Written {
    pub(super) fn note(&mut self, path: &[&str], key: &Key, value: &Value, place: &str) {
        self.0.insert(path.join("."), (shown(key, value), place.to_owned()));
    }
}

impl Config {
    /// All settings with a place of their own, then those of the tables that were written.
    pub fn in_force(&self) -> Vec<Setting> {
        let fixed = SECTIONS
            .iter()
            .flat_map(|(section, keys)| keys.iter().map(move |key| self.setting(section, key)));
        let named = self.written.0.iter().filter(|(name, _)| {
            name.split('.').next().is_some_and(|section| known::named(section).is_some())
        });
        let named = named.map(|(name, (value, place))| Setting {
            name: name.clone(),
            value: value.clone(),
            place: Some(place.clone()),
        });
        fixed.chain(named).collect()
    }

    fn setting(&self, section: &str, key: &Key) -> Setting {
        let name = format!("{section}.{}", key.name);
        let (value, place) = match self.written.0.get(&name) {
            Some((value, place)) => (value.clone(), Some(place.clone())),
            None => (default_of(section, key), None),
        };
        Setting { name, value, place }
    }
}

fn shown(key: &Key, value: &Value) -> Shown {
    match key.kind {
        _ if value.as_str() == Some("") => Shown::Unset,
        Kind::Secret(_) => Shown::Secret,
        _ => key.show(value).map_or(Shown::Secret, Shown::Text),
    }
}

fn default_of(section: &str, key: &Key) -> Shown {
    static DEFAULTS: LazyLock<Table> =
        LazyLock::new(|| toml::from_str(&uncommented(SHIPPED)).unwrap_or_default());
    let value = DEFAULTS.get(section).and_then(|table| table.get(key.name));
    value.map_or(Shown::Unset, |value| shown(key, value))
}

/// `# key = value` is a setting with its default; other comments are words.
pub(super) fn uncommented(text: &str) -> String {
    let is_setting = |rest: &str| {
        let word: String = rest
            .chars()
            .take_while(|c| c.is_ascii_lowercase() || *c == '_' || c.is_ascii_digit())
            .collect();
        !word.is_empty() && rest[word.len()..].starts_with(" = ")
    };
    text.lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(rest) if is_setting(rest) => rest,
            _ => line,
        })
        .collect::<Vec<_>>()
        .join("\n")
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{super::Sources, *};

    fn load(file: &str, dot_env: &str, environment: &[(&str, &str)]) -> Config {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("Leptos.toml"), file).unwrap();
        fs::write(dir.path().join(".env"), dot_env).unwrap();
        let pairs = environment.iter().map(|(name, value)| ((*name).into(), (*value).into()));
        Config::load(&Sources::in_folder(dir.path(), None, pairs).unwrap()).unwrap()
    }

    fn one(config: &Config, name: &str) -> (Shown, Option<String>) {
        let all = config.in_force();
        let found = all.into_iter().find(|setting| setting.name == name).unwrap();
        (found.value, found.place)
    }

    fn text(value: &str) -> Shown {
        Shown::Text(value.to_owned())
    }

    #[test]
    fn settings_in_force_tell_the_default_the_file_dot_env_and_the_environment_apart() {
        let config = load(
            "[auth]\nregistration = false\naccess_minutes = 5\n[limits]\ncoalesce_ms = 5\n",
            "ADDA_LIMITS__COALESCE_MS=6\n",
            &[("ADDA_AUTH__ACCESS_MINUTES", "7")],
        );
        let place = |place: &str| Some(place.to_owned());
        assert_eq!(one(&config, "auth.registration"), (text("false"), place("Leptos.toml")));
        assert_eq!(
            one(&config, "auth.access_minutes"),
            (text("7"), place("ADDA_AUTH__ACCESS_MINUTES"))
        );
        let dot_env = place("ADDA_LIMITS__COALESCE_MS in .env");
        assert_eq!(one(&config, "limits.coalesce_ms"), (text("6"), dot_env));
        assert_eq!(one(&config, "auth.refresh_days"), (text("30"), None));
        assert_eq!(one(&config, "database.url"), (Shown::Unset, None));
    }

    #[test]
    fn a23_settings_in_force_hold_no_secret() {
        let config = load(
            "[providers.local]\nkey = \"hunter2hunter2\"\nbase_url = \"http://127.0.0.1:9/v1\"\n",
            "",
            &[
                ("OPENAI_API_KEY", "sk-hunter2"),
                ("DATABASE_URL", "postgres://me:hunter2@localhost/adda"),
                ("REDIS_URL", "redis://:hunter2@localhost:6379"),
                ("SENTRY_DSN", "https://hunter2@localhost/1"),
                ("ADDA_TELEMETRY__METRICS_TOKEN", "hunter2hunter2hunter2"),
            ],
        );
        assert!(!format!("{:?}", config.in_force()).contains("hunter2"));
        assert!(!format!("{config:?}").contains("hunter2"));
        for name in [
            "providers.local.key",
            "providers.openai.key",
            "database.url",
            "redis.url",
            "telemetry.sentry_dsn",
            "telemetry.metrics_token",
        ] {
            assert_eq!(one(&config, name).0, Shown::Secret, "{name}");
        }
    }

    #[test]
    fn settings_in_force_are_all_there_are() {
        let config = Config::default();
        let fixed: usize = SECTIONS.iter().map(|(_, keys)| keys.len()).sum();
        assert_eq!(config.in_force().len(), fixed);
        let unset = config.in_force().into_iter().filter(|it| it.value == Shown::Unset);
        let unset: Vec<String> = unset.map(|it| it.name).collect();
        assert_eq!(
            unset,
            [
                "database.url",
                "redis.url",
                "models.default",
                "context.summary_model",
                "telemetry.metrics_token",
                "telemetry.sentry_dsn",
            ]
        );
    }
}
