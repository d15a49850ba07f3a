-- How the app looks for a person: words with dots between them, nothing where they never chose.

ALTER TABLE users ADD COLUMN appearance TEXT;
