"""``python -m scoring.engine FILE…``: what ``manage.py evaluate`` does, where there is no Django."""

import argparse
import sys
from collections.abc import Sequence

from .files import evaluate_files, speak


def main(program: str, arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog=program, description=evaluate_files.__doc__)
    parser.add_argument("files", nargs="+", metavar="FILE", help="an evaluation file (bpo-evaluation/1)")
    files = parser.parse_args(arguments).files
    return speak(lambda say, complain: evaluate_files(files, say=say, complain=complain))


if __name__ == "__main__":
    sys.exit(main("python -m scoring.engine", sys.argv[1:]))
