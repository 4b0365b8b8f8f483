"""What a vendor's profile is told by: each dimension with its unit, range, direction and anchors."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.db import models


class Profile(models.TextChoices):
    CULTURE = "culture", "Cultural fit"
    SCALABILITY = "scalability", "Scalability"
    PRACTICES = "practices", "Practices and people"


class Better(models.TextChoices):
    """Which way is good; the values are those of a criterion's direction."""

    HIGHER = "higher", "higher is better"
    LOWER = "lower", "lower is better"


class Side(models.TextChoices):
    CLAIMED = "claimed", "Claimed by the vendor"
    ASSESSED = "assessed", "Assessed by us"


@dataclass(frozen=True)
class Dimension:
    """One thing that is told in a number; `anchors` say in words what each number means."""

    key: str
    label: str
    profile: Profile
    asks: str
    unit: str = "of 5"
    low: Decimal = Decimal(1)
    high: Decimal = Decimal(5)
    decimals: int = 0
    better: Better = Better.HIGHER
    anchors: tuple[str, ...] = field(default=())

    @property
    def levels(self) -> list[tuple[Decimal, str]]:
        return [(self.low + step, anchor) for step, anchor in enumerate(self.anchors)]

    @property
    def range(self) -> str:
        return f"{self.low} to {self.high}" if self.anchors else f"{self.low} to {self.high} {self.unit}"

    def __str__(self) -> str:
        return self.label


def graded(key: str, label: str, asks: str, *anchors: str) -> Dimension:
    return Dimension(key, label, Profile.CULTURE, asks, anchors=anchors)


def counted(
    key: str,
    label: str,
    profile: Profile,
    asks: str,
    *,
    unit: str,
    high: int,
    low: int = 0,
    better: Better = Better.HIGHER,
) -> Dimension:
    return Dimension(key, label, profile, asks, unit, Decimal(low), Decimal(high), 2, better)


ALL = (
    graded(
        "communication",
        "Communication",
        "How openly and how early they tell what matters.",
        "Answers late and only when asked; bad news reaches us from others.",
        "Answers when asked; problems are told once they can no longer be hidden.",
        "Regular reports; problems are told in the next meeting.",
        "Tells of problems within a day, with what is being done.",
        "Tells of risks before they become problems; anybody may speak to us.",
    ),
    graded(
        "decision_style",
        "Decision style",
        "How decisions are taken and kept.",
        "Decisions wait for somebody far away, and are reopened.",
        "Most decisions need headquarters; reasons stay unsaid.",
        "The account manager decides usual things; the rest takes a week.",
        "Decides on site within agreed limits, and writes down why.",
        "Decides on site, with our people where it concerns them; decisions stand.",
    ),
    graded(
        "time_discipline",
        "Time discipline",
        "How dates and meetings are kept.",
        "Dates are missed without a word.",
        "Dates are often missed, and told late.",
        "Most dates are kept; a delay is told on the day.",
        "Dates are kept; a delay is told before, with a new date.",
        "Dates are kept for a year and more; plans leave room for the unforeseen.",
    ),
    graded(
        "feedback",
        "Feedback",
        "What becomes of criticism, ours and their own people's.",
        "Criticism is denied or punished.",
        "Criticism is heard; nothing follows.",
        "Criticism is answered; some of it changes something.",
        "Each point is followed up, with an owner and a date.",
        "They ask for criticism, and show what it changed.",
    ),
    graded(
        "escalation",
        "Escalation",
        "How a problem reaches somebody who can solve it.",
        "Nobody knows whom to call; problems go in circles.",
        "There is a name, who is seldom reached.",
        "A path with levels exists; it works in office hours.",
        "The path works at all service hours, with times for each level.",
        "The path is rehearsed; each use ends with what was learned.",
    ),
    counted(
        "ramp_up_days",
        "Ramp-up for ten seats",
        Profile.SCALABILITY,
        "Days from the order to ten more trained people at work.",
        unit="days",
        high=730,
        better=Better.LOWER,
    ),
    counted(
        "peak_multiple",
        "Peak over usual volume",
        Profile.SCALABILITY,
        "How many times the usual volume was handled in a peak, at agreed quality.",
        unit="times",
        low=1,
        high=50,
    ),
    counted(
        "bench_seats",
        "Seats in reserve",
        Profile.SCALABILITY,
        "Trained people who can start within a week.",
        unit="seats",
        high=100_000,
    ),
    counted(
        "attrition",
        "Attrition",
        Profile.SCALABILITY,
        "Agents who leave in a year, as a share of the average number.",
        unit="% a year",
        high=300,
        better=Better.LOWER,
    ),
    counted(
        "automation",
        "AI and automation",
        Profile.PRACTICES,
        "Contacts or cases that are dealt with without an agent.",
        unit="%",
        high=100,
    ),
    counted(
        "remote_share",
        "Remote work",
        Profile.PRACTICES,
        "Agents' hours that are worked from home.",
        unit="%",
        high=100,
    ),
    counted(
        "training_hours",
        "Training",
        Profile.PRACTICES,
        "Hours of training for each agent in a year, after induction.",
        unit="hours a year",
        high=2000,
    ),
    counted(
        "retention",
        "Staff retention",
        Profile.PRACTICES,
        "Agents of a year ago who are still there.",
        unit="%",
        high=100,
    ),
)
DIMENSIONS = {dimension.key: dimension for dimension in ALL}
CHOICES = [
    (profile.label, [(each.key, each.label) for each in ALL if each.profile == profile])
    for profile in Profile
]
