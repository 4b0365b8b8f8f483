"""What a dossier holds, and that it is the same for the same state."""

import json
import subprocess
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pghistory
import pgtrigger
import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Role, User
from rfp.models import Candidate, Rfp, TeamMember, TeamRole
from rfp.services import add_member
from scoring.models import (
    Assignment,
    Criterion,
    DecisionKind,
    RecordedValue,
    Score,
    ScoreSheet,
    Shortlist,
    WeightAnswer,
)
from scoring.services.decisions import answer_decision, decide
from scoring.services.dossiers import ask
from scoring.services.recompute import recompute
from scoring.services.reports import send_now, subscribe
from scoring.services.weights import save_weights
from vendors.models import ProfileValue, Vendor
from vendors.services import add_evidence
from vendors.tests.files import PNG

from .dossiers import FOLDER, Opened
from .scenes import NOW, TODAY, approve_waiver, certify, require_certificate

pytestmark = pytest.mark.django_db
Newest = Callable[[], Shortlist]
LATER = NOW + timedelta(hours=1)
NAMES = ("<script>alert(1)</script>", "=cmd|' /C calc'!A0", "\u202egnp.exe", "L" * 200)


@pytest.fixture
def decided(evaluation: Rfp, bea: User, newest: Newest) -> Rfp:
    """Two versions: the first was decided on, then a score was corrected, and the second was sent."""
    decide(shortlist=newest(), kind=DecisionKind.SHORTLIST, reasons="Visit both.", by=bea, at=NOW)
    score = Score.objects.get(candidate__key="acanto", criterion__key="quality-1", evaluator__name="Nora")
    with pghistory.context(user=bea.pk, address="192.0.2.7"):
        Score.objects.filter(pk=score.pk).update(
            value=Decimal(5), comment="Corrected.", revision=2, changed_at=LATER
        )
    second = recompute(rfp_id=evaluation.pk, at=LATER)
    assert second
    outside = subscribe(rfp=evaluation, email="board@example.com", name="Board", by=bea, at=NOW)
    send_now(shortlist=second, by=bea, recipients=[outside], at=LATER)
    return evaluation


def test_every_version_is_in_it_byte_for_byte(decided: Rfp, bea: User) -> None:
    opened = Opened(decided, bea)

    for version in decided.shortlists.all():
        content = opened.read(f"5-shortlist/versions/version-{version.number:05}.json")
        assert content == version.document.encode()
        assert sha256(content).hexdigest() == version.sha256
    known = json.loads(opened.text("manifest.json"))
    assert [each["sha256"] for each in known["versions"]] == list(
        decided.shortlists.order_by("number").values_list("sha256", flat=True)
    )
    assert (opened.made.version, opened.made.altered) == (2, 0)


def test_unpacked_it_passes_sha256sum(decided: Rfp, bea: User, tmp_path: Path) -> None:
    opened = Opened(decided, bea)
    subprocess.run(["unzip", "-q", opened.saved(tmp_path)], cwd=tmp_path, check=True)

    checked = subprocess.run(
        ["sha256sum", "-c", "--strict", "MANIFEST.sha256"],
        cwd=tmp_path / FOLDER,
        capture_output=True,
        text=True,
        check=True,
    )

    on_disk = {path for path in (tmp_path / FOLDER).rglob("*") if path.is_file()}
    assert len(checked.stdout.splitlines()) == len(on_disk) - 1 == opened.made.file_count - 1


def test_the_same_state_gives_the_same_bytes_whoever_asks_and_whenever(
    decided: Rfp, bea: User, person: Callable[..., User]
) -> None:
    first = Opened(decided, bea)
    lea = person("Lea", Role.PROCUREMENT_LEAD, timezone="America/Bogota")
    ask(rfp=decided, by=bea, at=NOW)

    assert Opened(decided, lea).content == first.content
    Candidate.objects.filter(rfp=decided, key="cima").update(price_note="Twelve months.")
    assert Opened(decided, bea).content != first.content


def test_the_hash_of_a_version_is_printed_in_its_report(decided: Rfp, bea: User) -> None:
    opened = Opened(decided, bea)

    for version in decided.shortlists.all():
        content = opened.read(f"7-reports/version-{version.number:05}-team.pdf")
        pages = pypdf.PdfReader(BytesIO(content)).pages
        text = "".join("".join(page.extract_text().split()) for page in pages).replace("\u200b", "")
        assert version.sha256 in text


