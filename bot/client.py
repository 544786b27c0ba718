"""Slack's Web API client, set up so that it waits, gives up, and never says a thing twice."""

from __future__ import annotations

import socket
import time
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.http_retry.handler import RetryHandler
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState
from slack_sdk.webhook import WebhookClient

LONGEST_WAIT = 30
"""Seconds of `Retry-After` that a thread waits. Longer than that, the call fails and the caller decides."""


class NeverSentRetry(RetryHandler):
    """Try again only where the request cannot have reached Slack.

    The SDK's own handler also repeats after a connection that broke half-way, and so may post a message twice.
    """

    def _can_retry(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        reason = error.reason if isinstance(error, URLError) else error
        return isinstance(reason, (ConnectionRefusedError, socket.gaierror))


class RateLimitRetry(RetryHandler):
    """Obey `Retry-After`, to the second."""

    def _can_retry(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        return response is not None and response.status_code == 429 and retry_after(response) <= LONGEST_WAIT

    def prepare_for_next_attempt(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> None:
        time.sleep(retry_after(response) if response is not None else 1)
        state.next_attempt_requested = True
        state.increment_current_attempt()


def retry_after(response: HttpResponse) -> int:
    """Return the seconds that Slack asks to wait; one if it does not say."""
    for name, value in response.headers.items():
        if name.lower() == "retry-after":
            first = value if isinstance(value, str) else value[0]
            return int(first) if str(first).isdigit() else 1
    return 1


def retries() -> list[RetryHandler]:
    return [NeverSentRetry(max_retry_count=1), RateLimitRetry(max_retry_count=2)]


def web_client(token: str | None, *, base_url: str, timeout: int) -> WebClient:
    """Return a client for one token. `SLACK_API_URL` arrives here as `base_url`."""
    return WebClient(token=token, base_url=base_url, timeout=timeout, retry_handlers=retries())


def webhook(url: str, *, timeout: int) -> WebhookClient:
    """Return a client for a response_url."""
    return WebhookClient(url, timeout=timeout, retry_handlers=retries())
