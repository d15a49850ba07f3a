//! Who may know whom: each rule takes sources and returns what breaks it, one sentence each.

use super::source::Source;

/// Packages of ours each package may depend on, outside its tests.
const PACKAGES: &[(&str, &[&str])] = &[
    ("src/protocol/", &[]),
    ("src/redaction/", &[]),
    ("src/client/", &["adda-protocol", "adda-redaction"]),
    ("src/server/", &["adda-protocol", "adda-redaction"]),
    ("src/app/", &["adda-client", "adda-protocol", "adda-redaction", "adda-server"]),
];

pub fn packages_depend_downwards(manifests: &[Source]) -> Vec<String> {
    let mut broken = Vec::new();
    for manifest in manifests {
        let Some((_, allowed)) = PACKAGES.iter().find(|(folder, _)| manifest.is_under(folder))
        else {
            broken.push(format!("{}: a package the rules do not know", manifest.path));
            continue;
        };
        let dependencies = manifest.text.split("[dev-dependencies]").next().unwrap_or_default();
        for line in dependencies.lines().filter(|line| line.starts_with("adda-")) {
            let name = line.split(['.', ' ', '=']).next().unwrap_or_default();
            if !allowed.contains(&name) {
                broken.push(format!("{} depends on {name}", manifest.path));
            }
        }
    }
    broken
}

/// Crates that only some folders or files may name.
const CRATES: &[(&[&str], &[&str])] = &[
    (&["sqlx"], &["src/server/store/"]),
    (&["reqwest"], &["src/server/provider/", "src/server/telemetry/outgoing.rs"]),
    (&["axum", "axum_extra", "tower", "tower_http"], HTTP),
    (&["leptos_axum"], HTTP),
    (
        &["redis"],
        &["src/server/backplane/", "src/server/limiter/shared/", "src/server/cache/shared"],
    ),
    (&["adda_server"], &["src/app/main.rs", "src/app/api/"]),
    (&["gloo_net", "gloo_timers", "idb", "js_sys", "wasm_bindgen_futures"], &["src/app/browser/"]),
    (&["clap"], &["src/server/cli/", "src/app/main.rs"]),
];

const HTTP: &[&str] = &["src/server/http/", "src/app/main.rs", "src/app/api/"];

pub fn crates_stay_in_their_place(sources: &[Source]) -> Vec<String> {
    let mut broken = Vec::new();
    for source in sources {
        for (crates, places) in CRATES {
            if places.iter().any(|place| source.is_under(place)) {
                continue;
            }
            for name in crates.iter().filter(|name| source.names(name)) {
                broken.push(format!("{} names {name}", source.path));
            }
        }
    }
    broken
}

/// Modules of the server from the ground up: one may name those of its own step and below.
const SERVER: &[&[&str]] = &[
    &["clock", "ids", "secret", "words"],
    &["recent", "seal"],
    &["config"],
    &["provider", "store", "realtime::hub", "telemetry", "backplane"],
    &["limiter", "cache"],
    &["auth", "context", "keys", "metering", "privacy"],
    &["personal", "administration"],
    &["chat"],
    &["export", "import"],
    &["services"],
    &["realtime::connection"],
    &["http"],
    &["cli"],
];

/// Modules of the app likewise.
const APP: &[&[&str]] =
    &[&["browser"], &["api"], &["i18n"], &["state"], &["components"], &["pages"], &["served"]];

/// Exceptions to the order of steps: the left may not name the right although it lies below.
const FORBIDDEN: &[(&str, &str)] = &[
    ("src/server/store/", "provider"),
    ("src/server/store/", "realtime"),
    ("src/server/provider/", "store"),
    ("src/server/provider/", "realtime"),
    ("src/server/realtime/hub", "store"),
    ("src/server/realtime/hub", "provider"),
    ("src/app/components/", "api"),
    ("src/app/api/", "browser"),
];

pub fn modules_depend_downwards(sources: &[Source]) -> Vec<String> {
    let mut broken = layers(sources, "src/server/", SERVER);
    broken.extend(layers(sources, "src/app/", APP));
    for source in sources {
        let modules = source.modules();
        for (place, module) in FORBIDDEN {
            if source.is_under(place) && modules.contains(*module) {
                broken.push(format!("{} names {module}", source.path));
            }
        }
    }
    broken
}

