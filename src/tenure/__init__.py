"""Tenure: who holds or is stationed at what place, since when, says who."""

__version__ = "0.1.0"
