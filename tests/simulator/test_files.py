"""A11: files and pictures, deep links."""

from io import BytesIO

import pytest
from aiohttp import FormData
from PIL import Image
from telegram.constants import FileSizeLimit, MediaGroupLimit

from simulator.client import NotDone
from simulator.world.files import MAX_DOWNLOAD_BYTES, MAX_UPLOAD_BYTES
from tests.simulator.stage import ANNA, CHEN, Json, Stage, picture


async def _uploaded(
    stage: Stage, method: str, fields: dict[str, str], files: dict[str, bytes]
) -> Json:
    form = FormData(fields)
    for name, data in files.items():
        form.add_field(name, BytesIO(data), filename=f"{name}.bin")
    url = f"{stage.simulator.url}/bot42:TEST/{method}"
    async with stage.http.post(url, data=form) as response:
        envelope: Json = await response.json()
        return envelope


async def _photo(stage: Stage, data: bytes) -> Json:
    chat_id = await stage.opened()
    return await _uploaded(stage, "sendPhoto", {"chat_id": str(chat_id)}, {"photo": data})


def test_numbers() -> None:
    """A11: download 20 MB, upload 50 MB, albums of 2 to 10."""
    assert MAX_DOWNLOAD_BYTES >= FileSizeLimit.FILESIZE_DOWNLOAD
    assert MAX_UPLOAD_BYTES >= FileSizeLimit.FILESIZE_UPLOAD
    assert (MediaGroupLimit.MIN_MEDIA_LENGTH, MediaGroupLimit.MAX_MEDIA_LENGTH) == (2, 10)


async def test_photo_comes_in_sizes(stage: Stage) -> None:
    """A11: a photo is kept in several sizes, the largest last, in proportion."""
    sizes = (await _photo(stage, picture(2000, 1000)))["result"]["photo"]
    assert [(size["width"], size["height"]) for size in sizes] == [
        (90, 45),
        (320, 160),
        (800, 400),
        (1280, 640),
    ]
    assert len({size["file_unique_id"] for size in sizes}) == 4


async def test_small_photo_is_not_enlarged(stage: Stage) -> None:
    """A11: a small picture keeps its size."""
    sizes = (await _photo(stage, picture(60, 40)))["result"]["photo"]
    assert [(size["width"], size["height"]) for size in sizes] == [(60, 40)]


async def test_photo_loses_its_exif(stage: Stage) -> None:
    """A11: photos are re-encoded without EXIF, documents are kept byte for byte."""
    written = BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "a camera"
    Image.new("RGB", (400, 300)).save(written, "JPEG", exif=exif)
    sent = (await _photo(stage, written.getvalue()))["result"]
    data = await _download(stage, sent["photo"][-1]["file_id"])
    with Image.open(BytesIO(data)) as image:
        assert (image.format, len(image.getexif())) == ("JPEG", 0)
    fields = {"chat_id": str(ANNA)}
    answer = await _uploaded(stage, "sendDocument", fields, {"document": written.getvalue()})
    file_id = answer["result"]["document"]["file_id"]
    assert await _download(stage, file_id) == written.getvalue()


@pytest.mark.parametrize(
    ("data", "description"),
    [
        (b"no picture", "IMAGE_PROCESS_FAILED"),
        (b"", "file must be non-empty"),
        (picture(6000, 4001), "PHOTO_INVALID_DIMENSIONS"),
        (picture(2100, 100), "PHOTO_INVALID_DIMENSIONS"),
    ],
    ids=["no picture", "empty", "too large", "too narrow"],
)
async def test_photos_that_are_refused(stage: Stage, data: bytes, description: str) -> None:
    """A11: no picture, empty, sides over 10,000 together, ratio over 20."""
    envelope = await _photo(stage, data)
    assert envelope["description"] == f"Bad Request: {description}"


async def test_heavy_photo(stage: Stage) -> None:
    """A11: a photo has at most 10 MB."""
    envelope = await _photo(stage, b"x" * (10 * 1024 * 1024 + 1))
    assert "is too big for a photo; the maximum size is 10485760 bytes" in envelope["description"]


async def test_same_photo_again_by_id(stage: Stage) -> None:
    """A11: file_id serves to send again, file_unique_id stays the same."""
    first = (await _photo(stage, picture()))["result"]["photo"][-1]
    again = await stage.does("sendPhoto", chat_id=ANNA, photo=first["file_id"])
    assert again["photo"][-1]["file_unique_id"] == first["file_unique_id"]
    refused = await stage.refused("sendDocument", chat_id=ANNA, document=first["file_id"])
    assert refused == (400, "Bad Request: can't use file of type Photo as Document")


