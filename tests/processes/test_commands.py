"""What the commands say to an operator, and with which status they end."""

import socket
import subprocess
import sys
from pathlib import Path

from tests.processes.commands import outcome
from tests.processes.school import TOKEN
from tests.support.processes import environment, free_port

NOTHING_LISTENS = "http://127.0.0.1:9"


def test_a_missing_token_is_asked_for(tmp_path: Path) -> None:
    """One sentence that names the variable, and status 2."""
    status, said = outcome(tmp_path, "run")
    assert (status, said.count("\n")) == (2, 1)
    assert "CARETAKER_TOKEN" in said


def test_a_missing_webhook_secret_is_asked_for(tmp_path: Path) -> None:
    """One sentence that names the variable, and status 2."""
    status, said = outcome(tmp_path, "run", token=TOKEN, webhook_url="https://desk.example")
    assert (status, said.count("\n")) == (2, 1)
    assert "CARETAKER_WEBHOOK_SECRET" in said


def test_a_missing_school_is_asked_for(tmp_path: Path) -> None:
    """The sentence names the file, and where a complete one is; status 2."""
    status, said = outcome(tmp_path, "run", token=TOKEN, api_base=NOTHING_LISTENS)
    assert status == 2
    assert "school.yaml" in said
    assert "examples/school.yaml" in said
    assert "Traceback" not in said


def test_a_taken_port_of_the_demo_is_said(tmp_path: Path) -> None:
    """One sentence with a way out, and status 3."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        status, said = outcome(tmp_path, "demo", "--port", str(port))
    assert (status, said) == (
        3,
        f"Port {port} is taken. Choose another: PORT={port + 1} make demo\n",
    )


def test_the_demo_as_a_newcomer_begins_it(tmp_path: Path) -> None:
    """In a bare interpreter: elsewhere programs begin as forks that have imported everything."""
    command = (sys.executable, "-m", "bot", "demo", "--port", str(free_port()))
    demo = subprocess.Popen(
        command, cwd=tmp_path, env=environment({}), stdout=subprocess.PIPE, text=True
    )
    with demo:
        assert demo.stdout is not None
        try:
            first = demo.stdout.readline()
        finally:
            demo.kill()
    assert first.startswith("Caretaker is at http://127.0.0.1:")
