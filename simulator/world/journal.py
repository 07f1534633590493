"""What changed on whose screen, so that a page can ask for news."""

from simulator.bell import Bell


class Journal:
    """Counts changes; keeps the last of each screen (user id, chat id as the user knows it)."""

    def __init__(self) -> None:
        """Start at version 0."""
        self.version = 0
        self._screens: dict[tuple[int, int], int] = {}
        self._bell = Bell()

    def touch(self, screens: list[tuple[int, int]]) -> None:
        """Note one change that these screens show."""
        self.version += 1
        for screen in screens:
            self._screens[screen] = self.version
        self._bell.ring()

    def changed(self, after: int) -> list[tuple[int, int]]:
        """Tell the screens that changed after a version."""
        return [screen for screen, version in self._screens.items() if version > after]

    async def wait(self, after: int, seconds: float) -> None:
        """Return when there is something newer than `after`, or after real seconds."""
        if self.version <= after and seconds > 0:
            await self._bell.heard(seconds)
