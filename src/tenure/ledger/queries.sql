-- name: insert_run
INSERT INTO runs (command, reader, gazetteer, tenure, started_at)
VALUES (:command, :reader, :gazetteer, :tenure, :started_at) RETURNING seq;

-- name: insert_blob
INSERT INTO blobs (id, size, packed) VALUES (:id, :size, :packed) ON CONFLICT (id) DO NOTHING;

-- name: blob
SELECT packed FROM blobs WHERE id = :id;

-- name: report_seq
SELECT seq FROM reports WHERE id = :id;

-- name: insert_report
INSERT INTO reports (id, text, language) VALUES (:id, :text, :language) RETURNING seq;

-- name: insert_sighting
INSERT INTO sightings (id, report, title, publisher, url, authors, published_at, published_precision, published_from,
                       published_day, updated_at, retracts, address, raw, origin, external_id, run, recorded_at)
VALUES (:id, :report, :title, :publisher, :url, :authors, :published_at, :published_precision, :published_from,
        :published_day, :updated_at, :retracts, :address, :raw, :origin, :external_id, :run, :recorded_at)
ON CONFLICT (id) DO NOTHING RETURNING seq;

-- name: seen_alike
SELECT seq FROM sightings
WHERE report = :report AND address = :address AND raw IS NOT NULL AND title IS :title AND publisher IS :publisher
  AND url IS :url AND authors = :authors AND published_at IS :published_at AND published_from IS :published_from
  AND published_day IS :published_day AND updated_at IS :updated_at AND external_id IS :external_id;

-- name: insert_reading
INSERT INTO readings (report, reader, gazetteer, anchored_at, run, recorded_at)
VALUES (:report, :reader, :gazetteer, :anchored_at, :run, :recorded_at)
ON CONFLICT (report, reader, gazetteer, anchored_at) DO NOTHING RETURNING seq;

-- name: has_reading
SELECT seq FROM readings
WHERE report = :report AND reader = :reader AND gazetteer = :gazetteer AND anchored_at = :anchored_at;

-- name: intern_party
INSERT INTO parties (body) VALUES (:body) ON CONFLICT (body) DO NOTHING;

-- name: party_seq
SELECT seq FROM parties WHERE body = :body;

-- name: intern_locus
INSERT INTO loci (body, place) VALUES (:body, :place) ON CONFLICT (body) DO NOTHING;

-- name: locus_seq
SELECT seq FROM loci WHERE body = :body;

-- name: intern_speaker
INSERT INTO speakers (body) VALUES (:body) ON CONFLICT (body) DO NOTHING;

-- name: speaker_seq
SELECT seq FROM speakers WHERE body = :body;

-- name: intern_reader
INSERT INTO readers (body) VALUES (:body) ON CONFLICT (body) DO NOTHING;

-- name: reader_seq
SELECT seq FROM readers WHERE body = :body;

-- name: insert_claim
INSERT INTO claims (id, reading, event, modality, flags, holder, counterparty, place, spans, quantity, occurred,
                    deadline, speaker, reader, confidence, scores)
VALUES (:id, :reading, :event, :modality, :flags, :holder, :counterparty, :place, :spans, :quantity, :occurred,
        :deadline, :speaker, :reader, :confidence, :scores);

-- name: insert_review
INSERT INTO reviews (id, kind, subject, value, reviewer, reason, recorded_at)
VALUES (:id, :kind, :subject, :value, :reviewer, :reason, :recorded_at) ON CONFLICT (id) DO NOTHING RETURNING seq;

-- name: insert_problem
INSERT INTO problems (id, code, whereabouts, message, advice, gravity, run, recorded_at)
VALUES (:id, :code, :whereabouts, :message, :advice, :gravity, :run, :recorded_at)
ON CONFLICT (id) DO NOTHING RETURNING seq;

-- name: last_batch
SELECT seq, chain FROM batches ORDER BY seq DESC LIMIT 1;

-- name: batch
SELECT seq, chain FROM batches WHERE seq = :seq;

-- name: batches_since
SELECT DISTINCT kind, subject FROM batches WHERE seq > :seq ORDER BY kind, subject;

-- name: insert_batch
INSERT INTO batches (kind, subject, digest, chain, recorded_at) VALUES (:kind, :subject, :digest, :chain, :recorded_at);

