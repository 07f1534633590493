"""``python -m bot sla``: the answer alone on standard output, or one sentence and status 2."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.__main__ import main
from tests.support.processes import ROOT, environment

EXAMPLE = str(ROOT / "examples" / "school.yaml")
SMALL = ROOT / "tests" / "school" / "small.yaml"
FRIDAY = "2026-09-18T17:30:00+08:00"
MONDAY = "2026-11-09T09:00:00+08:00"
TEACHING = {"school": EXAMPLE, "calendar": "teaching"}
DUE = TEACHING | {"from": FRIDAY, "amount": "240", "unit": "working_minutes"}
ELAPSED = TEACHING | {"from": FRIDAY, "to": FRIDAY}
BERLIN = ("Europe/Berlin", "08:00-16:00")
NEW_YORK = ("America/New_York", "09:00-17:00")
NIGHT = ("Asia/Shanghai", "22:00-06:00")


@dataclass(frozen=True)
class Terminal:
    """Where commands are given, in a folder, and what they answer."""

    folder: Path
    output: pytest.CaptureFixture[str]

    def answer(self, act: str, options: dict[str, str]) -> str:
        """Return the only line of a command that had nothing else to say."""
        assert main(arguments(act, options)) == 0
        said = self.output.readouterr()
        assert said.err == ""
        assert said.out.count("\n") == 1
        return said.out.removesuffix("\n")

    def refusal(self, *words: str) -> str:
        """Return the only sentence of a command that ended with status 2."""
        try:
            status: object = main(list(words))
        except SystemExit as exited:
            status = exited.code
        said = self.output.readouterr()
        assert (status, said.out) == (2, "")
        assert said.err.count("\n") == 1
        return said.err.removesuffix("\n")

    def school(self, zone: str, hours: str) -> str:
        """Write the file of a small school of another zone and other hours; return its path."""
        text = SMALL.read_text("utf-8").replace("Asia/Shanghai", zone)
        return self.file(text.replace("[08:00-12:00, 14:00-18:00]", hours))

    def file(self, text: str) -> str:
        """Write a school's file and return its path."""
        path = self.folder / "school.yaml"
        path.write_text(text, encoding="utf-8")
        return str(path)


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """Give a place to ask from."""
    return Terminal(tmp_path, capsys)


def arguments(act: str, options: dict[str, str]) -> list[str]:
    """Return one question as a command line has it."""
    return ["sla", act, *(f"--{name}={value}" for name, value in options.items())]


def promise(words: str) -> dict[str, str]:
    """Return the options for ``240 working_minutes``."""
    amount, unit = words.split()
    return {"amount": amount, "unit": unit}


@pytest.mark.parametrize(
    ("start", "promised", "expected"),
    [
        # The published vectors: a make-up day, a week of holidays, a night, a lunch, an end.
        (FRIDAY, "240 working_minutes", "2026-09-20T11:30:00+08:00"),
        ("2026-09-30T16:00:00+08:00", "480 working_minutes", "2026-10-08T16:00:00+08:00"),
        (MONDAY, "480 working_minutes", "2026-11-10T09:00:00+08:00"),
        ("2026-11-09T12:30:00+08:00", "30 working_minutes", "2026-11-09T14:30:00+08:00"),
        ("2026-11-09T10:00:00+08:00", "120 working_minutes", "2026-11-09T12:00:00+08:00"),
        ("2026-11-14T10:00:00+08:00", "60 working_minutes", "2026-11-16T09:00:00+08:00"),
        # The other units.
        (FRIDAY, "240 clock_minutes", "2026-09-18T21:30:00+08:00"),
        (FRIDAY, "1 working_days", "2026-09-20T18:00:00+08:00"),
        ("2026-09-30T16:00:00+08:00", "3 working_days", "2026-10-10T18:00:00+08:00"),
        # Nothing promised is due at the start, also when nobody works then.
        ("2026-10-03T03:00:00+08:00", "0 working_minutes", "2026-10-03T03:00:00+08:00"),
        ("2026-10-03T03:00:00+08:00", "0 clock_minutes", "2026-10-03T03:00:00+08:00"),
        # A moment may be written in any offset, as UTC, without an offset, as a date alone.
        ("2026-09-18T09:30:00Z", "240 working_minutes", "2026-09-20T11:30:00+08:00"),
        ("2026-09-18T05:30:00-04:00", "240 working_minutes", "2026-09-20T11:30:00+08:00"),
        ("2026-09-18T17:30", "240 working_minutes", "2026-09-20T11:30:00+08:00"),
        ("2026-09-18 17:30:00", "240 working_minutes", "2026-09-20T11:30:00+08:00"),
        ("2026-11-09", "30 working_minutes", "2026-11-09T08:30:00+08:00"),
        # A second counts, a part of one does not.
        ("2026-11-09T09:00:01+08:00", "1 working_minutes", "2026-11-09T09:01:01+08:00"),
        ("2026-11-09T09:00:00.999+08:00", "1 working_minutes", "2026-11-09T09:01:00+08:00"),
        # A year without national days goes by the week, and nothing is said of it here.
        ("2027-10-01T09:00:00+08:00", "60 working_minutes", "2027-10-01T10:00:00+08:00"),
        # Far, but within ten years.
        (MONDAY, "5000000 clock_minutes", "2036-05-12T14:20:00+08:00"),
    ],
)
def test_due(terminal: Terminal, start: str, promised: str, expected: str) -> None:
    """The deadline, in the calendar's local time with its offset."""
    assert terminal.answer("due", DUE | promise(promised) | {"from": start}) == expected


