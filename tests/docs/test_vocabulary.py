"""One vocabulary: dropped words do not return, and each class name means one thing."""

import ast
from collections import Counter

import pytest
from vocabulary import ALLOWED, DROPPED, files, hits, hits_in, read_python


def test_no_dropped_word_is_left():
    assert [str(hit) for hit in hits()] == []


def test_each_class_name_of_the_package_is_defined_once():
    names = Counter(name for path in files("spec/*.py", "checker/*.py") for name in classes(path))
    assert [name for name, number in names.items() if number > 1] == []


def classes(path):
    """The names of the classes that a file defines."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return [node.name for node in nodes if isinstance(node, ast.ClassDef)]


@pytest.mark.parametrize(
    "source",
    ["def story(): pass", "class FoldedGraph: pass", "x = 'a life of a Pod'", "# seen over and over", "told = 1"],
)
def test_a_dropped_word_is_found_in_names_strings_and_comments(source):
    found = [hit for number, text, is_name in read_python(source) for hit in hits_in("here", text, is_name)]
    assert len(found) == 1


@pytest.mark.parametrize(
    "source", ["lifecycle = 1", "words = text.split()", "'one sentence'", "# has been told to stop"]
)
def test_a_similar_word_is_not(source):
    assert [hit for _, text, is_name in read_python(source) for hit in hits_in("here", text, is_name)] == []


def test_every_allowed_phrase_contains_a_dropped_word():
    assert [phrase for phrase in ALLOWED if not any(list(dropped.find(phrase)) for dropped in DROPPED)] == []