-- name: batches
SELECT seq, kind, subject, digest, chain FROM batches ORDER BY seq;

-- name: sightings
SELECT s.id, r.id, s.title, s.publisher, s.url, s.authors, s.published_at, s.published_precision, s.published_from,
       s.raw, s.origin, s.external_id, s.recorded_at, r.language, s.published_day, s.updated_at,
       s.retracts
FROM sightings s JOIN reports r ON r.seq = s.report
ORDER BY r.id, s.published_at IS NULL, s.published_at, s.publisher, s.url, s.title, s.id;

-- name: sightings_of
SELECT s.id, r.id, s.title, s.publisher, s.url, s.authors, s.published_at, s.published_precision, s.published_from,
       s.raw, s.origin, s.external_id, s.recorded_at, r.language, s.published_day, s.updated_at,
       s.retracts
FROM sightings s JOIN reports r ON r.seq = s.report
WHERE r.id = :report
ORDER BY s.published_at IS NULL, s.published_at, s.publisher, s.url, s.title, s.id;

-- name: addresses_of
SELECT DISTINCT s.address FROM sightings s JOIN reports r ON r.seq = s.report
WHERE r.id = :report AND s.raw IS NOT NULL AND s.address IS NOT NULL
ORDER BY s.address;

-- name: addresses_shared
SELECT address FROM sightings WHERE address IS NOT NULL AND raw IS NOT NULL
GROUP BY address HAVING count(DISTINCT report) > 1;

-- name: versions_at
SELECT r.id, s.published_at, s.updated_at, s.recorded_at, s.title, s.retracts
FROM sightings s JOIN reports r ON r.seq = s.report
WHERE s.address = :address AND s.raw IS NOT NULL
ORDER BY s.seq;

-- name: retractions
SELECT r.id, s.published_at, s.updated_at, s.recorded_at, s.title, s.retracts
FROM sightings s JOIN reports r ON r.seq = s.report
WHERE s.retracts IS NOT NULL AND s.raw IS NOT NULL
ORDER BY s.seq;

-- name: reports_named
SELECT id FROM reports WHERE id >= :low AND id < :high ORDER BY id LIMIT 8;

-- name: text_of
SELECT text FROM reports WHERE id = :report;

-- name: readings
SELECT g.seq, r.id, g.reader, g.gazetteer, g.anchored_at, g.recorded_at
FROM readings g JOIN reports r ON r.seq = g.report
ORDER BY g.seq;

-- name: readings_of
SELECT g.seq, r.id, g.reader, g.gazetteer, g.anchored_at, g.recorded_at
FROM readings g JOIN reports r ON r.seq = g.report
WHERE r.id = :report
ORDER BY g.seq;

-- name: claim_seqs
SELECT seq FROM claims WHERE reading = :reading ORDER BY seq;

-- name: claims_at
SELECT r.id, c.id, c.event, c.modality, c.flags, h.body, k.body, l.body, c.spans, c.quantity, c.occurred, c.deadline,
       s.body, d.body, c.confidence, c.scores
FROM json_each(:seqs) j
JOIN claims c ON c.seq = j.value
JOIN readings g ON g.seq = c.reading
JOIN reports r ON r.seq = g.report
JOIN parties h ON h.seq = c.holder
LEFT JOIN parties k ON k.seq = c.counterparty
JOIN loci l ON l.seq = c.place
LEFT JOIN speakers s ON s.seq = c.speaker
JOIN readers d ON d.seq = c.reader
ORDER BY r.id, c.seq;

-- name: claim_seqs_with_ids
SELECT c.seq FROM json_each(:ids) j JOIN claims c ON c.id = j.value ORDER BY c.seq;

-- name: claims_of_reading
SELECT c.id, c.event, c.modality, c.flags, h.body, k.body, l.body, c.spans, c.quantity, c.occurred, c.deadline, s.body,
       d.body, c.confidence, c.scores
FROM claims c
JOIN parties h ON h.seq = c.holder
LEFT JOIN parties k ON k.seq = c.counterparty
JOIN loci l ON l.seq = c.place
LEFT JOIN speakers s ON s.seq = c.speaker
JOIN readers d ON d.seq = c.reader
WHERE c.reading = :reading
ORDER BY c.seq;

