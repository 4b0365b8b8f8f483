from datetime import UTC, datetime
from typing import Any

import pytest
from django.apps import apps
from django.db import InternalError, transaction

from accounts.models import User
from accounts.sample import done
from vendors.models import Vendor

pytestmark = pytest.mark.django_db
THEN = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)


def test_a_deed_of_the_story_is_on_record_by_its_person_on_its_day(rita: User) -> None:
    before = Vendor.objects.create(name="Written as it happened")

    with done(by=rita, at=THEN):
        Vendor.objects.create(name="Written afterwards")

    trail: Any = apps.get_model("vendors.VendorEvent")._default_manager
    told = trail.get(name="Written afterwards")
    assert (told.pgh_created_at, told.pgh_context.metadata) == (THEN, {"user": rita.pk})
    assert trail.get(pgh_obj=before).pgh_created_at > THEN


def test_the_trail_only_grows_after_a_deed_of_the_story(rita: User) -> None:
    with done(by=rita, at=THEN):
        Vendor.objects.create(name="Written afterwards")

    with pytest.raises(InternalError), transaction.atomic():
        apps.get_model("vendors.VendorEvent")._default_manager.update(pgh_created_at=datetime.now(UTC))
