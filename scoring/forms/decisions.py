from typing import Any, cast

from crispy_forms.helper import FormHelper
from django import forms

from accounts.models import User
from rfp.models import APPROVERS

from ..models import Decision, DecisionKind, Shortlist
from ..services.decisions import AWARDED_FROM


class DecisionForm(forms.ModelForm):  # type: ignore[type-arg]
    """What was decided on a version, whom an award goes to, and who of the team is asked to approve it."""

    awarded_to = forms.MultipleChoiceField(
        label="Awarded to",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Of an award, from those that are ranked in this version; usually one.",
    )

    class Meta:
        model = Decision
        fields = ["kind", "awarded_to", "reasons", "approver"]

    def __init__(self, *args: Any, shortlist: Shortlist, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rfp = shortlist.rfp
        awarded_to = cast(forms.MultipleChoiceField, self.fields["awarded_to"])
        awarded_to.choices = ranked(shortlist)
        if rfp.status not in AWARDED_FROM:
            del self.fields["awarded_to"]
            kind = cast(forms.ChoiceField, self.fields["kind"])
            kind.choices = [(DecisionKind.SHORTLIST.value, DecisionKind.SHORTLIST.label)]
            kind.help_text = "An award can be recorded once the shortlist is confirmed."
        approver = cast("forms.ModelChoiceField[User]", self.fields["approver"])
        others = rfp.team.filter(role__in=APPROVERS, user__is_active=True).exclude(user=by)
        approver.queryset = User.objects.filter(pk__in=others.values("user")).order_by("name")
        approver.label, approver.empty_label = "Ask for approval", "Nobody: it is in force at once"
        approver.help_text = (
            "They get a mail and approve or decline in their own session; until then it is not in force."
            if others
            else "Nobody else leads or approves this RFP: add an approver to its team to ask for an approval."
        )
        self.helper = FormHelper()
        self.helper.form_tag = False

    def clean(self) -> None:
        kind, winners = self.cleaned_data.get("kind"), self.cleaned_data.get("awarded_to")
        if kind == DecisionKind.AWARD and not winners and "awarded_to" not in self.errors:
            self.add_error("awarded_to", "Choose whom the contract goes to.")
        if kind == DecisionKind.SHORTLIST and winners:
            self.add_error("awarded_to", "A shortlist decision awards nothing: choose nobody here.")


def ranked(shortlist: Shortlist) -> list[tuple[str, str]]:
    """The vendors of a version by name, each with its rank and total."""
    titles = {each["key"]: each["title"] for each in shortlist.file["vendors"]}
    rows = [row for row in shortlist.result["rows"] if row["rank"]]
    return [
        (titles[row["vendor"]], f"{row['rank']}. {titles[row['vendor']]}, {row['total']} points")
        for row in rows
    ]
