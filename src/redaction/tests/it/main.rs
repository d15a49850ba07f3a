//! Properties of redaction and restoring as others use them, and what is found and left alone on a made-up corpus.

mod properties;
mod prose;
mod quick;
mod recall;
mod restoring;
