"""Socket Mode: the WebSocket side of docs.slack.dev/apis/events-api/using-socket-mode."""

from __future__ import annotations

import asyncio
import json
import secrets
import time
import uuid
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from bot.sandbox.delivery import Attempt, Delivery
from bot.sandbox.world import World

Json = dict[str, Any]

MOST_CONNECTIONS = 10
TICKET_SECONDS = 30
REFRESH_SECONDS = 3600


@dataclass
class Connection:
    """One open socket; `waiting` are the envelopes sent on it and not yet acknowledged."""

    socket: web.WebSocketResponse
    waiting: dict[str, tuple[Attempt, asyncio.Future[Json | None]]] = field(default_factory=dict)
    received: int = 0
    draining: bool = False

    def lost(self) -> None:
        """The socket is gone: what was waiting on it will never be acknowledged."""
        for _, answer in self.waiting.values():
            if not answer.done():
                answer.cancel()


class Sockets:
    """All open connections. Each envelope goes to one of them, in turn."""

    name = "socket"

    def __init__(self, world: World) -> None:
        self._world = world
        self._tickets: dict[str, float] = {}
        self._turn = 0
        self.connections: list[Connection] = []
        self.unknown_acks = 0

    def ticket(self) -> str:
        """The right to open one connection within 30 seconds."""
        value = secrets.token_hex(16)
        self._tickets[value] = self._world.clock.now() + TICKET_SECONDS
        return value

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Serve one connection until it closes."""
        expires = self._tickets.pop(request.query.get("ticket", ""), 0.0)
        if expires < self._world.clock.now():
            return web.Response(status=403, text="invalid or expired ticket")
        socket = web.WebSocketResponse(heartbeat=10)
        await socket.prepare(request)
        if len(self.connections) >= MOST_CONNECTIONS:
            await socket.send_json(_disconnect("too_many_websockets"))
            await socket.close()
            return socket
        connection = Connection(socket)
        with self._world.lock:
            self.connections.append(connection)
        try:
            await socket.send_json(self._hello())
            self._world.touch()
            async for message in socket:
                if message.type == WSMsgType.TEXT:
                    self._acknowledge(connection, message.data)
        finally:
            with self._world.lock:
                if connection in self.connections:
                    self.connections.remove(connection)
                connection.lost()
                self._world.touch()
        return socket

    async def carry(self, delivery: Delivery, attempt: Attempt, limit: float) -> None:
        """Send one envelope to one connection and wait for its acknowledgement."""
        ready = [connection for connection in self.connections if not connection.draining]
        if not ready:
            attempt.status = "unreachable"
            return
        self._turn += 1
        connection = ready[self._turn % len(ready)]
        envelope_id = str(uuid.uuid4())
        answer: asyncio.Future[Json | None] = asyncio.get_running_loop().create_future()
        connection.waiting[envelope_id] = (attempt, answer)
        connection.received += 1
        envelope: Json = {
            "envelope_id": envelope_id,
            "type": delivery.kind,
            "payload": delivery.payload,
            "accepts_response_payload": delivery.accepts_answer,
        }
        if delivery.kind == "events_api":
            envelope |= {"retry_attempt": attempt.number, "retry_reason": attempt.reason}
        try:
            await connection.socket.send_json(envelope)
            attempt.answer = await asyncio.wait_for(answer, limit)
            attempt.status = "acked"
            connection.waiting.pop(envelope_id, None)
        except TimeoutError:
            attempt.status = "silent"
        except (asyncio.CancelledError, ConnectionError):
            attempt.status = "unreachable"

    async def disconnect(self, reason: str) -> None:
        """Tell every connection to go: "warning" leaves it open, "refresh_requested" closes it."""
        for connection in list(self.connections):
            await connection.socket.send_json(_disconnect(reason))
            if reason != "warning":
                connection.draining = True
                await connection.socket.close()

    async def close(self) -> None:
        """Close every connection in good order."""
        for connection in list(self.connections):
            await connection.socket.close()

    async def drop(self) -> None:
        """Cut every connection without a word, as a failing network does."""
        for connection in list(self.connections):
            connection.lost()
            with self._world.lock:
                if connection in self.connections:
                    self.connections.remove(connection)
            await connection.socket.close(code=1011)

    def _hello(self) -> Json:
        """The first message on every connection."""
        return {
            "type": "hello",
            "num_connections": len(self.connections),
            "debug_info": {
                "host": "applink-sandbox",
                "build_number": 1,
                "approximate_connection_time": REFRESH_SECONDS,
            },
            "connection_info": {"app_id": self._world.app_id},
        }

    def _acknowledge(self, connection: Connection, data: str) -> None:
        """Take an acknowledgement; one that comes too late is only noted."""
        try:
            message = json.loads(data)
        except ValueError:
            self.unknown_acks += 1
            return
        attempt, answer = connection.waiting.pop(message.get("envelope_id", ""), (None, None))
        if attempt is None or answer is None:
            self.unknown_acks += 1
        elif answer.done():
            with self._world.lock:
                attempt.status, attempt.seconds = "late", time.monotonic() - attempt.started
                self._world.touch()
        else:
            attempt.seconds = time.monotonic() - attempt.started
            answer.set_result(message.get("payload"))


def _disconnect(reason: str) -> Json:
    """The message that ends a connection."""
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-sandbox"}}
