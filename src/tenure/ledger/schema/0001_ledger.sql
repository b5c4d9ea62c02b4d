-- The append-only record. Facts are only ever inserted; triggers refuse everything else.
CREATE TABLE runs (
  seq INTEGER PRIMARY KEY,
  command TEXT NOT NULL,
  reader TEXT NOT NULL,
  gazetteer TEXT NOT NULL,
  tenure TEXT NOT NULL,
  started_at TEXT NOT NULL
);

-- The bytes as received, zlib-compressed, under their own SHA-256.
CREATE TABLE blobs (
  id TEXT PRIMARY KEY,
  size INTEGER NOT NULL,
  packed BLOB NOT NULL
) WITHOUT ROWID;

-- One row a text. The same text from two outlets is one report with two sightings.
CREATE TABLE reports (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  text BLOB NOT NULL,
  language TEXT NOT NULL
);

-- Where and when a text was published; the earliest dated one speaks for the report.
CREATE TABLE sightings (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  report INTEGER NOT NULL REFERENCES reports(seq),
  title TEXT,
  publisher TEXT,
  url TEXT,
  authors TEXT NOT NULL,
  published_at TEXT,
  published_precision TEXT NOT NULL,
  published_from TEXT,
  published_day TEXT,
  raw TEXT REFERENCES blobs(id),
  origin TEXT NOT NULL,
  external_id TEXT,
  run INTEGER NOT NULL REFERENCES runs(seq),
  recorded_at TEXT NOT NULL
);
CREATE INDEX sightings_by_report ON sightings(report);
CREATE INDEX sightings_by_url ON sightings(url) WHERE url IS NOT NULL;

-- One reading of one report: which reader, anchored on which publication date. A better reader adds one.
CREATE TABLE readings (
  seq INTEGER PRIMARY KEY,
  report INTEGER NOT NULL REFERENCES reports(seq),
  reader TEXT NOT NULL,
  gazetteer TEXT NOT NULL,
  anchored_at TEXT NOT NULL,
  run INTEGER NOT NULL REFERENCES runs(seq),
  recorded_at TEXT NOT NULL,
  UNIQUE (report, reader, gazetteer, anchored_at)
);

-- What claims are resolved to, each spelling of a resolution once.
CREATE TABLE parties (
  seq INTEGER PRIMARY KEY,
  body TEXT NOT NULL UNIQUE
);
CREATE TABLE loci (
  seq INTEGER PRIMARY KEY,
  body TEXT NOT NULL UNIQUE,
  place TEXT NOT NULL
);
CREATE INDEX loci_by_place ON loci(place);
CREATE TABLE speakers (
  seq INTEGER PRIMARY KEY,
  body TEXT NOT NULL UNIQUE
);
CREATE TABLE readers (
  seq INTEGER PRIMARY KEY,
  body TEXT NOT NULL UNIQUE
);

CREATE TABLE claims (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  reading INTEGER NOT NULL REFERENCES readings(seq),
  event TEXT NOT NULL,
  modality TEXT NOT NULL,
  flags INTEGER NOT NULL,
  holder INTEGER NOT NULL REFERENCES parties(seq),
  counterparty INTEGER REFERENCES parties(seq),
  place INTEGER NOT NULL REFERENCES loci(seq),
  spans TEXT NOT NULL,
  quantity TEXT,
  occurred TEXT,
  deadline TEXT,
  speaker INTEGER REFERENCES speakers(seq),
  reader INTEGER NOT NULL REFERENCES readers(seq),
  confidence REAL NOT NULL,
  scores TEXT
);
CREATE INDEX claims_by_id ON claims(id);
CREATE INDEX claims_by_reading ON claims(reading);
CREATE INDEX claims_by_place ON claims(place);

CREATE TABLE reviews (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  value TEXT NOT NULL,
  reviewer TEXT NOT NULL,
  reason TEXT NOT NULL,
  recorded_at TEXT NOT NULL
);
CREATE INDEX reviews_by_subject ON reviews(subject);

CREATE TABLE problems (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  code TEXT NOT NULL,
  whereabouts TEXT NOT NULL,
  message TEXT NOT NULL,
  advice TEXT NOT NULL,
  gravity TEXT NOT NULL,
  run INTEGER NOT NULL REFERENCES runs(seq),
  recorded_at TEXT NOT NULL
);

