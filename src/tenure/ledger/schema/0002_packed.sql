-- From here on offsets and scores are written as packed bytes (packing.py). Rows from before stay as they are and are
-- read alike; a Tenure from before must not open what it would misread, and this step makes it refuse.
SELECT 1;
