CREATE UNIQUE INDEX place_ids ON places (id);
CREATE INDEX place_spots ON places (kind, countries, lat);
CREATE INDEX place_capitals ON places (capital) WHERE capital = 1;
