"""What people in stories do often."""

from tests.stories.telephone import Telephone

WORDS = "The tap in the washroom drips day and night."


async def files_a_repair(phone: Telephone, words: str = WORDS, *service: str) -> None:
    """File a leaking tap, or what its category and ``service`` say, in room 301; no photo."""
    await starts_a_repair(phone, *service)
    await phone.says(words)
    await phone.taps("Skip")
    await phone.taps("Submit")


async def two_repairs(anna: Telephone, wang: Telephone) -> None:
    """File two; somebody of the team accepts the latest."""
    await files_a_repair(anna)
    await files_a_repair(anna)
    await wang.taps("接单")


async def starts_a_repair(
    phone: Telephone, category: str = "Water and drains", service: str = "Leaking tap"
) -> None:
    """Go as far as the question for words."""
    await phone.says("/start")
    await phone.taps("Repair")
    await phone.taps(category)
    await phone.taps(service)
    await phone.says("A301")
    await phone.taps("301")
