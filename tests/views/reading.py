"""Reading Telegram HTML as Telegram does, strictly, to see what a person would see."""

from html.parser import HTMLParser

TAGS = frozenset({"b", "i", "code", "blockquote"})


class _Reader(HTMLParser):
    """Keeps the text and the tags that are open; anything unexpected is an error."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a tag that Telegram knows, without attributes."""
        assert tag in TAGS, f"unsupported tag {tag}"
        assert not attrs, f"attributes on {tag}"
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the tag that was opened last."""
        assert self.open, f"unmatched end tag {tag}"
        assert self.open.pop() == tag, f"tags overlap at {tag}"

    def handle_data(self, data: str) -> None:
        """Keep what is shown."""
        self.text.append(data)

    def handle_comment(self, data: str) -> None:
        """Refuse what Telegram would not parse."""
        raise AssertionError(f"a comment: {data}")

    def handle_decl(self, decl: str) -> None:
        """Refuse what Telegram would not parse."""
        raise AssertionError(f"a declaration: {decl}")

    def handle_pi(self, data: str) -> None:
        """Refuse what Telegram would not parse."""
        raise AssertionError(f"an instruction: {data}")


def shown(html: str) -> str:
    """Return the text that people see; AssertionError when Telegram would refuse the markup."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert not reader.open, f"tags left open: {reader.open}"
    return "".join(reader.text)
