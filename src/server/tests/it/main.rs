//! Integration tests: one binary.

mod boundaries;
