"""Checking a dossier from its ZIP file alone: that nothing in it was changed, and that every ranking follows."""

from .checking import check_dossier

__all__ = ["check_dossier"]
