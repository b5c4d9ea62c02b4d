-- Each report compared once by each method with those that were there before it.
CREATE TABLE comparisons (
  seq INTEGER PRIMARY KEY,
  report INTEGER NOT NULL REFERENCES reports(seq),
  method TEXT NOT NULL,
  words INTEGER NOT NULL,
  agency TEXT,
  run INTEGER NOT NULL REFERENCES runs(seq),
  recorded_at TEXT NOT NULL,
  UNIQUE (report, method)
);

-- What a comparison found: reports with the same wording, and how much of it.
CREATE TABLE repeats (
  seq INTEGER PRIMARY KEY,
  comparison INTEGER NOT NULL REFERENCES comparisons(seq),
  other INTEGER NOT NULL REFERENCES reports(seq),
  shared INTEGER NOT NULL,
  of_one INTEGER NOT NULL,
  of_other INTEGER NOT NULL,
  UNIQUE (comparison, other)
);
CREATE INDEX repeats_by_other ON repeats(other);

-- By which a report finds those that may have its wording: no fact, only an index. A value names its method too.
CREATE TABLE sketches (
  value INTEGER NOT NULL,
  report INTEGER NOT NULL REFERENCES reports(seq),
  PRIMARY KEY (value, report)
) WITHOUT ROWID;

CREATE TRIGGER comparisons_keep BEFORE UPDATE ON comparisons
BEGIN SELECT RAISE(ABORT, 'comparisons are append-only'); END;
CREATE TRIGGER comparisons_stay BEFORE DELETE ON comparisons
BEGIN SELECT RAISE(ABORT, 'comparisons are append-only'); END;
CREATE TRIGGER repeats_keep BEFORE UPDATE ON repeats BEGIN SELECT RAISE(ABORT, 'repeats are append-only'); END;
CREATE TRIGGER repeats_stay BEFORE DELETE ON repeats BEGIN SELECT RAISE(ABORT, 'repeats are append-only'); END;
