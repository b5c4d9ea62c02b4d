DELETE FROM said WHERE rowid = :row;
