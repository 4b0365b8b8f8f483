"""How firm the first place is."""
