"""The page with which a reader begins: plain text, to be understood without this software."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap
from typing import Any

from ..models import Decision, WaiverState
from ..panel import PanelProgress
from ..presentation.awarded import award_in_force, awarded_in_words
from ..presentation.ranking import RankingView
from ..reports.content import readable
from .archive import MANIFEST, SUMS
from .judgements import waivers
from .scope import Scope, moment, name, stem
from .versions import FOLDER as SHORTLIST
from .versions import evaluation_file, ranking_file

README = "README.txt"
WIDTH = 110
PARTS = {
    "1-request": "What was asked for, and who took part",
    "2-criteria": "How it was judged: criteria, weights and where the weights come from",
    "3-vendors": "The candidates: prices, facts with their sources, certificates and the proof of them",
    "4-scores": "What each evaluator gave and wrote, and every change of it",
    "5-shortlist": "Every version of the ranking, what changed between them, and each number explained",
    "6-decisions": "Decisions and waivers, with reasons and names",
    "7-reports": "The reports as the team reads them and as they were sent, and the log of deliveries",
    "8-audit-trail": "Every change that the database recorded: who, when, from where, what became what",
}


QUESTIONS = {
    "Why is a vendor out, or behind?": (
        "5-shortlist/rankings.csv has the reasons in words, the -explained.txt beside it every step of its total, and "
        "7-reports the same as a page to read."
    ),
    "Who gave which score, and what was written to it? Was it changed later?": (
        "4-scores/scores.csv as it is now; 4-scores/score-history.csv with every earlier state and who changed it when."
    ),
    "Were weights or criteria changed once offers or scores were known?": (
        "2-criteria/weight-history.csv and changes-after-publication.csv, beside the dates in 1-request/rfp.csv."
    ),
    "Did a vendor hold a certificate on the day that counts, and who verified it?": (
        "3-vendors/certificates.csv; the documents themselves are in 3-vendors/evidence, told in evidence.csv."
    ),
    "Why did the order change from one version to the next?": (
        "5-shortlist/changes-of-inputs.csv says what was changed, changes-of-totals.csv what that did to each total."
    ),
    "Who was told what, and when?": (
        "7-reports/deliveries.csv; sent-files.csv has the very files, of the decided versions and the newest."
    ),
}


def readme(scope: Scope, files: Sequence[Mapping[str, Any]], state: Mapping[str, Any]) -> Iterator[str]:
    """Lines without the invisible marks that make the text around a name read backwards."""
    for line in _lines(scope, files, state):
        yield readable(line)


def _lines(scope: Scope, files: Sequence[Mapping[str, Any]], state: Mapping[str, Any]) -> Iterator[str]:
    rfp = scope.rfp
    yield f"Dossier of {rfp.number}"
    yield from _filled(rfp.title)
    if rfp.is_sample:
        yield "SAMPLE: this RFP, its vendors and its people are invented."
    yield from _filled(
        "The whole record of one procurement: what was asked, how offers were judged, who gave which score and "
        "why, every version of the ranking with what it was computed from, what was decided, and every change "
        "on the way. Times are UTC where they end in Z. Tables are CSV files in UTF-8, for any spreadsheet program."
    )
    yield from _section("Where it stands", _standing(scope, state))
    yield from _section("The ranking", _ranking(scope))
    yield from _section("Decisions", _decisions(scope))
    yield from _section("Knock-outs waived", _waivers(scope))
    yield from _section("Versions that were altered", _altered(scope))
    yield from _section("What is in which folder", _contents(files))
    yield from _section("Where to look for what", _questions())
    yield from _section("How a number can be followed", _numbers(scope))
    yield from _section("How to check that nothing was changed", _checks(scope))
    yield from _section("What is not in it", _absent())


def _section(title: str, lines: Iterator[str]) -> Iterator[str]:
    yield from ("", "", title, "-" * len(title))
    yield from lines


def _filled(text: str, indent: str = "", mark: str = "") -> Iterator[str]:
    """A paragraph, after an empty line unless it is an item of a list."""
    if not (indent or mark):
        yield ""
    later = indent + " " * len(mark)
    yield from wrap(text, WIDTH, initial_indent=indent + mark, subsequent_indent=later) or [""]


def _standing(scope: Scope, state: Mapping[str, Any]) -> Iterator[str]:
    versions = (
        f"{scope.newest} versions of the shortlist" if scope.newest != 1 else "one version of the shortlist"
    )
    yield from _filled(
        f"Status: {state['status']}. {_awarded(scope)}There are {versions if scope.newest else 'no versions yet'}."
    )
    panel = PanelProgress(scope.rfp, at=scope.known_at)
    if to_come := panel.to_come():
        yield from _filled(f"Scoring is not complete. {' '.join(to_come)}")
    if panel.is_going_on:
        yield from _filled(
            "Until all have handed in, this dossier must not reach anybody who is still to score."
        )


def _awarded(scope: Scope) -> str:
    award = award_in_force(scope.rfp)
    return f"{awarded_in_words(award)}, {moment(award.at)}. " if award else ""


def _ranking(scope: Scope) -> Iterator[str]:
    """That of the newest version, in full."""
    newest = scope.newest
    if newest is None:
        yield from _filled("No ranking has been computed yet.")
        return
    if newest in scope.altered:
        yield from _filled(f"Version {newest} is the newest and was altered: see below.")
        return
    version = scope.rfp.shortlists.get(number=newest)
    view = RankingView(version, before=None)
    provisional = " It is provisional: values are missing." if version.provisional else ""
    yield from _filled(f"Version {newest}, computed {moment(version.computed_at)}.{provisional} {view.line}")
    yield ""
    for row in view.rows:
        place = f"{row.rank}." if row.rank else "-"
        total = f"{row.total} points" if row.total else row.state
        marks = [total, *(["on the shortlist"] if row.on_shortlist else []), *row.reasons]
        yield from _filled(f"{row.title}: {'; '.join(marks)}", "", f"{place:<4}")


def _decisions(scope: Scope) -> Iterator[str]:
    if not scope.decisions:
        yield from _filled("None is recorded.")
    for each in scope.decisions:
        by = f"by {name(each.decided_by)}{_approval(each)}"
        yield from _filled(f"{each} on version {each.shortlist.number}, {moment(each.at)}, {by}.")
        for line in each.reasons.splitlines():
            yield from _filled(line, "  ")


def _approval(decision: Decision) -> str:
    if decision.waits:
        return f", not yet approved by {name(decision.approver)}"
    if not (answer := decision.answer):
        return ""
    note = f": {answer.note}" if answer.note else ""
    return f", {'approved' if answer.approves else 'declined'} by {name(answer.by)} {moment(answer.at)}{note}"


def _waivers(scope: Scope) -> Iterator[str]:
    known = waivers(scope)
    approved = [each for each in known if each.state == WaiverState.APPROVED]
    if not approved:
        yield from _filled("None is in force.")
    for each in approved:
        yield from _filled(
            f"{each.candidate.vendor.name}: {each.criterion.title}. Asked for by {name(each.requested_by)}, "
            f"approved by {name(each.decided_by)} {moment(each.decided_at)}: {each.reason}"
        )
    if rest := len(known) - len(approved):
        yield from _filled(f"{rest} asked for, declined or ended: see 6-decisions/waivers.csv.")


def _altered(scope: Scope) -> Iterator[str]:
    if not scope.altered:
        yield from _filled("None: every version in the database matches the SHA-256 that was stored with it.")
        return
    yield from _filled(
        "These versions are not as they were stored: somebody got round the rules of the database. They are "
        "included as they are now, and nothing else in this dossier is derived from them. A report that was sent "
        "before names the SHA-256 that was right."
    )
    for number, faults in sorted(scope.altered.items()):
        yield from _filled(f"Version {number}: {' '.join(faults)}", "  ")


def _contents(files: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Versions, reports and proofs are told in one line, however many there are."""
    folders: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for file in files:
        folders[file["path"].split("/")[0]].append(file)
    for folder, held in sorted(folders.items()):
        yield from ("", f"{folder}/   {PARTS[folder]}")
        for file in held:
            if file["path"].count("/") == 1:
                path = file["path"].removeprefix(f"{folder}/")
                yield from _filled(file["about"], "", f"  {path:<30} ")
        deeper = sum(file["path"].count("/") > 1 for file in held)
        if deeper:
            inner = next(file["path"] for file in held if file["path"].count("/") > 1).split("/")[1]
            yield f"  {inner + '/':<30} {deeper} files, told in the tables beside it"
    yield from (
        "",
        f"{SUMS:<32} The SHA-256 of every other file",
        f"{MANIFEST:<32} What each file is, for programs",
    )


