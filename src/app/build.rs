//! Tells cargo of the folder whose files the binary holds, so that a file that comes or goes is noticed.

use std::env;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let has = |feature: &str| env::var_os(format!("CARGO_FEATURE_{feature}")).is_some();
    let is_release = env::var("PROFILE").is_ok_and(|profile| profile == "release");
    if has("SSR") && (has("EMBED") || is_release) {
        println!("cargo:rerun-if-changed=../../target/site");
    }
}
