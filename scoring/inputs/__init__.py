"""Rows → evaluation document: the only bridge between the database and the engine."""

from .document import Inputs, build_document
from .facts import READS_THE_DAY, local_day

__all__ = ["READS_THE_DAY", "Inputs", "build_document", "local_day"]
