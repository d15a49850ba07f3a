//! The HTTP surface: routes, middleware, and the mapping of errors to answers.
