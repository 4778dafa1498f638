"""Zones: least and most time between two situations of a timed model."""

from podproof.checker.engines.zones.extremes import EVERYTHING as EVERYTHING
from podproof.checker.engines.zones.extremes import TimeHorizon as TimeHorizon
from podproof.checker.engines.zones.limits import Limits as Limits
from podproof.checker.engines.zones.measure import Events as Events
from podproof.checker.engines.zones.measure import Situation as Situation
from podproof.checker.engines.zones.question import Question as Question
from podproof.checker.engines.zones.question import TimeBounds as TimeBounds
