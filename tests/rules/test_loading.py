"""Rule files: what is wrong with one is said with its file and line, and a team's packs go before ours."""

import re
from pathlib import Path

import pytest

from rules.errors import PackError
from rules.loading import built_in, load_packs, read_pack
from rules.schema import Override
from rules.vocabulary import TACTICS

GOOD = """\
pack: ours
title: Ours
about: For tests.
rules:
  - id: per-my-last
    title: '"per my last email"'
    match: [per my last]
    why: It looks back.
    source: observed
    examples:
      bad:
        - text: "[[Per my last]] email, no."
"""


def load(folder, text, name="ours.yaml"):
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return load_packs([folder])


def test_a_good_pack_is_read(tmp_path):
    loaded = load(tmp_path, GOOD)
    assert [rule.id for rule in loaded.rules] == ["per-my-last"]
    assert loaded.pack_of["per-my-last"] == "ours"
    assert loaded.place_of["per-my-last"] == str(tmp_path / "ours.yaml")


def test_a_pattern_may_go_on_behind_a_bar(tmp_path):
    loaded = load(
        tmp_path, GOOD.replace("match: [per my last]", 'match:\n      - "per my|\n        our last"')
    )
    assert loaded.rules[0].match == ["per my|our last"]


def test_a_fragment_of_one_pack_may_be_used_in_another(tmp_path):
    load(tmp_path, GOOD.replace("per my last]", "per &ours last]"))
    other = "pack: parts\ntitle: Parts\nabout: For tests.\nfragments:\n  ours: [my, our dear]\nrules: []\n"
    loaded = load(tmp_path, other, name="parts.yaml")
    assert loaded.fragments == {"ours": ("my", "our dear")}


@pytest.mark.parametrize(
    ("change", "line", "says"),
    [
        (("    why: It looks back.\n", ""), 5, "per-my-last.why: Field required"),
        (("    why:", "    wy: x\n    why:"), 8, "per-my-last.wy: Extra inputs are not permitted"),
        (("    match:", "    weight: 7\n    match:"), 7, "per-my-last.weight"),
        (("    match:", "    weight: high\n    match:"), 7, "per-my-last.weight"),
        (("    match:", "    tactic: shout\n    match:"), 7, "no such tactic: 'shout'"),
        (("    match:", "    status: no\n    match:"), 7, "per-my-last.status"),
        (("[[Per my last]]", "Per my last"), 5, "mark the words a bad example underlines"),
        (("  - id: per-my-last\n", "  - id: Per My Last\n"), 5, "pattern"),
        (("match: [per my last]", "match: [per my last"), 8, "this is not YAML"),
        (("rules:\n", "rulez: []\nrules:\n"), 4, "rulez"),
    ],
)
def test_a_broken_file_is_said_with_its_line(tmp_path, change, line, says):
    assert change[0] in GOOD
    with pytest.raises(PackError) as caught:
        load(tmp_path, GOOD.replace(*change))
    assert caught.value.path == str(tmp_path / "ours.yaml")
    assert caught.value.line == line
    assert f"ours.yaml:{line}: " in str(caught.value)
    assert says in str(caught.value)


@pytest.mark.parametrize("text", ["", "- a list\n", "just words\n", "\x00"])
def test_a_file_that_is_no_pack_is_an_error(tmp_path, text):
    with pytest.raises(PackError):
        load(tmp_path, text)


def test_a_file_that_is_not_utf8_is_an_error(tmp_path):
    (tmp_path / "ours.yaml").write_bytes(b"pack: \xff\n")
    with pytest.raises(PackError, match="cannot read"):
        load_packs([tmp_path])


def test_an_empty_folder_is_an_error(tmp_path):
    with pytest.raises(PackError, match="no rule file"):
        load_packs([tmp_path])


def test_an_id_twice_in_a_folder_is_an_error(tmp_path):
    load(tmp_path, GOOD)
    with pytest.raises(PackError, match="'per-my-last' is used twice"):
        load(tmp_path, GOOD.replace("pack: ours", "pack: theirs"), "theirs.yaml")


