"""Texts that are read twice: the second reading finds what the first one found."""

import pytest

from podproof.spec.manifest import known_documents
from podproof.spec.manifest.known_documents import KnownDocuments
from podproof.spec.manifest.problems import Malformed
from podproof.spec.manifest.syntax import documents

TEXT = "a: &x {b: [1, yes, 010]}\nc: *x\n---\n<<: {d: 1}\nd: null\n"


@pytest.mark.parametrize(
    "text", [TEXT, "", '{"a": 1}', "a: " + "[" * 90 + "]" * 90], ids=["yaml", "empty", "json", "deep"]
)
def test_documents_are_the_same_when_they_are_read_again(text):
    known = KnownDocuments()
    assert list(known.first(text)) == list(known.again(text)) == list(known.again(text)) == list(documents(text))


def test_a_text_that_was_read_is_not_parsed_again(monkeypatch):
    known = KnownDocuments()
    first = list(known.first(TEXT))
    monkeypatch.setattr(known_documents, "documents", lambda text: pytest.fail("parsed again"))
    assert list(known.again(TEXT)) == first


def test_a_text_is_malformed_whenever_it_is_read():
    known = KnownDocuments()
    for read in (known.first, known.again):
        with pytest.raises(Malformed):
            list(read("a: 1\n---\nb: ["))


@pytest.mark.parametrize("bound", ["LARGEST", "MOST"])
def test_what_exceeds_a_bound_is_parsed_again(bound, monkeypatch):
    monkeypatch.setattr(known_documents, bound, 3)
    known = KnownDocuments()
    assert list(known.first(TEXT)) == list(known.again(TEXT))
