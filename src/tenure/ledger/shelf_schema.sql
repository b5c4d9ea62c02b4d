-- What was derived from the ledger, so that a question costs what it asks for. No fact is in here: the file may be
-- deleted at any time and is made again. Names are bytes: a page may hold what is no Unicode text.
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- Every line on which something is said or implied; one without a body has to be folded.
CREATE TABLE lines (
  seq INTEGER PRIMARY KEY,
  place BLOB NOT NULL,
  holder BLOB NOT NULL,
  aspect TEXT NOT NULL,
  side BLOB NOT NULL,
  ended_low INTEGER,
  ended_high INTEGER,
  heads BLOB,  -- the stretches in numbers, the days on which each was seen, the words of quantities, commitments and
  days BLOB,   -- conflicts; before the body, which has the weight of every claim, so that reading these does not read it
  amounts TEXT,
  rest BLOB,
  body BLOB,
  UNIQUE (place, holder, aspect)
);
CREATE INDEX lines_to_fold ON lines(seq) WHERE body IS NULL;

-- Which claims bear on a line, how (kind), and the first and last day of what they say.
CREATE TABLE bearing (
  line INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  first INTEGER NOT NULL,
  claim INTEGER NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (line, kind, first, claim)
) WITHOUT ROWID;
CREATE INDEX bearing_by_last ON bearing(line, kind, last);
CREATE INDEX bearing_by_claim ON bearing(claim);

-- What each claim says, as far as the fold asks for it; since when it was known, and until when further publications of
-- it became known.
CREATE TABLE said (claim INTEGER PRIMARY KEY, since INTEGER NOT NULL, until INTEGER NOT NULL, body TEXT NOT NULL);
CREATE INDEX said_by_day ON said(until);

-- From which lines presence rises to a line.
CREATE TABLE above (upper INTEGER NOT NULL, lower INTEGER NOT NULL, PRIMARY KEY (upper, lower)) WITHOUT ROWID;
CREATE INDEX above_by_lower ON above(lower);

-- Which places lie in a place, as the fold counts it (0) and as people do (1).
CREATE TABLE inside (place BLOB NOT NULL, loose INTEGER NOT NULL, inner BLOB NOT NULL,
                     PRIMARY KEY (place, loose, inner)) WITHOUT ROWID;
CREATE INDEX inside_by_inner ON inside(inner);
CREATE TABLE places (place BLOB PRIMARY KEY, name BLOB NOT NULL) WITHOUT ROWID;

-- The reading of each report that counted, and how many of its claims were too unsure to take part.
-- Claims that count no more, because something took their report's place, are numbered but bear on nothing.
CREATE TABLE taken (
  report TEXT PRIMARY KEY,
  reading INTEGER NOT NULL,
  hidden INTEGER NOT NULL,
  ended INTEGER NOT NULL
) WITHOUT ROWID;

-- The ids of segments, commitments and conflicts, by the line that tells them.
CREATE TABLE ids (id BLOB NOT NULL, line INTEGER NOT NULL, PRIMARY KEY (id, line)) WITHOUT ROWID;
CREATE INDEX ids_by_line ON ids(line);

-- How each report writes what the gazetteer and the register do not have; the earliest report's way is shown.
CREATE TABLE spelled (id BLOB NOT NULL, day INTEGER NOT NULL, report TEXT NOT NULL, words BLOB NOT NULL,
                      PRIMARY KEY (id, day, report)) WITHOUT ROWID;
CREATE INDEX spelled_by_report ON spelled(report);
