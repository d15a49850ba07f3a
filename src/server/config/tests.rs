use std::fs;

use tempfile::TempDir;

use super::{
    key::Kind,
    known::{NAMED, SECTIONS},
    *,
};

struct Place(TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn with(self, name: &str, text: &str) -> Self {
        fs::write(self.0.path().join(name), text).unwrap();
        self
    }

    fn load(&self, environment: &[(&str, &str)]) -> Result<Config, ConfigError> {
        let pairs =
            environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Config::load(&Sources::in_folder(self.0.path(), None, pairs)?)
    }

    fn refusal(&self, environment: &[(&str, &str)]) -> String {
        self.load(environment).unwrap_err().to_string()
    }
}

fn file(text: &str) -> Place {
    Place::new().with("Leptos.toml", text)
}

#[test]
fn config_needs_no_file() {
    assert_eq!(Place::new().load(&[]).unwrap(), Config::default());
}

/// What people count on where nobody set anything.
#[test]
fn config_defaults_are_what_was_promised() {
    let config = Place::new().load(&[]).unwrap();
    assert_eq!(config.models.max_output_tokens, 4_000);
    assert_eq!(config.limits.provider_silence().as_secs(), 30);
    assert!(config.limits.checkpoint_ms <= 1_000, "a crash costs a second of an answer at most");
    assert!(config.limits.coalesce_ms <= 30);
    assert!(config.auth.registration);
    // OWASP's first choice for Argon2id with two passes.
    assert!(config.auth.argon2_memory_kib >= 19_456);
}

#[test]
fn config_layers_environment_over_dot_env_over_file_over_defaults() {
    let place = file("[auth]\naccess_minutes = 5\nrefresh_days = 5\n[limits]\ncoalesce_ms = 5\n")
        .with(
            ".env",
            "ADDA_AUTH__REFRESH_DAYS=6\nADDA_LIMITS__COALESCE_MS=6\nDATABASE_URL=sqlite:a.db\n",
        );
    let config = place.load(&[("ADDA_LIMITS__COALESCE_MS", "7"), ("DATABASE_URL", "")]).unwrap();
    assert_eq!(config.auth.access_minutes, 5);
    assert_eq!(config.auth.refresh_days, 6);
    assert_eq!(config.limits.coalesce_ms, 7);
    assert_eq!(config.limits.provider_attempts, 3);
    // An empty variable is not set, so it hides nothing.
    assert_eq!(config.database.url.unwrap().expose(), "sqlite:a.db");
}

#[test]
fn config_reads_well_known_variables() {
    let config = Place::new()
        .load(&[
            ("DATABASE_URL", "postgres://localhost/adda"),
            ("OPENAI_API_KEY", "sk-1"),
            ("DEEPSEEK_API_KEY", "sk-2"),
            ("DEEPSEEK_BASE_URL", "http://127.0.0.1:9/x"),
            ("ADDA_PROVIDERS__LOCAL__BASE_URL", "http://localhost:11434/v1"),
            ("ADDA_PROVIDERS__LOCAL__MODELS", "llama3, phi4"),
        ])
        .unwrap();
    assert_eq!(config.database.url.as_ref().unwrap().expose(), "postgres://localhost/adda");
    let openai = &config.providers["openai"];
    assert_eq!(openai.key.as_ref().unwrap().expose(), "sk-1");
    assert_eq!(openai.base_url, None);
    assert_eq!(config.providers["deepseek"].base_url.as_deref(), Some("http://127.0.0.1:9/x"));
    assert_eq!(config.providers["local"].models, ["llama3", "phi4"]);
    assert!(!format!("{config:?}").contains("sk-"));
}

#[test]
fn config_names_key_value_and_remedy_of_a_bad_value() {
    assert_eq!(
        Place::new().refusal(&[("ADDA_SERVER__ADDR", "localhost")]),
        "server.addr = \"localhost\" (from ADDA_SERVER__ADDR) is not an address and port; write it like 127.0.0.1:3000"
    );
    assert_eq!(
        file("[auth]\naccess_minutes = 0").refusal(&[]),
        "auth.access_minutes = 0 (from Leptos.toml) is not a number of minutes from 1 to 1440; write it like 15"
    );
    assert_eq!(
        Place::new().with(".env", "ADDA_AUTH__SECURE_COOKIES=maybe").refusal(&[]),
        "auth.secure_cookies = \"maybe\" (from ADDA_AUTH__SECURE_COOKIES in .env) is not a choice; choose one of auto, \
         always, never"
    );
    assert!(file("[auth]\nregistration = \"yes\"").refusal(&[]).contains("is not true or false"));
    assert!(
        file("[server]\nallowed_origins = [\"https://a/b\"]")
            .refusal(&[])
            .contains("a list of origins")
    );
}

