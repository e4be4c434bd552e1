"""A real sshd on this machine for tests, with the configuration that docs/ssh.md shows."""

from __future__ import annotations

import getpass
import os
import pwd
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

import pytest

ROOT = Path(__file__).parents[2]
SSHD = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
PATIENCE = 60.0

_installed = subprocess.run(
    [sys.executable, "-I", "-c", "import timeline_tui"], capture_output=True, check=False
).returncode
_missing = (
    "sshd is not installed" if SSHD is None
    else "ssh is not installed" if shutil.which("ssh") is None
    else "sshd lets this account run nothing" if pwd.getpwuid(os.geteuid()).pw_shell.endswith(("nologin", "false"))
    else "timeline is not installed where python -I finds it" if _installed
    else ""
)  # fmt: skip
needs_sshd = pytest.mark.skipif(
    bool(_missing) and os.environ.get("CI", "").lower() != "true", reason=_missing or "all is there"
)
"""Skips tests if sshd is missing; on the CI machine they fail instead."""


def documented(folder: Path) -> str:
    """The block for sshd of docs/ssh.md, with this machine's user, Python and folder in place of those named there."""
    text = (ROOT / "docs" / "ssh.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```sshd_config\n(.*?)```", text, re.DOTALL)
    for named, here in (
        ("User timeline", f"User {getpass.getuser()}"),
        ("/opt/timeline/bin/python", sys.executable),
        ("/srv/chronologies", str(folder / "chronologies")),
        ("/etc/ssh/timeline_keys", str(folder / "id.pub")),
    ):
        assert named in block, named
        block = block.replace(named, here)
    return str(block)


class Server:
    """sshd with the documented account, serving the chronologies of `folder`; a context manager.

    `own`: a personal account instead, which may run any command.
    """

    def __init__(self, folder: Path, *, own: bool = False) -> None:
        assert not _missing, _missing
        self.folder = folder
        (folder / "chronologies").mkdir(exist_ok=True)
        for name in ("host", "id"):
            subprocess.run(
                ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)], check=True
            )
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        (folder / "config").write_text(
            f"Port {self.port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\nPidFile {folder}/pid\n"
            "StrictModes no\nUsePAM no\nPasswordAuthentication no\nPermitRootLogin yes\nMaxStartups 500\n"
            "Subsystem sftp internal-sftp\nAcceptEnv *\nLogLevel VERBOSE\n"
            + (f"AuthorizedKeysFile {folder}/id.pub\n" if own else documented(folder))
        )
        if os.geteuid() == 0:
            Path("/run/sshd").mkdir(exist_ok=True)
        assert SSHD is not None
        self._log = (folder / "log").open("w")
        self._process = subprocess.Popen(
            [SSHD, "-D", "-e", "-f", str(folder / "config")], stdin=subprocess.DEVNULL, stderr=self._log
        )

    def __enter__(self) -> Server:
        end = time.monotonic() + PATIENCE
        while True:
            assert self._process.poll() is None, (self.folder / "log").read_text()
            with socket.socket() as knock:
                if not knock.connect_ex(("127.0.0.1", self.port)):
                    return self
            assert time.monotonic() < end
            time.sleep(0.02)  # sshd does not report that it is ready

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._process.wait()
        self._log.close()

    def client(self, *words: str, program: str = "ssh") -> list[str]:
        """The command line of a client: options, then the command to run."""
        options = [
            "-F", "/dev/null", "-i", str(self.folder / "id"), "-o", "IdentitiesOnly=yes", "-o", "IdentityAgent=none",
            "-o", "StrictHostKeyChecking=no", "-o", f"UserKnownHostsFile={self.folder}/known", "-o", "LogLevel=ERROR",
        ]  # fmt: skip
        before = [word for word in words if word.startswith("-")]
        after = words[len(before) :]
        return [
            program, *options, "-P" if program != "ssh" else "-p", str(self.port), *before,
            f"{getpass.getuser()}@127.0.0.1", *after,
        ]  # fmt: skip

    def processes(self) -> list[int]:
        """The processes started by a login that still run."""
        mark = str(self.folder / "chronologies").encode()
        found = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    words = (entry / "cmdline").read_bytes().split(b"\0")
                except OSError:
                    continue
                if b"--secure" in words and mark in words:
                    found.append(int(entry.name))
        return found

    def none_left(self, within: float) -> Sequence[int]:
        """Wait for a limited number of seconds until no process is left; return those that remain."""
        end = time.monotonic() + within
        while (left := self.processes()) and time.monotonic() < end:
            time.sleep(0.02)
        return left
