"""`whoa serve`: the bot in a real workspace."""

from __future__ import annotations

from typing import Any

import click


@click.command("serve")
@click.option("--http", is_flag=True, help="Take Slack's requests by HTTP instead of Socket Mode.")
@click.option("--host", help="Address to listen on. [default: WHOA_HOST, or 127.0.0.1]")
@click.option(
    "--port", type=click.IntRange(0, 65535), help="Port to listen on. [default: WHOA_PORT, or 3000]"
)
@click.pass_context
def command(ctx: click.Context, *, http: bool, host: str | None, port: int | None) -> None:
    """Run the bot in your Slack workspace, by Socket Mode, until SIGTERM or Ctrl-C.

    Tokens come from the environment or a .env file: docs/admin-guide.md. Without a workspace: `whoa try`.
    """
    from bot.settings import load_settings

    given: dict[str, Any] = {"host": host, "port": port}
    settings = load_settings().model_copy(update={k: v for k, v in given.items() if v is not None})
    settings.require("http" if http else "socket")  # before the slow imports
    from bot.serve import serve

    ctx.exit(serve("http" if http else "socket", settings))
