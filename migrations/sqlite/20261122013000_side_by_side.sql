-- Answers side by side: several models were asked the same, and none of their answers is kept yet.

-- Whether the answers to the message at the end of the path stand side by side.
ALTER TABLE participants ADD COLUMN leaf_apart INTEGER NOT NULL DEFAULT 0;
