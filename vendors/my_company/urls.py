"""The pages that a vendor's contacts keep about their own company."""

from django.urls import path

from vendors.models import ClaimTarget

from . import certificates, claims, documents, profile

urlpatterns = [
    path("", profile.company, name="my_company"),
    path("facts/", profile.facts_edit, name="my_facts"),
    path("changes/", claims.claim_list, name="my_claims"),
    path("changes/<int:pk>/withdraw/", claims.claim_withdraw, name="my_claim_withdraw"),
    path("certificates/", certificates.certificate_list, name="my_certificates"),
    path("certificates/new/", certificates.certificate_create, name="my_certificate_create"),
    path("certificates/<int:pk>/edit/", certificates.certificate_edit, name="my_certificate_edit"),
    path("certificates/<int:pk>/renew/", certificates.certificate_renew, name="my_certificate_renew"),
    path("certificates/<int:pk>/remove/", certificates.certificate_remove, name="my_certificate_remove"),
    path("certificates/<int:pk>/evidence/", certificates.evidence_add, name="my_certificate_evidence"),
    path("certificates/files/<int:pk>/", certificates.evidence_file, name="my_evidence_file"),
    path("documents/", documents.document_list, name="my_documents"),
    path("documents/new/", documents.document_create, name="my_document_create"),
    path("documents/<int:pk>/", documents.version_add, name="my_document_version"),
    path("documents/files/<int:pk>/", documents.document_file, name="my_document_file"),
]

for place, noun, target in (
    ("sites", "site", ClaimTarget.SITE),
    ("service-lines", "capability", ClaimTarget.CAPABILITY),
):
    known = {"target": target}
    urlpatterns += [
        path(f"{place}/new/", profile.part_create, known, name=f"my_{noun}_create"),
        path(f"{place}/<int:pk>/edit/", profile.part_edit, known, name=f"my_{noun}_edit"),
        path(f"{place}/<int:pk>/remove/", profile.part_remove, known, name=f"my_{noun}_remove"),
    ]
