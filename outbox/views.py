import pghistory
from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from bpo_portal.access import administrators_only
from bpo_portal.fields import SearchFormField

from . import reading, services
from .models import LINK_SHOWN, Mail, MailState
from .transport import configured

PAGE_SIZE = 50

MAIL_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'self'",
        "sandbox allow-popups allow-popups-to-escape-sandbox",
    )
)
"""Mail programs take styles inside HTML only; nothing else of a mail may do anything here."""


class OutboxFilter(forms.Form):
    recipient = SearchFormField()
    state = forms.ChoiceField(required=False, choices=[("", "Any state"), *MailState.choices])


@administrators_only
@require_safe
def outbox_list(request: HttpRequest) -> HttpResponse:
    form = OutboxFilter(request.GET)
    form.is_valid()
    mails = Mail.objects.defer("content").matching(**form.cleaned_data)
    page = Paginator(mails, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "outbox/mail_list.html", {"form": form, "page": page})


@administrators_only
@require_safe
def outbox_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, get_object_or_404(Mail, pk=pk))


@administrators_only
@require_POST
def outbox_link(request: HttpRequest, pk: int) -> HttpResponse:
    """The mail once with its personal link, where no mail server brings it to its recipient; that is recorded."""
    mail = get_object_or_404(Mail, pk=pk)
    if not (mail.is_readable and configured().keeps_content):
        raise Http404
    pghistory.create_event(mail, label=LINK_SHOWN)
    return _page(request, mail, whole=True)


def _page(request: HttpRequest, mail: Mail, *, whole: bool = False) -> HttpResponse:
    context: dict[str, object] = {"mail": mail}
    if mail.is_readable:
        text = reading.text(mail)
        shown = text if whole else reading.masked(text)
        context |= {
            "headers": reading.headers(mail),
            "text": shown,
            "is_masked": shown != text,
            "is_only_here": configured().keeps_content,
            "has_html": reading.has_html(mail),
            "attachments": reading.attachments(mail),
        }
    return render(request, "outbox/mail_detail.html", context)


@administrators_only
@xframe_options_sameorigin
@require_safe
def outbox_html(request: HttpRequest, pk: int) -> HttpResponse:
    mail = get_object_or_404(Mail, pk=pk)
    if not mail.is_readable or not reading.has_html(mail):
        raise Http404
    return HttpResponse(reading.html(mail), headers={"Content-Security-Policy": MAIL_POLICY})


@administrators_only
@require_safe
def outbox_file(request: HttpRequest, pk: int, index: int) -> HttpResponse:
    mail = get_object_or_404(Mail, pk=pk)
    files = reading.attachments(mail) if mail.is_readable else []
    if index >= len(files):
        raise Http404
    response = HttpResponse(files[index].content, content_type=files[index].kind)
    response["Content-Disposition"] = content_disposition_header(True, files[index].name) or "attachment"
    return response


@administrators_only
@require_POST
def outbox_send_again(request: HttpRequest, pk: int) -> HttpResponse:
    mail = get_object_or_404(Mail, pk=pk)
    try:
        services.resend(mail=mail, at=timezone.now())
    except services.CannotResend as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"The mail to {mail.recipient} is offered again.")
    return redirect("outbox_detail", pk=pk)
