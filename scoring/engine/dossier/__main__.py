"""``python -m scoring.engine.dossier FILE``: what ``manage.py verify_dossier`` does, where there is no Django."""

import argparse
import sys
from collections.abc import Sequence

from ..files import speak
from .checking import check_dossier

HELP = "Check the ZIP file of a dossier: its list of hashes, and every ranking computed again."


def main(program: str, arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog=program, description=HELP)
    parser.add_argument("file", metavar="FILE", help="the ZIP file of a dossier")
    file = parser.parse_args(arguments).file
    return speak(lambda say, complain: check_dossier(file, say=say, complain=complain))


if __name__ == "__main__":
    sys.exit(main("python -m scoring.engine.dossier", sys.argv[1:]))
