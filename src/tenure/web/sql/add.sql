INSERT INTO said (rowid, sentence, names, claim, event, modality, published, places, holders)
VALUES (:row, :sentence, :names, :claim, :event, :modality, :published, :places, :holders);