#[test]
fn config_suggests_the_nearest_known_key() {
    for (text, meant) in [
        (
            "[server]\nadr = \"x\"",
            "server.adr (from Leptos.toml) is not a setting of Adda; did you mean server.addr?",
        ),
        ("[auth]\nmax_output_tokens = 1", "did you mean models.max_output_tokens?"),
        ("[telemetry]\nqqqqqqqqqqqqq = 1", "the keys there are log, log_format, metrics_token"),
        ("[billing]\nx = 1", "the sections are server, database"),
        ("[providers.groq]\nkeys = \"x\"", "did you mean providers.groq.key?"),
        ("port = 3000", "the sections are"),
        ("server = 3000", "is not a setting of Adda"),
    ] {
        let refusal = file(text).refusal(&[]);
        assert!(refusal.contains(meant), "{refusal}");
    }
    for (name, meant) in [
        ("ADDA_SERVER__ADR", "did you mean ADDA_SERVER__ADDR?"),
        ("ADDA_SERVER_ADDR", "did you mean ADDA_SERVER__ADDR?"),
        ("ADDA_SERVER__ZZZZZZZZZZZZZ", "see Leptos.toml"),
    ] {
        let refusal = Place::new().refusal(&[(name, "1")]);
        assert!(refusal.contains(meant), "{refusal}");
    }
}

#[test]
fn config_ignores_what_is_not_its_own() {
    let environment =
        [("ADDA_SERVICE_HOST", "10.0.0.1"), ("ADDA_PORT_3000_TCP", "tcp://x"), ("PATH", "/bin")];
    let place = file("[package.metadata.leptos]\noutput-name = \"x\"\n");
    assert_eq!(place.load(&environment).unwrap(), Config::default());
}

#[test]
fn config_never_prints_a_secret() {
    for refusal in [
        Place::new().refusal(&[("OPENAI_API_KEY", "hunter2 hunter2")]),
        Place::new().refusal(&[("DATABASE_URL", "mysql://me:hunter2@host/db")]),
        Place::new().refusal(&[("OPENAI_BASE_URL", "https://me:hunter2@host")]),
        Place::new().with(".env", "OPENAI_API_KEY='hunter2").refusal(&[]),
        file("[providers.openai]\nkey = \"hunter2").refusal(&[]),
        file("[providers.openai]\nkey = [\"hunter2\"]").refusal(&[]),
    ] {
        assert!(!refusal.contains("hunter2"), "{refusal}");
        assert!(!refusal.contains('\n'), "more than one sentence: {refusal}");
    }
}

#[test]
fn config_refuses_providers_it_could_not_use() {
    assert!(file("[providers.groq]\nkey = \"k\"").refusal(&[]).contains("has no base_url"));
    assert!(file("[providers.guide]\nkey = \"k\"").refusal(&[]).contains("built in"));
    assert!(file("[providers.\"A b\"]\nkey = \"k\"").refusal(&[]).contains("small letters"));
}

#[test]
fn config_refuses_files_it_cannot_read() {
    let place = file("[server\n");
    assert!(place.refusal(&[]).contains("not valid TOML at line 1"), "{}", place.refusal(&[]));
    assert!(
        Place::new().refusal(&[("ADDA_CONFIG", "/nowhere/x.toml")]).contains("/nowhere/x.toml")
    );
}

/// The table of keys and the structs name the same settings: the structs' own complaint lists theirs.
#[test]
fn config_table_of_keys_agrees_with_the_structs() {
    let fields = |toml: &str| -> Vec<String> {
        let complaint = toml::from_str::<Config>(toml).unwrap_err().message().to_owned();
        complaint.split('`').skip(3).step_by(2).map(str::to_owned).collect()
    };
    let named: Vec<String> =
        SECTIONS.iter().chain(NAMED).map(|(name, _)| (*name).to_owned()).collect();
    let sorted = |mut names: Vec<String>| {
        names.sort();
        names
    };
    assert_eq!(sorted(fields("[zz]")), sorted(named));
    let tables = [("providers.x", providers::KEYS), ("model.x", model::KEYS)];
    for (section, keys) in SECTIONS.iter().copied().chain(tables) {
        let known = keys.iter().map(|key| key.name.to_owned()).collect();
        assert_eq!(sorted(fields(&format!("[{section}]\nzz = 1"))), sorted(known), "{section}");
    }
}

/// What the table lets through, the structs take: the ends of every range and every choice.
#[test]
fn config_accepts_every_value_the_table_allows() {
    for (section, keys) in SECTIONS {
        for key in *keys {
            let values = match key.kind {
                Kind::Number(least, most) => vec![least.to_string(), most.to_string()],
                Kind::OneOf(words) => words.iter().map(|&word| word.to_owned()).collect(),
                _ => continue,
            };
            for value in values {
                let name = format!("ADDA_{section}__{}", key.name).to_uppercase();
                assert!(Place::new().load(&[(&name, &value)]).is_ok(), "{name}={value}");
            }
        }
    }
}
