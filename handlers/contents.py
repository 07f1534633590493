"""What a message carries that the desk can use."""

from dataclasses import dataclass

from aiogram.types import Audio, Document, Message, Video, Voice

from domain.facts import Attachment
from domain.refusal import Refusal

BEFORE = "before"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with its caption; ``document`` when it was sent as a file."""

    file_id: str
    caption: str
    document: bool


def picture_in(message: Message) -> Picture | None:
    """Return the picture of a message, the largest size of a photo; None when it has none."""
    caption = message.caption or ""
    if message.photo:
        return Picture(message.photo[-1].file_id, caption, document=False)
    file = message.document
    if file is not None and (file.mime_type or "").startswith("image/"):
        return Picture(file.file_id, caption, document=True)
    return None


def carried(message: Message) -> tuple[str, Attachment | None]:
    """Return the words and the file of a message; Refusal ``file-kind`` for what has neither."""
    if message.text:
        return message.text, None
    words = message.caption or ""
    if message.photo:
        return words, Attachment(message.photo[-1].file_id, "photo", BEFORE)
    files: tuple[tuple[str, Document | Video | Voice | Audio | None], ...] = (
        ("document", message.document),
        ("video", message.video),
        ("voice", message.voice),
        ("audio", message.audio),
    )
    for media, file in files:
        if file is not None:
            return words, Attachment(file.file_id, media, BEFORE)
    raise Refusal("file-kind")
