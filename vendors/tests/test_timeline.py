"""A vendor's certifications as they stand on a day."""

from datetime import date, timedelta

import pytest

from vendors.models import Certification, Standing, Vendor
from vendors.timeline import Axis, Gap, Timeline, timeline_of

from .conftest import MakeCertification

BEGAN, ENDS = date(2024, 3, 13), date(2027, 3, 12)


@pytest.fixture
def old(vendor: Vendor, make_certification: MakeCertification) -> Certification:
    return make_certification(vendor, state="verified", issued_on=BEGAN, expires_on=ENDS)


def timeline(vendor: Vendor, on: date) -> Timeline:
    return timeline_of(vendor.certifications.select_related("scheme", "renews"), on=on)


@pytest.mark.parametrize(
    ("begins", "words"),
    [
        (date(2027, 3, 1), None),
        (date(2027, 3, 13), None),
        (date(2027, 3, 14), "Gap of 1 day: 13 Mar 2027"),
        (date(2027, 3, 25), "Gap of 12 days: 13 Mar 2027 to 24 Mar 2027"),
        (None, None),
    ],
)
def test_a_gap_before_a_renewal_is_said_in_words(
    begins: date | None, words: str | None, old: Certification
) -> None:
    gap = Gap.before(Certification(renews=old, issued_on=begins))

    assert (gap and str(gap)) == words


def test_a_verified_renewal_takes_over_without_a_day_between(
    old: Certification, vendor: Vendor, make_certification: MakeCertification
) -> None:
    make_certification(vendor, state="verified", renews=old, issued_on=date(2027, 3, 13))
    year = [date(2026, 10, 1) + timedelta(days=number) for number in range(365)]

    held = [Certification.objects.valid(on=day).filter(vendor=vendor).count() for day in year]

    assert held == [1] * 365
    assert all(timeline(vendor, day).lines[0].is_in_force for day in (ENDS, ENDS + timedelta(days=1)))


def test_a_renewal_that_is_not_verified_fills_nothing(
    old: Certification, vendor: Vendor, make_certification: MakeCertification
) -> None:
    make_certification(vendor, renews=old, issued_on=date(2027, 3, 13))

    assert [timeline(vendor, day).lines[0].is_in_force for day in (ENDS, ENDS + timedelta(days=1))] == [
        True,
        False,
    ]


def test_each_record_stands_as_it_does_on_the_day(
    old: Certification, vendor: Vendor, make_certification: MakeCertification
) -> None:
    make_certification(vendor, state="verified", renews=old, issued_on=date(2027, 3, 13))

    def standings(on: date) -> list[Standing]:
        return [entry.standing for line in timeline(vendor, on).lines for entry in line.entries]

    assert standings(date(2026, 11, 22)) == [Standing.UPCOMING, Standing.VERIFIED]
    assert standings(ENDS) == [Standing.UPCOMING, Standing.EXPIRING]
    assert standings(date(2027, 3, 13)) == [Standing.VERIFIED, Standing.EXPIRED]


def test_a_record_knows_what_renews_it_unless_that_was_rejected(
    old: Certification, vendor: Vendor, make_certification: MakeCertification
) -> None:
    rejected = make_certification(vendor, renews=old, state="rejected", reason="Forged")
    before = {entry.certification: entry for entry in timeline(vendor, BEGAN).lines[0].entries}
    renewal = make_certification(vendor, renews=old)
    after = {entry.certification: entry for entry in timeline(vendor, BEGAN).lines[0].entries}

    assert (before[old].renewal, before[old].can_be_renewed) == (None, True)
    assert (after[old].renewal, after[old].can_be_renewed) == (renewal, False)
    assert not after[rejected].can_be_renewed and not after[renewal].can_be_renewed


def test_schemes_have_a_line_each(vendor: Vendor, make_certification: MakeCertification) -> None:
    for number, scheme in enumerate(("ISO9001", "ISO27001", "ISO9001")):
        make_certification(vendor, scheme, number=str(number))

    lines = timeline(vendor, BEGAN).lines

    assert [(line.scheme.code, len(line.entries)) for line in lines] == [("ISO9001", 2), ("ISO27001", 1)]


def test_the_axis_covers_whole_years_and_leaves_out_what_is_far_away() -> None:
    axis = Axis.around(date(2026, 11, 22), [date(2024, 5, 1), date(2200, 12, 31), date(1900, 1, 1)])

    assert (axis.first, axis.last) == (date(2024, 1, 1), date(2026, 12, 31))
    assert [year for year, _ in axis.years] == [2024, 2025, 2026]


def test_a_bar_covers_its_first_and_its_last_day_and_stays_on_the_axis() -> None:
    axis = Axis(date(2025, 1, 1), date(2026, 12, 31))

    half = axis.bar(date(2025, 1, 1), date(2025, 12, 31))
    endless = axis.bar(None, None)
    beyond = axis.bar(date(1900, 1, 1), date(2200, 12, 31))

    assert (half.x, half.width) == ("0.00%", "50.00%")
    assert (endless.x, endless.width) == (beyond.x, beyond.width) == ("0.00%", "100.00%")
