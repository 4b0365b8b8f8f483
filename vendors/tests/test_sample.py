from datetime import UTC, datetime

import pytest
from django.db import InternalError, transaction

from accounts.models import User
from accounts.sample import done
from vendors.models import Vendor, VendorEvent

pytestmark = pytest.mark.django_db
THEN = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)


def test_a_deed_of_the_story_is_on_record_by_its_person_on_its_day(rita: User) -> None:
    before = Vendor.objects.create(name="Written as it happened")

    with done(by=rita, at=THEN):
        Vendor.objects.create(name="Written afterwards")

    told = VendorEvent.objects.get(name="Written afterwards")
    assert (told.pgh_created_at, told.pgh_context.metadata) == (THEN, {"user": rita.pk})
    assert VendorEvent.objects.get(pgh_obj=before).pgh_created_at > THEN


def test_the_trail_only_grows_after_a_deed_of_the_story(rita: User) -> None:
    with done(by=rita, at=THEN):
        Vendor.objects.create(name="Written afterwards")

    with pytest.raises(InternalError), transaction.atomic():
        VendorEvent.objects.update(pgh_created_at=datetime.now(UTC))
