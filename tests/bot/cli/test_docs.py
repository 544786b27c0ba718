"""What README and docs say of the command line is so."""

import json
import re
import shlex
import subprocess
from pathlib import Path

import click
import pytest

from tests.bot.cli.conftest import commands

ROOT = Path(__file__).parents[3]
CLI = (ROOT / "docs/cli.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
WIRE = (ROOT / "docs/wire-format.md").read_text(encoding="utf-8")
COMMANDS = commands()


def section(name):
    """What docs/cli.md says of a command, up to the next heading."""
    found = re.search(rf"^##+ `{re.escape(name)}`\n(.*?)(?=^##|\Z)", CLI, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "whoa"])
def test_every_command_and_option_is_documented(name):
    text = section(name)
    assert text, f"docs/cli.md has no section on {name}"
    options = [max(p.opts, key=len) for p in COMMANDS[name].params if isinstance(p, click.Option)]
    assert [option for option in options if option not in text] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_no_option_is_documented_that_is_not_there(name):
    known = {o for c in COMMANDS.values() for p in c.params for o in p.opts} | {"--help", "--version"}
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", section(name))) - known == set()


def test_exit_codes_are_documented():
    from bot.cli import INTERRUPTED, check, lazy

    table = CLI.partition("## Exit codes")[2].partition("##")[0]
    codes = {int(code) for code in re.findall(r"^\| (\d+) \|", table, re.MULTILINE)}
    assert codes == {0, check.BAD_LINES, 2, check.FLAGGED, INTERRUPTED, lazy.PIPE_CLOSED}


def lines_of_readme():
    """Every command in README's code blocks."""
    for block in re.findall(r"^```(?:sh|console)\n(.*?)^```", README, re.MULTILINE | re.DOTALL):
        for line in block.splitlines():
            yield line.removeprefix("$ ").partition("   #")[0].strip()


@pytest.mark.parametrize("line", [line for line in lines_of_readme() if line.startswith(".venv/bin/whoa")])
def test_every_whoa_in_readme_runs(run, few_rules, line):
    run("rules", "new", "--skeleton")
    answers = "\n\n\n" if "rules new" in line else ""
    answer = run(*shlex.split(line)[1:], stdin=answers)
    if line.endswith("rules new"):
        assert "Name the pattern" in answer.output  # it asks
    else:
        assert answer.exit_code == 0, answer.output


@pytest.mark.parametrize("line", [line for line in lines_of_readme() if line.startswith("make")])
def test_every_make_in_readme_is_a_verb(line):
    done = subprocess.run(["make", "-n", *shlex.split(line)[1:]], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


def test_links_lead_somewhere():
    for page, text in (("README.md", README), ("docs/cli.md", CLI), ("docs/wire-format.md", WIRE)):
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text):
            assert ((ROOT / page).parent / target).exists(), f"{page}: {target}"


def test_the_wire_format_names_every_field(coach):
    wire = coach.coach("Why is that number low?").to_wire(explain=True)
    example = json.loads(re.search(r"^```json\n(\{.*?\})\n```", WIRE, re.MULTILINE | re.DOTALL)[1])
    assert set(example) - {"id"} == set(wire) - {"contributions"}
    assert set(example["notes"][0]) == set(wire["notes"][0])
    assert set(example["rewrites"][0]) == set(wire["rewrites"][0])
    assert [name for name in wire if f"`{name}`" not in WIRE] == []
    reading = coach.read("Why is that number low?").to_wire()
    assert [name for name in reading if f"`{name}`" not in WIRE] == []


def test_settings_are_documented():
    from bot.cli.engine import EngineSettings
    from bot.settings import Settings

    names = {field.alias for field in EngineSettings.model_fields.values()}
    assert names <= {field.alias for field in Settings.model_fields.values()}
    assert [name for name in names if f"`{name}`" not in CLI] == []
