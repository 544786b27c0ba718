"""The pages that open from the Home: adding a person, and what is stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot import slacktext
from bot.rendering import copy
from bot.rendering.blocks import Block, modal, option, plain, section
from bot.rendering.composer import TRUST_LABELS
from bot.rendering.home import date
from bot.store import Scheduled
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


def left_at_slack(late: Sequence[Scheduled], failed: Sequence[Scheduled], *, unsure: bool) -> str:
    """Return what is still there after *Delete my data*, or may be; nothing if nothing is."""
    lines = [
        f"What was planned for {date(entry.post_at)} still arrives: Slack no longer takes it back."
        for entry in late
    ]
    lines += [
        f"What was planned for {date(entry.post_at)} may still arrive: Slack did not take it back."
        for entry in failed
    ]
    if unsure:
        lines.append(copy.NOT_CONFIRMED)
    return "\n• ".join(["I deleted all that I had stored about you. But:", *lines]) if lines else ""


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
