"""The whole dossier of an RFP as one ZIP file, for somebody who was not there: auditors, a court, the loser's lawyer.

Everything is read as the database was at one instant, written as it is read, and named by us. Of the same
state the same bytes come: nothing in it says when it was made, or for whom.
"""

from .archive import Archive
from .contents import Made, write_dossier

__all__ = ["Archive", "Made", "write_dossier"]
