//! The `adda` binary: reads its command and runs it.
fn main() {}
