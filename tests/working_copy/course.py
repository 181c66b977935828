"""A small course in a folder, with git or without, whose working copy is in ``work/``."""

from __future__ import annotations

import subprocess
from pathlib import Path

from nnkit.working_copy.update import update
from tests.working_copy.notebooks import LESSON

NAME = "05_x/lesson.ipynb"


def git(folder: Path, *arguments: str) -> str:
    name = ["-c", "user.name=a", "-c", "user.email=a@b.c"]
    done = subprocess.run(
        ["git", *name, *arguments], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout


class SmallCourse:
    """One module with a notebook and a file of data."""

    def __init__(self, root: Path) -> None:
        self.root, self.work = root, root / "work"
        self.release(LESSON)
        (root / "modules" / "05_x" / "data.csv").write_text("1,2\n")

    def release(self, content: bytes, name: str = NAME) -> None:
        path = self.root / "modules" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    def released(self) -> bytes:
        return (self.root / "modules" / NAME).read_bytes()

    def write(self, content: bytes, name: str = NAME) -> None:
        (self.work / name).write_bytes(content)

    def mine(self, name: str = NAME) -> bytes:
        return (self.work / name).read_bytes()

    def start(self) -> str:
        return "\n".join(update(self.root, self.work))

    def commit(self) -> None:
        if not (self.root / ".git").exists():
            git(self.root, "init", "-q")
            (self.root / ".gitignore").write_text("/work/\n")
        git(self.root, "add", "-A")
        git(self.root, "commit", "-q", "-m", "a version")

    def status(self) -> str:
        return git(self.root, "status", "--porcelain")

    def files(self) -> list[str]:
        found = (p.relative_to(self.work).as_posix() for p in self.work.rglob("*") if p.is_file())
        return sorted(name for name in found if not name.startswith("."))
