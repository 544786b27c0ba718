"""What can go wrong in the stand-in.

Exception
├── SlackError      an answer {"ok": false, "error": …}, as Slack would give it
├── OSError
│   └── PortBusy    the port asked for is taken
└── AssertionError
    └── NothingCame a test waited for something that did not happen in time
"""

from __future__ import annotations

from typing import Any


class SlackError(Exception):
    """An error answer of the Web API. `extra` is merged into the JSON body.

    `status` and `headers` differ from 200 only for rate limits (429, `Retry-After`).
    """

    def __init__(
        self,
        code: str,
        *messages: str,
        status: int = 200,
        headers: dict[str, str] | None = None,
        **extra: Any,
    ) -> None:
        super().__init__(code, *messages)
        self.code = code
        self.status = status
        self.headers = headers or {}
        self.body: dict[str, Any] = {"ok": False, "error": code, **extra}
        if messages:
            self.body["response_metadata"] = {"messages": [f"[ERROR] {text}" for text in messages]}


class PortBusy(OSError):
    """The port asked for is already in use; ask for another, or for 0 to get any free one."""

    def __init__(self, port: int, cause: OSError) -> None:
        super().__init__(
            cause.errno,
            f"Port {port} is already in use. Stop what is using it, or choose another port "
            "(0 takes any free one).",
        )
        self.port = port


class NothingCame(AssertionError):
    """A deadline passed. The message says what was awaited and what was there; never any text."""
