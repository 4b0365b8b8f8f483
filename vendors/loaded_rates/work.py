"""What a volume profile asks for in a month, year by year of the term."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from vendors.models import VolumeProfile

from .steps import Step, plain

YEAR = 12
HOUR = 3600


@dataclass(frozen=True)
class Work:
    """One month of one contract year."""

    year: int
    months: int
    contacts: Fraction
    resolved: Fraction | None
    transactions: Fraction | None
    outcomes: Fraction | None
    minutes: Fraction
    worked_hours: Fraction
    paid_hours: Fraction
    hours_of_fte: Fraction

    @property
    def fte(self) -> Fraction:
        return self.paid_hours / self.hours_of_fte


def work_of(profile: VolumeProfile) -> Sequence[Work]:
    """A month of each contract year; the last one may have fewer than twelve."""
    starts = range(0, profile.term_months, YEAR)
    return [month_of(profile, n, min(YEAR, profile.term_months - start)) for n, start in enumerate(starts)]


def month_of(profile: VolumeProfile, past_years: int, months: int) -> Work:
    grown = (1 + share(profile.growth)) ** past_years
    contacts = profile.contacts * grown
    handled = contacts * profile.handling_seconds / HOUR
    worked = handled / share(profile.occupancy)
    return Work(
        year=past_years + 1,
        months=months,
        contacts=contacts,
        resolved=None if profile.resolution_rate is None else contacts * share(profile.resolution_rate),
        transactions=None if profile.transactions is None else profile.transactions * grown,
        outcomes=None if profile.outcomes is None else profile.outcomes * grown,
        minutes=handled * 60,
        worked_hours=worked,
        paid_hours=worked / (1 - share(profile.shrinkage)),
        hours_of_fte=Fraction(profile.paid_hours),
    )


def share(percent: object) -> Fraction:
    return Fraction(percent) / 100  # type: ignore[call-overload,no-any-return]


def explained(profile: VolumeProfile) -> list[Step]:
    """How the work of a month in the first year comes out of the profile."""
    work = month_of(profile, 0, YEAR)
    contacts, seconds = plain(profile.contacts), plain(profile.handling_seconds)
    occupancy, shrinkage = plain(profile.occupancy), plain(profile.shrinkage)
    handled = work.minutes / 60
    steps = [
        Step(
            "Handled hours",
            "contacts × handling time ÷ 3,600",
            f"{contacts} × {seconds} ÷ 3,600",
            handled,
            "hours a month",
        ),
        Step(
            "Worked hours",
            "handled hours ÷ occupancy",
            f"{plain(handled)} ÷ {occupancy} %",
            work.worked_hours,
            "hours a month",
        ),
        Step(
            "Paid hours",
            "worked hours ÷ (1 − shrinkage)",
            f"{plain(work.worked_hours)} ÷ (1 − {shrinkage} %)",
            work.paid_hours,
            "hours a month",
        ),
        Step(
            "FTE",
            "paid hours ÷ paid hours of one FTE",
            f"{plain(work.paid_hours)} ÷ {plain(profile.paid_hours)}",
            work.fte,
            "FTE",
        ),
    ]
    if work.resolved is not None:
        rate = plain(profile.resolution_rate or 0)
        steps.append(
            Step(
                "Resolved contacts",
                "contacts × resolution",
                f"{contacts} × {rate} %",
                work.resolved,
                "a month",
            )
        )
    return steps
