"""HTTP mode: signed requests to the app's request URL (docs.slack.dev/authentication/verifying-requests-from-slack)."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from typing import Any
from urllib.parse import urlencode

from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.sandbox.delivery import Attempt, Delivery

Json = dict[str, Any]

FORM = "application/x-www-form-urlencoded"


def signature(secret: str, timestamp: str, body: str) -> str:
    """Slack's v0 signature of a request body."""
    base = f"v0:{timestamp}:{body}".encode()
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


def signed_headers(secret: str, body: str, *, form: bool, timestamp: float | None = None) -> dict[str, str]:
    """The headers of a genuine request. The time is real time: the app compares it with its own."""
    stamp = str(int(time.time() if timestamp is None else timestamp))
    return {
        "Content-Type": FORM if form else "application/json",
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": signature(secret, stamp, body),
        "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
    }


def encode(delivery: Delivery) -> tuple[str, bool]:
    """The request body, and whether it is a form."""
    if delivery.kind == "slash_commands":
        return urlencode({key: _plain(value) for key, value in delivery.payload.items()}), True
    if delivery.kind == "interactive":
        return urlencode({"payload": json.dumps(delivery.payload)}), True
    return json.dumps(delivery.payload), False


def _plain(value: Any) -> str:
    """A value as it stands in a form."""
    return str(value).lower() if isinstance(value, bool) else str(value)


class RequestUrl:
    """Posts every delivery to one URL of the app."""

    name = "http"

    def __init__(self, url: str, secret: str) -> None:
        self.url = url
        self.secret = secret
        self._session: ClientSession | None = None

    async def carry(self, delivery: Delivery, attempt: Attempt, limit: float) -> None:
        """Post once. 200 acknowledges; anything else, or silence for `limit` seconds, does not."""
        if self._session is None:
            self._session = ClientSession(trust_env=False)
        body, form = encode(delivery)
        headers = signed_headers(self.secret, body, form=form)
        if attempt.number:
            headers["X-Slack-Retry-Num"] = str(attempt.number)
            headers["X-Slack-Retry-Reason"] = attempt.reason
        try:
            async with self._session.post(
                self.url,
                data=body.encode(),
                headers=headers,
                timeout=ClientTimeout(total=limit),
                allow_redirects=False,
            ) as response:
                text = await response.text()
                attempt.http_status = response.status
                attempt.seconds = time.monotonic() - attempt.started
                attempt.no_retry = response.headers.get("X-Slack-No-Retry") == "1"
                attempt.status = "acked" if response.status == 200 else "refused"
                attempt.answer = _answer(text, response.content_type)
        except TimeoutError:
            attempt.status = "silent"
        except (ClientError, OSError):
            attempt.status = "unreachable"

    async def close(self) -> None:
        """Close the connections kept open."""
        if self._session is not None:
            await self._session.close()


def _answer(text: str, content_type: str) -> Json | None:
    """The body of an acknowledgement: JSON as it is, plain text as a message."""
    if not text:
        return None
    if content_type == "application/json":
        value = json.loads(text)
        return value if isinstance(value, dict) else None
    return {"text": text}
