"""Why a number is what it is, and why it is no longer what it was."""
