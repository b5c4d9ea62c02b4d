"""robots.txt as RFC 9309 has it: what a host lets us fetch, and how often."""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote

AGENT: Final = "tenure"
MOST: Final = 500_000
"""Bytes of it that are read, as the RFC has it."""
_MOST_RULES: Final = 5_000
_LONGEST_DELAY: Final = 60.0
_COMMENT: Final = re.compile(r"#.*")


@dataclass(frozen=True, slots=True)
class Rules:
    """What one robots.txt says to us."""

    rules: tuple[tuple[bool, str], ...] = ()
    """Whether a path that fits the pattern may be fetched."""
    delay: float | None = None
    """Seconds between requests."""

    def allows(self, path: str) -> bool:
        """Whether a path may be fetched: the longest pattern that fits decides, and of two as long the kinder."""
        plain = _plain(path)
        fitting = [(len(pattern), allowed) for allowed, pattern in self.rules if _fits(pattern, plain)]
        return plain == "/robots.txt" or not fitting or max(fitting)[1]


ALL: Final = Rules()


def rules_of(text: str) -> Rules:
    """The rules for us: those of our own name, else those for everybody."""
    groups: dict[str, list[tuple[bool, str]]] = {}
    delays: dict[str, float] = {}
    named: list[str] = []
    in_rules = False
    for line in text[:MOST].splitlines():
        key, found, value = _COMMENT.sub("", line).partition(":")
        key, value = key.strip().lower(), value.strip()
        if not found:
            continue
        if key == "user-agent":
            named = [] if in_rules else named
            in_rules = False
            named.append(_token(value))
            groups.setdefault(named[-1], [])
        elif key in ("allow", "disallow", "crawl-delay"):
            in_rules = True
            for agent in named:
                _add(groups[agent], delays, agent, key, value)
    agent = AGENT if AGENT in groups else "*"
    return Rules(tuple(groups.get(agent, ())[:_MOST_RULES]), delays.get(agent))


def _token(value: str) -> str:
    """The name of an agent without its version."""
    found = re.match(r"[A-Za-z_-]+|\*", value)
    return found[0].lower() if found else ""


def _add(rules: list[tuple[bool, str]], delays: dict[str, float], agent: str, key: str, value: str) -> None:
    if key == "crawl-delay":
        if re.fullmatch(r"\d{1,6}(?:\.\d{1,3})?", value):
            delays.setdefault(agent, min(float(value), _LONGEST_DELAY))
    elif value:
        rules.append((key == "allow", _plain(value)))


def _plain(path: str) -> str:
    """One spelling for paths that mean the same."""
    return quote(unquote(path, errors="surrogateescape"), safe="/%:@!$&'()*+,;=~-._?", errors="surrogateescape")


def _fits(pattern: str, path: str) -> bool:
    """Whether a pattern with `*` and a closing `$` fits the start of a path; never more than one pass over it."""
    anchored = pattern.endswith("$")
    first, *parts = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    if anchored and parts:
        last = parts.pop()
        if len(path) - len(last) < at or not path.endswith(last):
            return False
        path = path[: len(path) - len(last)]
    elif anchored:
        return at == len(path)
    for part in parts:
        at = path.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return True
