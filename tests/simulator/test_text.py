"""A3: text, entities, parse modes, limits."""

import pytest
from telegram.constants import MessageLimit

from simulator.text.cleaning import clean
from simulator.text.display import as_html
from tests.simulator.stage import ANNA, Json, Stage, picture

CUT = "entity beginning at UTF-16 offset 0 ends in a middle of a UTF-16 symbol at byte offset 4"


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("<b>ok</b>", "ok", [("bold", 0, 2)]),
        ("<strong>😀</strong>", "😀", [("bold", 0, 2)]),
        ("你<i>好</i>", "你好", [("italic", 1, 1)]),
        ("<b><i>x</i></b>", "x", [("bold", 0, 1), ("italic", 0, 1)]),
        ("a &lt;b&gt; &amp; &quot;c&quot; &#20320;", 'a <b> & "c" 你', []),
        ("a &nbsp; &unknown;", "a &nbsp; &unknown;", []),
        ('<a href="https://a.cn/?x=1&amp;y=2">l</a>', "l", [("text_link", 0, 1)]),
        ("<a href='tg://user?id=1001'>A</a>", "A", [("text_mention", 0, 1)]),
        ("<a href='tg://user?id=5'>A</a>", "A", []),
        ('<span class="tg-spoiler">s</span>', "s", [("spoiler", 0, 1)]),
        ('<pre><code class="language-py">x</code></pre>', "x", [("pre", 0, 1)]),
        ("<blockquote expandable>q</blockquote>", "q", [("expandable_blockquote", 0, 1)]),
        ("<b></b>x", "x", []),
        ("  <u> x </u>  ", "x", [("underline", 0, 1)]),
        ("/queue@desk_bot #pipe @anna_lee https://a.cn/b.", None, None),
    ],
)
async def test_html(
    stage: Stage, source: str, text: str | None, entities: list[tuple[str, int, int]] | None
) -> None:
    """A3: HTML becomes text and entities whose offsets count UTF-16 units."""
    await stage.opened()
    sent = await stage.does("sendMessage", chat_id=ANNA, text=source, parse_mode="HTML")
    if text is None:
        found = [entity["type"] for entity in sent["entities"]]
        assert found == ["bot_command", "hashtag", "mention", "url"]
        return
    assert sent["text"] == text
    shown = [(e["type"], e["offset"], e["length"]) for e in sent.get("entities", [])]
    assert shown == entities


@pytest.mark.parametrize(
    ("source", "ending"),
    [
        ("<x>", 'Unsupported start tag "x" at byte offset 0'),
        ("你<br/>", 'Unsupported start tag "br/" at byte offset 3'),
        ("<b>", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("temperature < 5", 'Unsupported start tag "" at byte offset 12'),
    ],
)
async def test_html_errors(stage: Stage, source: str, ending: str) -> None:
    """A3: broken HTML is refused with the place in bytes, before the chat is looked at."""
    refused = await stage.refused("sendMessage", chat_id=5, text=source, parse_mode="HTML")
    assert refused == (400, f"Bad Request: can't parse entities: {ending}")


@pytest.mark.parametrize(
    ("source", "text", "kinds"),
    [
        ("*b* _i_ __u__ ~s~ ||p||", "b i u s p", ["bold", "italic", "underline", None, None]),
        ("`c` ```py\nx```", "c x", ["code", "pre"]),
        (r"1\.5 \*x\*", "1.5 *x*", []),
        (r"[t](https://a.cn/\))", "t", ["text_link"]),
        (">a\n>b\nc", "a\nb\nc", ["blockquote"]),
        ("**>a\nc", "a\nc", ["expandable_blockquote"]),
        ("![😀](tg://emoji?id=5368324170671202286)", "😀", ["custom_emoji"]),
    ],
)
async def test_markdown(stage: Stage, source: str, text: str, kinds: list[str | None]) -> None:
    """A3: MarkdownV2 becomes text and entities."""
    await stage.opened()
    sent = await stage.does("sendMessage", chat_id=ANNA, text=source, parse_mode="MarkdownV2")
    assert sent["text"] == text
    found = [entity["type"] for entity in sent.get("entities", [])]
    assert len(found) == len(kinds)
    assert all(kind in {None, shown} for kind, shown in zip(kinds, found, strict=True))


@pytest.mark.parametrize(
    ("mode", "source", "ending"),
    [
        (
            "MarkdownV2",
            "a-b",
            r"Character '-' is reserved and must be escaped with the preceding '\'",
        ),
        ("MarkdownV2", "🏟 🏟_abacaba", "Can't find end of Italic entity at byte offset 9"),
        ("MarkdownV2", "🏟 🏟_abac * asd ", "Can't find end of Bold entity at byte offset 15"),
        ("MarkdownV2", "🏟 🏟`", "Can't find end of Code entity at byte offset 9"),
        ("MarkdownV2", "🏟 🏟```", "Can't find end of Pre entity at byte offset 9"),
        ("MarkdownV2", "🏟 🏟```a ", "Can't find end of PreCode entity at byte offset 9"),
        ("MarkdownV2", "🏟 🏟__🏟 🏟_", "Can't find end of Italic entity at byte offset 20"),
        ("MarkdownV2", "[a](b", "Can't find end of a URL at byte offset 4"),
        ("Markdown", "*a", "Can't find end of the entity starting at byte offset 0"),
    ],
)
async def test_markdown_errors(stage: Stage, mode: str, source: str, ending: str) -> None:
    """A3: broken Markdown is refused with the place in bytes."""
    refused = await stage.refused("sendMessage", chat_id=5, text=source, parse_mode=mode)
    assert refused == (400, f"Bad Request: can't parse entities: {ending}")


async def test_unknown_parse_mode(stage: Stage) -> None:
    """A3: a parse mode that does not exist is refused."""
    refused = await stage.refused("sendMessage", chat_id=5, text="x", parse_mode="BBCode")
    assert refused == (400, "Bad Request: unsupported parse_mode")


@pytest.mark.parametrize(
    ("given", "description"),
    [
        (
            {"offset": 1, "length": 1},
            "entity begins in a middle of a UTF-16 symbol at byte offset 4",
        ),
        ({"offset": 0, "length": 1}, CUT),
        ({"offset": 9, "length": 1}, "entity begins after the end of the text at UTF-16 offset 9"),
    ],
)
async def test_entities_are_checked(stage: Stage, given: Json, description: str) -> None:
    """A3: entities count UTF-16 units, must not cut a character nor lie outside."""
    await stage.opened()
    entities = [{"type": "bold", **given}]
    refused = await stage.refused("sendMessage", chat_id=ANNA, text="😀x", entities=entities)
    assert refused == (400, f"Bad Request: {description}")


@pytest.mark.parametrize(
    ("text", "description"),
    [
        ("", "message text is empty"),
        ("  \n ", "text must be non-empty"),
        ("\u2028\u202e", "text must be non-empty"),
        ("好" * (MessageLimit.MAX_TEXT_LENGTH + 1), "message is too long"),
        ("x" * 32_769, "text is too long"),
        ("\ud800", "strings must be encoded in UTF-8"),
    ],
)
async def test_texts_that_are_refused(stage: Stage, text: str, description: str) -> None:
    """A3: empty, blank, too long in characters, too long in bytes, not encodable."""
    await stage.opened()
    refused = await stage.refused("sendMessage", chat_id=ANNA, text=text)
    assert refused == (400, f"Bad Request: {description}")


async def test_length_is_counted_after_parsing(stage: Stage) -> None:
    """A3: 4,096 code points after entity parsing fit, whatever the markup weighs."""
    await stage.opened()
    text = "<b>" + "😀" * MessageLimit.MAX_TEXT_LENGTH + "</b>"
    sent = await stage.does("sendMessage", chat_id=ANNA, text=text, parse_mode="HTML")
    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 8192}]