def _questions() -> Iterator[str]:
    for question, answer in QUESTIONS.items():
        yield from ("", question)
        yield from _filled(answer, "  ")


def _numbers(scope: Scope) -> Iterator[str]:
    yield from _filled(
        "Points of a criterion are its weight x the share of its scale that was reached; a total is the sum of the "
        "points; rounding happens once, at the end. All arithmetic is exact."
    )
    if scope.newest:
        example = f"{SHORTLIST}/{stem(scope.in_full[-1])}"
        yield from _filled(
            f"{example}-explained.txt follows every total down to the scores; {example}-points.csv names who "
            "entered each input, when, and the comment; told_as_it_is_today is true where the trail of an input "
            "begins later than the version. The same files are there for each version that a decision rests on. "
            "For the others, explain the evaluation file:"
        )
        yield from ("", f"    python manage.py explain {evaluation_file(1)}")
        yield from _filled(
            f"{SHORTLIST}/changes-of-totals.csv divides what moved between two versions exactly among its causes: "
            "the parts of each row add up to its change."
        )


def _checks(scope: Scope) -> Iterator[str]:
    yield from _filled(
        "1. The files are those that were packed. In this folder, on Linux (macOS: shasum -a 256 -c):"
    )
    yield from ("", f"    sha256sum -c {SUMS}")
    yield from _filled(
        "2. The dossier is the one that was made. The SHA-256 of the ZIP file itself stands on the page from which it "
        "was downloaded, with who asked for it and when. The same state of the record gives the same bytes, so a "
        "dossier made again of an unchanged RFP has the same SHA-256."
    )
    if scope.newest:
        yield from _filled(
            "3. The ranking follows from its inputs. With the source code of BPO Portal, without database or server:"
        )
        yield from ("", f"    python manage.py evaluate {evaluation_file(scope.newest)}")
        yield from _filled(f"prints what {ranking_file(scope.newest)} holds; likewise for every version.")
        yield from _filled(
            "4. A report is about this very version. The end of each PDF and the head of each spreadsheet print a "
            "SHA-256; it is the one that sha256sum prints of the version's evaluation file, for instance"
        )
        yield from ("", f"    sha256sum {evaluation_file(scope.newest)}")
    yield from _filled("All of this at once, from the ZIP file, also without database or server:")
    yield from ("", f"    python manage.py verify_dossier {scope.rfp.number}-dossier-….zip")


def _absent() -> Iterator[str]:
    yield from _filled(
        "The mails themselves, as each holds its recipient's personal link. What was attached to them is here, exactly "
        "as sent, for the versions that decisions rest on and the newest one, told in 7-reports/sent-files.csv; of "
        "other versions the attachments are left out, as they would say again what 5-shortlist holds of every "
        "version, and a dossier would grow with each mail. 7-reports/deliveries.csv has every mail, with its "
        "recipient, subject and time."
    )
    yield from _filled(
        "How many assigned scores were still to come when an earlier version was computed: its reports said so at the "
        "time. In 5-shortlist/versions.csv, values_missing is true where a vendor had no place for want of a value; "
        "scores to come of a panel that has begun are no such want."
    )
    yield from _filled(
        "Who asked for dossiers. Vendors' own documents that no criterion asks for. Other RFPs."
    )
