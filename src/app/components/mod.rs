//! Parts that pages are built of.
