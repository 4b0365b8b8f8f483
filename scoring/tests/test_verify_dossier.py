"""A dossier checked from its ZIP file alone: what agrees, what was tampered with, and what is no dossier."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from zipfile import ZipFile

import pytest

from scoring.dossier import Archive
from scoring.engine import ENGINE_VERSION, canonical_bytes, from_mapping, rank, sha256
from scoring.engine.dossier import check_dossier

from .versions import call_centre, with_weights

Files = dict[str, bytes]
Change = Callable[[Files], None]
FOLDER = "RFP-2027-001-dossier"
FILE, RANKING = "5-shortlist/versions/version-00001.json", "5-shortlist/versions/version-00001-ranking.json"


def claim(number: int, document: Mapping[str, object]) -> tuple[dict[str, object], Files]:
    """What a manifest says of a version, and the two files of it."""
    paths = [path.replace("00001", f"{number:05}") for path in (FILE, RANKING)]
    ranking = json.dumps(rank(from_mapping(document)).as_dict()).encode()
    said = {
        "number": number,
        "evaluation_file": paths[0],
        "ranking_file": paths[1],
        "sha256": sha256(document),
        "engine_version": ENGINE_VERSION,
        "altered": [],
    }
    return said, dict(zip(paths, (canonical_bytes(document), ranking), strict=True))


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    """Two versions and a page of text, packed as the product packs them."""
    path = tmp_path / "dossier.zip"
    documents = [call_centre(), with_weights(call_centre(), price="30", security="50")]
    claims, files = zip(*(claim(number, each) for number, each in enumerate(documents, start=1)), strict=True)
    with path.open("wb") as stream:
        archive = Archive(stream, FOLDER)
        for of_version in files:
            for name, content in of_version.items():
                archive.add(name, [content], about="A file of a version")
        archive.text("README.txt", ["Begin here."], about="What this is")
        archive.close({"format": "bpo-dossier/1", "versions": list(claims)})
    return path


def tampered(path: Path, change: Change) -> Path:
    """Packed again after somebody changed the files by hand."""
    with ZipFile(path) as old:
        files = {name.removeprefix(f"{FOLDER}/"): old.read(name) for name in old.namelist()}
    change(files)
    with ZipFile(path, "w") as new:
        for name, content in files.items():
            new.writestr(f"{FOLDER}/{name}", content)
    return path


def checked(path: Path) -> tuple[int, str, str]:
    said: list[str] = []
    complaints: list[str] = []
    status = check_dossier(str(path), say=said.append, complain=complaints.append)
    return status, "".join(said), "".join(complaints)


def one_byte(path: str) -> Change:
    def change(files: Files) -> None:
        content = bytearray(files[path])
        content[len(content) // 2] ^= 1
        files[path] = bytes(content)

    return change


def with_new_sums(change: Change) -> Change:
    """By somebody who knows how: the hashes are made anew, in both lists."""
    from hashlib import sha256 as sha256_of

    def changed(files: Files) -> None:
        change(files)
        manifest = json.loads(files["manifest.json"])
        for file in manifest["files"]:
            file["sha256"] = sha256_of(files[file["path"]]).hexdigest()
        files["manifest.json"] = json.dumps(manifest).encode()
        sums = [
            f"{sha256_of(content).hexdigest()}  {path}\n"
            for path, content in files.items()
            if path != "MANIFEST.sha256"
        ]
        files["MANIFEST.sha256"] = "".join(sums).encode()

    return changed


def replaced(path: str, old: bytes, new: bytes) -> Change:
    def change(files: Files) -> None:
        assert old in files[path]
        files[path] = files[path].replace(old, new)

    return change


def test_one_that_was_left_alone_agrees(dossier: Path) -> None:
    status, said, complaints = checked(dossier)

    assert (status, complaints) == (0, "")
    assert "Files: 7, all as listed in MANIFEST.sha256, which is one of them." in said
    assert "Versions: 2 computed again, all with the same ranks and hash." in said
    assert said.endswith("Everything agrees.\n")


@pytest.mark.parametrize("path", ["README.txt", FILE, RANKING])
def test_one_byte_that_was_changed_is_found(dossier: Path, path: str) -> None:
    status, said, complaints = checked(tampered(dossier, one_byte(path)))

    assert status == 1
    assert f"{path}: was changed" in complaints
    assert "NOT everything agrees" in said


def test_one_byte_of_the_zip_file_itself_is_found(dossier: Path) -> None:
    content = bytearray(dossier.read_bytes())
    content[80] ^= 1
    dossier.write_bytes(content)

    assert checked(dossier)[0] != 0


def test_a_file_that_was_added_or_taken_away_is_found(dossier: Path) -> None:
    def swap(files: Files) -> None:
        files["extra.txt"] = files.pop("README.txt")

    _, _, complaints = checked(tampered(dossier, swap))

    assert "extra.txt: is not listed" in complaints
    assert "README.txt: is listed, but not there" in complaints


def test_a_ranking_that_was_changed_with_its_hashes_is_found_by_computing_it(dossier: Path) -> None:
    change = with_new_sums(replaced(RANKING, b'"rank": 1', b'"rank": 7'))

    status, _, complaints = checked(tampered(dossier, change))

    assert status == 1
    assert "Version 1:" in complaints and "rank: 7 is stored, 1 is computed" in complaints


def test_an_evaluation_file_that_was_changed_with_its_hashes_is_found_by_its_own(dossier: Path) -> None:
    change = with_new_sums(replaced(FILE, b'"weight":"', b'"weight" :"'))

    status, _, complaints = checked(tampered(dossier, change))

    assert status == 1
    assert "Version 1: the evaluation file has the SHA-256" in complaints


def test_a_version_that_the_dossier_calls_altered_does_not_pass(dossier: Path) -> None:
    change = with_new_sums(replaced("manifest.json", b'"altered": []', b'"altered": ["Not as stored."]'))

    status, _, complaints = checked(tampered(dossier, change))

    assert status == 1
    assert "Version 1: the dossier itself says: Not as stored." in complaints


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("manifest.json", b"{"),
        ("manifest.json", b"[]"),
        ("manifest.json", b'{"format": "something else"}'),
        ("manifest.json", b"[" * 100_000),
        ("MANIFEST.sha256", b"\xff\xfe"),
        ("MANIFEST.sha256", b"abc README.txt\n"),
    ],
)
def test_lists_that_cannot_be_read_are_refused(dossier: Path, path: str, content: bytes) -> None:
    def change(files: Files) -> None:
        files[path] = content

    status, said, complaints = checked(tampered(dossier, change))

    assert (status, said) == (2, "")
    assert path in complaints


@pytest.mark.parametrize(
    "said",
    [None, [None], [{}], [{"number": "\x1b[2J"}], {"1": {}}, [{"altered": 3, "sha256": 1}]],
)
def test_whatever_a_manifest_says_of_versions_it_is_no_crash(dossier: Path, said: object) -> None:
    def change(files: Files) -> None:
        manifest = json.loads(files["manifest.json"])
        files["manifest.json"] = json.dumps({**manifest, "versions": said}).encode()

    status, _, complaints = checked(tampered(dossier, change))

    assert status == 1
    assert "\x1b" not in complaints


def test_what_is_no_dossier_is_refused(tmp_path: Path) -> None:
    empty, text = tmp_path / "empty.zip", tmp_path / "text.zip"
    ZipFile(empty, "w").close()
    text.write_text("Not a ZIP file.")

    for path in (empty, text, tmp_path / "absent.zip", tmp_path):
        assert checked(path)[0] == 2


def test_it_needs_neither_database_nor_settings(dossier: Path) -> None:
    """Where there is nothing but Python and NumPy, and by the command of the product on a database that is away."""
    alone = {"PATH": os.environ["PATH"], "PYTHONPATH": str(Path.cwd())}
    away = {
        **alone,
        "SECRET_KEY": "k" * 70,
        "LOCAL_MODE": "1",
        "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
        "REDIS_URL": "redis://127.0.0.1:1",
    }
    for command, env in (
        (["-m", "scoring.engine.dossier"], alone),
        (["manage.py", "verify_dossier"], away),
    ):
        good = subprocess.run([sys.executable, *command, dossier], env=env, capture_output=True, text=True)
        bad = subprocess.run(
            [sys.executable, *command, "absent.zip"], env=env, capture_output=True, text=True
        )

        assert (good.returncode, good.stderr) == (0, "")
        assert "same ranks and hash" in good.stdout
        assert (bad.returncode, bad.stdout) == (2, "")
        assert "absent.zip: cannot be opened" in bad.stderr
