"""Reading our own source: the files that are ours, and what is in them."""

import ast
import io
import shutil
import subprocess
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROGRAM = (
    "bot",
    "handlers",
    "scheduler",
    "web",
    "views",
    "services",
    "models",
    "domain",
    "locales",
    "simulator",
)
"""The packages that run; tests, migrations and benchmarks are around them."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """One Python file; ``path`` is relative to the root."""

    path: Path
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """Return the file parsed."""
        return ast.parse(self.text)

    @cached_property
    def tokens(self) -> tuple[tokenize.TokenInfo, ...]:
        """Return the file cut into words, comments among them."""
        return tuple(tokenize.generate_tokens(io.StringIO(self.text).readline))

    @cached_property
    def logical_lines(self) -> tuple[int, ...]:
        """Return the numbers of the lines on which a logical line of Python ends."""
        return tuple(each.start[0] for each in self.tokens if each.type == tokenize.NEWLINE)

    def comments(self) -> Iterator[tuple[str, str]]:
        """Yield place and words of each comment."""
        for token in self.tokens:
            if token.type == tokenize.COMMENT:
                yield f"{self.path}:{token.start[0]}", token.string

    @property
    def package(self) -> str:
        """Return the top-level folder."""
        return self.path.parts[0]

    def functions(self) -> Iterator[Function]:
        """Yield all functions, also those inside others."""
        for node in ast.walk(self.tree):
            if isinstance(node, Function):
                yield node

    def imports(self) -> Iterator[str]:
        """Yield the modules that the file imports, by their full names."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            if isinstance(node, ast.ImportFrom) and node.module:
                yield node.module

    def body_length(self, function: Function) -> int:
        """Return the logical lines of a function's body without its docstring."""
        first, *rest = function.body
        told = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
        start = (rest[0].lineno if rest else first.lineno + 1) if told else first.lineno
        last = function.end_lineno or start
        return sum(start <= line <= last for line in self.logical_lines)

    def where(self, node: ast.expr | ast.stmt) -> str:
        """Return file and line of something in it, as an editor opens it."""
        return f"{self.path}:{node.lineno}"


def tracked(*patterns: str) -> list[Path]:
    """Return the project's files, relative to the root, whether committed yet or not."""
    git = shutil.which("git") or "git"
    listed = subprocess.run(
        [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    found = (Path(name) for name in listed.stdout.split("\0") if name)
    return sorted({path for path in found if (ROOT / path).is_file()})


@cache
def sources(*packages: str) -> list[Source]:
    """Return the Python files of some packages, of the whole program when none is named."""
    wanted = packages or PROGRAM
    return [
        Source(path, (ROOT / path).read_text(encoding="utf-8"))
        for path in tracked("*.py")
        if path.parts[0] in wanted
    ]
