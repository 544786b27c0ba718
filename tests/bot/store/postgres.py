"""A PostgreSQL server of our own for one run of the tests, from the programs that are on this machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


def programs() -> Path | None:
    """Return the folder with `initdb` and `pg_ctl`, or None. Debian keeps it out of the path, by version."""
    on_path = shutil.which("pg_ctl")
    folders = [Path(on_path).resolve().parent] if on_path else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "initdb").is_file()), None)


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """Run a server that listens on a socket in a folder of its own only; give its URL, take it all away at the end.

    PostgreSQL refuses to run as root: then it runs as the user its package made, or as nobody.

    Raises:
        RuntimeError: if it does not start, with what it said.
    """
    with tempfile.TemporaryDirectory(prefix="whoa-pg-") as home:  # a socket's path has to be short
        owner: dict[str, Any] = {}
        if os.geteuid() == 0:
            account = _unprivileged()
            os.chown(home, account.pw_uid, account.pw_gid)
            owner = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}

        options: dict[str, Any] = {"cwd": home, "timeout": 60, **owner}

        def run(program: str, *arguments: str) -> None:
            command = [folder / program, "--pgdata", f"{home}/data", *arguments]
            log = Path(home, f"{program}.log")  # no pipe: the server would hold it open for ever
            with log.open("w", encoding="utf-8") as output:
                done = subprocess.run(command, check=False, stdout=output, stderr=output, **options)
            if done.returncode:
                raise RuntimeError(f"{program} failed: {log.read_text(encoding='utf-8')}")

        run("initdb", "--auth=trust", "--username=whoa", "--encoding=UTF8", "--no-sync")
        only_here = f"-c listen_addresses= -k {home} -F"
        run("pg_ctl", "--wait", f"--log={home}/server.log", f"--options={only_here}", "start")
        try:
            yield f"postgresql://whoa@/postgres?host={home}"
        finally:
            run("pg_ctl", "--mode=immediate", "--wait", "stop")


def _unprivileged() -> Any:
    import pwd  # not on Windows

    names = {account.pw_name for account in pwd.getpwall()}
    return pwd.getpwnam("postgres" if "postgres" in names else "nobody")
