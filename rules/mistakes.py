"""Mistakes in rules that their format alone does not show: patterns that cannot be read, slots that no pattern has.

All are said at once, each with its line, so that an author need not load the packs once for each.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rules.compiled import CompiledRule, Compiler
from rules.errors import PackError, PatternError, TemplateError
from rules.loading import Loaded, Location, built_in, line_of
from rules.schema import CONDITIONS, Rule, RuleException
from rules.template import slots_of

ALWAYS = frozenset(["rest", "before"])
"""Slots that every rewrite has."""

Mistake = tuple[Location, str]
"""Where in a rule or its pack, and what."""


def compile_all(compiler: Compiler, loaded: Loaded) -> list[CompiledRule]:
    """Compile the rules that are not retired. Raises one PackError for all that is wrong with them.

    Slots are looked at in packs of one's own; a test does it for those that come with Whoa, so that nobody waits for it.
    """
    compiled: list[CompiledRule] = []
    ours = built_in()
    broken: list[PackError] = []
    for order, rule in enumerate(rule for rule in loaded.rules if rule.status != "retired"):
        try:
            compiled.append(compiler.rule(rule, loaded, order))
        except PatternError:
            broken += _placed(rule, _unreadable(compiler, rule, loaded), loaded)
            continue
        if not Path(loaded.place_of[rule.id]).is_relative_to(ours):
            broken += _placed(rule, without_slot(compiled[-1]), loaded)
    if broken:
        raise PackError.several(broken)
    return compiled


def unknown_slots(text: str, slots: frozenset[str]) -> str:
    """What is wrong with the braces of a rewrite's text where a rule's patterns have these slots; empty if nothing is."""
    try:
        unknown = slots_of(text) - slots - ALWAYS
    except TemplateError as error:
        return str(error)
    return f"{text!r}: {_no_slot(unknown, slots)}" if unknown else ""


def _no_slot(names: set[str], slots: frozenset[str]) -> str:
    known = f"there are {', '.join(sorted(slots))}" if slots else "name= before a piece makes one"
    return f"no pattern of the rule has a slot {' or '.join(sorted(names))}; {known}"


def without_slot(compiled: CompiledRule) -> Iterator[Mistake]:
    """What in a rule names a slot that none of its patterns has."""
    slots = compiled.patterns.slots
    for number, template in enumerate(compiled.rule.rewrites):
        for text in template.variants:
            if wrong := unknown_slots(text, slots):
                yield ("rewrites", number, "text"), wrong
    for number, exception in enumerate(compiled.rule.exceptions):
        if exception.slot and exception.slot not in slots:
            yield ("exceptions", number, "slot"), _no_slot({exception.slot}, slots)


def _unreadable(compiler: Compiler, rule: Rule, loaded: Loaded) -> Iterator[Mistake]:
    lists: list[tuple[Location, list[str]]] = [(("match",), rule.match)]
    lists += _conditions(rule.exceptions)
    for number, template in enumerate(rule.rewrites):
        lists += [(("rewrites", number, "when"), template.when or [])]
        lists += [(("rewrites", number, "unless"), template.unless or [])]
    shared = _conditions(loaded.shared.get(loaded.pack_of[rule.id], ()))
    lists += [(("..", "..", *where), sources) for where, sources in shared]
    for where, sources in lists:
        for number, source in enumerate(sources):
            try:
                if where[-1] == "has":
                    compiler.words([source])
                else:
                    compiler.patterns([source], anchored=where == ("match",))
            except PatternError as error:
                yield (*where, number), str(error)


def _conditions(
    exceptions: list[RuleException] | tuple[RuleException, ...],
) -> list[tuple[Location, list[str]]]:
    return [
        (("exceptions", number, name), getattr(exception, name) or [])
        for number, exception in enumerate(exceptions)
        for name in (*CONDITIONS, "has")
    ]


def _placed(rule: Rule, mistakes: Iterator[Mistake], loaded: Loaded) -> Iterator[PackError]:
    path = loaded.place_of[rule.id]
    for where, what in mistakes:
        if where[0] == "..":  # of the pack, whose exceptions all its notes share
            yield PackError(
                f"pack {loaded.pack_of[rule.id]}: {what}", path=path, line=line_of(path, where[2:])
            )
        else:
            yield PackError(f"rule {rule.id}: {what}", path=path, line=line_of(path, where, rule=rule.id))
