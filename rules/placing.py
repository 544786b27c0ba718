"""Where in a draft a template may be put: the match, the clause or the sentence around it."""

from __future__ import annotations

from rules.analysis import Analysis, Hit
from rules.mask import PLACEHOLDERS
from rules.schema import RewriteTemplate
from rules.sentences import address_end, clause, is_joint, is_lead, main_end

DROP = RewriteTemplate(move="drop", scope="drop")
"""Takes a sneer out: what is left to do when no template of its rule fits."""


def question_end(template: RewriteTemplate, hit: Hit, analysis: Analysis) -> int | None:
    """Where a question made of a run-on sentence has to end, as a token index; None: where the sentence does.

    "Book it, it's in the plan" becomes "Could you book it? It's in the plan": what follows is no part of the question.
    """
    if template.scope != "sentence" or not all(
        "{rest" in text and text.endswith("?") for text in template.variants
    ):
        return None
    last = analysis.sentences[hit.sentence][1]
    stop = main_end(analysis.texts, hit.end, last)
    return stop if stop < last else None


def ranges(
    template: RewriteTemplate, hit: Hit, analysis: Analysis, stop: int | None
) -> list[tuple[int, int]]:
    """What a template may replace, as token ranges; the first in which nothing is lost is taken.

    For the scope `span` that is the match, for `sentence` the sentence without its address (a greeting, a name, a mention). A template that
    drops or may lose words also has the clause around the match, if the whole sentence would take too much with it. Fillers that lead up
    to the match ("so", "lol", "honestly") go in any case.
    """
    first, last = analysis.sentences[hit.sentence]
    if hit.rule.alone:
        return [(hit.start, hit.end)]
    if template.scope == "drop":
        while first < last - 1 and analysis.texts[first] in (PLACEHOLDERS["mention"], ","):
            first += 1
        part = clause(analysis.texts, first, last, hit.start, hit.end)
        least_first = template.forget or (template is DROP and hit.rule.kind == "note")
        return [part, (first, last)] if least_first else [(first, last), part]
    if "{before" not in "".join(template.variants) and is_lead(analysis.texts, first, hit.start):
        first = address_end(analysis.texts, first, hit.start)
    elif template.scope == "span":
        first = hit.start
    if template.scope == "span":
        return [(first, hit.end)]
    if stop is not None:
        return [(first, stop)]
    if not template.lossy:
        return [(first, last)]
    left, right = clause(analysis.texts, first, last, hit.start, hit.end)
    return [(first, last), (left + is_joint(analysis.texts[left]) * (left < hit.start), right)]
