"""A family's page leads to its exercises, and the index to all pages."""

from __future__ import annotations

from nnkit.site.families import families, occurrences
from nnkit.site.family_pages import family_index, family_page
from nnkit.site.notebook_page import target


def test_a_page_names_every_exercise_once() -> None:
    (family,) = [f for f in families() if f.name == "no-transpose"]
    page = family_page(family)
    assert page.startswith("# The transpose is missing\n")
    assert "## What the check says" in page
    where = page.partition("## Where it occurs")[2]
    for slug, exercises in occurrences(family).items():
        assert f"{{doc}}`/modules/{slug}`" in where
        for exercise in exercises:
            assert where.count(f"(#{target(exercise.id)})") == 1


def test_the_index_leads_to_every_page() -> None:
    index = family_index()
    for family in families():
        assert f"{{doc}}`{family.title} <{family.name}>`" in index
    assert f"the {len(families())} families" in index
