"""Promises that no linter knows of: who commits, who speaks, who is excused and why."""

import ast
import re
from collections.abc import Iterator

from tests.support.sources import PROGRAM, ROOT, Source, sources, tracked

SPEAKERS = {"message", "query", "callback_query", "bot", "event", "update"}
ENDINGS = {"commit", "rollback", "begin", "begin_nested"}
EXCUSE = re.compile(r"#\s*(?:noqa|pragma|fmt:|isort:)")
EXCUSED = re.compile(r"# noqa: [A-Z]+[0-9]+(?:, ?[A-Z]+[0-9]+)*\s+\S.*\w")
# what no file may hold is spelled here only as the pattern that finds it
HOSTS = re.compile(r"(?:pypi|pythonhosted|npmjs|anaconda|docker|ghcr)[.](?:org|com|io)\b")
MACHINES = re.compile(r"(?<![\w.:/-])/(?:work|root|home|Users)/\w+")
OURS = (*PROGRAM, "migrations", "benchmarks", "tests")
TEXTS = {
    ".py",
    ".md",
    ".toml",
    ".txt",
    ".yaml",
    ".json",
    ".js",
    ".css",
    ".html",
    ".po",
    ".mako",
    "",
}


def calls(source: Source) -> Iterator[tuple[ast.Call, ast.Attribute]]:
    """Yield the calls of methods."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node, node.func


def test_a_transaction_begins_and_ends_in_one_place() -> None:
    """Only the unit of work commits: what a person is told after it is true."""
    places = [
        source.where(call)
        for source in sources()
        for call, method in calls(source)
        if method.attr in ENDINGS and source.package != "simulator"
    ]

    assert {place.partition(":")[0] for place in places} == {"models/unit.py"}, places


def test_handlers_never_speak() -> None:
    """A handler returns its reply; awaiting Telegram there would say what may be rolled back."""
    spoken = [
        source.where(node)
        for source in sources("handlers")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Await)
        and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Attribute)
        and SPEAKERS & set(ast.unparse(node.value.func.value).split("."))
    ]

    assert spoken == []


def test_every_excuse_names_its_rule_and_reason() -> None:
    """``# noqa`` without a reason beside it is a rule broken in silence."""
    bare = [
        place
        for source in sources(*OURS)
        for place, comment in source.comments()
        if EXCUSE.search(comment) and not EXCUSED.search(comment)
    ]

    assert bare == []


def test_types_are_never_ignored() -> None:
    """Where the checker cannot follow there is a way to say it in types."""
    ignored = [
        place
        for source in sources(*OURS)
        for place, comment in source.comments()
        if comment.startswith("# type:")
    ]

    assert ignored == []


def test_no_file_knows_where_it_was_written() -> None:
    """No registry's host and no path of somebody's machine: a clone works anywhere."""
    found = [
        f"{path}:{number}: {line.strip()[:80]}"
        for path in tracked()
        if path.suffix in TEXTS
        for number, line in enumerate((ROOT / path).read_text("utf-8").splitlines(), start=1)
        if HOSTS.search(line) or MACHINES.search(line)
    ]

    assert found == []


def test_every_rule_switched_off_has_its_reason() -> None:
    """In pyproject.toml too: each ignored rule stands on a line with a comment."""
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    lint = text[text.index("[tool.ruff.lint]") : text.index("[tool.ruff.lint.mccabe]")]
    rules = [
        line for line in lint.splitlines() if re.match(r'\s+"[A-Z]+[0-9]*"|"[^"]+" = \[.', line)
    ]

    assert len(rules) > 10
    assert [line for line in rules if not re.search(r"#\s+\w.*\w", line)] == []
