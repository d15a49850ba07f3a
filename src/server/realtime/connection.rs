//! One live connection: a task that reads frames, reads the hub, and ends with the session.
