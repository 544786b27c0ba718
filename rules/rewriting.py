"""From notes to whole rewrites: choose a template for each note, put the sentences together, in the writer's voice.

Several notes combine into one text: sentence by sentence, the heaviest note first; what a round leaves over is taken up in the next.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from rules.guards import Fact, facts, lost
from rules.mask import PLACEHOLDERS
from rules.matching import Analysis, Hit, RuleSet
from rules.phrases import Phrase, Phrases, pick
from rules.schema import MOVES, RewriteTemplate
from rules.sentences import address_end, clause, is_address, is_lead
from rules.template import Context, Piece, fill, slots_of
from rules.types import Audience
from rules.voice import Voice, capitalise, tidy, voice_of

_PILED = re.compile(r"[?!]{2,}(?=\W*$)")

_JOINT = re.compile(r"^[\s,;:–—-]*(?:(?:and|but|so|or)\b\s*)?")
_RUN_ON = re.compile(r"\s*[,;:–—-]\s*(?:(?:and|but|so)\s*)?$")
MAY_LOSE = 1
"""Content words outside of a match that may go with a dropped or replaced sentence."""

PREFERENCE = {
    "light": ("light", "warm", "story"),
    "warm": ("warm", "light", "story"),
    "story": ("story", "light", "warm"),
}


@dataclass(slots=True)
class Edit:
    """One replacement in the text as given. `drop` takes the whole sentence out."""

    start: int
    end: int
    pieces: list[Piece]
    sentence: int
    whole: bool
    drop: bool
    kind: str
    move: str
    hit: Hit


@dataclass(slots=True)
class Composed:
    """A text put together from edits: the moves that made it, the kinds they were."""

    text: str
    moves: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)


def kind_of(template: RewriteTemplate) -> str:
    """The kind of rewrite a template belongs to: its own, else its move's."""
    return template.kind or MOVES[template.move]


