"""What is found out about a dossier, said line by line."""

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from .. import ENGINE_VERSION, EvaluationError, parse, rank
from ..comparing import differences_between
from ..files import Say, printable
from .box import MANIFEST, SUMS, Box, NotADossier, sha256_of

Claim = Mapping[str, Any]

SHOWN = 5
"""Of the differences of one version."""
SAME, DIFFERENT, UNREADABLE = 0, 1, 2


def check_dossier(path: str, *, say: Say, complain: Say) -> int:
    """0 if every file is as listed and every ranking follows from its file, 1 if anything differs, 2 if unreadable."""
    try:
        with Box(path) as box:
            sums, manifest = box.sums(), box.manifest()
            say(f"{path}\nSHA-256 {sha256_of(path)}\n")
            of_files = list(_files(box, sums, manifest))
            of_versions = _tell_files(box, of_files, say, complain) + _versions(box, manifest, say, complain)
    except (NotADossier, OSError) as error:
        complain(f"{path}: {error}\n")
        return UNREADABLE
    say("Everything agrees.\n" if not of_versions else "NOT everything agrees: see above.\n")
    return DIFFERENT if of_versions else SAME


def _tell_files(box: Box, faults: list[str], say: Say, complain: Say) -> int:
    for fault in faults:
        complain(f"{printable(fault)}\n")
    found = f"{len(faults)} faults" if faults else f"all as listed in {SUMS}, which is one of them"
    say(f"Files: {len(box.paths)}, {found}.\n")
    return len(faults)


# --- Files


def _files(box: Box, sums: Mapping[str, str], manifest: Claim) -> Iterator[str]:
    """Every file is listed, and is what it was; both lists say the same."""
    yield from (f"{path}: occurs more than once" for path in box.repeated)
    yield from (f"{path}: is listed, but not there" for path in sorted(set(sums) - set(box.paths)))
    for path in box.paths:
        if path == SUMS:
            continue
        if path not in sums:
            yield f"{path}: is not listed in {SUMS}"
            continue
        found = box.sum(path)
        if found is None:
            yield f"{path}: is damaged"
        elif found.sha256 != sums[path]:
            yield f"{path}: was changed; its SHA-256 is {found.sha256}, not {sums[path]}"
    yield from _lists(sums, manifest)


def _lists(sums: Mapping[str, str], manifest: Claim) -> Iterator[str]:
    files = manifest.get("files")
    try:
        told = {str(each["path"]): each["sha256"] for each in files or ()}
    except (TypeError, KeyError):
        yield f"{MANIFEST}: does not say what each file is"
        return
    for path in sorted({*told, *sums} - {MANIFEST}):
        if told.get(path) != sums.get(path):
            yield f"{path}: {SUMS} and {MANIFEST} say different things of it"


# --- Versions


def _versions(box: Box, manifest: Claim, say: Say, complain: Say) -> int:
    """How many of them differ."""
    versions = manifest.get("versions")
    if not isinstance(versions, list):
        complain(f"{MANIFEST}: does not name the versions\n")
        return 1
    differing = 0
    for version in versions:
        faults = list(_version(box, version))
        differing += bool(faults)
        for fault in faults[:SHOWN]:
            complain(f"Version {_number(version)}: {printable(fault)}\n")
        if len(faults) > SHOWN:
            complain(f"Version {_number(version)}: … and {len(faults) - SHOWN} more\n")
    say(f"Versions: {_words(len(versions), differing)}\n")
    return differing


def _words(count: int, differing: int) -> str:
    if not count:
        return "none."
    agreeing = count - differing
    if not differing:
        return f"{count} computed again, {'all with the ' if count > 1 else ''}same ranks and hash."
    return f"{count} computed again, {agreeing} with the same ranks and hash, {differing} different."


def _version(box: Box, claim: Any) -> Iterator[str]:
    """Nothing if the same ranks come from the same file."""
    try:
        document, stored = box.read(claim["evaluation_file"]), box.read(claim["ranking_file"])
        wanted, engine_version = claim["sha256"], claim["engine_version"]
        altered = [f"the dossier itself says: {words}" for words in claim["altered"]]
    except (TypeError, KeyError):
        yield f"{MANIFEST} does not say what belongs to it"
        return
    yield from altered
    if document is None or stored is None:
        yield "its files are missing or damaged"
        return
    found = sha256(document).hexdigest()
    if found != wanted:
        yield f"the evaluation file has the SHA-256 {found}, not {wanted}"
    if engine_version != ENGINE_VERSION:
        yield f"was computed by method {engine_version}; this is method {ENGINE_VERSION}"
    yield from _ranking(document, stored)


def _ranking(document: bytes, stored: bytes) -> Iterator[str]:
    try:
        evaluation = parse(document)
    except EvaluationError as error:
        yield from (str(fault) for fault in error.faults)
        return
    computed = json.loads(json.dumps(rank(evaluation).as_dict()))
    titles = {vendor.key: vendor.title for vendor in evaluation.vendors}
    try:
        differences = list(differences_between(json.loads(stored), computed, titles))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        yield "its stored ranking cannot be read"
        return
    for each in differences:
        yield f"{each.of}, {each.what}: {each.stored} is stored, {each.computed} is computed"


def _number(claim: Any) -> object:
    number = claim.get("number") if isinstance(claim, dict) else None
    return number if isinstance(number, int) else "without a number"
