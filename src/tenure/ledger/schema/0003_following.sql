-- When a version of a report came out, where it says so itself; which reports it takes back (addresses, as JSON); and
-- its address in one spelling, by which versions find each other. Sightings from before have none.
ALTER TABLE sightings ADD COLUMN updated_at TEXT;
ALTER TABLE sightings ADD COLUMN retracts TEXT;
ALTER TABLE sightings ADD COLUMN address TEXT;
CREATE INDEX sightings_by_address ON sightings(address, report) WHERE address IS NOT NULL;
CREATE INDEX sightings_retracting ON sightings(seq) WHERE retracts IS NOT NULL;

-- What is followed, and where following stands. These three tables hold no facts and are no part of the record: they
-- say what to ask next, and are rewritten as that changes.
CREATE TABLE follows (
  seq INTEGER PRIMARY KEY,
  url TEXT NOT NULL UNIQUE,
  title TEXT,
  publisher TEXT,
  added_at TEXT NOT NULL,
  -- The address it has moved to for good, and what was said of it there.
  asked TEXT NOT NULL,
  etag TEXT,
  last_modified TEXT,
  digest TEXT,
  polled_at TEXT,
  due_at TEXT NOT NULL,
  failures INTEGER NOT NULL DEFAULT 0,
  trouble TEXT
);

-- Entries of feeds by what they said when they were last seen, so that only what is new or changed is taken.
-- `packed` is the entry itself until it has been taken.
CREATE TABLE entries (
  seq INTEGER PRIMARY KEY,
  follow INTEGER NOT NULL REFERENCES follows(seq) ON DELETE CASCADE,
  key TEXT NOT NULL,
  stamp TEXT NOT NULL,
  packed BLOB,
  due_at TEXT,
  tries INTEGER NOT NULL DEFAULT 0,
  UNIQUE (follow, key)
);
CREATE INDEX entries_waiting ON entries(due_at) WHERE due_at IS NOT NULL;

-- Hosts that asked to be left alone.
CREATE TABLE pauses (
  host TEXT PRIMARY KEY,
  until TEXT NOT NULL
) WITHOUT ROWID;