fn layers(sources: &[Source], package: &str, steps: &[&[&str]]) -> Vec<String> {
    let step_of = |module: &str| steps.iter().position(|step| step.contains(&module));
    let mut broken = Vec::new();
    for source in sources.iter().filter(|source| source.is_under(package)) {
        let inside = source.path[package.len()..].trim_end_matches(".rs").replace('/', "::");
        let own = steps.iter().position(|step| {
            step.iter()
                .any(|module| inside == *module || inside.starts_with(&format!("{module}::")))
        });
        let Some(own) = own else { continue };
        for module in source.modules() {
            if step_of(&module).is_some_and(|step| step > own) {
                broken.push(format!("{} names {module}, which stands above it", source.path));
            }
        }
    }
    broken
}

/// What is called from one place, with the checks that stand there: a message is written, an AI service is asked.
const ONE_WAY: &[(&str, &[&str])] = &[
    (".append_send(", &["src/server/chat/send.rs", "src/server/store/"]),
    ("retry::open(", &["src/server/chat/call.rs", "src/server/keys/trial.rs"]),
    (".provider.stream(", &["src/server/provider/"]),
];

pub fn calls_go_one_way(sources: &[Source]) -> Vec<String> {
    let mut broken = Vec::new();
    for source in sources {
        let code = source.code();
        for (call, places) in ONE_WAY {
            if code.contains(call) && !places.iter().any(|place| source.is_under(place)) {
                broken.push(format!(
                    "{} calls {call}..), which passes by {}",
                    source.path, places[0]
                ));
            }
        }
    }
    broken
}

/// Pure packages do no input or output and read no clock.
pub fn shared_packages_do_no_io(sources: &[Source]) -> Vec<String> {
    const SHARED: &[&str] = &["src/protocol/", "src/redaction/", "src/client/"];
    const OUTSIDE: &[&str] = &["tokio", "web_sys", "std::fs", "std::net", "std::process"];
    const CLOCKS: &[&str] = &["SystemTime::now", "Instant::now", "Uuid::now_v7", "Uuid::new_v4"];
    let mut broken = Vec::new();
    for source in sources {
        if !SHARED.iter().any(|package| source.is_under(package)) {
            continue;
        }
        let code = source.code();
        for word in OUTSIDE.iter().chain(CLOCKS).filter(|word| code.contains(**word)) {
            broken.push(format!("{} names {word}", source.path));
        }
    }
    broken
}

pub fn features_are_chosen_in_two_files(sources: &[Source]) -> Vec<String> {
    const CHOOSERS: &[&str] = &["src/app/lib.rs", "src/app/api/mod.rs"];
    let choosing = |source: &&Source| {
        let code = source.code();
        code.contains("feature = \"") && !CHOOSERS.contains(&source.path.as_str())
    };
    sources.iter().filter(choosing).map(|s| format!("{} chooses by feature", s.path)).collect()
}

const LINES: usize = 400;

pub fn files_are_short_and_named(sources: &[Source]) -> Vec<String> {
    let mut broken = Vec::new();
    for source in sources {
        let lines = source.text.lines().count();
        if lines > LINES {
            broken.push(format!("{} has {lines} lines, more than {LINES}", source.path));
        }
        let vague = |part: &str| ["utils", "util", "helpers", "misc", "common"].contains(&part);
        if source.path.trim_end_matches(".rs").split('/').any(vague) {
            broken.push(format!("{} is not named by what it does", source.path));
        }
    }
    broken
}

/// Style sheets of components name colours by their role (style/tokens.css), so that every theme has its own.
pub fn colours_are_roles(sheets: &[Source]) -> Vec<String> {
    let mut broken = Vec::new();
    for sheet in sheets {
        for (number, line) in (1..).zip(uncommented(&sheet.text).lines()) {
            for word in line.split(|c: char| !c.is_alphanumeric() && !"#-_".contains(c)) {
                if is_hex_colour(word) {
                    broken.push(format!("{}:{number} names {word}; take a role", sheet.path));
                }
            }
        }
    }
    broken
}

fn is_hex_colour(word: &str) -> bool {
    word.strip_prefix('#').is_some_and(|digits| {
        [3, 4, 6, 8].contains(&digits.len()) && digits.chars().all(|c| c.is_ascii_hexdigit())
    })
}

/// A style sheet without its comments; lines keep their numbers.
fn uncommented(css: &str) -> String {
    let mut parts = css.split("/*");
    let mut code = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (comment, rest) = part.split_once("*/").unwrap_or((part, ""));
        code.extend(comment.matches('\n'));
        code.push_str(rest);
    }
    code
}
