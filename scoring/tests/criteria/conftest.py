import pytest

from accounts.models import User
from rfp.models import Rfp, RfpStatus
from scoring.models import CriteriaSet, Criterion, Kind, Source
from scoring.tests.scenes import make_rfp

from .asking import D, staffed


@pytest.fixture
def draft(bea: User, otto: User, eva: User) -> Rfp:
    return staffed(make_rfp(status=RfpStatus.DRAFT), bea, otto, eva)


@pytest.fixture
def published(bea: User, otto: User, eva: User) -> Rfp:
    return staffed(make_rfp(status=RfpStatus.EVALUATION), bea, otto, eva)


@pytest.fixture
def asked(draft: Rfp) -> Rfp:
    """Two more criteria whose values the lead records: a knock-out and a figure."""
    facts = {"criteria_set": CriteriaSet.objects.get(rfp=draft), "source": Source.RECORDED}
    Criterion.objects.create(key="eu", title="Data in the EU", kind=Kind.KNOCKOUT, **facts)
    scale = {"scale_low": D(0), "scale_high": D(24)}
    Criterion.objects.create(key="hours", title="Hours covered", kind=Kind.MEASURED, **scale, **facts)
    return draft
