"""What most tests of what people do begin with."""

import pytest

from domain.moves import Move
from domain.school import School
from domain.tickets import Ticket
from models.unit import Units
from tests.services.people import files, moves
from tests.support.debts import owed
from tests.support.schools import WORKER


@pytest.fixture
def ticket(units: Units, school: School) -> Ticket:
    """File a repair on Monday at nine that a worker accepts; what is owed for that is paid.

    The work is due on Tuesday at nine.
    """
    filed = moves(units, files(units), WORKER, Move.ACCEPT)
    owed(units)
    return filed
