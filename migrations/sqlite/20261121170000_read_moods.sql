-- A model reads the moods of messages that the lexicon cannot; notes that are made anew must not count them again.

ALTER TABLE summaries ADD COLUMN mood_read_to INTEGER NOT NULL DEFAULT 0;
