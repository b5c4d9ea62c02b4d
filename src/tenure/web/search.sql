-- name: meta
SELECT value FROM meta WHERE name = :name;

-- name: put_meta
INSERT INTO meta (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- name: add
INSERT INTO facts (row, report, claim, event, modality, published, confidence, place, places, holders)
VALUES (:row, :report, :claim, :event, :modality, :published, :confidence, :place, :places, :holders);

-- name: say
INSERT INTO said (rowid, sentence, names) VALUES (:row, :sentence, :names);

-- name: rows_of
SELECT row FROM facts WHERE report = :report ORDER BY row;

-- name: drop
DELETE FROM facts WHERE row = :row;

-- name: hush
DELETE FROM said WHERE rowid = :row;

-- name: drop_all
DELETE FROM facts;

-- name: hush_all
INSERT INTO said (said) VALUES ('delete-all');

-- name: forget_all
DELETE FROM meta WHERE name <> 'made_by';

-- name: total
SELECT count(*) FROM facts;

-- name: is_there
SELECT 1 FROM facts WHERE claim = :claim LIMIT 1;

-- name: speaks_of
SELECT 1 FROM facts WHERE place = :place LIMIT 1;

-- name: by_report
SELECT report, count(*) FROM facts GROUP BY report ORDER BY report;

-- name: queue
SELECT confidence, claim FROM facts WHERE (confidence, claim) > (:confidence, :claim) ORDER BY confidence, claim LIMIT :most;

-- name: count
SELECT count(*) FROM (SELECT 1 FROM said WHERE said MATCH :words LIMIT :many);

-- name: find
SELECT claim FROM said JOIN facts ON facts.row = said.rowid
WHERE said MATCH :words
  AND (:event = '' OR event = :event) AND (:modality = '' OR modality = :modality)
  AND (:since = '' OR published >= :since) AND (:until = '' OR (published <= :until AND published <> ''))
  AND (:place = '' OR instr(places, :place)) AND (:holder = '' OR instr(holders, :holder))
ORDER BY rank, said.rowid LIMIT :most OFFSET :first;

-- name: latest
SELECT claim FROM said JOIN facts ON facts.row = said.rowid
WHERE said MATCH :words
  AND (:event = '' OR event = :event) AND (:modality = '' OR modality = :modality)
  AND (:since = '' OR published >= :since) AND (:until = '' OR (published <= :until AND published <> ''))
  AND (:place = '' OR instr(places, :place)) AND (:holder = '' OR instr(holders, :holder))
ORDER BY said.rowid DESC LIMIT :most OFFSET :first;

-- name: list
SELECT claim FROM facts
WHERE TRUE
  AND (:event = '' OR event = :event) AND (:modality = '' OR modality = :modality)
  AND (:since = '' OR published >= :since) AND (:until = '' OR (published <= :until AND published <> ''))
  AND (:place = '' OR instr(places, :place)) AND (:holder = '' OR instr(holders, :holder))
ORDER BY row DESC LIMIT :most OFFSET :first;