@pytest.mark.parametrize(
    ("place", "start", "promised", "expected"),
    [
        # Vector 13: four hours of the clock in the night in which it goes forward.
        (BERLIN, "2026-03-28T23:00", "240 clock_minutes", "2026-03-29T04:00:00+02:00"),
        (BERLIN, "2026-03-27T15:30", "60 working_minutes", "2026-03-30T08:30:00+02:00"),
        # That night has no 02:30: it stands for 03:00, the first instant after the skip.
        (BERLIN, "2026-03-29T02:30:00", "0 clock_minutes", "2026-03-29T03:00:00+02:00"),
        (BERLIN, "2026-03-29T02:00:01", "1 clock_minutes", "2026-03-29T03:01:00+02:00"),
        # In October 02:30 comes twice: the first one, unless the offset names the other.
        (BERLIN, "2026-10-25T02:30:15", "0 clock_minutes", "2026-10-25T02:30:15+02:00"),
        (BERLIN, "2026-10-25T02:30", "60 clock_minutes", "2026-10-25T02:30:00+01:00"),
        (BERLIN, "2026-10-25T02:30+01:00", "0 clock_minutes", "2026-10-25T02:30:00+01:00"),
        (NEW_YORK, "2026-03-06T16:00", "120 working_minutes", "2026-03-09T10:00:00-04:00"),
        (NEW_YORK, "2026-10-30T16:00", "2 working_days", "2026-11-03T17:00:00-05:00"),
        # A window past midnight: Friday's lasts until Saturday morning.
        (NIGHT, "2026-11-14T05:30", "31 working_minutes", "2026-11-16T22:01:00+08:00"),
        (NIGHT, "2026-11-13T12:00", "1 working_days", "2026-11-17T06:00:00+08:00"),
        # The small school's only make-up day is a Saturday after its week of holidays.
        (NIGHT, "2026-10-10T12:00", "60 working_minutes", "2026-10-10T23:00:00+08:00"),
    ],
)
def test_due_abroad_and_at_night(
    terminal: Terminal, place: tuple[str, str], start: str, promised: str, expected: str
) -> None:
    """A moment without an offset is what the clock on the calendar's wall shows."""
    where = {"school": terminal.school(*place), "calendar": "work", "from": start}
    assert terminal.answer("due", where | promise(promised)) == expected


