"""Documents about one's company as a whole."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.requests import Request
from vendors.access import contacts_only
from vendors.files import attachment
from vendors.forms import DocumentForm, EvidenceForm
from vendors.models import Contact, Document, DocumentVersion
from vendors.services import add_document_version


@require_GET
@contacts_only
def document_list(request: Request, contact: Contact) -> HttpResponse:
    documents = contact.vendor.documents.listed()
    return render(request, "vendors/my_company/documents.html", {"documents": documents})


@require_http_methods(["GET", "POST"])
@contacts_only
def document_create(request: Request, contact: Contact) -> HttpResponse:
    """The title and its first file are one deed: a document without a file is none."""
    form = DocumentForm(request.POST or None, vendor=contact.vendor)
    file = EvidenceForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and file.is_valid() and put_on_file(request, form, file):
        messages.success(request, f"{form.instance} is on file.")
        return redirect("my_documents")
    context = {"form": form, "file": file, "heading": "Add a document", "action": "Put on file"}
    return render(request, "vendors/my_company/form.html", context | {"back": "my_documents"})


@require_http_methods(["GET", "POST"])
@contacts_only
def version_add(request: Request, contact: Contact, pk: int) -> HttpResponse:
    document = get_object_or_404(contact.vendor.documents.all(), pk=pk)
    file = EvidenceForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and file.is_valid() and add_version(request, document, file):
        messages.success(request, f"A new version of {document} is on file.")
        return redirect("my_documents")
    context = {"file": file, "heading": f"New version of {document}", "action": "Put on file"}
    return render(request, "vendors/my_company/form.html", context | {"back": "my_documents"})


def put_on_file(request: Request, form: DocumentForm, file: EvidenceForm) -> bool:
    with transaction.atomic():
        done = form.saved() and add_version(request, form.instance, file)
        if not done:
            transaction.set_rollback(True)
    return done


def add_version(request: Request, document: Document, file: EvidenceForm) -> bool:
    try:
        add_document_version(document=document, by=request.user, at=timezone.now(), **file.deed())
    except ValidationError as error:
        file.add_error("file", error)
        return False
    return True


@require_GET
@contacts_only
def document_file(request: Request, contact: Contact, pk: int) -> HttpResponse:
    own = DocumentVersion.objects.filter(document__vendor=contact.vendor).select_related("document__vendor")
    return attachment(get_object_or_404(own, pk=pk))
