"""Cut Slack's method reference down to the table the stand-in checks calls against.

Usage: python tools/slack_facts.py PATH_TO/docs.slack.dev/methods COMMIT > bot/sandbox/facts.json

The reference is https://github.com/slack-ruby/slack-api-ref (MIT; the licence lies beside the
table), scraped daily from Slack's own documentation. Only what can be checked is kept: scopes,
arguments with their types, rate-limit tier, whether JSON bodies are read, and the documented errors.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

SOURCE = "https://github.com/slack-ruby/slack-api-ref"

METHODS = """
    api.test apps.connections.open apps.uninstall auth.revoke auth.test bots.info
    chat.delete chat.deleteScheduledMessage chat.getPermalink chat.postEphemeral chat.postMessage
    chat.scheduleMessage chat.scheduledMessages.list chat.update
    conversations.history conversations.info conversations.members conversations.open
    conversations.replies oauth.v2.access reactions.add reactions.get team.info
    users.conversations users.info users.list views.open views.publish views.push views.update
""".split()

# Not in the reference: which methods want an app-level token, and its scope
# (https://docs.slack.dev/reference/methods/apps.connections.open).
APP_SCOPES = {"apps.connections.open": ["connections:write"]}


def types_of(schema: dict[str, Any]) -> list[str]:
    """The JSON types an argument may have; empty when the reference does not say."""
    if "type" in schema:
        kind = schema["type"]
        return list(kind) if isinstance(kind, list) else [kind]
    found: list[str] = []
    for part in schema.get("anyOf", []) + schema.get("allOf", []):
        found += [kind for kind in types_of(part) if kind not in found]
    if not found and schema.get("schema") in ("view", "modal", "publishable-view"):
        return ["object"]
    return found


def argument(schema: dict[str, Any], required: bool) -> dict[str, Any]:
    """One argument: its types, whether it must be there, and its allowed values if listed."""
    fact: dict[str, Any] = {"types": types_of(schema)}
    if required:
        fact["required"] = True
    if "enum" in schema:
        fact["enum"] = schema["enum"]
    return fact


def method_facts(name: str, page: dict[str, Any]) -> dict[str, Any]:
    """What the stand-in checks about one method."""
    args = page.get("args", {})
    required = set(args.get("required", [])) - {"token"}
    scopes = {kind: sorted(names) for kind, names in (page.get("scope") or {}).items()}
    if name in APP_SCOPES:
        scopes = {"app": APP_SCOPES[name]}
    return {
        "tier": page.get("rate_limits", "t3"),
        "json": bool(page.get("json_input_supported")),
        "scopes": scopes,
        "args": {
            key: argument(schema, key in required)
            for key, schema in sorted(args.get("properties", {}).items())
            if key != "token"
        },
        "errors": sorted(page.get("errors") or {}),
    }


def main() -> None:
    """Print the table for METHODS as JSON, one method a line."""
    folder, commit = Path(sys.argv[1]), sys.argv[2]
    lines = [
        f"    {json.dumps(name)}: "
        + json.dumps(method_facts(name, json.loads((folder / f"{name}.json").read_text())))
        for name in METHODS
    ]
    head = {"source": SOURCE, "commit": commit, "licence": "MIT, see facts.LICENSE.md"}
    body = ",\n".join(lines)
    print("{")
    for key, value in head.items():
        print(f"  {json.dumps(key)}: {json.dumps(value)},")
    print(f'  "methods": {{\n{body}\n  }}\n}}')


if __name__ == "__main__":
    main()
