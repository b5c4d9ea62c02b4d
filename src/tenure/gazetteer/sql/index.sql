-- The index: derived from the data files and packages, never edited, rebuilt when they change.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE places (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    countries TEXT NOT NULL,
    admin1 TEXT,
    lat REAL,
    lon REAL,
    precision TEXT NOT NULL,
    parents TEXT NOT NULL,
    source TEXT NOT NULL,
    population INTEGER NOT NULL,
    capital INTEGER NOT NULL
);
CREATE TABLE names (
    name TEXT NOT NULL,
    place INTEGER NOT NULL,
    grade INTEGER NOT NULL,
    PRIMARY KEY (name, place)
) WITHOUT ROWID;
CREATE TABLE holders (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    is_state INTEGER NOT NULL,
    parent TEXT,
    aliases TEXT NOT NULL,
    unit TEXT,
    active_from TEXT,
    active_to TEXT,
    wikidata TEXT,
    source TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE affiliations (
    alias TEXT NOT NULL,
    part TEXT NOT NULL,
    name TEXT NOT NULL,
    is_state INTEGER NOT NULL,
    PRIMARY KEY (part, alias)
) WITHOUT ROWID;