-- The chain: every batch of facts names the digest of what it added and of everything before it.
CREATE TABLE batches (
  seq INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  digest TEXT NOT NULL,
  chain TEXT NOT NULL,
  recorded_at TEXT NOT NULL
);

CREATE TRIGGER runs_keep BEFORE UPDATE ON runs BEGIN SELECT RAISE(ABORT, 'runs are append-only'); END;
CREATE TRIGGER runs_stay BEFORE DELETE ON runs BEGIN SELECT RAISE(ABORT, 'runs are append-only'); END;
CREATE TRIGGER blobs_keep BEFORE UPDATE ON blobs BEGIN SELECT RAISE(ABORT, 'blobs are append-only'); END;
CREATE TRIGGER blobs_stay BEFORE DELETE ON blobs BEGIN SELECT RAISE(ABORT, 'blobs are append-only'); END;
CREATE TRIGGER reports_keep BEFORE UPDATE ON reports BEGIN SELECT RAISE(ABORT, 'reports are append-only'); END;
CREATE TRIGGER reports_stay BEFORE DELETE ON reports BEGIN SELECT RAISE(ABORT, 'reports are append-only'); END;
CREATE TRIGGER sightings_keep BEFORE UPDATE ON sightings BEGIN SELECT RAISE(ABORT, 'sightings are append-only'); END;
CREATE TRIGGER sightings_stay BEFORE DELETE ON sightings BEGIN SELECT RAISE(ABORT, 'sightings are append-only'); END;
CREATE TRIGGER readings_keep BEFORE UPDATE ON readings BEGIN SELECT RAISE(ABORT, 'readings are append-only'); END;
CREATE TRIGGER readings_stay BEFORE DELETE ON readings BEGIN SELECT RAISE(ABORT, 'readings are append-only'); END;
CREATE TRIGGER parties_keep BEFORE UPDATE ON parties BEGIN SELECT RAISE(ABORT, 'parties are append-only'); END;
CREATE TRIGGER parties_stay BEFORE DELETE ON parties BEGIN SELECT RAISE(ABORT, 'parties are append-only'); END;
CREATE TRIGGER loci_keep BEFORE UPDATE ON loci BEGIN SELECT RAISE(ABORT, 'loci are append-only'); END;
CREATE TRIGGER loci_stay BEFORE DELETE ON loci BEGIN SELECT RAISE(ABORT, 'loci are append-only'); END;
CREATE TRIGGER speakers_keep BEFORE UPDATE ON speakers BEGIN SELECT RAISE(ABORT, 'speakers are append-only'); END;
CREATE TRIGGER speakers_stay BEFORE DELETE ON speakers BEGIN SELECT RAISE(ABORT, 'speakers are append-only'); END;
CREATE TRIGGER readers_keep BEFORE UPDATE ON readers BEGIN SELECT RAISE(ABORT, 'readers are append-only'); END;
CREATE TRIGGER readers_stay BEFORE DELETE ON readers BEGIN SELECT RAISE(ABORT, 'readers are append-only'); END;
CREATE TRIGGER claims_keep BEFORE UPDATE ON claims BEGIN SELECT RAISE(ABORT, 'claims are append-only'); END;
CREATE TRIGGER claims_stay BEFORE DELETE ON claims BEGIN SELECT RAISE(ABORT, 'claims are append-only'); END;
CREATE TRIGGER reviews_keep BEFORE UPDATE ON reviews BEGIN SELECT RAISE(ABORT, 'reviews are append-only'); END;
CREATE TRIGGER reviews_stay BEFORE DELETE ON reviews BEGIN SELECT RAISE(ABORT, 'reviews are append-only'); END;
CREATE TRIGGER problems_keep BEFORE UPDATE ON problems BEGIN SELECT RAISE(ABORT, 'problems are append-only'); END;
CREATE TRIGGER problems_stay BEFORE DELETE ON problems BEGIN SELECT RAISE(ABORT, 'problems are append-only'); END;
CREATE TRIGGER batches_keep BEFORE UPDATE ON batches BEGIN SELECT RAISE(ABORT, 'batches are append-only'); END;
CREATE TRIGGER batches_stay BEFORE DELETE ON batches BEGIN SELECT RAISE(ABORT, 'batches are append-only'); END;
