"""What was copied from the course, so that what a student changed is known and not guessed.

A small JSON file in the working copy.  For each file it has the digest of the course's version that
was brought last, and for a notebook the digests of the cells that the student's version began with.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from nnkit.working_copy.notebook import write_whole

RECORD = ".nnkit-copy.json"


@dataclass
class Copied:
    """What is known of one file.

    Attributes
    ----------
    digest : str
        Of the course's version that was brought last.
    cells : dict of str to str
        In the order of the notebook: the digest of each cell.
    """

    digest: str = ""
    cells: dict[str, str] = field(default_factory=dict)


@dataclass
class Record:
    """What is known of a working copy.

    Attributes
    ----------
    files : dict of str to Copied
        By path from the copy's folder.
    carried : dict of str to str
        By path the digest of what was carried over from the course's own folder.
    """

    files: dict[str, Copied] = field(default_factory=dict)
    carried: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path) -> Record:
        """The record of a folder; an empty one if there is none that can be read."""
        try:
            data = json.loads((folder / RECORD).read_text(encoding="utf-8"))
            files = {
                str(name): Copied(str(known["digest"]), dict(known["cells"]))
                for name, known in data["files"].items()
            }
            return cls(files, dict(data["carried"]))
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return cls()

    def write(self, folder: Path) -> None:
        """Write it into a folder."""
        text = json.dumps({"schema": 1, **asdict(self)}, indent=1, ensure_ascii=False)
        write_whole(folder / RECORD, text.encode())
