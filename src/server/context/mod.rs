//! What a model is told: the one place that builds a request.
