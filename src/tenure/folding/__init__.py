"""Claims to tenures: pure functions from statements and reviews to segments, commitments and conflicts."""
