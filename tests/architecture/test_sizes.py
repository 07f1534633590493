"""The limits that keep every piece small enough to be read at a glance (docs/architecture.md)."""

import ast

from tests.support.sources import Function, Source, sources

FUNCTION, HANDLER, MODULE, TEST_MODULE, PARAMETERS = 25, 12, 250, 400, 5


def is_handler(function: Function) -> bool:
    """Return whether a function is registered with a router (``@router.message(…)``)."""
    calls = (each.func for each in function.decorator_list if isinstance(each, ast.Call))
    return any(
        isinstance(call, ast.Attribute)
        and isinstance(call.value, ast.Name)
        and call.value.id == "router"
        for call in calls
    )


def parameters(function: Function) -> int:
    """Return how many things a caller has to pass."""
    given = function.args
    named = [*given.posonlyargs, *given.args, *given.kwonlyargs]
    return sum(argument.arg not in {"self", "cls"} for argument in named)


def too_long(source: Source, function: Function) -> bool:
    """Return whether a body is longer than its kind may be."""
    limit = HANDLER if is_handler(function) else FUNCTION
    return source.body_length(function) > limit


def test_functions_and_handlers_are_short() -> None:
    """A handler reads, calls one service and returns the reply: 12 lines; a function has 25."""
    long = [
        f"{source.where(function)} {function.name}: {source.body_length(function)} lines"
        for source in sources()
        for function in source.functions()
        if too_long(source, function)
    ]

    assert long == []


def test_handlers_are_recognised() -> None:
    """The limit of 12 lines would hold for nothing if registration looked otherwise."""
    found = [
        function
        for source in sources("handlers")
        for function in source.functions()
        if is_handler(function)
    ]

    assert len(found) > 30


def test_functions_have_few_parameters() -> None:
    """Five at most; what belongs together travels as one value."""
    many = [
        f"{source.where(function)} {function.name}: {parameters(function)}"
        for source in sources()
        for function in source.functions()
        if parameters(function) > PARAMETERS
    ]

    assert many == []


def test_modules_are_short() -> None:
    """250 lines for the program, 400 for a file of tests."""
    limits = [(source, MODULE) for source in sources()]
    limits += [(source, TEST_MODULE) for source in sources("tests", "benchmarks")]
    lengths = [(source.path, len(source.text.splitlines()), limit) for source, limit in limits]

    assert [f"{path}: {lines}" for path, lines, limit in lengths if lines > limit] == []


def test_a_lines_continuation_is_not_a_line() -> None:
    """The formatter decides where a call breaks; the limits count what a person has written."""
    text = 'def add(a: int) -> int:\n    """Say.\n\n    More.\n    """\n    # why\n'
    text += "    return sum(\n        [a],\n    )\n"
    source = Source(sources("domain")[0].path, text)

    assert [source.body_length(function) for function in source.functions()] == [1]
