from django.urls import path

from .views import (
    certifications,
    claims,
    contacts,
    delivery,
    duplicates,
    export,
    facts,
    imports,
    parts,
    rate_comparison,
    rates,
    register,
    vendors,
    volume,
)
from .views.facts import PROFILE_VALUE
from .views.parts import CAPABILITY, CERTIFICATION, FACT, REFERENCE, SITE

urlpatterns = [
    path("", register.vendor_list, name="vendor_list"),
    path("export.<slug:suffix>", export.vendor_export, name="vendor_export"),
    path("export/<slug:kind>.<slug:suffix>", export.vendor_export_parts, name="vendor_export_parts"),
    path("names/", register.vendor_names, name="vendor_names"),
    path("duplicates/", duplicates.duplicate_list, name="duplicate_list"),
    path("<int:pk>/merge/<int:other>/", duplicates.vendor_merge, name="vendor_merge"),
    path("<int:pk>/apart/<int:other>/", duplicates.vendor_apart, name="vendor_apart"),
    path("apart/<int:pk>/withdraw/", duplicates.distinction_withdraw, name="distinction_withdraw"),
    path("merges/<int:pk>/undo/", duplicates.merge_undo, name="merge_undo"),
    path("new/", vendors.vendor_create, name="vendor_create"),
    path("import/", imports.vendor_import, name="vendor_import"),
    path("import/<slug:kind>.csv", imports.vendor_import_template, name="vendor_import_template"),
    path("import/<int:pk>/", imports.vendor_import_preview, name="vendor_import_preview"),
    path("import/<int:pk>/discard/", imports.vendor_import_discard, name="vendor_import_discard"),
    path("rates/compare/", rate_comparison.rate_compare, name="rate_compare"),
    path("<int:pk>/rates/", rates.vendor_rates, name="vendor_rates"),
    path("<int:vendor_pk>/rates/new/", rates.rate_card_create, name="rate_card_create"),
    path("rates/<int:pk>/edit/", rates.rate_card_edit, name="rate_card_edit"),
    path("rates/<int:pk>/copy/", rates.rate_card_copy, name="rate_card_copy"),
    path("rates/<int:pk>/remove/", rates.rate_card_remove, name="rate_card_remove"),
    path("volume-profiles/new/", volume.volume_profile_create, name="volume_profile_create"),
    path("volume-profiles/<int:pk>/edit/", volume.volume_profile_edit, name="volume_profile_edit"),
    path("volume-profiles/<int:pk>/remove/", volume.volume_profile_remove, name="volume_profile_remove"),
    path("import/<int:pk>/columns/", imports.vendor_import_columns, name="vendor_import_columns"),
    path("import/<int:pk>/faults.csv", imports.vendor_import_faults, name="vendor_import_faults"),
    path("import/<int:pk>/again/", imports.vendor_import_again, name="vendor_import_again"),
    path("import/<int:pk>/undo/", imports.vendor_import_undo, name="vendor_import_undo"),
    path("imports/", imports.vendor_imports, name="vendor_imports"),
    path("<int:pk>/", register.vendor_detail, name="vendor_detail"),
    path("<int:pk>/edit/", vendors.vendor_edit, name="vendor_edit"),
    path("<int:pk>/delivery/", delivery.vendor_delivery, name="vendor_delivery"),
    path("<int:pk>/history/", register.vendor_history, name="vendor_history"),
    path("<int:pk>/facts/", facts.vendor_facts, name="vendor_facts"),
    path("<int:pk>/profiles/", facts.vendor_profiles, name="vendor_profiles"),
    path("<int:pk>/expertise/", facts.vendor_expertise, name="vendor_expertise"),
    path(
        "<int:vendor_pk>/profiles/<slug:dimension>/<slug:side>/",
        facts.profile_value_edit,
        name="profile_value_edit",
    ),
    path(
        "profile-values/<int:pk>/remove/",
        parts.part_remove,
        {"part": PROFILE_VALUE},
        name="profile_value_remove",
    ),
    path("facts/<int:pk>/edit/", parts.part_edit, {"part": FACT}, name="fact_edit"),
    path("<int:pk>/status/", vendors.vendor_status, name="vendor_status"),
    path("<int:pk>/contacts/", contacts.vendor_contacts, name="vendor_contacts"),
    path("<int:vendor_pk>/contacts/new/", contacts.contact_create, name="contact_create"),
    path("contacts/<int:pk>/edit/", contacts.contact_edit, name="contact_edit"),
    path("contacts/<int:pk>/remove/", contacts.contact_remove, name="contact_remove"),
    path("contacts/<int:pk>/invite/", contacts.contact_invite, name="contact_invite"),
    path("contacts/<int:pk>/withdraw/", contacts.contact_withdraw, name="contact_withdraw"),
    path("documents/<int:pk>/", contacts.document_file, name="document_file"),
    path("claims/", claims.vendor_claims, name="vendor_claims"),
    path("claims/accept/", claims.claims_accept, name="claims_accept"),
    path("claims/decline/", claims.claims_decline, name="claims_decline"),
    path("certifications/<int:pk>/decide/", parts.certification_decide, name="certification_decide"),
    path("certifications/<int:pk>/evidence/", certifications.evidence_add, name="certification_evidence"),
    path("evidence/<int:pk>/", certifications.evidence_file, name="evidence_file"),
    path("certifications/<int:pk>/owner/", certifications.certification_owner, name="certification_owner"),
    path("certifications/<int:pk>/renew/", certifications.certification_renew, name="certification_renew"),
]

for place, noun, part in (
    ("sites", "site", SITE),
    ("capabilities", "capability", CAPABILITY),
    ("certifications", "certification", CERTIFICATION),
    ("references", "reference", REFERENCE),
):
    known = {"part": part}
    urlpatterns += [
        path(f"<int:vendor_pk>/{place}/new/", parts.part_create, known, name=f"{noun}_create"),
        path(f"{place}/<int:pk>/edit/", parts.part_edit, known, name=f"{noun}_edit"),
        path(f"{place}/<int:pk>/remove/", parts.part_remove, known, name=f"{noun}_remove"),
    ]

for place, noun, part in (
    ("capabilities", "capability", CAPABILITY),
    ("references", "reference", REFERENCE),
    ("profile-values", "profile_value", PROFILE_VALUE),
    ("facts", "fact", FACT),
):
    known = {"part": part}
    urlpatterns += [path(f"{place}/<int:pk>/verify/", facts.fact_verify, known, name=f"{noun}_verify")]