-- name: readings_of_claim
SELECT g.seq, r.id FROM claims c JOIN readings g ON g.seq = c.reading JOIN reports r ON r.seq = g.report
WHERE c.id = :id ORDER BY g.seq;

-- name: claims_called
SELECT id, report FROM (
  SELECT DISTINCT c.id AS id, r.id AS report
  FROM claims c JOIN readings g ON g.seq = c.reading JOIN reports r ON r.seq = g.report
  WHERE c.id >= :low AND c.id < :high)
ORDER BY id, report LIMIT 8;

-- name: reviews
SELECT id, kind, subject, value, reviewer, reason, recorded_at FROM reviews ORDER BY seq;

-- name: problems
SELECT code, whereabouts, message, advice, gravity FROM problems ORDER BY whereabouts, code, message;

-- name: counts
SELECT (SELECT count(*) FROM reports), (SELECT count(*) FROM sightings), (SELECT count(*) FROM readings),
       (SELECT count(*) FROM claims), (SELECT count(*) FROM reviews), (SELECT count(*) FROM problems);

-- name: reports_in_order
SELECT seq, id, text, language FROM reports ORDER BY id;

-- name: sightings_entered
SELECT s.id, r.id, s.title, s.publisher, s.url, s.authors, s.published_at, s.published_precision, s.published_from,
       s.raw, s.origin, s.external_id, s.recorded_at, r.language, s.published_day, s.updated_at,
       s.retracts
FROM sightings s JOIN reports r ON r.seq = s.report
WHERE s.report = :report
ORDER BY s.seq;

-- name: readings_entered
SELECT seq FROM readings WHERE report = :report ORDER BY seq;

-- name: blobs
SELECT id, size, packed FROM blobs ORDER BY id;

-- name: insert_comparison
INSERT INTO comparisons (report, method, words, agency, run, recorded_at)
VALUES (:report, :method, :words, :agency, :run, :recorded_at)
ON CONFLICT (report, method) DO NOTHING RETURNING seq;

-- name: insert_repeat
INSERT INTO repeats (comparison, other, shared, of_one, of_other)
VALUES (:comparison, :other, :shared, :of_one, :of_other);

-- name: insert_sketch
INSERT INTO sketches (value, report)
SELECT j.value, :report FROM json_each(:values) j
WHERE (SELECT count(*) FROM (SELECT 1 FROM sketches s WHERE s.value = j.value LIMIT :most)) < :most
ON CONFLICT (value, report) DO NOTHING;

-- name: sketched_alike
SELECT r.id FROM (
  SELECT s.report AS report, count(*) AS met FROM json_each(:values) j JOIN sketches s ON s.value = j.value
  GROUP BY s.report HAVING count(*) >= :agreeing) found
JOIN reports r ON r.seq = found.report
ORDER BY found.met DESC, r.id LIMIT :most;

-- name: uncompared
SELECT r.id FROM reports r
WHERE EXISTS (SELECT 1 FROM sightings s JOIN runs n ON n.seq = s.run WHERE s.report = r.seq AND n.command <> 'import')
  AND NOT EXISTS (SELECT 1 FROM comparisons c WHERE c.report = r.seq AND c.method = :method)
ORDER BY r.seq;

-- name: reports_compared
SELECT DISTINCT r.id FROM comparisons c JOIN reports r ON r.seq = c.report ORDER BY r.id;

-- name: oldest_uncompared
SELECT o.seq FROM (
  SELECT r.seq FROM reports r
  WHERE EXISTS (SELECT 1 FROM sightings s JOIN runs n ON n.seq = s.run WHERE s.report = r.seq AND n.command <> 'import')
  ORDER BY r.seq LIMIT 1) o
WHERE NOT EXISTS (SELECT 1 FROM comparisons c WHERE c.report = o.seq AND c.method = :method);

-- name: comparisons
SELECT r.id, c.method, c.words, c.agency, c.seq FROM comparisons c JOIN reports r ON r.seq = c.report
WHERE c.recorded_at <= :recorded_by AND NOT EXISTS (
  SELECT 1 FROM comparisons later
  WHERE later.report = c.report AND later.seq > c.seq AND later.recorded_at <= :recorded_by)
ORDER BY r.id;

-- name: comparisons_of
SELECT r.id, c.method, c.words, c.agency, c.seq FROM comparisons c JOIN reports r ON r.seq = c.report
WHERE r.id = :report
ORDER BY c.seq;

