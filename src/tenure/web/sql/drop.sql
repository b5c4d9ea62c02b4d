DELETE FROM facts WHERE row = :row;
