"""`whoa rules …`: look at rules, prove them, write them."""

from __future__ import annotations

import click

from bot.cli.lazy import LazyGroup

MODULES = {
    "list": ("bot.cli.rules.listing", "List all rules."),
    "show": ("bot.cli.rules.show", "Show one rule."),
    "test": ("bot.cli.rules.prove", "Prove the rules by their own examples."),
    "new": ("bot.cli.rules.new", "Write a new rule, step by step."),
    "explain": ("bot.cli.rules.explain", "Say which rules fired on a text, and which nearly did."),
    "schema": ("bot.cli.rules.schema", "Print the JSON Schema of a rule file, for editors."),
    "docs": ("bot.cli.rules.docs", "Write the rule catalogue, docs/rules.md."),
}


@click.group("rules", cls=LazyGroup, modules=MODULES)
def command() -> None:
    """List, show, prove, write and explain rules. The format is docs/rule-format.md."""
