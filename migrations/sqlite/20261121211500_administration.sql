-- For whoever looks after the server: when an account was last seen, and usage of everybody over a span of time.

-- Kept when the sessions that told it are over.
ALTER TABLE users ADD COLUMN seen_at INTEGER;
UPDATE users SET seen_at = (SELECT max(last_used_at) FROM sessions s WHERE s.user_id = users.id);

CREATE INDEX usage_by_time ON usage_entries (at);
