"""The pages that open from the Home: adding a person, and what is stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot import slacktext
from bot.rendering.blocks import Block, modal, option, plain, section
from bot.rendering.composer import TRUST_LABELS
from rules.types import TRUSTS


def add_trust_view() -> Block:
    """Return the modal that adds a person to the trust list."""
    options = [option(TRUST_LABELS[name], name) for name in TRUSTS]
    return modal(
        "A person",
        [
            section("This list is only yours. They are never told."),
            {
                "type": "input",
                "block_id": "person",
                "label": plain("Who?"),
                "element": {"type": "users_select", "action_id": "person"},
            },
            {
                "type": "input",
                "block_id": "trust",
                "label": plain("How much trust is there right now?"),
                "element": {
                    "type": "static_select",
                    "action_id": "trust",
                    "options": options,
                    "initial_option": options[0],
                },
            },
        ],
        callback="home.trust",
        submit="Save",
        close="Cancel",
    )


def stored_view(rows: Mapping[str, Sequence[Mapping[str, object]]]) -> Block:
    """Return the modal that shows what is stored about a person."""
    blocks = [section("This is all I have stored about you. There are no messages and no drafts in it.")]
    for table, entries in list(rows.items())[:20]:
        lines = [", ".join(f"{name}: {value}" for name, value in entry.items()) for entry in entries[:20]]
        more = f"\n… and {len(entries) - 20} more" if len(entries) > 20 else ""
        blocks.append(section(f"*{table}*\n" + slacktext.escape("\n".join(lines)) + more))
    if not rows:
        blocks.append(section("Nothing at all."))
    return modal("What is stored", blocks, callback="stored")
