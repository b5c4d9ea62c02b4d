"""`python -m tenure`: the same as the command."""

from tenure.cli.main import run

run()
