CREATE VIRTUAL TABLE said USING fts5(
  sentence, names,
  claim UNINDEXED, event UNINDEXED, modality UNINDEXED, published UNINDEXED, places UNINDEXED, holders UNINDEXED,
  tokenize = "unicode61 remove_diacritics 2"
);