def test_an_exception_twice_in_a_rule_is_an_error(tmp_path):
    twice = "    exceptions: [{id: mine, draft: [x]}, {id: mine, draft: [y]}]\n    why:"
    with pytest.raises(PackError, match="same id"):
        load(tmp_path, GOOD.replace("    why:", twice))


def test_a_pack_of_ones_own_replaces_a_rule(tmp_path):
    theirs = load(tmp_path, GOOD.replace("per-my-last", "why-is-x-adj"))
    merged = load_packs([built_in(), tmp_path])
    assert [r for r in merged.rules if r.id == "why-is-x-adj"] == list(theirs.rules)


def test_a_pack_of_ones_own_overrides_a_rule(tmp_path):
    (tmp_path / "ours.yaml").write_text(
        "pack: ours\ntitle: Ours\nabout: x\noverrides:\n  why-is-x-adj: {status: retired, weight: 1, trust: solid}\n"
    )
    (rule,) = [r for r in load_packs([built_in(), tmp_path]).rules if r.id == "why-is-x-adj"]
    assert (rule.status, rule.weight, rule.trust) == ("retired", 1, "solid")


def test_overrides_of_one_rule_in_two_files_add_up(tmp_path):
    for name, change in (("a", "weight: 2"), ("b", "trust: low")):
        text = f"pack: {name}\ntitle: Ours\nabout: x\noverrides:\n  why-is-x-adj: {{{change}}}\n"
        (tmp_path / f"{name}.yaml").write_text(text)
    (rule,) = [r for r in load_packs([built_in(), tmp_path]).rules if r.id == "why-is-x-adj"]
    assert (rule.weight, rule.trust) == (2, "low")


def test_a_pack_of_ones_own_with_the_name_of_one_of_ours_keeps_its_exceptions(tmp_path):
    load(tmp_path, GOOD.replace("pack: ours", "pack: absolutes"))
    assert (
        load_packs([built_in(), tmp_path]).shared["absolutes"]
        == load_packs([built_in()]).shared["absolutes"]
        != ()
    )


def test_an_override_of_no_rule_is_said_with_its_line(tmp_path):
    (tmp_path / "ours.yaml").write_text(
        "pack: ours\ntitle: Ours\nabout: x\noverrides:\n  nothing: {weight: 1}\n"
    )
    with pytest.raises(PackError, match=r"ours\.yaml:5: overrides: there is no rule 'nothing'"):
        load_packs([built_in(), tmp_path])


def test_all_that_is_wrong_with_a_folder_is_said_at_once(tmp_path):
    with pytest.raises(PackError):
        load(tmp_path, GOOD.replace("    why:", "    weight: 7\n    tactic: shout\n    why:"))
    with pytest.raises(PackError) as caught:
        load(tmp_path, GOOD.replace("    source: observed\n", ""), "theirs.yaml")
    places = [line.removeprefix(f"{tmp_path}/").split(": ")[:2] for line in str(caught.value).splitlines()]
    assert places == [
        ["ours.yaml:8", "rules.per-my-last.weight"],
        ["ours.yaml:9", "rules.per-my-last.tactic"],
        ["theirs.yaml:5", "rules.per-my-last.source"],
    ]


PAGE = (Path(__file__).parents[2] / "docs/rule-format.md").read_text(encoding="utf-8")


def test_the_page_shows_overrides_that_work(tmp_path):
    (block,) = [
        b for b in re.findall(r"^```yaml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL) if "overrides:" in b
    ]
    (tmp_path / "ours.yaml").write_text(block, encoding="utf-8")
    ours = {rule.id: rule for rule in load_packs([built_in()]).rules}
    changed = {r.id for r in load_packs([built_in(), tmp_path]).rules if r != ours[r.id]}
    assert changed == set(read_pack(tmp_path / "ours.yaml").overrides)
    assert [f"`{name}`" for name in Override.model_fields if f"`{name}`" not in PAGE] == []


def test_the_page_lists_what_a_rule_may_teach():
    listed = re.search(r"^`tactic` names .*?: (.*)\.$", PAGE, re.MULTILINE)[1]
    assert re.findall(r"`([^`]+)`", listed) == list(TACTICS)
