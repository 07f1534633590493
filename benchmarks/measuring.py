"""What a process costs, as the kernel counts it."""

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from time import clock_gettime, perf_counter

_CLOCK_OF_PROCESS = 2
_MEGABYTE = 1024
_FIELD = re.compile(r"^(Rss|Pss):\s+(\d+) kB", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Spent:
    """CPU time and time on the wall, in seconds."""

    cpu: float
    wall: float


@dataclass(frozen=True, slots=True)
class Memory:
    """Resident memory, and the same with shared pages divided among those who share; in MB."""

    rss: float
    pss: float


def cpu_of(pid: int) -> float:
    """Return the seconds of CPU that all threads of a process have used, its children apart.

    This is the process's own clock, with the kernel's id for it: utime + stime in
    ``/proc/PID/stat`` is the same, in steps of 10 ms (clock_getcpuclockid(3)).
    """
    return clock_gettime((~pid << 3) | _CLOCK_OF_PROCESS)


def memory_of(pid: int) -> Memory:
    """Return what a process holds in memory."""
    found = dict(_FIELD.findall(Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")))
    return Memory(int(found["Rss"]) / _MEGABYTE, int(found["Pss"]) / _MEGABYTE)


def import_of(module: str) -> Spent:
    """Import a module in a fresh interpreter and return what that cost, the tidying up apart."""
    began = perf_counter()
    code = f"import os, {module}; os._exit(0)"
    pid = os.posix_spawn(sys.executable, [sys.executable, "-c", code], {"PYTHONUTF8": "1"})
    _, status, used = os.wait4(pid, 0)
    if status:
        raise RuntimeError(f"{module} could not be imported")
    return Spent(used.ru_utime + used.ru_stime, perf_counter() - began)
