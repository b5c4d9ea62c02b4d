-- How far archives have been taken: one row with each batch that comes from one, the latest counts.
CREATE TABLE positions (
  seq INTEGER PRIMARY KEY,
  archive TEXT NOT NULL,
  records INTEGER NOT NULL,
  counts TEXT NOT NULL,
  finished INTEGER NOT NULL,
  run INTEGER NOT NULL REFERENCES runs(seq),
  recorded_at TEXT NOT NULL
);
CREATE INDEX positions_by_archive ON positions(archive, seq);
CREATE TRIGGER positions_keep BEFORE UPDATE ON positions BEGIN SELECT RAISE(ABORT, 'positions are append-only'); END;
CREATE TRIGGER positions_stay BEFORE DELETE ON positions BEGIN SELECT RAISE(ABORT, 'positions are append-only'); END;
