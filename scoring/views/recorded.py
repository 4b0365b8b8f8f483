"""What the procurement lead found out about the vendors."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.requests import Request
from rfp.access import live_or_404
from rfp.models import Rfp

from ..forms.recorded import FindingForm, finding_forms
from ..models import Criterion, Source
from ..services.recorded import RecordingConflict, recorded_of, save_recorded


@require_http_methods(["GET", "POST"])
def rfp_recorded(request: Request, number: str) -> HttpResponse:
    """Vendors down, recorded criteria across, all in one form."""
    rfp = live_or_404(Rfp.objects.editable_by(request.user), number)
    criteria = list(Criterion.objects.of_rfp(rfp).filter(source=Source.RECORDED))
    rows = finding_forms(
        candidates=rfp.candidates.select_related("vendor"),
        criteria=criteria,
        rows=recorded_of(rfp),
        data=request.POST if request.method == "POST" else None,
    )
    forms = [form for _, row in rows for form in row]
    if request.method == "POST" and saved(request, rfp, forms):
        return redirect("rfp_recorded", number)
    context = {
        "rfp": rfp,
        "tab": "criteria",
        "criteria": criteria,
        "rows": rows,
        "wrong": [form for form in forms if form.is_bound and form.errors],
    }
    return render(request, "scoring/criteria_recorded.html", context)


def saved(request: Request, rfp: Rfp, forms: list[FindingForm]) -> bool:
    """All findings or none; what stands in the way is told in the cells concerned."""
    bound = {(form.candidate.pk, form.criterion.pk): form for form in forms if form.is_bound}
    if not all(form.is_valid() for form in bound.values()):
        return False
    try:
        count = save_recorded(rfp=rfp, recordings={cell: form.recording for cell, form in bound.items()})
    except RecordingConflict as conflict:
        for cell, now in conflict.findings.items():
            bound[cell].overtaken_by(now)
        return False
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return False
    messages.success(request, f"{count} saved." if count else "Nothing was changed.")
    return True
