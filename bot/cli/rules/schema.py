"""`whoa rules schema`: for editors that complete YAML."""

from __future__ import annotations

from pathlib import Path

import click

HINT = "# yaml-language-server: $schema="


@click.command("schema")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write it to this file."
)
def command(*, output: Path | None) -> None:
    """Print the JSON Schema of a rule file.

    \b
    Editors with the YAML language server complete and check a pack that begins with
        # yaml-language-server: $schema=whoa-rules.schema.json
    after `whoa rules schema -o whoa-rules.schema.json` beside it. `whoa rules new` writes both.
    """
    text = schema_text()
    if output is None:
        click.echo(text, nl=False)
        return
    write(output, text)
    click.echo(f"Wrote {output}. Begin your packs with: {HINT}{output.name}")


def schema_text() -> str:
    """The schema as indented JSON."""
    import json

    from rules.schema import json_schema

    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **json_schema()}
    return json.dumps(schema, indent=2, ensure_ascii=True) + "\n"


def write(path: Path, text: str) -> None:
    """Write a file, and the folders above it. Raises Problem."""
    from bot.cli.common import Problem

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise Problem(f"cannot write {path}: {error.strerror}") from error
