"""What only a process of its own shows: pipes, start-up."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

WHOA = [sys.executable, "-c", "from bot.cli import main; main()"]
FULL = Path("/dev/full")


def test_answers_stream_and_a_closed_pipe_is_silent():
    with subprocess.Popen(
        [*WHOA, "check", "--jsonl"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        for identifier in (1, 2):  # each answer comes before the next line is sent
            process.stdin.write(json.dumps({"id": identifier, "text": "hi"}).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == identifier
        process.stdout.close()
        process.stdin.write(b'{"id": 3, "text": "hi"}\n')
        process.stdin.close()
        assert (process.wait(30), process.stderr.read()) == (141, b"")


@pytest.mark.parametrize("command", ["list", "schema"])
def test_text_for_a_reader_who_has_gone_is_silent(command):
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = subprocess.run(
            [*WHOA, "rules", command], stdout=writer, stderr=subprocess.PIPE, check=False, timeout=60
        )
    finally:
        os.close(writer)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.skipif(not FULL.exists(), reason="no device that is always full")
@pytest.mark.parametrize("arguments", [["rules", "list"], ["rules", "schema"], ["--help"]])
def test_a_full_disk_is_said_in_a_line(arguments):
    with FULL.open("wb") as full:
        done = subprocess.run(
            [*WHOA, *arguments], stdout=full, stderr=subprocess.PIPE, check=False, timeout=60
        )
    assert done.returncode == 2
    assert done.stderr == b"whoa: cannot write the output: No space left on device\n"


def test_help_loads_neither_the_engine_nor_slack():
    code = (
        "import sys; from bot.cli import whoa; whoa.main(['--help'], standalone_mode=False)\n"
        "heavy = {'spacy', 'slack_bolt', 'slack_sdk', 'pydantic', 'sqlalchemy', 'rich'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ
    )
    assert done.stdout.splitlines()[-1] == "[]"
