INSERT INTO said (rowid, sentence, names) VALUES (:row, :sentence, :names);