async def test_ids_belong_to_one_bot(stage: Stage) -> None:
    """A11: file_id differs between bots, file_unique_id does not; a foreign id is refused."""
    other = stage.simulator.add_bot("43:TEST", "other_bot")
    other.privacy = stage.bot.privacy = False
    await stage.people.post("promote", chat_id=stage.group.id, user_id=43, status="member")
    await stage.updates()
    await stage.boris.sends_photo(picture(), wait=False)
    [mine] = await stage.updates()
    theirs = (await stage.call("getUpdates", token="43:TEST"))["result"][-1]  # noqa: S106 - a test's
    one, two = mine["message"]["photo"][0], theirs["message"]["photo"][0]
    assert one["file_id"] != two["file_id"]
    assert one["file_unique_id"] == two["file_unique_id"]
    refused = await stage.refused("getFile", file_id=two["file_id"])
    assert refused == (400, "Bad Request: wrong file_id or the file is temporarily unavailable")


@pytest.mark.parametrize("file_id", ["nonsense", "AgACAgIAAx", "文件"])
async def test_broken_ids(stage: Stage, file_id: str) -> None:
    """A11: an id that is none."""
    assert await stage.refused("getFile", file_id=file_id) == (400, "Bad Request: invalid file_id")


async def test_link_lives_an_hour(stage: Stage) -> None:
    """A11: a download link is valid for an hour."""
    sent = (await _photo(stage, picture()))["result"]
    file = await stage.does("getFile", file_id=sent["photo"][0]["file_id"])
    url = f"{stage.simulator.url}/file/bot42:TEST/{file['file_path']}"
    for seconds, status in ((0, 200), (3599, 200), (1, 404)):
        stage.simulator.clock.forward(seconds)
        async with stage.http.get(url) as response:
            assert response.status == status


async def test_big_files_cannot_be_downloaded(stage: Stage) -> None:
    """A11: over 20 MB getFile answers `file is too big`."""
    data = b"x" * (MAX_DOWNLOAD_BYTES + 1)
    await stage.opened()
    answer = await _uploaded(stage, "sendDocument", {"chat_id": str(ANNA)}, {"document": data})
    file_id = answer["result"]["document"]["file_id"]
    assert await stage.refused("getFile", file_id=file_id) == (400, "Bad Request: file is too big")


@pytest.mark.parametrize("count", [1, 11])
async def test_album_size(stage: Stage, count: int) -> None:
    """A11: an album has 2 to 10 items."""
    await stage.opened()
    media = [{"type": "photo", "media": "attach://p"}] * count
    code, _ = await stage.refused("sendMediaGroup", chat_id=ANNA, media=media)
    assert code == 400


async def test_album_by_attachments(stage: Stage) -> None:
    """A11: an album names its uploads with attach://; every item is a message."""
    await stage.opened()
    media = '[{"type":"photo","media":"attach://a","caption":"x"},{"type":"photo","media":"attach://b"}]'
    fields = {"chat_id": str(ANNA), "media": media}
    files = {"a": picture(), "b": picture(50, 50)}
    answer = await _uploaded(stage, "sendMediaGroup", fields, files)
    first, second = answer["result"]
    assert first["media_group_id"] == second["media_group_id"]
    lost = await _uploaded(stage, "sendMediaGroup", fields, {"a": picture()})
    assert lost["description"] == "Bad Request: there is no photo in the request"


async def test_file_names_are_the_senders(stage: Stage) -> None:
    """A11: name and type of a document are whatever the sender wrote."""
    sent = await stage.anna.sends_file("document", b"%PDF", wait=False)
    assert sent["document"]["file_name"] == "file.pdf"
    assert sent["document"]["mime_type"]


async def test_copy_drops_the_origin_and_forward_keeps_it(stage: Stage) -> None:
    """A11: copyMessage has no link to the original, forwardMessage has."""
    said = await stage.anna.says("leak", wait=False)
    source = {"from_chat_id": ANNA, "message_id": said["message_id"]}
    where = {"chat_id": stage.group.id}
    forwarded = await stage.does("forwardMessage", **where, **source)
    assert forwarded["forward_origin"]["sender_user"]["id"] == ANNA
    copied = await stage.does("copyMessage", **where, **source)
    assert sorted(copied) == ["message_id"]
    newest = (await stage.boris.sees())[-1]
    assert "forward_origin" not in newest
    assert newest["text"] == "leak"


@pytest.mark.parametrize("payload", ["R-1042_x", "x" * 64])
async def test_deep_links(stage: Stage, payload: str) -> None:
    """A11: a start payload has up to 64 of A-Z a-z 0-9 _ -."""
    await stage.anna.opens(payload, wait=False)
    [update] = await stage.updates()
    assert update["message"]["text"] == f"/start {payload}"


@pytest.mark.parametrize("payload", ["x" * 65, "a b", "报修"])
async def test_deep_links_that_are_none(stage: Stage, payload: str) -> None:
    """A11: other payloads cannot stand in a link."""
    with pytest.raises(NotDone, match="payload"):
        await stage.people.person(CHEN).opens(payload, wait=False)


async def _download(stage: Stage, file_id: str) -> bytes:
    file = await stage.does("getFile", file_id=file_id)
    url = f"{stage.simulator.url}/file/bot42:TEST/{file['file_path']}"
    async with stage.http.get(url) as response:
        return await response.read()
