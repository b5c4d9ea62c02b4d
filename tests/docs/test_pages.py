"""What the pages tell people to type can be typed, and what they link to is there."""

import re
import shlex
from pathlib import Path

import click
import pytest

from tenure.cli.main import cli

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").rglob("README.md")])
TYPED = re.compile(
    r"^(?:<!-- transcript(?: \d+)?: |    |\$ |    \$ )?(?P<command>tenure (?!\[).+?)(?: -->)?$", re.MULTILINE
)
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)(?:#([^)\s]+))?\)")


def blocks_of(text):
    """The parts of a page that are typed: code blocks and marks of transcripts."""
    yield from re.findall(r"^```[a-z]*\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    yield from re.findall(r"^(?: {4}.*\n?)+", text, re.MULTILINE)
    yield from re.findall(r"^<!-- transcript.*$", text, re.MULTILINE)


def commands_of(page):
    for block in blocks_of(page.read_text("utf-8")):
        yield from (found["command"] for found in TYPED.finditer(block))


def parsed(command, name, words, parent):
    """Take words apart as the command line does, without doing anything."""
    context = command.make_context(name, list(words), parent=parent)
    if isinstance(command, click.Group):
        verb = next(word for word in words if word in command.commands)
        parsed(command.commands[verb], verb, words[words.index(verb) + 1 :], context)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_can_be_typed(page):
    for command in commands_of(page):
        if "[OPTIONS]" in command:
            continue
        bare = re.split(r"\s[|>]\s", re.sub(r"@\{[^{}]*\}", "s1:0", command))[0]
        words = shlex.split(bare, comments=True)[1:]
        try:
            parsed(cli, "tenure", words, None)
        except click.exceptions.Exit:
            continue
        except click.ClickException as error:
            pytest.fail(f"{command}: {error.format_message()}")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page):
    text = re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    for target, part in LINK.findall(text):
        file = page.parent / target
        assert file.exists(), target
        if part and file.suffix == ".md":
            assert part in anchors_of(file.read_text("utf-8")), f"{target}#{part}"


def anchors_of(text):
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_links_within_the_page_on_json_lead_somewhere():
    text = (ROOT / "docs" / "json.md").read_text("utf-8")
    assert [part for part in re.findall(r"\]\(#([^)]+)\)", text) if part not in anchors_of(text)] == []
