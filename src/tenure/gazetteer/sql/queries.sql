-- name: meta
SELECT key, value FROM meta ORDER BY key
-- name: place
SELECT * FROM places WHERE id = :id
-- name: named
SELECT places.*, names.grade FROM names JOIN places ON places.row = names.place WHERE names.name = :name ORDER BY places.row
-- name: near
SELECT * FROM places WHERE kind = :kind AND countries = :country AND lat BETWEEN :south AND :north AND lon BETWEEN :west AND :east ORDER BY row
-- name: sites
SELECT * FROM places WHERE id GLOB 'site:*' ORDER BY row
-- name: capitals
SELECT * FROM places WHERE capital = 1 ORDER BY row
-- name: borders
SELECT id FROM places WHERE id GLOB 'border:*' ORDER BY id
-- name: holders
SELECT * FROM holders ORDER BY id
-- name: affiliations
SELECT alias, part, name, is_state FROM affiliations ORDER BY part, alias
