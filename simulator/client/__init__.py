"""A Python client of the people's side, for stories: persons who speak, a clock that is moved.

`async with People(url) as people: anna = people.person(1001); await anna.says("the tap leaks")`.
"""

from simulator.client.people import Clock, People
from simulator.client.person import Person, Pressed, labels_of, text_of
from simulator.client.wire import NotDone

__all__ = ["Clock", "NotDone", "People", "Person", "Pressed", "labels_of", "text_of"]
