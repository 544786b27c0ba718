"""`whoa rules docs`: the catalogue page, written from the packs."""

from __future__ import annotations

from pathlib import Path

import click

OUT_OF_STEP = 1


@click.command("docs")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("docs/rules.md"),
    show_default=True,
    help="The page to write.",
)
@click.option("--rules", "folder", type=click.Path(path_type=Path), help="Take the packs in this folder too.")
@click.option(
    "--check", is_flag=True, help="Write nothing; exit with 1 if the page is not in step with the rules."
)
@click.pass_context
def command(ctx: click.Context, *, output: Path, folder: Path | None, check: bool) -> None:
    """Write the rule catalogue: for each rule what it catches, why it hurts, what to say instead.

    The same packs give the same page. WHOA_RULES is left aside: name a folder of your own to have it in.
    """
    from bot.cli.rules.schema import write
    from rules.catalogue import catalogue
    from rules.loading import built_in, load_packs

    page = catalogue(load_packs([built_in(), *([folder] if folder else [])]))
    there = output.read_text(encoding="utf-8") if output.is_file() else None
    if there == page:
        click.echo(f"{output} is in step with the rules.")
    elif check and there is None:
        click.echo(f"There is no page {output}: run this in Whoa's folder, or name the page with --output.")
        ctx.exit(OUT_OF_STEP)
    elif check:
        click.echo(f"{output} is not in step with the rules: run `make docs`.")
        ctx.exit(OUT_OF_STEP)
    else:
        write(output, page)
        click.echo(f"Wrote {output}.")
