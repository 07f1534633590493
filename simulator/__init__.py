"""A Telegram Bot API in a box: real HTTP, Telegram's own refusals, and a clock that can be moved.

In a test: `async with Simulator(SimulatedClock(start)) as simulator`, `People(simulator.url)`.
As a process: `python -m simulator --port 8081 --token 42:TEST`.
The labels A1 to A11 in docstrings are the rows of docs/simulator.md.
"""
