from bpo_portal.events import DomainEvent

inputs_changed = DomainEvent()
"""`rfp_id`: criteria, weights, assignments, scores or recorded values of this RFP have changed."""
