"""The JSON schema of `podproof.toml` accepts what the reader accepts, and explains every key."""

import json
import tomllib
from pathlib import Path

import jsonschema
import pytest

from podproof.checker.cli import main
from podproof.checker.errors import ConfigurationError
from podproof.checker.gate.configuration import read_configuration
from podproof.checker.gate.tables import BehaviorTable, ConfigurationTable, LawTable

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "podproof.schema.json").read_text(encoding="utf-8"))

BOTH_ACCEPT = [
    "",
    'kubernetes = "1.34"\nfail_on = "info"\npaths = ["a"]\nexclude = ["*.tpl.yaml"]\n',
    'kubernetes = "v1.30.2"\nfaults = "kubelet, eviction"\n',
    'faults = ["kubelet", "none"]\ngates_set = []\n',
    'select = ["init-*", "probes-identical"]\nignore = "unknown-field"\n',
    '[severities]\nunknown-field = "off"\n"law/kill-after-grace" = "info"\n',
    "[thresholds]\nliveness_room = 3\n",
    '[laws.kill-after-grace]\nexpect = "violated"\n',
    '[[containers]]\nname = "a*"\nbehavior = ["never-exits"]\nneeds = ["b"]\n',
]

BOTH_REFUSE = [
    'fail_onn = "error"\n',
    "kubernetes = 1.34\n",
    'kubernetes = "1.9"\n',
    'faults = "kubelt"\n',
    'faults = ["kubelt"]\n',
    'fail_on = "off"\n',
    'paths = "a"\n',
    "exclude = [1]\n",
    'ignore = ["probe-identical"]\n',
    '[severities]\nprobe-identical = "off"\n',
    '[severities]\nprobes-identical = "fatal"\n',
    "[thresholds]\nliveness = 3\n",
    '[thresholds]\nliveness_room = "3"\n',
    '[laws.kill-after-grace]\nexpected = "violated"\n',
    '[[containers]]\nbehavor = ["never-exits"]\n',
    '[[containers]]\nbehavior = ["never-exit"]\n',
    'containers = "a"\n',
]

ONLY_THE_READER_REFUSES = [
    'ignore = ["no-such-*"]\n',
    '[laws.no-such-law]\nexpect = "violated"\n',
    "[[containers]]\nbehavior = ['ends-on-sigterm', 'ignores-sigterm']\n",
]


def reader_accepts(text, folder):
    """Whether the reader accepts a configuration."""
    file = folder / "podproof.toml"
    file.write_text(text, encoding="utf-8")
    try:
        read_configuration(named=str(file))
    except ConfigurationError:
        return False
    return True


def schema_accepts(text):
    """Whether the schema accepts a configuration."""
    return jsonschema.Draft7Validator(SCHEMA).is_valid(tomllib.loads(text))


@pytest.mark.parametrize("text", BOTH_ACCEPT)
def test_the_schema_accepts_what_the_reader_accepts(text, tmp_path):
    assert (reader_accepts(text, tmp_path), schema_accepts(text)) == (True, True)


@pytest.mark.parametrize("text", BOTH_REFUSE)
def test_the_schema_refuses_what_the_reader_refuses(text, tmp_path):
    assert (reader_accepts(text, tmp_path), schema_accepts(text)) == (False, False)


@pytest.mark.parametrize("text", ONLY_THE_READER_REFUSES)
def test_the_schema_leaves_to_the_reader_what_it_cannot_state(text, tmp_path):
    assert (reader_accepts(text, tmp_path), schema_accepts(text)) == (False, True)


def test_every_key_of_every_table_has_a_description():
    definitions = SCHEMA["definitions"]
    for table, known in (
        (ConfigurationTable, SCHEMA),
        *((each, definitions[each.__name__]) for each in (LawTable, BehaviorTable)),
    ):
        assert list(known["properties"]) == list(table.__struct_fields__)
        assert [key for key, value in known["properties"].items() if not value["description"]] == []
        assert known["additionalProperties"] is False


def test_the_schema_is_valid_and_current_and_printed_for_editors(capsys):
    jsonschema.Draft7Validator.check_schema(SCHEMA)
    assert main(["explain", "--schema"]) == 0
    assert json.loads(capsys.readouterr().out) == SCHEMA
