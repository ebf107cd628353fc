"""What a tag may be. Pure."""

import pytest

from conftest import Person
from todo_api.tasks.tags import normalise_tag


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("home", "home"),
        (" Home ", "home"),
        ("ÄRZTE", "ärzte"),
        ("A\u0308rzte", "ärzte"),
        ("to-do_2", "to-do_2"),
        ("2026", "2026"),
        ("हिन्दी", "हिन्दी"),
        ("買い物", "買い物"),
        ("x" * 30, "x" * 30),
    ],
)
def test_a_tag_has_one_form(text: str, tag: str) -> None:
    assert normalise_tag(text) == tag
    assert normalise_tag(tag) == tag


@pytest.mark.parametrize(
    "text", ["", " ", "a b", "#home", "a,b", "a.b", "🥛", "\u0308a", "a\x00", "x" * 31, "İ" * 16, "a\u200db"]
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="a tag has"):
        normalise_tag(text)


def test_tags_keep_their_order_and_are_there_once(ann: Person) -> None:
    assert ann.make_task(tags=["work", "Home", "WORK", "home"])["tags"] == ["work", "home"]


def test_ten_tags_are_kept(ann: Person) -> None:
    tags = [f"tag-{number}" for number in range(10)]
    assert ann.make_task(tags=tags)["tags"] == tags
