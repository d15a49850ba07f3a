//! Makes code of the texts in `locales/`.

use std::{
    env,
    error::Error,
    fs, io,
    path::{Path, PathBuf},
};

use leptos_i18n_parser::parse_locales::{
    options::{Config, FileFormat, ParseOptions},
    parse_locales,
};

const LOCALES: &str = "locales";
/// The language that the texts are written in first.
const FIRST: &str = "en";
/// The first language with its words written from right to left, in debug builds: whatever looks wrong in it is laid out
/// wrongly, and what does not look like it is no text of the catalogue.
const PSEUDO: &str = "ar-XB";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed={LOCALES}");
    let is_release = env::var("PROFILE").is_ok_and(|profile| profile == "release");
    texts(&PathBuf::from(env::var("OUT_DIR")?), !is_release)
}

/// Writes the module of all texts: a function for each, so that the compiler knows which there are. A text that one
/// language has and another lacks ends the build.
fn texts(out: &Path, pseudo: bool) -> Result<(), Box<dyn Error>> {
    let mut locales = names(Path::new(LOCALES))?;
    let folder = out.join(LOCALES);
    let _ = fs::remove_dir_all(&folder);
    let spaces = names(&Path::new(LOCALES).join(FIRST))?;
    for locale in &locales {
        copy(&Path::new(LOCALES).join(locale), &folder.join(locale), str::to_owned)?;
    }
    if pseudo {
        copy(&Path::new(LOCALES).join(FIRST), &folder.join(PSEUDO), turned)?;
        locales.push(PSEUDO.to_owned());
    }
    let options = ParseOptions::new().file_format(FileFormat::Toml).interpolate_display(true);
    let mut config =
        Config::new(FIRST)?.add_locales(locales.iter().filter(|name| *name != FIRST))?;
    config = config.add_namespaces(&spaces)?.locales_path(folder).parse_options(options);
    let parsed = parse_locales(None, config)?;
    if let Some(warning) = parsed.diag.warnings().first() {
        return Err(warning.to_string().into());
    }
    if let Some(error) = parsed.diag.errors().first() {
        return Err(error.to_string().into());
    }
    let code = leptos_i18n_codegen::gen_code(&parsed, None, false, None, false)?;
    fs::write(out.join("texts.rs"), code.to_string())?;
    Ok(())
}

/// Names of what a folder holds, without endings, in order.
fn names(folder: &Path) -> io::Result<Vec<String>> {
    let entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    let mut names: Vec<String> = entries
        .iter()
        .filter_map(|entry| Some(entry.path().file_stem()?.to_str()?.to_owned()))
        .collect();
    names.sort();
    Ok(names)
}

fn copy(from: &Path, to: &Path, change: impl Fn(&str) -> String) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        fs::write(to.join(entry.file_name()), change(&fs::read_to_string(entry.path())?))?;
    }
    Ok(())
}

/// A catalogue with the words of its texts between marks that turn them round (RLO and PDF of UAX #9). Names of what is
/// filled in stay.
fn turned(catalogue: &str) -> String {
    catalogue.lines().map(|line| turned_line(line) + "\n").collect()
}

fn turned_line(line: &str) -> String {
    let Some((key, text)) = line.split_once(" = \"") else { return line.to_owned() };
    let mut out = format!("{key} = \"");
    for (at, part) in text.split("{{").enumerate() {
        let (name, rest) = part.split_once("}}").filter(|_| at > 0).unwrap_or(("", part));
        if at > 0 {
            out.extend(["{{", name, "}}"]);
        }
        let mut in_word = false;
        let mut escaped = false;
        for c in rest.chars() {
            let is_word = c.is_alphabetic() && !escaped;
            escaped = c == '\\' && !escaped;
            if is_word != in_word {
                out.push(if is_word { '\u{202E}' } else { '\u{202C}' });
                in_word = is_word;
            }
            out.push(c);
        }
    }
    out
}