class Composer:
    """Builds rewrites of one draft at a time; holds no draft."""

    def __init__(self, rules: RuleSet, phrases: Phrases) -> None:
        self._rules = rules
        self._phrases = phrases

    def apply(
        self,
        analysis: Analysis,
        notes: list[Hit],
        *,
        kind: str,
        seed: str,
        turn: int,
        only: int | None = None,
    ) -> Composed | None:
        """Replace what the notes point at; None when nothing could be said again.

        The heaviest note gets a template of `kind`, the others the lightest that fits. `only` picks one template by its
        number (the rule tests pin texts that way), always with its first variant.
        """
        voice = voice_of(analysis.masked)
        known = facts(analysis)
        edits: list[Edit] = []
        ranked = sorted(notes, key=lambda h: (-h.rule.weight, h.start - h.end))
        wanted = kind
        for hit in ranked:
            edit = self._edit(
                hit, analysis, known, wanted=wanted, seed=seed, turn=turn, only=only, taken=edits
            )
            if edit is None:
                continue
            edits.append(edit)
            if edit.kind == kind:
                wanted = "light"  # one warm or one story sentence is enough
        if not edits:
            return None
        return Composed(
            self._assemble(analysis, edits, voice), [e.move for e in edits], [e.kind for e in edits]
        )

    def _edit(
        self,
        hit: Hit,
        analysis: Analysis,
        known: list[Fact],
        *,
        wanted: str,
        seed: str,
        turn: int,
        only: int | None,
        taken: list[Edit],
    ) -> Edit | None:
        numbered = list(enumerate(hit.rule.rewrites))
        if only is None:
            order = PREFERENCE[wanted]
            numbered.sort(key=lambda n: order.index(kind_of(n[1])))
            same = sum(kind_of(n[1]) == kind_of(numbered[0][1]) for n in numbered) if numbered else 0
            if same > 1 and turn % same:  # "Another" also tries another template of the same kind first
                numbered[:same] = numbered[turn % same : same] + numbered[: turn % same]
        else:
            numbered = [n for n in numbered if n[0] == only]
        for number, template in numbered:
            if not self._applies(hit, number, analysis):
                continue
            pieces = self._pieces(
                template, number, hit, analysis, seed=seed, turn=turn, pinned=only is not None
            )
            if pieces is None:
                continue
            said = "".join(p.text for p in pieces)
            for first, last in self._ranges(template, hit, analysis):
                start, end = analysis.range_of(first, last)
                if any(e.start < end and start < e.end for e in taken):
                    continue
                if self._loses_words(template, hit, analysis, (first, last), said):
                    continue
                within = analysis.range_of(hit.start, hit.end)
                gone = [
                    f
                    for f in known
                    if start <= f.start < end and (f.hard or not within[0] <= f.start < within[1])
                ]
                if lost(gone, said):
                    continue
                bounds = analysis.sentences[hit.sentence]
                whole = template.scope != "span" and last == bounds[1]
                drop = template.scope == "drop" and whole and is_address(analysis.texts, bounds[0], first)
                return Edit(
                    start, end, pieces, hit.sentence, whole, drop, kind_of(template), template.move, hit
                )
        return None

    @staticmethod
    def _pieces(
        template: RewriteTemplate,
        number: int,
        hit: Hit,
        analysis: Analysis,
        *,
        seed: str,
        turn: int,
        pinned: bool,
    ) -> list[Piece] | None:
        """The filled template; nothing for a dropped sentence; None when it does not apply."""
        if template.scope == "drop":
            return []
        variants = template.variants
        text = (
            variants[0] if pinned else pick(variants, draft=seed, salt=f"{hit.rule.id}/{number}", turn=turn)
        )
        return fill(text, Context(analysis, hit))

    @staticmethod
    def _ranges(template: RewriteTemplate, hit: Hit, analysis: Analysis) -> list[tuple[int, int]]:
        """What a template may replace, as token ranges in the order of preference.

        The match; or the sentence but for its address (a greeting, a name, a mention); or, where more would be lost, only
        the clause. Fillers that lead up to the match ("so", "lol", "honestly") go with it.
        """
        first, last = analysis.sentences[hit.sentence]
        if hit.rule.alone:
            return [(hit.start, hit.end)]
        if template.scope == "drop":
            while first < last - 1 and analysis.texts[first] in (PLACEHOLDERS["mention"], ","):
                first += 1
            return [(first, last), clause(analysis.texts, first, last, hit.start, hit.end)]
        if "{before" not in "".join(template.variants) and is_lead(analysis.texts, first, hit.start):
            first = address_end(analysis.texts, first, hit.start)
        elif template.scope == "span":
            first = hit.start
        if template.scope == "span":
            return [(first, hit.end)]
        return (
            [(first, last), clause(analysis.texts, first, last, hit.start, hit.end)]
            if template.lossy
            else [(first, last)]
        )

    def _applies(self, hit: Hit, number: int, analysis: Analysis) -> bool:
        conditions = hit.compiled.when.get(number)
        if not conditions:
            return True
        first, last = analysis.sentences[hit.sentence]
        when, unless = conditions
        return (when is None or self._rules.occurs(when, analysis, first, last)) and not (
            unless is not None and self._rules.occurs(unless, analysis, first, last)
        )

    @staticmethod
    def _loses_words(
        template: RewriteTemplate, hit: Hit, analysis: Analysis, replaced: tuple[int, int], said: str
    ) -> bool:
        """Whether words around the match would vanish: more than a few where a template may lose some, any where it may not."""
        if template.scope == "span":
            return False
        spoken = said.lower()
        outside = [
            i for i in range(*replaced) if not hit.start <= i < hit.end and analysis.texts[i][:1].isalnum()
        ]
        if template.scope == "drop" or template.lossy:
            gone = [
                i for i in outside if not analysis.doc[i].is_stop and analysis.texts[i].lower() not in spoken
            ]
            return len(gone) > MAY_LOSE
        text = template.variants[0]
        used = slots_of(text)
        tail = "rest" in used or ".tail}" in text or ".obj" in text
        after = any(i >= hit.end for i in outside)
        before = any(i < hit.start for i in outside) and not is_lead(analysis.texts, replaced[0], hit.start)
        return (after and not tail) or (before and "before" not in used)

    def _assemble(self, analysis: Analysis, edits: list[Edit], voice: Voice) -> str:
        text = analysis.masked.text
        for edit in edits:
            if edit.hit.rule.alone:  # the whole draft, whatever its sentences
                said = "".join(voice.speak(p) for p in edit.pieces)
                return self._open_end(text[: edit.start] + (said if voice.lower else capitalise(said)), voice)
        ranges = [analysis.range_of(a, b) for a, b in analysis.sentences]
        out: list[str] = []
        last = 0
        changed = {e.sentence for e in edits}
        for number, (start, end) in enumerate(ranges):
            if number not in changed:
                continue
            out.append(text[last:start])
            mine = sorted((e for e in edits if e.sentence == number), key=lambda e: e.start)
            kept = text[start : mine[0].start] if mine[0].drop else ""
            sentence = kept.rstrip(" ,") if mine[0].drop else self._sentence(text, start, end, mine, voice)
            if sentence:
                out.append(sentence)
                last = end
            else:
                last = end
                while last < len(text) and text[last] in " \t":
                    last += 1
                if not "".join(out).strip() and text[last : last + 1] == "\n":
                    last += 1
        out.append(text[last:])
        whole = "".join(out).strip() if analysis.masked.text.strip() == analysis.masked.text else "".join(out)
        return self._open_end(whole.strip(), voice)

    def _sentence(self, text: str, start: int, end: int, edits: list[Edit], voice: Voice) -> str:
        parts: list[str] = []
        last = start
        for edit in edits:
            kept = text[last : edit.start]
            parts.append(kept)
            said = "".join(voice.speak(p) for p in edit.pieces).strip()
            if not edit.pieces:  # a clause that goes, with the comma and the conjunction that held it
                parts[-1] = kept.rstrip(" ,;-–—:")
                following = _JOINT.sub("", text[edit.end : end])
                last = end - len(following)
                if parts[-1].strip() and any(c.isalnum() for c in following):
                    parts.append(", ")
                elif following[:1].islower() and not voice.lower and not parts[-1].strip():
                    parts.append(following[0].upper())
                    last += 1
                continue
            if said and said[-1] in ".?!" and parts[-1][-1:].isalnum():
                parts.append(", ")  # the match began with its comma
            if (
                said[-1:] in ".?!"
                and said
                and _RUN_ON.search(parts[-1])
                and any(c.isalnum() for c in "".join(parts))
            ):
                parts[-1] = _RUN_ON.sub(". ", parts[-1])
                said = said if voice.lower else capitalise(said)
                parts.append(said)
                last = self._after(text, edit.end, end, parts, voice)
                continue
            at_start = not any(c.isalnum() for c in "".join(parts))
            if at_start:
                said = said if voice.lower else capitalise(said)
            elif edit.pieces and edit.pieces[0].generated and not said.startswith(("I ", "I'")):
                said = said[:1].lower() + said[1:]
            parts.append(said)
            last = edit.end
            if said[-1:] in ".?!" and said:
                last = self._after(text, edit.end, end, parts, voice)
        tail = (
            "" if edits[-1].whole else _PILED.sub(lambda m: "?" if "?" in m.group() else "!", text[last:end])
        )
        return tidy("".join(parts) + tail)

    @staticmethod
    def _after(text: str, start: int, end: int, parts: list[str], voice: Voice) -> int:
        """After a piece that ended a sentence: skip the marks that follow, capitalise what goes on; where to go on."""
        following = text[start:end]
        stripped = following.lstrip(" .?!,;…-–")
        last = start
        if stripped != following:
            last = end - len(stripped)
            if stripped:
                parts.append(" ")
        if any(c.isalpha() for c in stripped) and not voice.lower:
            parts.append(stripped[0].upper())
            last += 1
        return last

    @staticmethod
    def _open_end(text: str, voice: Voice) -> str:
        """A writer who leaves the last full stop out keeps doing so."""
        if not voice.closed and text.endswith(".") and not text.endswith("..") and "\n" not in text[-2:]:
            return text[:-1]
        return text

    def frame(
        self, analysis: Analysis, tactics: set[str], *, audience: Audience, seed: str, turn: int
    ) -> str | None:
        """Close with a question or, where the text asks one already, open with care; None when neither suits.

        Never both: stacked around one plain sentence they sound like a form letter.
        """
        voice = voice_of(analysis.masked)
        text = analysis.masked.text
        if not analysis.sentences:
            return None
        ranges = [analysis.range_of(a, b) for a, b in analysis.sentences]
        asks = "?" in analysis.masked.view
        head = tail = ""
        options = [p for p in self._phrases.at("close", tactics, audience) if not (p.question and asks)]
        if options and not asks:
            tail = self._say(options[0], voice, seed, turn)
        elif options := self._phrases.at("open", tactics, audience):
            head = self._say(options[0], voice, seed, turn)
        if not head and not tail:
            return None
        at = self._after_greeting(analysis)
        stop = ranges[-1][1]
        body, after = text[at:stop].rstrip(), text[stop:]
        if tail and body and body[-1] not in ".?!…:)":
            body += "."
        whole = text[:at] + (f"{head} " if head else "") + body + (f" {tail}" if tail else "") + after
        return self._open_end(whole, voice)

    def _say(self, phrase: Phrase, voice: Voice, seed: str, turn: int) -> str:
        return voice.speak(Piece(pick(phrase.text, draft=seed, salt=phrase.id, turn=turn), generated=True))

    @staticmethod
    def _after_greeting(analysis: Analysis) -> int:
        """Where an opener goes: past a first sentence that only greets, past a leading mention."""
        first, last = analysis.sentences[0]
        texts = analysis.texts
        if len(analysis.sentences) > 1 and is_lead(texts, first, last):
            return analysis.range_of(*analysis.sentences[1])[0]
        index = first
        while index < last and (
            texts[index] == "Maria" or (index > first and texts[index] in (",", ":", "-"))
        ):
            index += 1
        if (
            index < last
            and texts[index].lower() in ("hi", "hey", "hello")
            and index + 2 < last
            and texts[index + 2] in (",", "-", ":")
        ):
            index += 3
        return analysis.range_of(index, last)[0] if index < last else analysis.range_of(first, last)[0]
