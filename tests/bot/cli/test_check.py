"""`whoa check`, for a person and as one JSON object."""

import json

import pytest

from bot.cli.common import AUDIENCES, TRUSTS
from rules.types import AUDIENCES as ENGINE_AUDIENCES
from rules.types import TRUSTS as ENGINE_TRUSTS

DRAFT = "Hi team. Why is that number low? Thanks."


def test_json_has_true_offsets_and_rewrites(run):
    answer = run("check", "--json", DRAFT)
    coaching = json.loads(answer.stdout)
    (note,) = coaching["notes"]
    assert (answer.exit_code, answer.stdout.count("\n")) == (0, 1)
    assert DRAFT[note["start"] : note["end"]] == note["quote"] == "Why is that number low?"
    assert all("number" in rewrite["text"] for rewrite in coaching["rewrites"])
    assert coaching["rewrites"]
    assert "id" not in coaching
    assert "contributions" not in coaching


def test_json_explains_when_asked(run):
    coaching = json.loads(run("check", "--json", "--explain", DRAFT).stdout)
    assert "why-is-x-adj" in {item["name"] for item in coaching["contributions"]}


def test_a_person_sees_the_words_underlined_why_and_the_rewrites(run):
    lines = run("check", DRAFT).stdout.splitlines()
    place = lines.index(f"  {DRAFT}")
    start = DRAFT.index("Why")
    assert lines[place + 1] == "  " + " " * start + "^" * len("Why is that number low?")
    text = " ".join(" ".join(lines).split())
    assert 'A bare "why" asks the reader to defend a result. (why-is-x-adj)' in text
    assert "why that number is low? Thanks." in text
    assert "One way to say it, " in text


def test_lines_may_end_as_on_windows(run):
    shown = run("check", "-", stdin=b"\xef\xbb\xbfHi Ben.\r\nWhy is that number low?\r\nThanks.\r\n").stdout
    assert "  Why is that number low?\n  ^^^^^^^^^^^^^^^^^^^^^^^\n  Thanks.\n" in shown
    (line,) = [
        line for line in run("check", "-", stdin=b"Why is it low?\r\n").stdout.splitlines() if "^" in line
    ]
    assert line == "  " + "^" * len("Why is it low?")


def test_a_person_sees_single_sentences_where_the_whole_cannot_be_said_again(run):
    shown = run(
        "check", "You broke the import. You never told me about it. I spent all night in the data center."
    ).stdout
    assert "Perhaps: The import looks broken on my side." in shown


def test_a_fine_draft_gets_one_line(run):
    assert run("check", "The report is attached.").stdout.count("\n") == 1


def test_trust_decides_what_is_said(run):
    assert json.loads(run("check", "--json", DRAFT).stdout)["flagged"] is True
    assert json.loads(run("check", "--json", "--trust", "solid", DRAFT).stdout)["flagged"] is False


def test_what_makes_the_heat_is_a_table(run):
    answer = run("check", "--explain", DRAFT).stdout
    assert "Heat 0." in answer
    assert "Any draft, at trust low" in answer
    assert "+0." in answer


def test_exit_code_can_tell_flagged_from_fine(run):
    assert run("check", DRAFT).exit_code == 0
    assert run("check", "--exit-code", DRAFT).exit_code == 3
    assert run("check", "--exit-code", "The report is attached.").exit_code == 0


def test_a_dash_or_nothing_reads_stdin(run):
    for arguments in (("-",), ()):
        coaching = json.loads(run("check", "--json", *arguments, stdin=f"\ufeff{DRAFT}\n").stdout)
        assert coaching["notes"][0]["start"] == 9


def test_words_need_no_quotes(run):
    assert json.loads(run("check", "--json", *DRAFT.split()).stdout)["flagged"] is True


def test_stdin_that_is_not_utf8_is_said(run):
    answer = run("check", "-", stdin=b"caf\xe9")
    assert answer.exit_code == 2
    assert answer.stderr == "whoa: the text is not UTF-8 (see byte 4). Save it as UTF-8.\n"


@pytest.mark.parametrize(
    ("draft", "says"),
    [
        ("", "no words"),
        (" \n\t ", "no words"),
        ("\u200b\u200e", "no words"),
        ("🌱", "."),
        (":seedling:", "."),
        ("<@U0ANNA>", "no words"),
        ("Warum ist diese Zahl so niedrig? Ich verstehe das einfach nicht.", "looks like German"),
        ("¿Por qué es tan bajo ese número? No lo entiendo, de verdad.", "looks like Spanish"),
        ("なぜその数字は低いのですか？", "looks like Japanese"),
        ("Why is that number low? " + "x " * 20_000, "first 4,000 characters"),
        ("Hi.\x1b[2J\nWhy is that number low?", "Why is that number low?"),
        ("\u202eWhy is that number low?", "Why is that number low?"),
        ("\ud83d Why is that number low?", "Why is that number low?"),
    ],
)
def test_odd_text_gets_an_honest_answer(run, draft, says):
    answer = run("check", draft)
    assert answer.exit_code == 0
    assert says in " ".join(answer.stdout.split())
    assert not {"\x1b", "\x07", "\u202e", "\u200b"} & set(answer.stdout)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--trust", "high", "x"), "'high' is not one of 'low', 'building', 'solid'"),
        (("--jsonl", "x"), "--jsonl reads drafts from stdin"),
        (("--jsonl", "--json"), "--jsonl reads drafts from stdin"),
    ],
)
def test_a_mistaken_command_is_said(run, arguments, says):
    answer = run("check", *arguments)
    assert answer.exit_code == 2
    assert says in answer.stderr


def test_a_folder_without_rules_is_said(run, tmp_path):
    answer = run("check", "--rules", str(tmp_path), "x")
    assert (answer.exit_code, answer.stderr) == (
        2,
        f"whoa: no rule file (*.yaml) in {tmp_path}: name a folder that holds packs\n",
    )


def test_a_model_that_is_not_there_is_said(run, monkeypatch):
    monkeypatch.setenv("WHOA_MODEL", "no_such_model")
    answer = run("check", "x")
    assert answer.exit_code == 2
    assert "cannot load the spaCy pipeline 'no_such_model'" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_the_setting_for_rules_can_stand_in_a_file(run, tmp_path):
    (tmp_path / ".env").write_text("WHOA_RULES=packs\n")
    (tmp_path / "packs").mkdir()
    assert "no rule file (*.yaml) in packs" in run("check", "x").stderr


def test_a_terminal_that_knows_only_ascii_gets_ascii(run, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    answer = run("check", "Hey… “Anna”, why is that number low?", charset="ascii")
    lines = answer.stdout_bytes.decode("ascii").splitlines()
    assert any('Hey~ "Anna"' in line for line in lines)
    assert max(map(len, lines)) <= 40


def test_colour_comes_only_where_it_is_wanted(run, monkeypatch):
    assert "\x1b[" not in run("check", DRAFT).stdout
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    assert "\x1b[1;33m" in run("check", DRAFT).stdout
    monkeypatch.setenv("NO_COLOR", "1")
    assert "33m" not in run("check", DRAFT).stdout


def test_choices_are_those_of_the_engine():
    assert (TRUSTS, AUDIENCES) == (ENGINE_TRUSTS, ENGINE_AUDIENCES)
