"""Slack's Socket Mode client, with three things mended that matter here.

The SDK's client sends with `socket.send`, which may send only part of a large frame; takes three seconds to close, because
it waits for a read to time out; and leaves a socket to the garbage collector.
"""

from __future__ import annotations

import socket
from contextlib import suppress
from typing import Any

from slack_sdk.socket_mode.builtin import SocketModeClient


class Whole:
    """A socket whose `send` sends everything."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def send(self, data: bytes) -> int:
        self._inner.sendall(data)
        return len(data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)


class SocketClient(SocketModeClient):
    """Sends whole frames, and closes at once."""

    def connect(self) -> None:
        super().connect()
        session = self.current_session
        if session is not None and session.sock is not None and not isinstance(session.sock, Whole):
            session.sock = Whole(session.sock)  # type: ignore[assignment]

    def close(self) -> None:
        """Stop reading, so that nothing waits for a read to time out; then close."""
        self.closed = True
        self.auto_reconnect_enabled = False
        self.current_session_state.terminated = True
        sock = self.current_session.sock if self.current_session else None
        if sock is not None:
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
        self.message_queue.put(None)
        super().close()
