"""Two records become one, with everything that belongs to either, and two again."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pghistory
import pytest
from django.core.exceptions import ValidationError
from django.core.serializers import serialize
from django.test import Client
from django.urls import reverse

from accounts.models import User
from vendors.history import changes_of
from vendors.merging import RULES, Plan, name_of, pointing_to
from vendors.models import (
    Capability,
    Certification,
    Contact,
    DeliverySite,
    FactSource,
    Language,
    Merge,
    ServiceLine,
    Vendor,
)
from vendors.services import ChangedSince, add_evidence, keeps_merged, merge_vendors, undo_merge

from .conftest import MakeCertification, MakeVendor
from .files import PNG

SignIn = Callable[[User], Client]
NOW = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def kept(reference: None, make_vendor: MakeVendor) -> Vendor:
    return make_vendor(
        "Acme", country="ES", sources="https://a.example", trading_names=["A"], status="registered"
    )


@pytest.fixture
def away(
    reference: None, make_vendor: MakeVendor, make_certification: MakeCertification, rita: User
) -> Vendor:
    vendor = make_vendor(
        "Acme GmbH",
        legal_name="Acme Beteiligung GmbH",
        city="Bonn",
        employees=90,
        sources="https://b.example",
    )
    certification = make_certification(vendor, claimed_by=rita)
    site = DeliverySite.objects.create(vendor=vendor, country="DE", city="Bonn", timezone="Europe/Berlin")
    certification.sites.add(site)
    add_evidence(
        certification=certification, name="a.png", content=PNG, dated_on=date(2026, 1, 1), by=rita, at=NOW
    )
    vendor.languages.set(Language.objects.filter(code__in=["de", "en"]))
    make_vendor("Daughter", parent=vendor)
    return vendor


def merged(kept: Vendor, away: Vendor, by: User, **choices: str) -> Merge:
    merge = merge_vendors(survivor=kept, merged=away, choices=choices, by=by, at=NOW)
    kept.refresh_from_db()
    away.refresh_from_db()
    return merge


def everything() -> dict[str, Any]:
    """All that the register holds of vendors, but for the time of the last save."""
    models: set[Any] = {field.model for field in pointing_to(Vendor)} - {Merge} | {
        Vendor,
        DeliverySite.languages.through,
    }
    models.add(Certification.sites.through)
    rows = {m._meta.label: serialize("python", m._default_manager.order_by("pk")) for m in models}
    for row in rows["vendors.Vendor"]:
        row["fields"].pop("updated_at")
    for row in rows["vendors.FactSource"]:
        row.pop("pk")
    rows["vendors.FactSource"].sort(key=str)
    return rows


def test_every_relation_to_a_vendor_is_decided_upon() -> None:
    found = {name_of(field) for field in pointing_to(Vendor)}

    assert found <= set(RULES), "Say in vendors/merging.py what becomes of these when vendors are merged."


def test_what_belongs_to_either_belongs_to_the_survivor(kept: Vendor, away: Vendor, rita: User) -> None:
    kept.languages.set(Language.objects.filter(code__in=["en", "fr"]))

    merged(kept, away, rita)

    certification = kept.certifications.get()
    assert certification.evidence.count() == 1
    assert list(certification.sites.all()) == list(kept.sites.all())
    assert sorted(kept.languages.values_list("code", flat=True)) == ["de", "en", "fr"]
    assert [str(vendor) for vendor in kept.subsidiaries.all()] == ["Daughter"]


def test_the_record_merged_away_retires_and_its_names_are_kept(
    kept: Vendor, away: Vendor, rita: User
) -> None:
    merged(kept, away, rita, legal_name="ours")

    assert (away.status, away.status_reason, away.merged_into) == ("retired", "Merged into Acme", kept)
    assert kept.trading_names == ["A", "Acme GmbH", "Acme Beteiligung GmbH"]
    assert Vendor.objects.visible_to(rita).matching("beteiligung").get() == kept


def test_contacts_follow_unless_both_records_have_them(kept: Vendor, away: Vendor, rita: User) -> None:
    Contact.objects.create(vendor=kept, name="Ann", email="ann@acme.example", is_primary=True)
    ben = Contact.objects.create(vendor=away, name="Ben", email="ben@acme.example", is_primary=True)

    assert "whom to ask first, Ann and Ben" in " ".join(Plan(kept, away).obstacles)
    Contact.objects.filter(pk=ben.pk).update(is_primary=False, email="ANN@acme.example")
    assert "both have this contact: Ben" in " ".join(Plan(kept, away).obstacles)
    Contact.objects.filter(pk=ben.pk).update(email="ben@acme.example")
    merge = merged(kept, away, rita)
    assert set(kept.contacts.values_list("name", flat=True)) == {"Ann", "Ben"}
    undo_merge(merge=merge, by=rita, at=NOW)
    assert away.contacts.get() == ben


def test_facts_are_chosen_one_by_one(kept: Vendor, away: Vendor, rita: User) -> None:
    choices = [choice.key for choice in Plan(kept, away).choices]

    merged(kept, away, rita, name="theirs", city="ours", employees="theirs", sources="both", status="ours")

    assert {"name", "city", "employees", "country", "sources", "status", "legal_name"} == set(choices)
    assert (kept.name, kept.city, kept.country, kept.status) == ("Acme GmbH", "", "ES", "registered")
    assert (kept.employees, kept.employees_year) == (90, 2026)
    assert kept.sources.splitlines() == ["https://a.example", "https://b.example"]
    assert "Acme" in kept.trading_names
    assert Vendor.objects.named("Acme GmbH").get() == kept


def test_of_two_capabilities_the_richer_counts_unless_somebody_says_otherwise(
    kept: Vendor, away: Vendor, rita: User
) -> None:
    line = ServiceLine.objects.get(code="FO-01")
    ours = Capability.objects.create(vendor=kept, service_line=line, years=3)
    Capability.objects.create(vendor=away, service_line=line, years=9, annual_volume=5)

    merge = merged(kept, away, rita)
    richer = kept.capabilities.get().years
    undo_merge(merge=merge, by=rita, at=NOW)
    merged(kept, away, rita, **{f"capability-{ours.pk}": "ours"})

    assert (richer, kept.capabilities.get().years) == (9, 3)


def test_a_certificate_of_a_site_that_both_have_names_the_survivors_site(
    kept: Vendor, away: Vendor, rita: User
) -> None:
    own = DeliverySite.objects.create(vendor=kept, country="DE", city="Bonn", timezone="Europe/Berlin")
    own.languages.set(Language.objects.filter(code__in=["fr", "en"]))
    theirs = away.sites.get()
    theirs.languages.set(Language.objects.filter(code__in=["de", "en"]))
    DeliverySite.objects.filter(pk=theirs.pk).update(seats=40)

    before = everything()
    merge = merged(kept, away, rita, **{f"deliverysite-{own.pk}": "theirs"})

    site = kept.sites.get()
    assert (site.pk, site.seats) == (own.pk, 40)
    assert sorted(site.languages.values_list("code", flat=True)) == ["de", "en"]
    assert list(kept.certifications.get().sites.all()) == [own]
    undo_merge(merge=merge, by=rita, at=NOW)
    assert everything() == before


def test_a_merge_undone_leaves_everything_as_it_was(kept: Vendor, away: Vendor, rita: User) -> None:
    kept.parent = away
    kept.save()
    before = everything()

    merge = merged(kept, away, rita, name="theirs")
    during = everything()
    undo_merge(merge=merge, by=rita, at=NOW)

    assert during != before
    assert everything() == before


def test_a_fact_taken_over_brings_its_source_and_its_verification(
    kept: Vendor, away: Vendor, rita: User, rosa: User
) -> None:
    told = {"source": "Annual report", "entered_by": rita}
    FactSource.objects.filter(vendor=away, field="employees").update(**told)
    FactSource.objects.filter(vendor=away, field="employees").update(verified_by=rosa, verified_at=NOW)

    merged(kept, away, rita)

    source = kept.fact_sources.get(field="employees")
    assert (source.source, source.entered_by, source.verified_by) == ("Annual report", rita, rosa)


def test_a_fact_that_the_merge_chose_and_somebody_changed_since_is_named_until_it_is_set_back(
    kept: Vendor, away: Vendor, rita: User
) -> None:
    merge = merged(kept, away, rita)
    Vendor.objects.filter(pk=kept.pk).update(employees=1300)

    with pytest.raises(ChangedSince) as refused:
        undo_merge(merge=merge, by=rita, at=NOW)
    assert refused.value.messages == ["Acme (People was left as “90”, and is “1,300” now)"]
    assert Merge.objects.get().undone_at is None

    Vendor.objects.filter(pk=kept.pk).update(employees=90)
    undo_merge(merge=merge, by=rita, at=NOW)
    kept.refresh_from_db()
    assert kept.employees is None


def test_what_was_changed_of_what_moved_goes_back_with_it(
    kept: Vendor, away: Vendor, rita: User, rosa: User
) -> None:
    merge = merged(kept, away, rita)
    with pghistory.context(user=rosa.pk):
        Certification.objects.update(number="new")
        DeliverySite.objects.update(seats=70)

    undo_merge(merge=merge, by=rita, at=NOW)

    site = away.sites.get()
    assert (away.certifications.get().number, site.seats, site.entered_by) == ("new", 70, rosa)
    assert not kept.certifications.exists()


def test_names_sources_notes_and_countries_entered_since_are_kept(
    kept: Vendor, away: Vendor, rita: User
) -> None:
    Vendor.objects.filter(pk=away.pk).update(notes="Theirs\nOld", delivery_countries=["DE"])
    Vendor.objects.filter(pk=kept.pk).update(notes="Ours", delivery_countries=["ES", "PT"])
    kept.refresh_from_db()
    away.refresh_from_db()
    merge = merged(kept, away, rita, notes="both", sources="both")
    kept.trading_names.append("Nombre nuevo")
    kept.trading_names.remove("A")
    kept.notes = "Ours\nOld\nAdded"
    kept.sources += "\nhttps://c.example"
    kept.delivery_countries = ["ES", "DE", "FR"]
    kept.save()

    undo_merge(merge=merge, by=rita, at=NOW)

    kept.refresh_from_db()
    assert kept.trading_names == ["Nombre nuevo"]
    assert (kept.notes, kept.sources) == ("Ours\nAdded", "https://a.example\nhttps://c.example")
    assert [country.code for country in kept.delivery_countries] == ["ES", "FR"]
    assert list(Vendor.objects.matching("nombre nuevo")) == [kept]
    assert list(Vendor.objects.matching("beteiligung")) == [away]


def test_a_source_given_since_to_a_fact_that_the_merge_brought_is_not_lost(
    kept: Vendor, away: Vendor, rita: User
) -> None:
    Vendor.objects.filter(pk=kept.pk).update(founded_year=1999)
    kept.refresh_from_db()
    merge = merged(kept, away, rita)
    FactSource.objects.filter(vendor=kept, field="legal_name").update(source="Register")

    assert [str(each) for each in keeps_merged(merge)] == ["Acme: Fact source Legal name"]
    FactSource.objects.filter(vendor=kept, field="legal_name").update(source="")
    FactSource.objects.filter(vendor=kept, field="founded_year").update(source="Atlas")
    undo_merge(merge=merge, by=rita, at=NOW)

    assert kept.fact_sources.get(field="founded_year").source == "Atlas"


def test_a_swapped_row_that_was_verified_since_is_named(
    kept: Vendor, away: Vendor, rita: User, rosa: User
) -> None:
    line = ServiceLine.objects.get(code="FO-01")
    Capability.objects.create(vendor=kept, service_line=line, years=3)
    Capability.objects.create(
        vendor=away, service_line=line, years=9, annual_volume=5000, volume_unit="calls"
    )
    merge = merged(kept, away, rita)
    kept.capabilities.update(verified_by=rosa, verified_at=NOW)

    found = keeps_merged(merge)

    assert [each.label for each in found] == [f"Acme: Capability {line}"]
    assert found[0].what == ("Verified by was left as nothing, and is “Rosa” now",)


def test_what_was_removed_since_stays_removed(kept: Vendor, away: Vendor, rita: User) -> None:
    merge = merged(kept, away, rita)
    kept.languages.clear()

    undo_merge(merge=merge, by=rita, at=NOW)

    assert not kept.languages.exists() and not away.languages.exists()


def test_the_history_of_the_survivor_and_the_old_address_offer_the_undo_or_say_why_not(
    kept: Vendor, away: Vendor, rita: User, bea: User, signed_in: SignIn
) -> None:
    merge = merged(kept, away, rita)
    undo, history = reverse("merge_undo", args=[merge.pk]), reverse("vendor_history", args=[kept.pk])
    read = signed_in(bea).get(reverse("vendor_detail", args=[away.pk]), follow=True).content.decode()
    keeper = signed_in(rita)

    offered = keeper.get(history).content.decode()
    led_there = keeper.get(reverse("vendor_detail", args=[away.pk]), follow=True).content.decode()
    Vendor.objects.filter(pk=kept.pk).update(employees=1300)
    refused = keeper.get(history).content.decode()
    named = keeper.get(undo).content.decode()
    answer = keeper.post(undo)

    assert undo in offered and "Undo the merge…" in offered
    assert f'Acme GmbH was merged into Acme by Rita. <a href="{undo}">' in led_there
    assert "Acme GmbH was merged into Acme by Rita." in read and undo not in read
    assert "Cannot be undone now: Acme (People was left as" in refused
    assert f'<a href="{kept.get_absolute_url()}">Acme</a>' in named and "cannot be undone now" in named
    assert answer["Location"] == undo


def test_what_was_added_since_stays_with_the_survivor(
    kept: Vendor, away: Vendor, make_certification: MakeCertification, rita: User
) -> None:
    merge = merged(kept, away, rita)
    make_certification(kept, "ISO9001")

    undo_merge(merge=merge, by=rita, at=NOW)

    assert [str(each.scheme.code) for each in kept.certifications.all()] == ["ISO9001"]
    assert away.certifications.get().scheme.code == "ISO27001"


def test_a_later_merge_is_undone_first(
    kept: Vendor, away: Vendor, make_vendor: MakeVendor, rita: User
) -> None:
    last = make_vendor("Last")
    first = merged(kept, away, rita)
    second = merged(last, kept, rita)

    with pytest.raises(ValidationError, match="merged into Last since"):
        undo_merge(merge=first, by=rita, at=NOW)
    undo_merge(merge=second, by=rita, at=NOW)
    undo_merge(merge=first, by=rita, at=NOW)

    assert Vendor.objects.filter(merged_into=None).count() == 4


def test_a_record_is_merged_once(kept: Vendor, away: Vendor, make_vendor: MakeVendor, rita: User) -> None:
    merged(kept, away, rita)

    with pytest.raises(ValidationError, match="was merged into “Acme” already"):
        merged(make_vendor("Other"), away, rita)
    with pytest.raises(ValidationError, match="with another one"):
        merged(kept, kept, rita)


def test_a_vendor_does_not_come_to_belong_to_its_own_subsidiary(
    kept: Vendor, away: Vendor, make_vendor: MakeVendor, rita: User
) -> None:
    between = make_vendor("Between", parent=kept)
    away.parent = between
    away.save()

    with pytest.raises(ValidationError, match="its own subsidiary"):
        merged(kept, away, rita, parent="theirs")

    assert not Merge.objects.exists()


def test_the_history_tells_of_the_merge(kept: Vendor, away: Vendor, rita: User) -> None:
    merge = merged(kept, away, rita)
    told = [line.deed for change in changes_of(kept)[:20] for line in change.lines if line.kind == "Record"]
    undo_merge(merge=merge, by=rita, at=NOW)
    after = [line.deed for change in changes_of(away)[:20] for line in change.lines if line.kind == "Record"]

    assert told == ["merged into Acme"]
    assert sorted(after) == ["merged into Acme", "parted from Acme again"]


def test_old_addresses_lead_to_the_survivor(
    kept: Vendor, away: Vendor, rita: User, bea: User, signed_in: SignIn
) -> None:
    merged(kept, away, rita)
    client = signed_in(bea)

    answer = client.get(reverse("vendor_history", args=[away.pk]))

    assert (answer.status_code, answer["Location"]) == (301, reverse("vendor_history", args=[kept.pk]))
    assert client.get(reverse("vendor_edit", args=[away.pk])).status_code == 404
    assert client.get(reverse("vendor_detail", args=[987654])).status_code == 404


def form_of(client: Client, address: str) -> dict[str, Any]:
    context = client.get(address).context
    lines = {line["name"]: line["picked"] for line in context["form"].lines()}
    return {"mark": context["plan"].mark, "sure": "on", **lines}


def test_a_register_manager_merges_and_undoes(
    kept: Vendor, away: Vendor, rita: User, signed_in: SignIn
) -> None:
    client, address = signed_in(rita), reverse("vendor_merge", args=[kept.pk, away.pk])

    answer = client.post(address, form_of(client, address) | {"name": "theirs"})
    undo = reverse("merge_undo", args=[Merge.objects.get().pk])
    pages = [client.get(page).content.decode() for page in (answer["Location"], reverse("duplicate_list"))]
    client.post(undo)

    assert answer["Location"] == kept.get_absolute_url()
    assert all(f'href="{undo}"' in page for page in pages)
    kept.refresh_from_db()
    assert kept.name == "Acme"


@pytest.mark.parametrize("wrong", [{"sure": ""}, {"name": "nonsense"}, {"mark": "stale"}, {"mark": "\0"}])
def test_what_is_not_right_is_refused_and_kept(
    wrong: dict[str, str], kept: Vendor, away: Vendor, rita: User, signed_in: SignIn
) -> None:
    client, address = signed_in(rita), reverse("vendor_merge", args=[kept.pk, away.pk])

    answer = client.post(address, form_of(client, address) | {"city": "ours"} | wrong)

    assert answer.context["form"].errors
    picked = {line["name"]: line["picked"] for line in answer.context["form"].lines()}
    assert picked["city"] == "ours"
    assert not Merge.objects.exists()
