-- An administrator can keep an account from signing in. Older programs still let a blocked person sign in with their password.

ALTER TABLE users ADD COLUMN blocked_at INTEGER;
