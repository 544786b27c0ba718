"""Cut the sample payloads of Slack's Java SDK down to the names of their keys, for the stand-in's tests.

Usage: python tools/slack_payload_keys.py PATH_TO/json-logs/samples COMMIT > tests/bot/sandbox/payload_keys.json

The samples (https://github.com/slackapi/java-slack-sdk, MIT, the licence lies beside the table) join
every key ever seen, with blank values: a key that is not there, Slack does not send.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

SOURCE = "https://github.com/slackapi/java-slack-sdk"
DEPTH = 3
LARGE = frozenset(
    {"attachments", "blocks", "comment", "file", "files", "item", "profile", "reactions", "room", "root"}
)
"""Objects whose keys the stand-in has no use for."""

SAMPLES = {
    "slash_commands": "app-backend/slash-commands/SlashCommandPayload",
    "block_actions": "app-backend/interactive-components/BlockActionPayload",
    "message_action": "app-backend/interactive-components/MessageShortcutPayload",
    "view_submission": "app-backend/views/ViewSubmissionPayload",
    "view_closed": "app-backend/views/ViewClosedPayload",
    "message": "events/MessagePayload",
    "message_changed": "events/MessageChangedPayload",
    "message_deleted": "events/MessageDeletedPayload",
    "reaction_added": "events/ReactionAddedPayload",
    "app_home_opened": "events/AppHomeOpenedPayload",
    "app_uninstalled": "events/AppUninstalledPayload",
    "tokens_revoked": "events/TokensRevokedPayload",
    "auth.test": "api/auth.test",
    "oauth.v2.access": "api/oauth.v2.access",
    "chat.scheduledMessages.list": "api/chat.scheduledMessages.list",
    "views.open": "api/views.open",
    "conversations.info": "api/conversations.info",
    "users.info": "api/users.info",
}


def keys(value: Any, depth: int = DEPTH) -> Any:
    """The keys of an object and of what is in it, `depth` levels down; null for everything else."""
    if isinstance(value, list):
        return keys(value[0], depth) if value else None
    if not isinstance(value, dict) or not value or depth == 0:
        return None
    return {key: None if key in LARGE else keys(inner, depth - 1) for key, inner in value.items()}


def main() -> None:
    """Print the table, one sample a line."""
    folder, commit = Path(sys.argv[1]), sys.argv[2]
    table: dict[str, Any] = {"source": SOURCE, "commit": commit, "licence": "MIT, see payload_keys.LICENSE"}
    for name, path in SAMPLES.items():
        table[name] = keys(json.loads((folder / f"{path}.json").read_text()))
    lines = [f"  {json.dumps(key)}: {json.dumps(value)}" for key, value in table.items()]
    print("{\n" + ",\n".join(lines) + "\n}")


if __name__ == "__main__":
    main()
