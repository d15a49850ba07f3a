-- A model reads the moods of messages that the lexicon cannot; notes that are made anew must not count them again.

ALTER TABLE summaries ADD COLUMN mood_read_to BIGINT NOT NULL DEFAULT 0;
