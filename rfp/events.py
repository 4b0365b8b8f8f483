from bpo_portal.events import DomainEvent

rfp_changed = DomainEvent()
"""`rfp_id`: this RFP, its candidates or their prices have changed."""
