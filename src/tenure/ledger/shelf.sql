-- name: meta
SELECT value FROM meta WHERE name = :name;

-- name: put_meta
INSERT INTO meta (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- name: clear_meta
DELETE FROM meta;

-- name: clear_lines
DELETE FROM lines;

-- name: clear_bearing
DELETE FROM bearing;

-- name: clear_said
DELETE FROM said;

-- name: clear_above
DELETE FROM above;

-- name: clear_inside
DELETE FROM inside;

-- name: clear_places
DELETE FROM places;

-- name: clear_taken
DELETE FROM taken;

-- name: clear_spelled
DELETE FROM spelled;

-- name: clear_ids
DELETE FROM ids;

-- name: line_seq
SELECT seq FROM lines WHERE place = :place AND holder = :holder AND aspect = :aspect;

-- name: side
SELECT side FROM lines WHERE place = :place AND holder = :holder AND aspect = :aspect;

-- name: outer
SELECT place FROM inside WHERE inner = :place AND loose = 0 ORDER BY place;

-- name: add_line
INSERT INTO lines (place, holder, aspect, side) VALUES (:place, :holder, :aspect, :side) RETURNING seq;

-- name: lines
SELECT seq, place, holder, aspect FROM lines ORDER BY place, holder, aspect;

-- name: lines_at
SELECT seq, place, holder, aspect FROM lines WHERE place = :place ORDER BY holder, aspect;

-- name: line_at_seq
SELECT seq, place, holder, aspect FROM lines WHERE seq = :seq;

-- name: lines_to_fold
SELECT seq, place, holder, aspect FROM lines WHERE body IS NULL ORDER BY seq;

-- name: is_marked
SELECT 1 FROM lines WHERE seq = :seq AND body IS NULL;

-- name: bodies
SELECT place, holder, aspect, body, rest FROM lines WHERE body IS NOT NULL ORDER BY place, holder, aspect;

-- name: rests
SELECT place, holder, aspect, rest FROM lines WHERE body IS NOT NULL AND rest IS NOT NULL ORDER BY place, holder, aspect;

-- name: rests_inside
SELECT l.place, l.holder, l.aspect, l.rest FROM inside i JOIN lines l ON l.place = i.inner
WHERE i.place = :place AND i.loose = 0 AND l.body IS NOT NULL AND l.rest IS NOT NULL
ORDER BY l.place, l.holder, l.aspect;

-- name: heads
SELECT place, holder, aspect, heads, days, amounts FROM lines WHERE body IS NOT NULL ORDER BY place, holder, aspect;

-- name: heads_of
SELECT heads, days, amounts, rest FROM lines WHERE seq = :seq AND body IS NOT NULL;

-- name: body
SELECT body, rest FROM lines WHERE seq = :seq;

-- name: ended
SELECT ended_low, ended_high FROM lines WHERE place = :place AND holder = :holder AND aspect = :aspect;

-- name: mark
UPDATE lines SET body = NULL WHERE seq = :seq;

-- name: keep
UPDATE lines SET body = :body, heads = :heads, days = :days, amounts = :amounts, rest = :rest, ended_low = :low, ended_high = :high
WHERE seq = :seq;

-- name: forget_ids
DELETE FROM ids WHERE line = :seq;

-- name: add_id
INSERT OR IGNORE INTO ids (id, line) VALUES (:id, :seq);

-- name: ids_from
SELECT id, line FROM ids WHERE id >= :low AND id < :high ORDER BY id, line LIMIT 8;

-- name: drop_line
DELETE FROM lines WHERE seq = :seq;

-- name: drop_above
DELETE FROM above WHERE upper = :seq OR lower = :seq;

-- name: add_bearing
INSERT OR IGNORE INTO bearing (line, kind, first, claim, last) VALUES (:line, :kind, :first, :claim, :last);

-- name: bearing_of
SELECT l.place, l.holder, l.aspect, b.kind FROM bearing b JOIN lines l ON l.seq = b.line WHERE b.claim = :claim
ORDER BY l.seq, b.kind;

-- name: drop_bearing
DELETE FROM bearing WHERE claim = :claim;

-- name: add_said
INSERT INTO said (claim, since, until, body) VALUES (:claim, :since, :until, :body)
ON CONFLICT (claim) DO UPDATE SET since = excluded.since, until = excluded.until, body = excluded.body;

-- name: drop_said
DELETE FROM said WHERE claim = :claim;

-- name: said
SELECT s.body FROM json_each(:claims) j JOIN said s ON s.claim = j.value WHERE s.since <= :day ORDER BY s.claim;

-- name: known_after
SELECT l.place, l.holder, l.aspect, b.kind FROM said s JOIN bearing b ON b.claim = s.claim JOIN lines l ON l.seq = b.line
WHERE s.until > :day GROUP BY b.line, b.kind ORDER BY b.line, b.kind;

-- name: borne
SELECT claim FROM bearing WHERE line = :line AND kind = :kind ORDER BY claim;

-- name: count
SELECT count(*) FROM bearing WHERE line = :line AND kind = :kind;

-- name: bears
SELECT 1 FROM bearing WHERE line = :line AND kind = :kind LIMIT 1;

-- name: lent
SELECT claim FROM bearing WHERE line = :line AND kind = :kind AND first <= coalesce(
  (SELECT first FROM bearing WHERE line = :line AND kind = :kind ORDER BY first LIMIT 1 OFFSET :heads - 1), 1e9)
UNION
SELECT claim FROM bearing WHERE line = :line AND kind = :kind AND last >= coalesce(
  (SELECT last FROM bearing WHERE line = :line AND kind = :kind ORDER BY last DESC LIMIT 1 OFFSET :tails - 1), -1e9);

-- name: add_above
INSERT OR IGNORE INTO above (upper, lower) VALUES (:upper, :lower);

-- name: lower
SELECT l.seq, l.place, l.holder, l.aspect FROM above a JOIN lines l ON l.seq = a.lower WHERE a.upper = :seq
ORDER BY l.seq;

-- name: upper
SELECT l.seq, l.place, l.holder, l.aspect FROM above a JOIN lines l ON l.seq = a.upper WHERE a.lower = :seq
ORDER BY l.seq;

-- name: beside
SELECT seq, place, holder, aspect FROM lines WHERE place = :place AND side = :side ORDER BY seq;

-- name: beside_inside
SELECT l.seq, l.place, l.holder, l.aspect FROM inside i JOIN lines l ON l.place = i.inner AND l.side = :side
WHERE i.place = :place AND i.loose = 0 ORDER BY l.seq;

-- name: add_inside
INSERT OR IGNORE INTO inside (place, loose, inner) VALUES (:place, :loose, :inner);

-- name: within
SELECT DISTINCT inner FROM inside WHERE place = :place AND loose = 1 ORDER BY inner;

-- name: add_place
INSERT OR IGNORE INTO places (place, name) VALUES (:place, :name);

-- name: has_place
SELECT 1 FROM places WHERE place = :place;

-- name: places_called
SELECT place FROM places WHERE instr(name, :name) ORDER BY place;

-- name: taken
SELECT reading FROM taken WHERE report = :report;

-- name: take
INSERT INTO taken (report, reading, hidden, ended) VALUES (:report, :reading, :hidden, :ended)
ON CONFLICT (report) DO UPDATE SET reading = excluded.reading, hidden = excluded.hidden, ended = excluded.ended;

-- name: hidden
SELECT coalesce(sum(hidden), 0) FROM taken;

-- name: has_ended
SELECT 1 FROM taken WHERE ended > 0 LIMIT 1;

-- name: forget_spellings
DELETE FROM spelled WHERE report = :report;

-- name: add_spelling
INSERT OR REPLACE INTO spelled (id, day, report, words) VALUES (:id, :day, :report, :words);

-- name: spelled
SELECT words FROM spelled WHERE id = :id ORDER BY day, report LIMIT 1;
