"""The Reports tab: what is sent, to whom, and what became of it; and the page on which a recipient stops it."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.requests import Request
from outbox.services import CannotResend
from outbox.views import MAIL_POLICY
from rfp.forms import show_refusal
from rfp.models import Rfp

from ..access import results_view
from ..forms.reports import LogFilter, PlanForm, RecipientForm, SendForm
from ..models import Delivery, ReportSubscription, Shortlist
from ..presentation.deliveries import DeliveryLog
from ..reports import Attachment, Reader, Readers, Report, mail_html, pdf_of, spreadsheet_of
from ..services import reports as services

ONE_CLICK = "List-Unsubscribe"
"""What a mail program posts when its reader presses “unsubscribe” (RFC 8058); it follows no redirection."""


@require_GET
@results_view("reports")
def rfp_reports(request: Request, rfp: Rfp) -> HttpResponse:
    return _page(request, rfp, RecipientForm(subscription=_new(rfp)))


@require_POST
@results_view("reports")
def recipient_add(request: Request, rfp: Rfp) -> HttpResponse:
    _require_lead(rfp)
    form = RecipientForm(request.POST, subscription=_new(rfp))
    if form.is_valid():
        at = timezone.now()
        try:
            added = services.subscribe(rfp=rfp, by=request.user, at=at, **form.cleaned_data)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, f"{added.email} gets the reports from now on.")
            return redirect("rfp_reports", rfp.number)
    return _page(request, rfp, form, status=422)


@require_http_methods(["GET", "POST"])
@results_view("reports")
def recipient_edit(request: Request, rfp: Rfp, pk: int) -> HttpResponse:
    """When this recipient gets the report."""
    _require_lead(rfp)
    subscription = get_object_or_404(rfp.subscriptions.active(), pk=pk)
    form = PlanForm(request.POST if request.method == "POST" else None, subscription=subscription)
    if form.is_valid():
        services.reschedule(subscription=subscription, plan=form.plan, at=timezone.now())
        messages.success(request, f"When {subscription.email} gets the reports is saved.")
        return redirect("rfp_reports", rfp.number)
    context = {"rfp": rfp, "tab": "reports", "subscription": subscription, "form": form}
    return render(request, "scoring/report_recipient_edit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@results_view("reports")
def recipient_remove(request: Request, rfp: Rfp, pk: int) -> HttpResponse:
    """GET asks, POST does."""
    _require_lead(rfp)
    subscription = get_object_or_404(rfp.subscriptions, pk=pk)
    if request.method == "GET":
        context = {"rfp": rfp, "tab": "reports", "subscription": subscription}
        return render(request, "scoring/report_recipient_remove.html", context)
    try:
        services.remove(subscription=subscription)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, f"{subscription.email} gets no more reports.")
    return redirect("rfp_reports", rfp.number)


@require_http_methods(["GET", "POST"])
@results_view("reports")
def report_send(request: Request, rfp: Rfp, version: int) -> HttpResponse:
    """GET asks to whom, POST hands over to the outbox."""
    _require_lead(rfp)
    shortlist = _version(rfp, version)
    blind = services.blind_addresses(rfp)
    form = SendForm(request.POST if request.method == "POST" else None, shortlist=shortlist, blind=blind)
    if request.method == "POST" and form.is_valid():
        recipients = form.cleaned_data["recipients"]
        sent = services.send_now(
            shortlist=shortlist, by=request.user, recipients=recipients, at=timezone.now()
        )
        count = "One report is" if len(sent) == 1 else f"{len(sent)} reports are"
        messages.success(request, f"{count} on the way. The log below shows how far.")
        return redirect("rfp_reports", rfp.number)
    context = {"rfp": rfp, "tab": "reports", "shortlist": shortlist, "form": form}
    return render(request, "scoring/report_send.html", context, status=422 if form.errors else 200)


@require_GET
@results_view("reports")
def report_log(request: Request, rfp: Rfp) -> HttpResponse:
    """What the page asks again and again: 204 as long as nothing is new."""
    log = _log(request, rfp, LogFilter(request.GET))
    if request.GET.get("seen") == log.token:
        return HttpResponse(status=204)
    return render(request, "scoring/_report_progress.html", {"rfp": rfp, "log": log, "swap": True})


@require_http_methods(["GET", "POST"])
@results_view("reports")
def report_resend(request: Request, rfp: Rfp, pk: int) -> HttpResponse:
    """GET asks, POST does."""
    _require_lead(rfp)
    delivery = get_object_or_404(Delivery.objects.of_rfp(rfp).with_mail(), pk=pk)
    if request.method == "GET":
        context = {"rfp": rfp, "tab": "reports", "delivery": delivery}
        return render(request, "scoring/report_resend.html", context)
    try:
        services.resend(delivery=delivery, at=timezone.now())
    except CannotResend as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"The report to {delivery.recipient} is on the way again.")
    return redirect("rfp_reports", rfp.number)


@xframe_options_sameorigin
@require_GET
@results_view("reports")
def report_preview(request: Request, rfp: Rfp, version: int) -> HttpResponse:
    """The mail as its recipients see it, shown in a sandboxed frame."""
    page = mail_html(_report(request, rfp, version), addressed=False)
    return HttpResponse(page, headers={"Content-Security-Policy": MAIL_POLICY})


@require_GET
@results_view("reports")
def report_pdf(request: Request, rfp: Rfp, version: int) -> HttpResponse:
    return _download(pdf_of(_report(request, rfp, version)))


@require_GET
@results_view("reports")
def report_spreadsheet(request: Request, rfp: Rfp, version: int) -> HttpResponse:
    return _download(spreadsheet_of(_report(request, rfp, version)))


@csrf_exempt
@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def report_stop(request: HttpRequest, token: str) -> HttpResponse:
    """Where the owner of an address says when reports come, or stops them; the signed link stands for an account.

    GET changes nothing, as mail scanners follow links. Mail programs post without our page (RFC 8058), so no
    form's token is asked for: nobody can post here in a reader's name who does not hold the link.
    """
    is_ours, subscription = ReportSubscription.objects.of_token(token)
    if not is_ours:
        raise Http404
    posted = request.POST if request.method == "POST" else None
    if subscription is None:
        return render(request, "scoring/report_stop.html", {})
    form = PlanForm(posted if posted and "rhythm" in posted else None, subscription=subscription)
    if posted is not None and not form.is_bound:
        services.choose(subscription=subscription, wanted=posted.get("wanted") == "yes", at=timezone.now())
    elif form.is_valid():
        services.reschedule(subscription=subscription, plan=form.plan, at=timezone.now())
    if posted is None or form.errors or ONE_CLICK in posted:
        context = {"subscription": subscription, "form": form}
        return render(request, "scoring/report_stop.html", context, status=422 if form.errors else 200)
    messages.success(request, "Saved.")
    return redirect("report_stop", token)


def _page(request: Request, rfp: Rfp, form: RecipientForm, *, status: int = 200) -> HttpResponse:
    newest = rfp.shortlists.defer("document", "ranking").first()
    shown, log_filter = _shown(request, rfp, newest), LogFilter(request.GET)
    context = {
        "rfp": rfp,
        "tab": "reports",
        "newest": newest,
        "shown": shown,
        "preview_for": _recipient(request, rfp),
        "form": form,
        "recipients": rfp.subscriptions.all(),
        "blind": services.blind_addresses(rfp),
        "log": _log(request, rfp, log_filter),
        "log_filter": log_filter,
        "settle_seconds": settings.REPORT_SETTLE_SECONDS,
    }
    return render(request, "scoring/reports.html", context, status=status)


def _new(rfp: Rfp) -> ReportSubscription:
    """What the form proposes to a new recipient."""
    return ReportSubscription(rfp=rfp, timezone=rfp.timezone)


def _shown(request: Request, rfp: Rfp, newest: Shortlist | None) -> Shortlist | None:
    """The version asked for; the newest if none is."""
    asked = request.GET.get("version", "")
    if not asked:
        return newest
    number = int(asked) if asked.isdecimal() and asked.isascii() and len(asked) < 10 else 0
    return get_object_or_404(rfp.shortlists.defer("document", "ranking"), number=number)


def _version(rfp: Rfp, number: int) -> Shortlist:
    return get_object_or_404(rfp.shortlists.select_related("rfp"), number=number)


def _report(request: Request, rfp: Rfp, number: int) -> Report:
    """As the chosen recipient would get it; else as the team sees it, which is whoever asks."""
    shortlist, recipient = _version(rfp, number), _recipient(request, rfp)
    reader = Readers(shortlist).of(recipient.email) if recipient else Reader(is_team=True)
    return Report.of(shortlist, reader)


def _recipient(request: Request, rfp: Rfp) -> ReportSubscription | None:
    asked = request.GET.get("for", "")
    if not (asked.isdecimal() and asked.isascii() and len(asked) < 10):
        return None
    return rfp.subscriptions.filter(pk=asked).first()


def _log(request: Request, rfp: Rfp, form: LogFilter) -> DeliveryLog:
    """What cannot be looked for is not."""
    form.is_valid()
    return DeliveryLog(rfp, page=request.GET.get("page"), **form.cleaned_data)


def _require_lead(rfp: Rfp) -> None:
    if not rfp.can_edit:
        raise Http404


def _download(file: Attachment) -> HttpResponse:
    response = HttpResponse(file.content, content_type=file.content_type)
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return response
