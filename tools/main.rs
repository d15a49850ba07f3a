//! The steps of building the site that need Rust's libraries: see the Makefile for their order.

use std::{
    env,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Result, anyhow};
use wasm_bindgen_cli_support::Bindgen;
use wasm_split_cli_support::Options;

const USAGE: &str = "Usage:
  adda-site styles PACKAGE           join a package's style sheets, as its manifest says
  adda-site split WASM FOLDER NAME   cut what the linker made into NAME.wasm and the parts that are loaded later
  adda-site bind WASM FOLDER NAME    write NAME_bg.wasm and the script that loads it";

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words[..] {
        ["styles", package] => styles(package.into()),
        ["split", wasm, folder, name] => split(Path::new(wasm), Path::new(folder), name),
        ["bind", wasm, folder, name] => bind(Path::new(wasm), Path::new(folder), name),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("adda-site {}: {error:?}", words.join(" "));
            ExitCode::FAILURE
        }
    }
}

fn styles(package: PathBuf) -> Result<()> {
    stylance_cli::run_silent(&stylance_cli::Config::load(package)?, |_| ())
}

fn split(wasm: &Path, folder: &Path, name: &str) -> Result<()> {
    let linked = std::fs::read(wasm)?;
    let main_out_path = folder.join(format!("{name}.wasm"));
    let main_module = format!("./{name}.js");
    let mut options = Options::new(&linked);
    options.output_dir = folder;
    options.main_out_path = &main_out_path;
    options.main_module = &main_module;
    options.target.web();
    wasm_split_cli_support::transform(options).map_err(|error| anyhow!("{error:?}"))?;
    Ok(())
}

fn bind(wasm: &Path, folder: &Path, name: &str) -> Result<()> {
    Bindgen::new()
        .input_path(wasm)
        .web(true)?
        .typescript(false)
        .keep_lld_exports(true)
        .omit_default_module_path(false)
        .out_name(name)
        .generate(folder)
}
