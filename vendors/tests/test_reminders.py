"""Reminders before a certificate ends, through a year that passes day by day."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Role, User
from outbox.models import Mail
from vendors.models import Certification, CertificationScheme, CertificationState, Reminder, Vendor
from vendors.services import decide_certification, load_reference, remind_due

from .browser import opened
from .conftest import MakeCertification, MakeVendor

SignIn = Callable[[User], Client]
ENDS = date(2027, 9, 30)
NEAR_A_LEAD = {(lead + days) % 365 for lead in (180, 90, 60, 30, 14, 7, 0, -30) for days in (-1, 0, 1)}


def morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 6, tzinfo=UTC)


def live(first: date, last: date) -> list[tuple[date, str, str]]:
    """Let the days pass, several rounds on each, and say who was told what when.

    Of the days far from any lead time, in this year of a certificate and in the next, every ninth.
    """
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        if number % 9 == 0 or (ENDS - day).days % 365 in NEAR_A_LEAD:
            for hours in (0, 6):
                remind_due(at=morning(day) + timedelta(hours=hours))
    mails = Mail.objects.order_by("queued_at", "recipient")
    return [(mail.queued_at.date(), mail.recipient, mail.subject) for mail in mails]


def before(days: int) -> date:
    return ENDS - timedelta(days=days)


@pytest.fixture
def held(vendor: Vendor, make_certification: MakeCertification, rita: User) -> Certification:
    """With reminders 180, 90 and 30 days before its end."""
    return make_certification(vendor, state="verified", number="IS 1", expires_on=ENDS, owner=rita)


def test_the_owner_is_told_at_each_lead_time_and_on_the_last_day_and_never_twice(held: Certification) -> None:
    told = live(date(2027, 1, 1), date(2027, 12, 31))

    to, what = "rita@example.com", "ISO/IEC 27001 of Acme BPO"
    assert told == [
        (before(180), to, f"{what} ends in 180 days"),
        (before(90), to, f"{what} ends in 90 days"),
        (before(30), to, f"{what} ends in 30 days"),
        (ENDS, to, f"{what} ends today"),
    ]


def test_a_verified_renewal_stops_the_reminders_and_has_its_own(
    held: Certification, make_certification: MakeCertification, rita: User, rosa: User
) -> None:
    renewal = make_certification(
        held.vendor,
        renews=held,
        owner=rita,
        claimed_by=rita,
        issued_on=ENDS,
        expires_on=ENDS + timedelta(days=365),
    )
    assert [day for day, _, _ in live(before(181), before(60))] == [before(180), before(90)]
    decide_certification(
        certification=renewal,
        to=CertificationState.VERIFIED,
        by=rosa,
        at=morning(before(59)),
        reason="Asked the body",
    )

    told = live(before(58), ENDS + timedelta(days=200))

    assert [day for day, _, _ in told[2:]] == [ENDS + timedelta(days=185)]


def test_a_renewal_that_waits_to_be_verified_is_mentioned(
    held: Certification, make_certification: MakeCertification
) -> None:
    make_certification(held.vendor, renews=held)
    remind_due(at=morning(before(90)))

    assert "A renewal is recorded, but not verified yet." in Mail.objects.get().message.as_string()


def test_rejection_stops_the_reminders(held: Certification, rosa: User) -> None:
    live(before(181), before(170))
    at = morning(before(169))
    decide_certification(
        certification=held, to=CertificationState.REJECTED, by=rosa, at=at, reason="Withdrawn by the body"
    )

    assert len(live(before(168), ENDS + timedelta(days=60))) == 1


@pytest.mark.parametrize(
    "facts", [{"state": "claimed"}, {"state": "rejected", "reason": "x"}, {"expires_on": None}]
)
def test_what_is_not_verified_or_has_no_end_is_not_reminded_of(
    facts: dict[str, Any], held: Certification
) -> None:
    Certification.objects.update(**facts)

    assert live(before(181), ENDS + timedelta(days=5)) == []


def test_a_retired_vendors_certificates_are_left_alone(held: Certification) -> None:
    Vendor.objects.update(status="retired", status_reason="Merged")

    assert live(before(91), before(89)) == []


def test_several_certificates_of_one_owner_are_one_mail(
    held: Certification,
    make_vendor: MakeVendor,
    make_certification: MakeCertification,
    rita: User,
    rosa: User,
) -> None:
    for name, owner in (("Borea", rita), ("Cima", rita), ("Duero", rosa)):
        make_certification(make_vendor(name), state="verified", expires_on=ENDS, owner=owner)

    told = live(before(90), before(90))

    assert told == [
        (before(90), "rita@example.com", "3 certifications end or have ended"),
        (before(90), "rosa@example.com", "ISO/IEC 27001 of Duero ends in 90 days"),
    ]
    text = Mail.objects.get(recipient="rita@example.com").message.get_content()
    for words in ("Acme BPO: ISO/IEC 27001 (IS 1) ends in 90 days.", "Borea", "Cima", "30 September 2027"):
        assert words in text
    assert "Duero" not in text
    assert f"{held.vendor.get_absolute_url()}#certification-{held.pk}" in text


def test_what_a_knock_out_does_is_said_of_schemes_that_count_as_a_certificate_alone(
    held: Certification,
    make_vendor: MakeVendor,
    make_certification: MakeCertification,
    rita: User,
    rosa: User,
) -> None:
    borea = make_vendor("Borea")
    for owner in (rita, rosa):
        make_certification(
            borea, scheme="PCIDSS", number=owner.name, state="verified", expires_on=ENDS, owner=owner
        )
    remind_due(at=morning(before(90)))

    mixed, alone = (Mail.objects.get(recipient=owner.email).message.get_content() for owner in (rita, rosa))

    assert "PCI DSS" in mixed and "asks for ISO/IEC 27001, it passes" in mixed
    assert "These certifications end or have ended." in mixed
    assert "knock-out" not in alone and "This certification ends or has ended." in alone


@pytest.mark.parametrize("facts", [{"owner": None}, {"is_active": False}, {"roles": [Role.VENDOR_CONTACT]}])
def test_without_an_owner_who_can_act_all_register_managers_are_told(
    facts: dict[str, Any], held: Certification, rosa: User, person: Callable[..., User]
) -> None:
    tina = person("Tina", Role.REGISTER_MANAGER)
    if "owner" in facts:
        Certification.objects.update(owner=None)
        User.objects.filter(name="Rita").delete()
    else:
        User.objects.filter(name="Rita").update(**facts)

    told = live(before(90), before(90))

    assert [recipient for _, recipient, _ in told] == [rosa.email, tina.email]
    assert Reminder.objects.count() == 2


def test_with_nobody_to_tell_nothing_is_lost(held: Certification, rita: User) -> None:
    User.objects.update(is_active=False)
    assert live(before(90), before(88)) == []

    User.objects.update(is_active=True)
    assert [day for day, _, _ in live(before(87), before(80))] == [before(87)]


def test_a_scheme_without_lead_times_has_the_usual_ones(held: Certification) -> None:
    CertificationScheme.objects.update(reminder_days=[])

    told = live(before(200), ENDS)

    assert [day for day, _, _ in told] == [before(90), before(30), before(7), ENDS]


def test_what_was_missed_is_told_once_in_the_shortest_of_its_lead_times(held: Certification) -> None:
    told = live(before(20), ENDS + timedelta(days=1))

    assert [(day, subject.rpartition("BPO ")[2]) for day, _, subject in told] == [
        (before(20), "ends in 20 days"),
        (ENDS, "ends today"),
    ]


@pytest.mark.parametrize(("late", "mails"), [(1, 1), (30, 1), (31, 0)])
def test_an_end_that_was_missed_is_told_for_a_month(late: int, mails: int, held: Certification) -> None:
    told = live(ENDS + timedelta(days=late), ENDS + timedelta(days=late + 1))

    assert [subject for _, _, subject in told] == ["ISO/IEC 27001 of Acme BPO has ended"] * mails


def test_what_had_ended_when_it_was_verified_is_not_told(held: Certification) -> None:
    Certification.objects.update(decided_at=morning(ENDS + timedelta(days=1)))

    assert live(ENDS + timedelta(days=1), ENDS + timedelta(days=3)) == []


def test_what_dies_half_way_leaves_nothing_behind_and_is_done_the_next_time(
    held: Certification, make_vendor: MakeVendor, make_certification: MakeCertification, rosa: User
) -> None:
    """The row of Rita's reminder cannot be written: neither is her mail, and Rosa still gets hers."""
    make_certification(make_vendor("Borea"), state="verified", expires_on=ENDS, owner=rosa)
    with connection.cursor() as cursor:
        cursor.execute(
            "ALTER TABLE vendors_reminder ADD CONSTRAINT breaks CHECK (recipient <> 'rita@example.com')"
        )
    remind_due(at=morning(before(90)))
    assert [mail.recipient for mail in Mail.objects.all()] == ["rosa@example.com"]

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE vendors_reminder DROP CONSTRAINT breaks")
    for _ in range(2):
        remind_due(at=morning(before(90)))

    assert sorted(mail.recipient for mail in Mail.objects.all()) == ["rita@example.com", "rosa@example.com"]


