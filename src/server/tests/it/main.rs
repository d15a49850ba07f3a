//! Integration tests, as one binary.

#[cfg(test)]
mod boundaries;
