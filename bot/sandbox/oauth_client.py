"""A person's browser for OAuth: follows the app's link, answers the permission page, comes back."""

from __future__ import annotations

import html.parser
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from urllib.parse import urlencode


@dataclass(frozen=True)
class Page:
    """Where the browser ended: status, address and body."""

    status: int
    url: str
    text: str = field(repr=False)


class _Form(html.parser.HTMLParser):
    """Collects the fields of the permission page."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what is hidden or ticked."""
        known = dict(attrs)
        if tag == "input" and (known.get("type") == "hidden" or "checked" in known):
            self.fields.append((known.get("name") or "", known.get("value") or ""))


def authorize(url: str, user_id: str, *, allow: bool, decline: tuple[str, ...]) -> Page:
    """Open `url`, which leads to the permission page, answer as this user, and follow on."""
    opener = urllib.request.build_opener(
        urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(CookieJar())
    )
    asked = _open(opener, url, None)
    if "/oauth/v2/authorize" not in asked.url or asked.status != 200:
        return asked
    form = _Form()
    form.feed(asked.text)
    fields = [
        (name, value)
        for name, value in form.fields
        if not (name == "granted" and value.split(":", 1)[1] in decline)
    ]
    fields += [("user", user_id), ("answer", "allow" if allow else "cancel")]
    return _open(opener, asked.url, urlencode(fields).encode())


def _open(opener: urllib.request.OpenerDirector, url: str, data: bytes | None) -> Page:
    """One request with its redirects; error statuses are pages too."""
    try:
        with opener.open(url, data=data, timeout=10) as answer:
            return Page(answer.status, answer.url, answer.read().decode("utf-8", "replace"))
    except urllib.error.HTTPError as error:
        return Page(error.code, error.url or url, error.read().decode("utf-8", "replace"))