@pytest.mark.django_db(transaction=True)
def test_two_processes_that_remind_at_once_send_one_mail() -> None:
    load_reference()
    scheme = CertificationScheme.objects.get(code="ISO27001")
    rita = User.objects.create_user("rita@example.com", name="Rita", roles=[Role.REGISTER_MANAGER])
    vendor = Vendor.objects.create(name="Acme BPO")
    Certification.objects.create(vendor=vendor, scheme=scheme, state="verified", expires_on=ENDS, owner=rita)
    start = Barrier(4)

    def remind() -> None:
        start.wait()
        remind_due(at=morning(before(90)))
        connection.close()

    threads = [Thread(target=remind) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (Mail.objects.count(), Reminder.objects.count()) == (1, 1)


def test_thirty_certificates_cost_as_many_queries_as_one(
    held: Certification, make_vendor: MakeVendor, make_certification: MakeCertification, rita: User
) -> None:
    counts = []
    for lead, names in ((90, range(0)), (30, range(29))):
        for name in names:
            make_certification(make_vendor(f"Vendor {name}"), state="verified", expires_on=ENDS, owner=rita)
        with CaptureQueriesContext(connection) as queries:
            remind_due(at=morning(before(lead)))
        counts.append(len(queries))

    assert counts[0] == counts[1]
    assert Reminder.objects.count() == 31


def test_who_is_reminded_can_be_changed_on_a_verified_record(
    held: Certification, rosa: User, vic: User, signed_in: SignIn
) -> None:
    client, address = signed_in(rosa), reverse("certification_owner", args=[held.pk])
    typed = opened(client, address)

    assert "owner" in client.post(address, typed | {"owner": vic.pk}).context["form"].errors
    assert client.post(address, typed | {"owner": rosa.pk}).status_code == 302

    held.refresh_from_db()
    assert (held.owner, held.state) == (rosa, "verified")


def test_a_renewal_has_the_owner_of_what_it_renews(
    held: Certification, rita: User, signed_in: SignIn
) -> None:
    client, address = signed_in(rita), reverse("certification_renew", args=[held.pk])

    client.post(address, opened(client, address) | {"issued_on": "2027-10-01"})

    assert Certification.objects.get(renews=held).owner == rita
