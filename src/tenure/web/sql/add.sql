INSERT INTO facts (row, claim, event, modality, published, places, holders)
VALUES (:row, :claim, :event, :modality, :published, :places, :holders);
