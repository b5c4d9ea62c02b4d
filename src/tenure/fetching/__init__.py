"""The only code that asks another computer for anything: one page at a time, checked, bounded and polite."""
