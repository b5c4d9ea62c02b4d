"""Decisions of people about claims, places and holders, on their way into the record."""
