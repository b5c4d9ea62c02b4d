-- The words alone are in the full text; they stand in the ledger and are not kept a second time.
CREATE VIRTUAL TABLE said USING fts5(
  sentence, names, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2"
);
-- A later day of publication has a higher number, so that the latest are found first without sorting.
CREATE TABLE facts (
  row INTEGER PRIMARY KEY, report TEXT NOT NULL, claim TEXT NOT NULL, event TEXT NOT NULL, modality TEXT NOT NULL,
  published TEXT NOT NULL, confidence REAL NOT NULL, place TEXT NOT NULL, places TEXT NOT NULL, holders TEXT NOT NULL
);
CREATE INDEX facts_report ON facts (report);
CREATE INDEX facts_claim ON facts (claim);
CREATE INDEX facts_queue ON facts (confidence, claim);
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
