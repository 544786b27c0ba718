"""App Home: everything a person can set, see and delete."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot import slacktext
from bot.rendering import limits
from bot.rendering.blocks import (
    Block,
    actions,
    button,
    confirm,
    context,
    divider,
    header,
    option,
    section,
)
from bot.rendering.composer import TRUST_LABELS
from bot.store import Exchanges, Person, Scheduled
from rules.types import TRUSTS

SHOWN = 12
"""Entries of each list: the whole Home stays well under Slack's 100 blocks."""

KINDS = {"breathe": "A nudge after your pause", "check-in": "Asking how it landed"}
SWITCHES = {
    "seedling_own": "The reaction on my own messages offers other ways to say them",
    "help_others": "The reaction on others' messages helps me to read them, in private",
    "counts": "Count my good and hard exchanges, for my eyes only",
}
EMOJI_TONES = {"none": "No emoji in suggestions", "some": "An emoji now and then is fine"}


@dataclass(frozen=True, slots=True)
class HomeState:
    """All that the Home shows."""

    person: Person
    emoji: str = "seedling"
    emoji_on_others: bool = True
    now: float = 0.0
    scheduled: Sequence[Scheduled] = ()
    exchanges: Mapping[str, Exchanges] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    connect_url: str = ""
    connected: bool = False


def home_view(state: HomeState) -> Block:
    """Return the Home tab."""
    blocks = [
        header("Whoa"),
        section(
            "I look at a draft when you ask me to, and only you see what I say. I am not policing anyone."
        ),
        *actions([button("Open the composer", "draft.composer"), button("Help", "home.help")]),
        *_pause(state),
        divider(),
        *_settings(state),
        divider(),
        *_trusts(state),
        *_mutes(state),
        *_scheduled(state),
        *_exchanges(state),
        divider(),
        *_account(state),
        *_data(),
    ]
    return {"type": "home", "callback_id": "home", "blocks": blocks[: limits.VIEW_BLOCKS]}


def date(seconds: float) -> str:
    """Return Slack's date markup: shown in the reader's own time zone."""
    return f"<!date^{int(seconds)}^{{date_short_pretty}} at {{time}}|a set time>"


def _pause(state: HomeState) -> list[Block]:
    if state.person.settings.paused(state.now):
        until = date(state.person.settings.paused_until or 0)
        return [section(f"I am quiet until {until}.", button("Resume", "home.resume"))]
    return actions(
        [
            button("Quiet for a day", "home.pause", "86400"),
            button("Quiet for a week", "home.pause_week", "604800"),
        ]
    )


def _settings(state: HomeState) -> list[Block]:
    settings = state.person.settings
    trusts = {name: option(TRUST_LABELS[name], name) for name in TRUSTS}
    tones = {name: option(text, name) for name, text in EMOJI_TONES.items()}
    shown = [name for name in SWITCHES if name != "help_others" or state.emoji_on_others]
    switches = {name: option(SWITCHES[name], name) for name in shown}
    chosen = [made for name, made in switches.items() if getattr(settings, name)]
    boxes: Block = {"type": "checkboxes", "action_id": "home.switches", "options": list(switches.values())}
    if chosen:
        boxes["initial_options"] = chosen
    return [
        section(
            "*How I read drafts* when I do not know who they are for",
            {
                "type": "static_select",
                "action_id": "home.default_trust",
                "options": list(trusts.values()),
                "initial_option": trusts[settings.default_trust],
            },
        ),
        section(
            "*Emoji* in what I suggest",
            {
                "type": "static_select",
                "action_id": "home.emoji_tone",
                "options": list(tones.values()),
                "initial_option": tones[settings.emoji_tone],
            },
        ),
        {
            "type": "section",
            "text": {"type": "mrkdwn", "text": f"*When I act* (the reaction is :{state.emoji}:)"},
            "accessory": boxes,
        },
        context(
            f":{state.emoji}: works in conversations I am a member of. In direct messages between people and in other "
            "channels, use *Soften this* or *What might they mean?* in a message's ⋮ menu."
        ),
    ]


def _trusts(state: HomeState) -> list[Block]:
    blocks = [section("*People I am rebuilding trust with*", button("Add a person", "home.trust_add"))]
    entries = list(state.person.trusts.items())
    for other, trust in entries[:SHOWN]:
        blocks.append(
            section(
                f"<@{other}>: {trust}",
                button("Remove", "home.trust_remove", other, label="Remove this person"),
            )
        )
    if not entries:
        blocks.append(
            context(
                "Nobody yet. With `/whoa trust @person low` I read more carefully what you write to them."
            )
        )
    return blocks + _more(entries)


def _mutes(state: HomeState) -> list[Block]:
    entries = sorted(state.person.muted)
    if not entries:
        return []
    blocks = [section("*Muted rules*")]
    for rule in entries[:SHOWN]:
        title = slacktext.escape(state.titles.get(rule, rule))
        blocks.append(section(title, button("Unmute", "home.unmute", rule, label=f"Unmute: {title}")))
    return blocks + _more(entries)


def _scheduled(state: HomeState) -> list[Block]:
    if not state.scheduled:
        return []
    blocks = [section("*What I will send you later*")]
    for entry in state.scheduled[:SHOWN]:
        text = f"{KINDS.get(entry.kind, entry.kind)}, {date(entry.post_at)}"
        blocks.append(
            section(text, button("Cancel", "home.cancel", entry.message, label="Cancel this message"))
        )
    return blocks + _more(state.scheduled)


def _exchanges(state: HomeState) -> list[Block]:
    if not state.person.settings.counts:
        return []
    blocks = [section("*My exchanges*, counted for my eyes only")]
    entries = sorted(state.exchanges.items())
    for other, count in entries[:SHOWN]:
        line = f"<@{other}>: {count.good} good, {count.hard} hard"
        if count.hard and count.good < 5 * count.hard:
            line += ". A small, true word of thanks would be a good next one."
        blocks.append(context(line))
    if not entries:
        blocks.append(context("None yet. I count when you tell me how a message landed."))
    return blocks + _more(entries)


def _account(state: HomeState) -> list[Block]:
    if state.connected:
        sure = confirm(
            "Disconnect?", "I will no longer be able to send or replace messages as you.", "Disconnect"
        )
        text = (
            "*Your account is connected.* With your press of a button I can send or replace a message as you."
        )
        return [section(text, button("Disconnect", "home.disconnect", confirm=sure))]
    if state.connect_url:
        text = "*Connect my account* so that, at the press of a button, I can send or replace a message as you. All else works without."
        return [section(text, button("Connect", "home.connect", url=state.connect_url))]
    return []


def _data() -> list[Block]:
    sure = confirm(
        "Delete my data?",
        "Settings, trust list, mutes, counts, reminders and your connection go at once. This cannot be undone.",
        "Delete it",
    )
    return [
        context("I keep settings, ids and counts; never a message, never a draft."),
        *actions(
            [
                button("What is stored about me", "home.stored"),
                button("Delete my data", "home.delete", style="danger", confirm=sure),
            ]
        ),
    ]


def _more(entries: Sequence[object]) -> list[Block]:
    return [context(f"… and {len(entries) - SHOWN} more")] if len(entries) > SHOWN else []