def test_reports_are_in_it_as_they_were_sent_without_the_personal_link(decided: Rfp, bea: User) -> None:
    opened = Opened(decided, bea)

    sent = opened.table("7-reports/sent-files.csv")
    assert [(row["version"], row["recipient"]) for row in sent] == [("2", "board@example.com")] * 2
    for row in sent:
        assert sha256(opened.read(row["file"])).hexdigest() == row["sha256"]
    assert opened.table("7-reports/deliveries.csv")[0]["state"] == "Queued"
    assert [row["state"] for row in opened.table("7-reports/delivery-log.csv")] == ["Queued"]
    assert all(b"/reports/stop/" not in opened.read(name) for name in opened.names)


def test_scores_are_told_with_comments_and_every_earlier_state(decided: Rfp, bea: User) -> None:
    opened = Opened(decided, bea)

    [row] = [
        each
        for each in opened.table("4-scores/scores.csv")
        if (each["vendor"], each["criterion"], each["evaluator"]) == ("Acanto", "Quality 1", "Nora")
    ]
    assert (row["score"], row["comment"], row["counts"]) == ("5", "Corrected.", "true")
    states = [
        (each["score"], each["who"], each["from"])
        for each in opened.table("4-scores/score-history.csv")
        if (each["vendor"], each["criterion"], each["evaluator"]) == ("Acanto", "Quality 1", "Nora")
    ]
    assert states == [("1", "The system", ""), ("5", "Bea", "192.0.2.7")]


def test_every_change_of_a_total_is_divided_among_causes_that_add_up(decided: Rfp, bea: User) -> None:
    opened = Opened(decided, bea)

    rows = opened.table("5-shortlist/changes-of-totals.csv")
    acanto = next(row for row in rows if row["vendor"] == "Acanto")
    parts = [Decimal(acanto[key]) for key in acanto if key.startswith("of_which_") and acanto[key]]
    assert sum(parts) == Decimal(acanto["change"]) != 0
    assert Decimal(acanto["total_after"]) - Decimal(acanto["total_before"]) == Decimal(acanto["change"])
    words = [row["what_changed"] for row in opened.table("5-shortlist/changes-of-inputs.csv")]
    assert words == ["Score of Nora for Acanto on Quality 1 1 → 5"]


def test_each_point_of_a_decided_version_leads_to_who_entered_it(decided: Rfp, bea: User) -> None:
    opened = Opened(decided, bea)

    rows = [
        (row["input"], row["value"], row["note"], row["told_as_it_is_today"])
        for row in opened.table("5-shortlist/version-00001-points.csv")
        if (row["vendor"], row["criterion"]) == ("Acanto", "Quality 1") and row["entered_by"] == "Nora"
    ]
    assert rows == [("Score of Nora", "1", "As seen on the visit.", "false")]
    assert "Acanto" in opened.text("5-shortlist/version-00001-explained.txt")


def test_decisions_and_waivers_are_told_with_reasons_and_names(decided: Rfp, bea: User) -> None:
    approve_waiver(decided.candidates.get(key="cima"), require_certificate(decided), "Audit is booked.")

    opened = Opened(decided, bea)

    [decision] = opened.table("6-decisions/decisions.csv")
    assert (decision["version"], decision["reasons"], decision["decided_by"]) == ("1", "Visit both.", "Bea")
    assert decision["sha256_of_version"] == decided.shortlists.get(number=1).sha256
    [waiver] = opened.table("6-decisions/waivers.csv")
    assert (waiver["asked_for_by"], waiver["decided_by"]) == ("Lea", "Ann")
    readme = " ".join(opened.text("README.txt").split())
    assert "Visit both." in readme
    assert "Cima: Valid ISO/IEC 27001 certificate. Asked for by Lea, approved by Ann" in readme


def test_the_proof_of_certificates_asked_for_is_in_it_and_of_no_other(decided: Rfp, bea: User) -> None:
    require_certificate(decided)
    certificate = certify("Acanto")
    Vendor.objects.create(name="Outsider")
    file = {"name": "scan.png", "content": PNG, "dated_on": TODAY, "by": bea, "at": NOW}
    evidence = add_evidence(certification=certificate, **file)
    add_evidence(certification=certify("Outsider"), **file)

    opened = Opened(decided, bea)

    [row] = opened.table("3-vendors/evidence.csv")
    assert (row["vendor"], row["sha256"]) == ("Acanto", evidence.sha256)
    assert opened.read(row["file"]) == PNG
    assert [name for name in opened.names if "/evidence/" in name] == [row["file"]]
    [told] = opened.table("3-vendors/certificates.csv")
    assert (told["vendor"], told["state"], told["expires_on"]) == ("Acanto", "Verified", "2029-03-12")


