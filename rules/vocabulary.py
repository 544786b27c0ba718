"""What the coach teaches, and the ways it says a thing again: the names that rules may use."""

from __future__ import annotations

from typing import Literal

TACTICS = (
    "acknowledge-hard",
    "check-in",
    "speak-tentatively",
    "friendly-buffer",
    "take-a-breath",
    "ask-clarity",
    "story-in-my-head",
    "positive-interactions",
    "positive-intent",
    "give-opening",
    "mouth-words",
    "pitch-as-experiment",
    "shop-it-around",
    "generous-reading",
    "own-your-bias",
    "keep-the-ask",
)
"""What the coach teaches; a rule names the one it serves."""

Kind = Literal["light", "warm", "story"]
"""How much a rewrite changes: the least that helps, care added, or the writer's own reading named."""

MOVES: dict[str, Kind] = {
    "plain": "light",
    "trim": "light",
    "request": "light",
    "curiosity": "light",
    "agentless": "light",
    "recent": "light",
    "buffer": "light",
    "drop": "light",
    "perspective": "warm",
    "intent": "warm",
    "acknowledgement": "warm",
    "opening": "warm",
    "experiment": "warm",
    "disclosure": "warm",
    "story": "story",
    "effect": "story",
    "breath": "story",
}
"""The ways to say a thing again, each with the kind of rewrite it usually belongs to."""

REMOVING = frozenset(["drop", "trim"])
"""Moves that only take words out."""
