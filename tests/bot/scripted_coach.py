"""A coach with five known phrases: conversation tests are about the bot, and must not change with the rules."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field

from rules.types import MAX_COACHED, Audience, Coaching, Contribution, Note, Reading, Rewrite, Trust

PHRASES = {
    # phrase: (rule, tactic, rewrite of the phrase)
    "Why is that number low?": (
        "why-is-x-adj",
        "positive-intent",
        "Do you have any idea why that number is low?",
    ),
    "You broke the build": ("you-broke-x", "ask-clarity", "The build is broken"),
    "You never listen": ("never-you", "story-in-my-head", "The story in my head is that I am not heard"),
}
HOSTILE = "You will regret this"
HOT = "THIS IS UNBELIEVABLE!!!"


@dataclass
class ScriptedCoach:
    """Answers at once; `delay` makes it slow and `error` makes it fail, for as long as they are set."""

    delay: float = 0.0
    error: Exception | None = None
    seen: list[str] = field(default_factory=list)

    def coach(
        self,
        text: str,
        *,
        trust: Trust = "low",
        audience: Audience = "dm",
        muted: frozenset[str] = frozenset(),
        turn: int = 0,
        look_ahead: bool = False,
    ) -> Coaching:
        self._work(text)
        notes, rewritten = [], text
        for phrase, (rule, tactic, instead) in PHRASES.items():
            for found in re.finditer(re.escape(phrase), text[:MAX_COACHED]):
                if rule not in muted and trust != "solid":
                    notes.append(
                        Note(
                            rule,
                            tactic,
                            f"The rule {rule}",
                            found.start(),
                            found.end(),
                            phrase,
                            2,
                            "medium",
                            f"Reason of {rule}.",
                        )
                    )
                    rewritten = rewritten.replace(phrase, instead)
        hostile, hot = HOSTILE in text, HOT in text
        if hostile or hot:
            phrase = HOSTILE if hostile else HOT
            start = text.index(phrase)
            notes.append(
                Note(
                    "heated",
                    "take-a-breath",
                    "Heated",
                    start,
                    start + len(phrase),
                    phrase,
                    3,
                    "high",
                    "This is loud.",
                )
            )
        more = f" (version {turn + 1})" if turn else ""
        limits = (
            (f"I only looked at the first {MAX_COACHED:,} characters.",) if len(text) > MAX_COACHED else ()
        )
        flagged = bool(notes)
        return Coaching(
            text=text,
            trust=trust,
            audience=audience,
            heat=0.8 if flagged else 0.1,
            flagged=flagged,
            breathe=hostile or hot,
            hostile=hostile,
            summary="Some words here may sting." if flagged else "This reads well to me.",
            notes=tuple(sorted(notes, key=lambda note: note.start)),
            rewrites=(
                Rewrite("curiosity", "light", rewritten + more),
                Rewrite("intent", "warm", "Thanks for this. " + rewritten + more),
            )
            if flagged and not hostile
            else (),
            more=look_ahead and flagged and not hostile,
            prompts=("The story in my head is …",) if flagged else (),
            limits=limits,
            placeholder="I'm listening, I need a minute." if hostile or hot else "",
            contributions=(Contribution("questions", "a bare question", 0.9),) if flagged else (),
        )

    def read(self, text: str) -> Reading:
        self._work(text)
        if HOSTILE in text:
            return Reading(
                text,
                abusive=True,
                summary="You do not have to answer this.",
                steps=("Step away.", "Tell somebody you trust."),
            )
        return Reading(
            text,
            abusive=False,
            summary="There is more than one way to read this.",
            generous=("They may be under pressure.",),
            effort=("They asked you, not others.",),
            reply=f"When you wrote “{text[:200]}”, the story in my head was that I did it wrong. Is that right?",
            call="Would a short call help?",
        )

    def _work(self, text: str) -> None:
        self.seen.append(text)
        if self.delay:
            time.sleep(self.delay)
        if self.error:
            raise self.error
