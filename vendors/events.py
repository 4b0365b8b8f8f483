from bpo_portal.events import DomainEvent

vendor_changed = DomainEvent()
"""`vendor_id`: a fact of this vendor, its sites, capabilities or certifications has changed."""
