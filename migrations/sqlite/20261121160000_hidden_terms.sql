-- Words and phrases that a person wants hidden from AI services always: a list, as JSON.

ALTER TABLE profiles ADD COLUMN hidden_terms TEXT NOT NULL DEFAULT '[]';
