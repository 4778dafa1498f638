"""A cluster for each test."""

import pytest

from tests.cluster.api import Api


@pytest.fixture
def api():
    """A simulated cluster whose Pods are held."""
    return Api()
