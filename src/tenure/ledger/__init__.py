"""The append-only store of reports, claims and reviews: the only code that knows SQL."""