@pytest.mark.parametrize(("length", "fits"), [(1024, True), (1025, False)])
async def test_caption_length(stage: Stage, length: int, *, fits: bool) -> None:
    """A3: a caption has at most 1,024 characters."""
    assert int(MessageLimit.CAPTION_LENGTH) == 1024
    await stage.opened()
    await stage.anna.sends_photo(picture(), wait=False)
    [update] = await stage.updates()
    file_id = update["message"]["photo"][0]["file_id"]
    envelope = await stage.call("sendPhoto", chat_id=ANNA, photo=file_id, caption="字" * length)
    assert envelope["ok"] is fits
    if not fits:
        assert envelope["description"] == "Bad Request: message caption is too long"


async def test_more_than_a_hundred_entities_are_cut(stage: Stage) -> None:
    """A3: over 100 entities the rest is silently ignored."""
    await stage.opened()
    text = " ".join("<b>x</b>" for _ in range(130))
    sent = await stage.does("sendMessage", chat_id=ANNA, text=text, parse_mode="HTML")
    assert len(sent["entities"]) == int(MessageLimit.MESSAGE_ENTITIES)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("a\tb\x00c", "a b c"),
        ("a\r\nb", "a\nb"),
        ("a\u2028b\u202ec", "abc"),
        ("a\u2066b\u2069", "a\u2066b\u2069"),
        ("a\u200bb\u200d", "a\u200bb\u200d"),
        ("a\u030ab\u0301", "ab\u0301"),
        ("a\u200e\u200e\u200fb", "a\u200fb"),
        ("a\nb", "a\nb"),
    ],
)
def test_cleaning(given: str, kept: str) -> None:
    """A3: what the server rewrites in outgoing text, and what it leaves alone."""
    assert clean(given) == kept


async def test_entities_move_with_cleaning(stage: Stage) -> None:
    """A3: offsets follow the characters that cleaning and trimming remove."""
    await stage.opened()
    source = " \u202e<b>ab</b>"
    sent = await stage.does("sendMessage", chat_id=ANNA, text=source, parse_mode="HTML")
    assert (sent["text"], sent["entities"]) == ("ab", [{"type": "bold", "offset": 0, "length": 2}])


def test_display_is_safe() -> None:
    """People's side: HTML in texts is shown literally, dangerous links lead nowhere."""
    assert as_html("<script>", []) == "&lt;script&gt;"
    link = {"type": "text_link", "offset": 0, "length": 1, "url": "javascript:alert(1)"}
    assert 'href="#"' in as_html("x", [link])
    crossing = [
        {"type": "bold", "offset": 0, "length": 3},
        {"type": "italic", "offset": 2, "length": 3},
    ]
    assert as_html("abcde", crossing) == "<b>ab</b><b><i>c</i></b><i>de</i>"