def test_facts_of_the_register_name_their_source_and_who_verified_them(
    decided: Rfp, bea: User, rita: User
) -> None:
    Criterion.objects.create(
        criteria_set=decided.criteria_set,
        key="attrition",
        title="Attrition",
        kind="measured",
        source="profile",
        dimension="attrition",
        scale_low=0,
        scale_high=100,
    )
    ProfileValue.objects.create(
        vendor=Vendor.objects.get(name="Acanto"),
        dimension="attrition",
        side="assessed",
        value=12,
        source="Visit report",
        entered_by=rita,
        verified_by=bea,
        verified_at=NOW,
    )

    [row] = Opened(decided, bea).table("3-vendors/register-facts.csv")

    told = [row[key] for key in ("vendor", "value", "source", "entered_by", "verified_by")]
    assert told == ["Acanto", "12", "Visit report", "Rita", "Bea"]


def test_weights_tell_where_they_come_from(decided: Rfp, bea: User) -> None:
    answers = {"quality-1": "100", "quality-2": "50", "price": "50"}
    WeightAnswer.objects.create(rfp=decided, method="swing", person=bea, answers=answers, at=NOW)
    with pghistory.context(user=bea.pk):
        Criterion.objects.filter(key="price").update(weight=Decimal(39))
        Criterion.objects.filter(key="quality-1").update(weight=Decimal(31))

    opened = Opened(decided, bea)

    proposed = {
        (row["who"], row["criterion"]): row["proposed_weight"]
        for row in opened.table("2-criteria/weight-proposals.csv")
    }
    assert proposed["the group", "Quality 1"] == "50"
    history = [row for row in opened.table("2-criteria/weight-history.csv") if row["key"] == "price"]
    assert [(row["who"], row["weight"]) for row in history] == [("The system", "40"), ("Bea", "39")]


def test_the_audit_trail_says_who_when_what_and_from_where(decided: Rfp, bea: User) -> None:
    opened = Opened(decided, bea)

    rows = opened.table("8-audit-trail/history.csv")
    [row] = [row for row in rows if (row["from"], row["field"]) == ("192.0.2.7", "value")]
    assert (row["who"], row["old"], row["new"]) == ("Bea", "1", "5")
    assert [row["at"] for row in rows] == sorted(row["at"] for row in rows)
    assert "Bea, from 192.0.2.7" in opened.text("8-audit-trail/history.txt")


def test_an_altered_version_is_in_it_and_said_to_be_altered(decided: Rfp, bea: User) -> None:
    version = decided.shortlists.filter(number=1)
    with pgtrigger.ignore("scoring.Shortlist:shortlist_is_immutable"):
        version.update(document=version.get().document.replace("Acanto", "Borea"))

    opened = Opened(decided, bea)

    assert opened.made.altered == 1
    assert "Version 1: The evaluation file is not the one whose SHA-256 was recorded." in opened.text(
        "README.txt"
    )
    [first, second] = json.loads(opened.text("manifest.json"))["versions"]
    assert first["altered"] and not second["altered"]
    assert opened.table("5-shortlist/versions.csv")[0]["altered"]
    assert "7-reports/version-00001-team.pdf" not in opened.names


def test_names_do_no_harm_in_file_names_or_contents(decided: Rfp, bea: User) -> None:
    for key, name in zip(("acanto", "borea", "cima"), NAMES, strict=False):
        Vendor.objects.filter(candidacies__key=key).update(name=name)
        Score.objects.filter(candidate__key=key).update(comment=f"{name}\n=1+1")
    Rfp.objects.update(title=NAMES[-1])
    recompute(rfp_id=decided.pk, at=NOW + timedelta(hours=1))

    opened = Opened(decided, bea)

    assert all(path.isascii() and path.isprintable() and len(path) < 120 for path in opened.names)
    for path in opened.names:
        if path.endswith(".csv"):
            cells = [cell for row in opened.table(path) for cell in row.values()]
            assert not [cell for cell in cells if cell[:1] in ("=", "@", "\t", "\r")]
    assert "\u202e" not in opened.text("README.txt")


def test_an_rfp_without_a_version_or_criteria_has_a_dossier_too(bea: User) -> None:
    rfp = Rfp.objects.create(number="RFP-2027-001", title="Draft", buyer_country="ES")
    TeamMember.objects.create(rfp=rfp, user=bea, role=TeamRole.LEAD, key="bea")

    opened = Opened(rfp, bea)

    assert opened.made.version is None
    assert "No ranking has been computed yet." in opened.text("README.txt")


