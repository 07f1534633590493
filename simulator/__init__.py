"""A Telegram Bot API in a box: real HTTP, Telegram's own refusals, and a clock that can be moved.

In a test: `async with Simulator(SimulatedClock(start)) as simulator`, then `People(simulator.url)` for the
persons. As a process: `python -m simulator --port 8081 --token 42:TEST`.
"""
