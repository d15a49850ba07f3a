//! Docker is not among the tools of the tests, so the Dockerfile is read: what it copies and calls must exist.

use adda_server::{
    cli::Cli,
    config::{Config, Sources},
};
use clap::Parser;

use super::{read, root};

/// Instruction and arguments, continued lines joined.
fn instructions() -> Vec<(String, String)> {
    let text = read("Dockerfile");
    let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
    let whole = lines.join("\n").replace("\\\n", " ");
    let lines = whole.lines().filter(|line| !line.trim().is_empty());
    lines.map(|line| line.split_once(' ').unwrap()).map(|(i, a)| (i.into(), a.into())).collect()
}

fn all<'a>(of: &'a [(String, String)], name: &'a str) -> impl Iterator<Item = &'a str> {
    of.iter().filter(move |(instruction, _)| instruction == name).map(|(_, rest)| rest.as_str())
}

/// The instructions of the last stage.
fn last_stage(of: &[(String, String)]) -> &[(String, String)] {
    let from = of.iter().rposition(|(instruction, _)| instruction == "FROM").unwrap();
    &of[from..]
}

/// The words of an exec form.
fn exec(json: &str) -> Vec<String> {
    serde_json::from_str(json).unwrap_or_else(|error| panic!("{error} in {json}"))
}

#[test]
fn image_stands_on_official_images_of_one_debian_and_the_pinned_rust() {
    let all_of = instructions();
    let bases: Vec<&str> =
        all(&all_of, "FROM").map(|from| from.split(' ').next().unwrap()).collect();
    assert_eq!(bases.len(), 3);
    for base in &bases {
        assert!(!base.contains('/'), "{base} is no official image");
        let tag = base.split_once(':').unwrap_or_else(|| panic!("{base} has no tag")).1;
        assert!(
            tag.contains("bookworm"),
            "{base}: the binary needs the libraries it was linked to"
        );
    }
    let toolchain: toml::Table = read("rust-toolchain.toml").parse().unwrap();
    let channel = toolchain["toolchain"]["channel"].as_str().unwrap();
    assert_eq!(all(&all_of, "ARG").next().unwrap(), format!("RUST={channel}"));
    let install = all(&all_of, "RUN").next().unwrap();
    for part in toolchain["toolchain"]["components"].as_array().unwrap() {
        assert!(install.contains(&format!("--component {}", part.as_str().unwrap())), "{install}");
    }
}

#[test]
fn image_copies_and_calls_only_what_exists() {
    let all_of = instructions();
    for copy in all(&all_of, "COPY") {
        let words: Vec<&str> = copy.split(' ').collect();
        if let Some(stage) = words[0].strip_prefix("--from=") {
            assert!(all(&all_of, "FROM").any(|from| from.ends_with(&format!(" AS {stage}"))));
            continue;
        }
        for source in &words[..words.len() - 1] {
            assert!(root().join(source).exists(), "{source} does not exist");
        }
    }
    let build = all(&all_of, "RUN").find(|run| run.contains("make ")).unwrap();
    let (made, copied) = build.split("make ").nth(1).unwrap().split_once(" && cp ").unwrap();
    let makefile = read("Makefile");
    let rule = makefile.split(&format!("\n{made}: ")).nth(1).expect("such a target");
    let rule = rule.split("\n\n").next().unwrap();
    let (product, place) = copied.split_once(' ').unwrap();
    assert!(rule.contains(&format!(" {product}")), "make {made} does not make {product}");
    assert!(
        all(&all_of, "COPY")
            .any(|copy| copy == format!("--from=build {place} /usr/local/bin/adda"))
    );
}

#[test]
fn image_runs_without_root_with_its_data_in_the_volume() {
    let all_of = instructions();
    let last = last_stage(&all_of);
    let user: u32 = all(last, "USER").next().unwrap().parse().unwrap();
    assert_ne!(user, 0);
    assert!(all(last, "RUN").any(|run| run.contains(&format!("--uid {user} "))));
    let variables = all(last, "ENV").next().unwrap().split_whitespace();
    let variables = variables.map(|pair| pair.split_once('=').unwrap());
    let variables = variables.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let empty = tempfile::tempdir().unwrap();
    let sources = Sources::in_folder(empty.path(), None, variables).unwrap();
    let config = Config::load(&sources).unwrap();
    assert!(config.server.addr.ip().is_unspecified(), "it must be reachable from outside");
    let volume = all(last, "VOLUME").next().unwrap();
    assert_eq!(config.server.data_dir.to_str(), Some(volume));
    assert_eq!(all(last, "EXPOSE").next().unwrap(), config.server.addr.port().to_string());
}

#[test]
fn image_starts_and_checks_itself_with_commands_the_binary_has() {
    let all_of = instructions();
    let last = last_stage(&all_of);
    let check = all(last, "HEALTHCHECK").next().unwrap().split_once("CMD ").unwrap().1;
    let mut serve = exec(all(last, "ENTRYPOINT").next().unwrap());
    serve.extend(exec(all(last, "CMD").next().unwrap()));
    for command in [exec(check), serve] {
        assert!(Cli::try_parse_from(&command).is_ok(), "{command:?}");
    }
}

#[test]
fn image_gets_what_the_build_reads_and_no_secrets() {
    let ignored: Vec<String> = read(".dockerignore")
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(str::to_owned)
        .collect();
    for secret in [".env", "data", ".git", "target"] {
        assert!(ignored.iter().any(|line| line == secret), "{secret} is not ignored");
    }
    // What cargo, the Makefile's rules for the site, and include_str! read.
    for needed in [
        "Cargo.toml",
        "Cargo.lock",
        "Makefile",
        "README.md",
        "docs",
        "migrations",
        "public",
        "rust-toolchain.toml",
        "scripts",
        "src",
        "style",
        "tailwind.config.js",
    ] {
        assert!(root().join(needed).exists(), "{needed}");
        assert!(!ignored.iter().any(|line| line.trim_end_matches('/') == needed), "{needed}");
    }
}