def test_who_has_not_handed_in_is_told(decided: Rfp, bea: User) -> None:
    def told() -> str:
        return " ".join(Opened(decided, bea).text("README.txt").split())

    begun = told()
    assert "Nora has not handed in the scores: none is missing." in begun
    assert "Until all have handed in, this dossier must not reach anybody who is still to score." in begun

    for member in decided.team.filter(role=TeamRole.EVALUATOR):
        ScoreSheet.objects.create(rfp=decided, evaluator=member.user, submitted_at=NOW)
    assert "Scoring is not complete" in told()
    assert "Eva handed in without " in told()
    assert "Until all have handed in" not in told()

    Assignment.objects.filter(evaluator__name="Eva").delete()
    assert "Scoring is not complete" not in told()


def test_where_scores_are_missing_is_named(decided: Rfp, bea: User) -> None:
    Score.objects.filter(evaluator__name="Nora", criterion__key="quality-2", candidate__key="borea").delete()
    Assignment.objects.filter(criterion__key="quality-1").delete()

    told = " ".join(Opened(decided, bea).text("README.txt").split())

    assert "Nora has not handed in the scores: 1 of " in told
    assert " for “Quality 2” are missing." in told
    assert "Nobody is assigned to score “Quality 1”." in told


def test_recorded_values_tell_who_recorded_them(decided: Rfp, bea: User) -> None:
    criterion = Criterion.objects.create(
        criteria_set=decided.criteria_set, key="nda", title="NDA signed", kind="knockout", source="recorded"
    )
    with pghistory.context(user=bea.pk, address="192.0.2.7"):
        RecordedValue.objects.create(
            candidate=decided.candidates.get(key="borea"), criterion=criterion, passed=True, note="On file."
        )

    [row] = Opened(decided, bea).table("3-vendors/recorded.csv")

    told = [row[key] for key in ("vendor", "passed", "recorded_by", "from")]
    assert told == ["Borea", "true", "Bea", "192.0.2.7"]


def test_many_versions_take_no_more_queries_than_few(decided: Rfp, bea: User) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            Opened(decided, bea)
        return len(captured)

    few = queries()
    for number in range(3, 33):
        value = Decimal(number) / 10
        Score.objects.filter(candidate__key="borea", evaluator__name="Nora").update(value=value)
        recompute(rfp_id=decided.pk, at=NOW + timedelta(hours=number))

    assert decided.shortlists.count() > 25
    assert queries() == few


def test_changes_after_publication_and_approvals_are_told_with_old_and_new(
    decided: Rfp, bea: User, person: Callable[..., User]
) -> None:
    ann, weights = person("Ann", Role.APPROVER), {"quality-1": 20, "quality-2": 40}
    add_member(rfp=decided, user=ann, role=TeamRole.APPROVER)
    asked = {"kind": DecisionKind.SHORTLIST, "reasons": "All three.", "by": bea, "approver": ann}
    decision = decide(shortlist=decided.shortlists.get(number=2), at=LATER, **asked)  # type: ignore[arg-type]
    answer_decision(decision=decision, approves=False, note="Two will do.", by=ann, at=LATER)
    with pghistory.context(user=bea.pk):
        given = {Criterion.objects.get(key=key).pk: Decimal(weight) for key, weight in weights.items()}
        save_weights(rfp=decided, weights=given, by=bea, at=LATER, reason="Training counts more.")

    opened = Opened(decided, bea)

    changed = opened.table("2-criteria/changes-after-publication.csv")
    assert [(row["what"], row["field"], row["old"], row["new"]) for row in changed] == [
        ("Criterion “Quality 1”", "weight", "30", "20"),
        ("Criterion “Quality 2”", "weight", "30", "40"),
    ]
    assert {row["reason"] for row in changed} == {"Training counts more."}
    answered = opened.table("6-decisions/decisions.csv")[1]
    told = [answered[name] for name in ("approval_asked_of", "approval", "answered_by", "note_of_approver")]
    assert told == ["Ann", "declined", "Ann", "Two will do."]
    assert "declined by Ann" in opened.text("README.txt")
    versions = opened.table("5-shortlist/versions.csv")
    assert [row["decision"] for row in versions] == ["Shortlist: in force", "Shortlist: declined"]
    assert [row["values_missing"] for row in versions] == ["false", "false"]
