"""Where the project is, and where it keeps what belongs to this machine."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
LOCAL = ROOT / ".local"
LOGS = LOCAL / "log"
ACCOUNTS = LOCAL / "accounts.json"