@pytest.mark.parametrize(
    ("start", "end", "seconds"),
    [
        (MONDAY, "2026-11-11T10:00:00+08:00", 61_200),  # vector 5
        (MONDAY, MONDAY, 0),
        (MONDAY, "2026-11-09T09:00:01+08:00", 1),
        ("2026-11-09T12:00+08:00", "2026-11-09T14:00+08:00", 0),
        ("2026-11-09T11:59:59+08:00", "2026-11-09T14:00:01+08:00", 2),
        ("2026-11-09T01:00Z", "2026-11-09T10:00+08:00", 3600),
        ("2026-09-14", "2026-09-21", 172_800),
        # Each moment stands for the second it lies in.
        ("2026-11-09T09:00:00.9+08:00", "2026-11-09T09:00:01.1+08:00", 1),
        ("2026-11-09T09:00:00.1+08:00", "2026-11-09T09:00:00.9+08:00", 0),
    ],
)
def test_elapsed(terminal: Terminal, start: str, end: str, seconds: int) -> None:
    """The whole seconds of working time between two moments."""
    assert terminal.answer("elapsed", ELAPSED | {"from": start, "to": end}) == str(seconds)


@pytest.mark.parametrize(
    ("act", "options", "said"),
    [
        ("due", {"calendar": "boarding"}, 'no calendar "boarding"; write one of dormitory, emerg'),
        ("due", {"from": "yesterday"}, '--from: "yesterday" is not a moment; write it as 2026-'),
        ("due", {"from": ""}, '--from: "" is not a moment'),
        ("due", {"from": "2026-02-29T09:00"}, '"2026-02-29T09:00" is not a moment'),
        ("due", {"from": "2026-11-09T25:00"}, "is not a moment"),
        ("due", {"from": "9" * 5000}, "is not a moment"),
        ("due", {"from": "0001-01-01"}, "--from: the year 1 is not between 1970 and 2199"),
        ("due", {"from": "9999-12-31T23:59"}, "the year 9999 is not between"),
        ("due", {"from": "1970-01-01T00:00+08:00"}, "the year 1969 is not between"),
        ("due", {"from": "2199-12-31T23:59-05:00"}, "the year 2200 is not between"),
        ("due", {"amount": "four"}, '--amount: "four" is not a whole number'),
        ("due", {"amount": "1.5"}, '"1.5" is not a whole number'),
        ("due", {"amount": "1_0"}, '"1_0" is not a whole number'),
        ("due", {"amount": ""}, '"" is not a whole number'),
        ("due", {"amount": "-1"}, '"-1" working_minutes is not between 0 and 5260320'),
        ("due", {"amount": str(10**30)}, "is not between 0 and 5260320"),
        ("due", {"amount": "1" * 5000}, "is not between 0 and 5260320"),
        ("due", promise("0 working_days"), '"0" working_days is not between 1 and 3653'),
        ("due", promise("9999 working_days"), '"9999" working_days is not between 1 and 3653'),
        (
            "due",
            promise("3653 working_days"),
            "is not open for long enough in the ten years after",
        ),
        ("due", {"amount": "5000000"}, "is not open for long enough in the ten years after 2026-"),
        ("due", {"unit": "hours"}, "invalid choice: 'hours' (choose from"),
        ("due", {"units": "hours"}, "unrecognized arguments: --units=hours"),
        ("elapsed", {"to": "2026-09-18T17:29:59+08:00"}, "is earlier than --from 2026-09-18T17:3"),
        ("elapsed", {"to": "soon"}, '--to: "soon" is not a moment'),
        ("elapsed", {"to": "2300-01-01"}, "--to: the year 2300 is not between"),
        ("elapsed", {"from": "a\nb"}, '--from: "a b" is not a moment'),
    ],
)
def test_bad_input(terminal: Terminal, act: str, options: dict[str, str], said: str) -> None:
    """The sentence names what is wrong and what to write instead."""
    usual = DUE if act == "due" else ELAPSED
    assert said in terminal.refusal(*arguments(act, usual | options))


@pytest.mark.parametrize("missing", DUE)
def test_a_missing_option_is_named(terminal: Terminal, missing: str) -> None:
    """Nothing is assumed: each option must be there."""
    options = {name: value for name, value in DUE.items() if name != missing}
    said = terminal.refusal(*arguments("due", options))
    assert f"the following arguments are required: --{missing};" in said
    assert "python -m bot sla due --help shows what to write" in said


def test_an_act_must_be_named(terminal: Terminal) -> None:
    """No act and an unknown one are refused in the same way."""
    assert "arguments are required: act" in terminal.refusal("sla")
    assert "invalid choice: 'guess'" in terminal.refusal("sla", "guess")


