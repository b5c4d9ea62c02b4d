-- The words alone are in the full text; they stand in the ledger and are not kept a second time.
CREATE VIRTUAL TABLE said USING fts5(
  sentence, names, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2"
);
CREATE TABLE facts (
  row INTEGER PRIMARY KEY, claim TEXT NOT NULL, event TEXT NOT NULL, modality TEXT NOT NULL, published TEXT NOT NULL,
  places TEXT NOT NULL, holders TEXT NOT NULL
);
CREATE INDEX facts_published ON facts (published);
