"""``python -m scoring.engine FILE…``: what ``manage.py evaluate`` does, where there is no Django."""

import argparse
import sys

from .files import evaluate_files


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m scoring.engine", description=evaluate_files.__doc__)
    parser.add_argument("files", nargs="+", metavar="FILE", help="an evaluation file (bpo-evaluation/1)")
    return evaluate_files(parser.parse_args().files, say=sys.stdout.write, complain=sys.stderr.write)


if __name__ == "__main__":
    sys.exit(main())
