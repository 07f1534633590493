"""The rules of the desk: the standard library only; no I/O, no clock, no language."""
