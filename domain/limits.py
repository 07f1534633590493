"""How much one person may ask of the desk, so that nobody keeps it from the others."""

MESSAGES_A_MINUTE = 60
"""Messages of one person to the desk; whoever fills in a form sends a handful."""

IN_AN_EMERGENCY = 120
"""The same for whoever is filing an emergency, which must get through in any case."""
