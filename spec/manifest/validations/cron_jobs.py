"""The validations of CronJobs.

Their sources are in `pkg/apis/batch/validation/validation.go`, Kubernetes 1.34.
"""

from collections.abc import Iterator
from functools import cache

from podproof.spec.manifest import cron
from podproof.spec.manifest.place import Place
from podproof.spec.manifest.problems import Diagnostic, quoted
from podproof.spec.manifest.spelling import nearest
from podproof.spec.manifest.validations.notation import Validations

ALIKE = 0.6
"""The least similarity to a known time zone, from 0 to 1, for a name to count as its misspelling."""

NO_ZONE_IN_SCHEDULE = 29
"""The minor version from which the schedule of a new CronJob must not name a time zone."""


def wrong_schedule(spec: Place) -> Iterator[Diagnostic]:
    """Yield the mistake in the schedule of a CronJob (validateScheduleFormat)."""
    schedule, where = spec.text("schedule"), spec.where("schedule")
    if not schedule:
        return
    zone, _, rest = schedule.partition(" ") if schedule.startswith(("TZ=", "CRON_TZ=")) else ("", "", schedule)
    if "TZ" in schedule and (spec.kubernetes >= NO_ZONE_IN_SCHEDULE or not zone):
        yield Diagnostic(*where, f"the schedule {quoted(schedule)} names a time zone", "use the field timeZone")
    elif mistake := cron.mistake(rest.strip()):
        yield Diagnostic(*where, f"{quoted(schedule)} is not a schedule: {mistake}", "write one like `0 3 * * *`")


def wrong_time_zone(spec: Place) -> Iterator[Diagnostic]:
    """Yield the mistake in the time zone of a CronJob (validateTimeZone)."""
    if spec.get("timeZone") is None:
        return
    name, where = spec.text("timeZone"), spec.where("timeZone")
    if name not in time_zones():
        offer = nearest(name, time_zones(), ALIKE) or "Europe/Berlin"
        yield Diagnostic(*where, f"{quoted(name)} is not the name of a time zone", f"write one like `{offer}`")


@cache
def time_zones() -> tuple[str, ...]:
    """The names of all time zones in the database of IANA."""
    from importlib.resources import files  # here: few manifests name a time zone, and it takes 6 ms

    return tuple(files("tzdata").joinpath("zones").read_text(encoding="utf-8").split())


CRON_JOB_VALIDATIONS = Validations(
    checks={"CronJobSpec": (wrong_schedule, wrong_time_zone)},
    inner={"CronJobSpec": {"jobTemplate": "JobTemplateSpec"}, "JobTemplateSpec": {"spec": "JobSpec"}},
)
