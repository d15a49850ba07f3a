//! Integration tests: one binary.

#[cfg(test)]
mod boundaries;
#[cfg(test)]
mod engine;