-- name: repeats
SELECT r.id, o.id, p.shared, p.of_one, p.of_other
FROM repeats p
JOIN comparisons c ON c.seq = p.comparison
JOIN reports r ON r.seq = c.report
JOIN reports o ON o.seq = p.other
WHERE c.recorded_at <= :recorded_by AND NOT EXISTS (
  SELECT 1 FROM comparisons later
  WHERE later.report = c.report AND later.seq > c.seq AND later.recorded_at <= :recorded_by)
ORDER BY r.id, o.id;

-- name: repeats_of
SELECT r.id, o.id, p.shared, p.of_one, p.of_other
FROM (
  SELECT p.seq FROM reports m JOIN repeats p ON p.other = m.seq WHERE m.id = :report
  UNION
  SELECT p.seq FROM reports m JOIN comparisons c ON c.report = m.seq JOIN repeats p ON p.comparison = c.seq
  WHERE m.id = :report) found
JOIN repeats p ON p.seq = found.seq
JOIN comparisons c ON c.seq = p.comparison
JOIN reports r ON r.seq = c.report
JOIN reports o ON o.seq = p.other
WHERE NOT EXISTS (SELECT 1 FROM comparisons later WHERE later.report = c.report AND later.seq > c.seq)
ORDER BY r.id, o.id;

-- name: repeats_in
SELECT r.id, o.id, p.shared, p.of_one, p.of_other
FROM repeats p
JOIN comparisons c ON c.seq = p.comparison
JOIN reports r ON r.seq = c.report
JOIN reports o ON o.seq = p.other
WHERE p.comparison = :comparison ORDER BY p.seq;

-- name: integrity
PRAGMA integrity_check;

-- name: foreign_keys
PRAGMA foreign_key_check;

-- name: insert_follow
INSERT INTO follows (url, publisher, added_at, asked, due_at) VALUES (:url, :publisher, :added_at, :url, :added_at)
ON CONFLICT (url) DO NOTHING RETURNING seq;

-- name: delete_follow
DELETE FROM follows WHERE url = :url RETURNING seq;

-- name: follows
SELECT f.seq, f.url, f.title, f.publisher, f.added_at, f.asked, f.etag, f.last_modified, f.digest, f.polled_at, f.due_at,
       f.failures, f.trouble, (SELECT count(*) FROM entries e WHERE e.follow = f.seq),
       (SELECT count(*) FROM entries e WHERE e.follow = f.seq AND e.due_at IS NOT NULL)
FROM follows f ORDER BY f.seq;

-- name: update_follow
UPDATE follows SET title = :title, asked = :asked, etag = :etag, last_modified = :last_modified, digest = :digest,
                   polled_at = :polled_at, due_at = :due_at, failures = :failures, trouble = :trouble
WHERE seq = :seq;

-- name: insert_entry
INSERT INTO entries (follow, key, stamp, packed, due_at) VALUES (:follow, :key, :stamp, :packed, :due_at)
ON CONFLICT (follow, key) DO UPDATE SET stamp = :stamp, packed = :packed, due_at = :due_at, tries = 0
WHERE stamp != :stamp RETURNING seq;

-- name: waiting_entries
SELECT seq, follow, key, packed, due_at, tries FROM entries WHERE due_at <= :now ORDER BY due_at, seq;

-- name: next_entry_due
SELECT min(due_at) FROM entries WHERE due_at IS NOT NULL;

-- name: settle_entry
UPDATE entries SET packed = NULL, due_at = NULL WHERE seq = :seq;

-- name: postpone_entry
UPDATE entries SET due_at = :due_at, tries = :tries WHERE seq = :seq;

-- name: pause_host
INSERT INTO pauses (host, until) VALUES (:host, :until) ON CONFLICT (host) DO UPDATE SET until = max(until, :until);

-- name: paused_until
SELECT until FROM pauses WHERE host = :host AND until > :now;

-- name: insert_position
INSERT INTO positions (archive, records, counts, finished, run, recorded_at)
VALUES (:archive, :records, :counts, :finished, :run, :recorded_at);

-- name: last_position
SELECT records, counts, finished FROM positions WHERE archive = :archive ORDER BY seq DESC LIMIT 1;
