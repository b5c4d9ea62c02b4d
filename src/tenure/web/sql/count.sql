SELECT count(*) FROM (SELECT 1 FROM said WHERE said MATCH :words LIMIT :many);
