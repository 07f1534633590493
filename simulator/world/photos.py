"""Pictures as Telegram keeps them: re-encoded without EXIF, in several sizes."""

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from simulator.errors import bad_request

BOXES = (90, 320, 800, 1280)
MAX_PHOTO_BYTES = 10 * 1024 * 1024
MAX_SIDES = 10_000
MAX_RATIO = 20


@dataclass(frozen=True, slots=True)
class Picture:
    """One size of a photo: JPEG bytes with their width and height in pixels."""

    width: int
    height: int
    data: bytes


@lru_cache(maxsize=64)
def photo_sizes(data: bytes) -> tuple[Picture, ...]:
    """Make the sizes of an uploaded photo, smallest first.

    Refuses as Telegram does: not a picture, over 10 MB, sides over 10,000 together, ratio over 20.
    """
    if len(data) > MAX_PHOTO_BYTES:
        text = f"file of size {len(data)} bytes is too big for a photo; "
        raise bad_request(f"{text}the maximum size is {MAX_PHOTO_BYTES} bytes")
    image = _opened(data)
    if image.width + image.height > MAX_SIDES or _ratio(image) > MAX_RATIO:
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    longest = max(image.width, image.height)
    boxes = [box for box in BOXES if box < longest] + [min(longest, BOXES[-1])]
    return tuple(_scaled(image, box) for box in dict.fromkeys(boxes))


def _opened(data: bytes) -> Image.Image:
    try:
        with Image.open(BytesIO(data)) as picture:
            return ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise bad_request("IMAGE_PROCESS_FAILED") from error


def _ratio(image: Image.Image) -> float:
    return max(image.width, image.height) / max(1, min(image.width, image.height))


def _scaled(image: Image.Image, box: int) -> Picture:
    copy = image.copy()
    copy.thumbnail((box, box))
    written = BytesIO()
    copy.save(written, "JPEG", quality=85)
    return Picture(copy.width, copy.height, written.getvalue())
