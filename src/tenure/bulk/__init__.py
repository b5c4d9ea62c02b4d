"""Web archives taken into the record: gated, on several cores, by one writer, and resumed where they stopped."""
