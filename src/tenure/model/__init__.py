"""Facts: what a report, a claim, a place, a holder, a review and a derived tenure are.

Standard library only. Everything here is a frozen value; behaviour lives in the stages.
"""
