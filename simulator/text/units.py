"""Lengths: Telegram counts entities in UTF-16 units and tells errors in bytes."""


def utf16_length(text: str) -> int:
    """Count UTF-16 code units."""
    return len(text) + sum(character > "\uffff" for character in text)


def byte_offset(text: str, position: int) -> int:
    """Tell how many UTF-8 bytes stand before a position of the text."""
    return len(text[:position].encode("utf-8", "surrogatepass"))


def utf16_positions(text: str) -> dict[int, int]:
    """Map each UTF-16 offset that begins a character (and the end) to the character's index."""
    positions: dict[int, int] = {}
    offset = 0
    for index, character in enumerate(text):
        positions[offset] = index
        offset += 2 if character > "\uffff" else 1
    positions[offset] = len(text)
    return positions
