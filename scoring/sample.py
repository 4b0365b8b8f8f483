"""The sample story: a cast, two RFPs and their history, told through the services that users use."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pgtrigger
from django.db import transaction
from django.db.models import QuerySet

from accounts.models import Role, User
from accounts.sample import done
from rfp.models import Candidate, DemandLanguage, DemandProfile, Rfp, RfpStatus, RfpTemplate, TeamRole
from rfp.services.candidates import add_candidates
from rfp.services.creation import create_rfp
from rfp.services.moves import move_rfp
from rfp.services.team import add_member
from vendors.models import Language, ServiceLine, Vendor

from .models import (
    Assignment,
    Criterion,
    DecisionKind,
    LastSeen,
    ReportSubscription,
    Rhythm,
    Scenario,
    Score,
    ScoreSheet,
    Shortlist,
    Weekday,
    WeightMethod,
)
from .numbers import plain
from .scratch import Changes, weights
from .services.criteria import save_criterion
from .services.decisions import answer_decision, decide
from .services.recompute import recompute
from .services.reports import send_now, subscribe
from .services.scores import reopen_sheet, save_score, submit_sheet
from .services.waivers import request_waiver
from .services.weighting import keep_answers

DATA = Path(__file__).parent / "data"
MAIL_DOMAIN = "bpo-portal.example"
TIMEZONE = "Europe/Madrid"

CAST: dict[str, tuple[str, tuple[Role, ...]]] = {
    "bea": ("Bea Ferrer", (Role.PROCUREMENT_LEAD,)),
    "rita": ("Rita Lindqvist", (Role.REGISTER_MANAGER,)),
    "eva": ("Eva Moreau", (Role.EVALUATOR,)),
    "emil": ("Emil Novak", (Role.EVALUATOR,)),
    "nora": ("Nora Haddad", (Role.EVALUATOR,)),
    "otto": ("Otto Berg", (Role.OBSERVER,)),
    "clara": ("Clara Vidal", (Role.APPROVER,)),
    "ada": ("Ada Okafor", (Role.ADMINISTRATOR,)),
    "vic": ("Vic Soler", (Role.VENDOR_CONTACT,)),
}
HISTORY = {
    RfpStatus.PUBLISHED: 38,
    RfpStatus.CLOSED: 9,
    RfpStatus.OPENED: 8,
    RfpStatus.EVALUATION: 8,
}
"""How many days ago the scored RFP reached each status."""
SLIP = 2
"""So many points the evaluator had given too few."""
REOPENED = (
    "Emil reports that he typed a score of Acanto Servicios wrongly: he read a row of his notes too low."
)
DECIDED = (
    "Prepare site visits at the vendors above the line. No award yet: the last scores are still to come."
)
APPROVED = "Site visits may be booked."
SUBSCRIBERS: dict[str, tuple[str, dict[str, Any]]] = {
    "sponsor": ("Clara Vidal, sponsor", {}),
    "board": ("Board office", {"rhythm": Rhythm.WEEKLY, "weekday": Weekday.MONDAY, "hour": 7}),
    "finance": ("Finance desk", {"rhythm": Rhythm.DAILY, "hour": 17, "timezone": "America/Bogota"}),
    "audit": ("Internal audit", {"rhythm": Rhythm.ASKED}),
}


@dataclass
class Cast:
    """The people of the story, and the passwords they were given."""

    people: dict[str, User] = field(default_factory=dict)
    accounts: list[dict[str, str]] = field(default_factory=list)

    def __getitem__(self, key: str) -> User:
        return self.people[key]

    def join(self, key: str, name: str, roles: tuple[Role, ...]) -> None:
        password = secrets.token_urlsafe(12)
        user = User.objects.create_user(
            f"{key}@{MAIL_DOMAIN}", password, name=name, roles=list(roles), timezone=TIMEZONE
        )
        self.people[key] = user
        labels = ", ".join(Role(role).label for role in roles)
        self.accounts.append({"email": user.email, "name": name, "role": labels, "password": password})


def make_cast() -> Cast:
    cast = Cast()
    for key, (name, roles) in CAST.items():
        cast.join(key, name, roles)
    return cast


@transaction.atomic
def write_story(*, cast: Cast, at: datetime) -> Score:
    """The scored RFP and a draft; returns the one score that its evaluator is about to correct."""
    score = _scored_rfp(read("story.json"), cast, at=at)
    _draft_rfp(read("story_draft.json"), cast, at=at)
    return score


def replay_correction(score: Score, *, cast: Cast, at: datetime) -> None:
    """Rank, correct the score, rank again and send it: two versions, and the lead has seen only the first.

    Must not be called within a transaction: rankings are computed from what is committed.
    """
    rfp = score.candidate.rfp
    first = recompute(rfp_id=rfp.pk, at=at - timedelta(hours=3))
    if first:
        LastSeen.objects.create(user=cast["bea"], rfp=rfp, number=first.number)
        _decide(first, cast, at=at - timedelta(hours=3))
    corrected_at = at - timedelta(hours=2)
    _correct(score, cast, at=corrected_at)
    second = recompute(rfp_id=rfp.pk, at=corrected_at)
    if second:
        recipients = list(ReportSubscription.objects.filter(rfp=rfp))
        send_now(shortlist=second, by=cast["bea"], recipients=recipients, at=at)
        _wonder(second, owner=cast["bea"], at=at)


def _correct(score: Score, cast: Cast, *, at: datetime) -> None:
    """The lead reopens the sheet that was handed in; its evaluator corrects the score and hands in again."""
    rfp, emil = score.candidate.rfp, cast["emil"]
    reopened_at, scored_at, handed_in_at = (at - timedelta(minutes=each) for each in (30, 5, 1))
    with done(by=cast["bea"], at=reopened_at):
        reopen_sheet(sheet=ScoreSheet.objects.get(rfp=rfp, evaluator=emil), reason=REOPENED)
    with done(by=emil, at=scored_at):
        save_score(
            candidate=score.candidate,
            criterion=score.criterion,
            evaluator=emil,
            value=Decimal(score.value or 0) + SLIP,
            abstained=False,
            comment=score.comment,
            revision=score.revision,
            at=scored_at,
        )
    with done(by=emil, at=handed_in_at):
        submit_sheet(rfp=rfp, evaluator=emil, at=handed_in_at)


def _wonder(shortlist: Shortlist, *, owner: User, at: datetime) -> None:
    """What if price counted twice as much?"""
    document = shortlist.file
    priced = [each["key"] for each in document["criteria"] if each["kind"] == "price"]
    doubled = {
        key: plain(Decimal(weight) * (2 if key in priced else 1)) for key, weight in weights(document).items()
    }
    changes = Changes(weights=doubled).fitted_to(document)
    Scenario.objects.create(
        rfp=shortlist.rfp,
        owner=owner,
        base=shortlist,
        name="Price counts twice",
        is_shared=True,
        changes=changes.stored(),
        created_at=at,
    )


def _decide(shortlist: Shortlist, cast: Cast, *, at: datetime) -> None:
    """The shortlist of the story rests on the version that was the newest then; Clara approved it."""
    with done(by=cast["bea"], at=at):
        decision = decide(
            shortlist=shortlist,
            kind=DecisionKind.SHORTLIST,
            reasons=DECIDED,
            by=cast["bea"],
            approver=cast["clara"],
            at=at,
        )
    answered_at = at + timedelta(minutes=20)
    with done(by=cast["clara"], at=answered_at):
        answer_decision(decision=decision, approves=True, note=APPROVED, by=cast["clara"], at=answered_at)


def read(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((DATA / name).read_text(encoding="utf-8"))
    return content


def _scored_rfp(story: Mapping[str, Any], cast: Cast, *, at: datetime) -> Score:
    lead, begun_at = cast["bea"], _at_two(at, days_ago=40)
    with done(by=lead, at=begun_at):
        rfp = _create(story, lead, now=at, at=begun_at, deadline_at=_at_two(at, days_ago=9))
        _hire(rfp, story, cast)
        _ask_for(rfp, story["demand"])
    _weigh(rfp, story["swings"], cast, at=_at_two(at, days_ago=39))
    with done(by=lead, at=_at_two(at, days_ago=39)):
        _invite(rfp, story, at=_at_two(at, days_ago=39))
    _move(rfp, RfpStatus.PUBLISHED, lead, now=at)
    with done(by=lead, at=_at_two(at, days_ago=30)):
        _clarify(rfp, story["clarified"], by=lead, at=_at_two(at, days_ago=30))
    for status in (RfpStatus.CLOSED, RfpStatus.OPENED, RfpStatus.EVALUATION):
        _move(rfp, status, lead, now=at)
    with done(by=lead, at=_at_two(at, days_ago=7)):
        _price(rfp, story)
        for key, (name, plan) in SUBSCRIBERS.items():
            subscribe(
                rfp=rfp, email=f"{key}@{MAIL_DOMAIN}", name=name, by=lead, at=_at_two(at, days_ago=7), **plan
            )
    slip = _score(rfp, story, cast, at=at - timedelta(days=2))
    with done(by=lead, at=at - timedelta(days=1)):
        _ask_to_waive(rfp, story["waiver"], by=lead, at=at - timedelta(days=1))
    return slip


def _move(rfp: Rfp, to: RfpStatus, lead: User, *, now: datetime) -> None:
    at = _at_two(now, days_ago=HISTORY[to])
    with done(by=lead, at=at):
        move_rfp(rfp=rfp, to=to, by=lead, at=at)


def _clarify(rfp: Rfp, asked: Mapping[str, str], *, by: User, at: datetime) -> None:
    """One level of a scale, after publication."""
    criterion = Criterion.objects.get(criteria_set__rfp=rfp, key=asked["criterion"])
    level = Decimal(asked["level"])
    rubric = [
        (each.value, asked["anchor"] if each.value == level else each.anchor)
        for each in criterion.rubric.all()
    ]
    save_criterion(rfp=rfp, criterion=criterion, rubric=rubric, by=by, at=at, reason=asked["reason"])


def _weigh(rfp: Rfp, swings: Mapping[str, Mapping[str, str]], cast: Cast, *, at: datetime) -> None:
    """Where the weights come from: what each answered before the RFP was published."""
    for key, answers in swings.items():
        with done(by=cast[key], at=at):
            keep_answers(rfp=rfp, method=WeightMethod.SWING, person=cast[key], answers=answers, at=at)


def _ask_to_waive(rfp: Rfp, asked: Mapping[str, str], *, by: User, at: datetime) -> None:
    request_waiver(
        candidate=Candidate.objects.get(rfp=rfp, vendor__name=asked["vendor"]),
        criterion=Criterion.objects.get(criteria_set__rfp=rfp, key=asked["criterion"]),
        reason=asked["reason"],
        by=by,
        at=at,
    )


def _draft_rfp(story: Mapping[str, Any], cast: Cast, *, at: datetime) -> None:
    with done(by=cast["bea"], at=at):
        rfp = _create(story, cast["bea"], now=at, at=at, deadline_at=None)
        _invite(rfp, story, at=at)
        _price(rfp, story)
        add_member(rfp=rfp, user=cast["otto"], role=TeamRole.OBSERVER)


def _at_two(at: datetime, *, days_ago: int) -> datetime:
    """Two in the afternoon where the story plays, that many days ago."""
    day = at.astimezone(ZoneInfo(TIMEZONE)) - timedelta(days=days_ago)
    return day.replace(hour=14, minute=0, second=0, microsecond=0)


def _create(
    story: Mapping[str, Any], lead: User, *, now: datetime, at: datetime, deadline_at: datetime | None
) -> Rfp:
    starts_on: date = (now + timedelta(days=story["contract_start_offset_days"] or 120)).date()
    rfp = Rfp(
        title=story["title"],
        need=story["need"],
        template=RfpTemplate.objects.get(key=story["template"]),
        buyer_country=story["buyer_country"],
        currency=story["currency"],
        timezone=TIMEZONE,
        deadline_at=deadline_at,
        contract_starts_on=starts_on,
        is_sample=True,
    )
    lines = ServiceLine.objects.filter(code__in=story["service_lines"])
    created = create_rfp(rfp=rfp, by=lead, at=at, service_lines=lines)
    _date(Rfp.objects.filter(pk=created.pk), "created_at", at=at)
    return created


def _date(rows: QuerySet[Any], column: str, *, at: datetime) -> None:
    """When the story has them made, as if the database had said so as it wrote them."""
    with pgtrigger.ignore(f"{rows.model._meta.label}:update_update"):
        rows.update(**{column: at})


def _hire(rfp: Rfp, story: Mapping[str, Any], cast: Cast) -> None:
    for key in story["evaluators"]:
        add_member(rfp=rfp, user=cast[key], role=TeamRole.EVALUATOR)
    add_member(rfp=rfp, user=cast["otto"], role=TeamRole.OBSERVER)
    add_member(rfp=rfp, user=cast["clara"], role=TeamRole.APPROVER)
    Assignment.objects.bulk_create(
        Assignment(criterion=criterion, evaluator=cast[key])
        for criterion in Criterion.objects.filter(criteria_set__rfp=rfp, kind="scored")
        for key in story["evaluators"]
    )


def _invite(rfp: Rfp, story: Mapping[str, Any], *, at: datetime) -> None:
    vendors = {vendor.name: vendor for vendor in Vendor.objects.filter(name__in=story["candidates"])}
    chosen = [vendors[name] for name in story["candidates"]]
    add_candidates(rfp=rfp, vendors=chosen, on=rfp.created_at.date())
    _date(rfp.candidates.all(), "added_at", at=at)


def _price(rfp: Rfp, story: Mapping[str, Any]) -> None:
    candidates = list(Candidate.objects.filter(rfp=rfp).select_related("vendor"))
    for candidate in candidates:
        price = story["prices"].get(candidate.vendor.name)
        candidate.price = Decimal(price) if price else None
    Candidate.objects.bulk_update(candidates, ["price"])


def _ask_for(rfp: Rfp, demand: Mapping[str, Any]) -> None:
    languages = {each.code: each for each in Language.objects.all()}
    profile = DemandProfile(rfp=rfp, **{name: value for name, value in demand.items() if name != "languages"})
    profile.full_clean()
    profile.save()
    for code, share in demand["languages"].items():
        DemandLanguage.objects.create(profile=profile, language=languages[code], share=share)


def _score(rfp: Rfp, story: Mapping[str, Any], cast: Cast, *, at: datetime) -> Score:
    """All scores of the story, and the sheets of those who have given theirs; returns the one that is wrong."""
    scores = _scores(rfp, story, cast, at=at)
    slip = next(each for each in scores if each.evaluator == cast["emil"] and each.value == 5)
    slip.value -= SLIP
    busy = {each["evaluator"] for each in story["open"]}
    for key in story["evaluators"]:
        with done(by=cast[key], at=at):
            Score.objects.bulk_create([each for each in scores if each.evaluator == cast[key]])
            ScoreSheet.objects.create(rfp=rfp, evaluator=cast[key], submitted_at=None if key in busy else at)
    return slip


def _scores(rfp: Rfp, story: Mapping[str, Any], cast: Cast, *, at: datetime) -> list[Score]:
    candidates = {each.vendor.name: each for each in rfp.candidates.select_related("vendor")}
    criteria = {each.key: each for each in Criterion.objects.filter(criteria_set__rfp=rfp)}
    return [
        Score(
            candidate=candidates[vendor],
            criterion=criteria[key],
            evaluator=cast[person],
            value=Decimal(given["value"]),
            comment=given["comment"],
            changed_at=at,
        )
        for vendor, by_criterion in story["scores"].items()
        for key, by_person in by_criterion.items()
        for person, given in by_person.items()
    ]
