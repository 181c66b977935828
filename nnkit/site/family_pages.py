"""The pages on families of misconceptions, as Markdown."""

from __future__ import annotations

from nnkit.checks.exercise import Code, Exercise
from nnkit.course.catalogue import every_exercise
from nnkit.site.families import Family, all_misconceptions, families, occurrences, told
from nnkit.site.notebook_page import target

_KINDS = {"number": "by hand", "parsons": "order the lines", "find-the-bug": "find the bug"}


def family_page(family: Family) -> str:
    """What is written about a family, what a student is told, and where it occurs."""
    found = occurrences(family)
    count = sum(map(len, found.values()))
    rows = [
        f"| {{doc}}`/modules/{slug}` | {' · '.join(map(_link, exercises))} |"
        for slug, exercises in found.items()
    ]
    return "\n".join(
        [
            family.text.rstrip(),
            "",
            "## What the check says",
            "",
            f"To a student who makes this mistake in {_reference(family.example[0])}:",
            "",
            *(f"> {line}".rstrip() for line in told(family).split("\n")),
            "",
            "## Where it occurs",
            "",
            f"In {count} exercises of this course. Each of them knows the mistake and answers it "
            "with a sentence of its own.",
            "",
            "| module | exercises |",
            "|---|---|",
            *rows,
            "",
        ]
    )


def family_index() -> str:
    """The list of all families, by chapter, with what they are."""
    known = list(all_misconceptions())
    belong = sum(any(f.has(e, m) for f in families()) for e, m in known)
    lines = [
        "# Misconceptions",
        "",
        f"The checks of this course know {len(known):,} wrong answers to "
        f"{len(every_exercise())} exercises. Behind many of them stands the same mistake: the "
        f"{len(families())} families below have {belong:,} of them, and nine in ten of those that "
        "occur in three exercises or more.",
        "",
        "Each page says what the mistake looks like on paper and in code, why it is wrong, and "
        "how to meet it in class, with numbers that fit on a board. The pages use this course's "
        "{doc}`notation </glossary>` and need nothing else of it: take them into lessons of your "
        "own.",
        "",
    ]
    for chapter in dict.fromkeys(family.chapter for family in families()):
        own = [family for family in families() if family.chapter == chapter]
        lines += [f"## {chapter}", ""]
        for family in own:
            lines.append(f"- {{doc}}`{family.title} <{family.name}>`: {family.summary}")
        lines += ["", "```{toctree}", ":hidden:", "", *(family.name for family in own), "```", ""]
    return "\n".join(lines)


def _link(exercise: Exercise) -> str:
    kind = "" if isinstance(exercise, Code) else f" ({_KINDS.get(exercise.kind, exercise.kind)})"
    return f"{_reference(exercise.id)}{kind}"


def _reference(id: str) -> str:
    return f"[`{id}`](#{target(id)})"