def test_a_missing_file_is_named(terminal: Terminal) -> None:
    """A file that is not there, and a folder in its place."""
    nowhere = DUE | {"school": str(terminal.folder / "nowhere.yaml")}
    said = terminal.refusal(*arguments("due", nowhere))
    assert "nowhere.yaml:1: the file cannot be read: No such file or directory; write a" in said
    folder = DUE | {"school": str(terminal.folder)}
    assert "Is a directory" in terminal.refusal(*arguments("due", folder))


def test_a_wrong_file_is_refused_with_its_first_line(terminal: Terminal) -> None:
    """File and line of the first problem, and how many more there are."""
    text = SMALL.read_text("utf-8").replace("confirm_days: 7", "confirm_days: 700")
    wrong = terminal.file(text)
    said = terminal.refusal(*arguments("due", DUE | {"school": wrong, "calendar": "work"}))
    assert "school.yaml:6: school.confirm_days: expected the number of days (1 to 90)" in said
    assert "more" not in said

    terminal.file(text.replace("reopen_days: 7", "reopen_days: 700").replace("wd", "weeks"))
    said = terminal.refusal(*arguments("due", DUE | {"school": wrong, "calendar": "work"}))
    assert "school.yaml:6: school.confirm_days" in said
    assert ", and 3 more; write a file" in said


def test_warnings_of_the_file_are_not_the_question(terminal: Terminal) -> None:
    """A school that its author should think about still has its calendars."""
    text = SMALL.read_text("utf-8").replace("lead of repair", "worker of repair")
    options = DUE | {"school": terminal.file(text), "calendar": "work", "from": MONDAY}
    assert main(["school", "check", options["school"]]) == 0
    assert terminal.output.readouterr().err
    assert terminal.answer("due", options) == "2026-11-09T15:00:00+08:00"


def test_a_national_year_is_printed_as_the_file_has_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The lines of 2026 stand in the example, word for word."""
    assert main(["sla", "year", "2026"]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert said.out.startswith("    2026:\n      days_off:\n")
    printed = [line for line in said.out.splitlines() if line]
    example = (ROOT / "examples" / "school.yaml").read_text("utf-8").splitlines()
    assert [line for line in printed if line not in example] == []


@pytest.mark.parametrize(
    ("year", "said"),
    [
        ("1900", "the national days of 1900 are not in"),
        ("2100", "the national days of 2100 are not in"),
        ("next", '"next" is not a year; write four digits, such as 2026.'),
        ("20260", '"20260" is not a year'),
    ],
)
def test_a_year_that_nobody_published(terminal: Terminal, year: str, said: str) -> None:
    """What is not known is not guessed."""
    assert said in terminal.refusal("sla", "year", year)


def run(folder: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run the command as an operator does, in a folder with nothing but settings."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        cwd=folder,
        env=environment(settings),
        capture_output=True,
        text=True,
        check=False,
    )


def test_settings_do_not_matter(tmp_path: Path) -> None:
    """Neither a broken .env nor a broken environment stands in the way, and no file is left."""
    (tmp_path / ".env").write_text("CARETAKER_WEBHOOK_PORT=harbour\n", encoding="utf-8")
    asked = arguments("due", DUE)
    done = run(tmp_path, *asked, log_level="NOISE", database_url="nosql://nowhere")
    assert (done.returncode, done.stdout, done.stderr) == (0, "2026-09-20T11:30:00+08:00\n", "")
    assert [file.name for file in tmp_path.iterdir()] == [".env"]


def test_a_refusal_as_an_operator_sees_it(tmp_path: Path) -> None:
    """Status 2, nothing to read for the next program in the pipe, one line for people."""
    done = run(tmp_path, *arguments("due", DUE | {"school": "nowhere.yaml"}))
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "nowhere.yaml" in done.stderr


def test_the_command_does_not_load_what_talks_to_telegram(tmp_path: Path) -> None:
    """Aiogram takes seconds to import, and a question of the calendar needs none of it."""
    code = f"import sys, bot.__main__ as b; b.main({arguments('due', DUE)!r}); "
    code += "sys.exit('aiogram' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment({}), check=False
    )
    assert done.returncode == 0
