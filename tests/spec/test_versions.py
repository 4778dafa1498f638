"""Versions of Kubernetes down to the patch, and ranges of them."""

import pytest
from strategies import SCENARIOS

from podproof.checker.compile import Compiled
from podproof.spec.pod.alike_versions import newest_alike
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.pod.state import NEWEST, OLDEST
from podproof.spec.pod.versions import Version, Versions, version

REGRESSION = Versions.parse("1.18.18, 1.22.0-1.22.4, 1.23.0")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("1.36", Version(36)),
        ("1.36.x", Version(36)),
        ("v1.36.2", Version(36, 2)),
        ("1.9.10", Version(9, 10)),
        *((text, None) for text in ("1", "2.3", "1.36.", "1.36.2-rc.1", "1.3600", "latest", "1.x", "")),
    ],
)
def test_a_version_has_a_minor_and_perhaps_a_patch_version(text, named):
    assert version(text) == named


@pytest.mark.parametrize("text", ["1.36", "1.36.2"])
def test_a_version_is_written_as_it_is_read(text):
    assert str(version(text)) == text


@pytest.mark.parametrize("text", ["1.18.18", "1.22.0", "1.22.4", "1.22", "1.23.0", "1.23"])
def test_ranges_include_their_bounds_and_a_minor_version_of_which_they_have_some_patch(text):
    assert REGRESSION.include(version(text))


@pytest.mark.parametrize("text", ["1.18.17", "1.18.19", "1.21", "1.21.9", "1.22.5", "1.23.1", "1.24", "1.2.2"])
def test_ranges_exclude_what_lies_between_and_beyond_them(text):
    assert not REGRESSION.include(version(text))


def test_a_range_without_an_end_includes_all_that_follows_and_one_without_a_beginning_all_before():
    before, after = Versions.parse("-1.9"), Versions.parse("1.35.2-")
    assert before.include(Version(9, 99)) and before.include(Version(1)) and not before.include(Version(10, 0))
    assert after.include(Version(35)) and after.include(Version(99)) and not after.include(Version(35, 1))


def test_the_newest_patch_of_a_minor_version_is_affected_only_if_none_fixes_it():
    assert not REGRESSION.include_newest(Version(22)) and REGRESSION.include_newest(Version(22, 4))
    assert Versions.parse("1.23-1.26").include_newest(Version(24))
    assert Versions.parse("1.35-").include_newest(Version(36))


@pytest.mark.parametrize(
    ("text", "described"),
    [
        ("-1.9", "before 1.10"),
        ("-1.18.17", "up to 1.18.17"),
        ("1.22.0-1.22.4, 1.23.0", "1.22.0 to 1.22.4, 1.23.0"),
        ("1.23-1.26", "1.23.0 to 1.26.x"),
        ("1.24", "1.24.x"),
        ("-", "every version"),
        ("1.35-", "1.35.0 and later, not fixed there yet"),
        ("", ""),
    ],
)
def test_ranges_are_described_in_words(text, described):
    assert str(Versions.parse(text)) == described


@pytest.mark.parametrize("text", ["1.22-soon", "newest", "1.22 to 1.23", "1.22,,1.23.x.y"])
def test_what_is_no_range_of_versions_is_refused(text):
    with pytest.raises(ValueError, match="is not a version of Kubernetes"):
        Versions.parse(text)


@pytest.mark.parametrize("name", ["probes", "sidecar-never"])
def test_versions_that_behave_alike_have_the_same_model(name):
    for minor in range(OLDEST, NEWEST):
        alike = newest_alike(minor)
        if alike != minor:
            own, other = (Compiled(LIFECYCLE, SCENARIOS[name]._replace(kubernetes=each)) for each in (minor, alike))
            assert own.model == other.model


def test_versions_between_which_something_changes_are_not_alike():
    assert {newest_alike(minor) for minor in range(OLDEST, NEWEST + 1)} == {20, 22, 23, 25, 26, 28, 34, 36}
