"""Following: feeds and pages that are looked at again and again, and what is new in them taken in."""
