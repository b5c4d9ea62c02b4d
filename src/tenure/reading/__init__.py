"""Reading: a report to claims. No store, no network, no clock."""
