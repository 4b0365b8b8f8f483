import re
from collections.abc import Callable
from types import MappingProxyType
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction

from bpo_portal.fields import LineFormField
from vendors.forms import RecordForm
from vendors.models import Language

from ..models.demand import KINDS, DemandProfile

PART = re.compile(r"([0-9]{1,2})\s*[-–]\s*([0-9]{1,2})\s*:\s*([0-9]{1,7})\Z")
SHARE = re.compile(r"(.+?)\s+([0-9]{1,3})\s*%?\Z")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MOST = 1000


class VolumeField(LineFormField):
    """Contacts an hour by parts of the day: 8-20: 180; 20-24: 40. Hours that are not named have none."""

    def clean(self, value: Any) -> list[int]:
        hours: list[int | None] = [None] * 24
        for part in filter(None, map(str.strip, super().clean(value).split(";"))):
            found = PART.match(part)
            if not found:
                raise ValidationError(f"“{part[:40]}”: write hours and contacts an hour as 8-20: 180.")
            start, end, volume = map(int, found.groups())
            if not start < end <= 24:
                raise ValidationError(f"“{part}”: hours run from 0 to 24, the later one second.")
            if any(hours[hour] is not None for hour in range(start, end)):
                raise ValidationError(f"“{part}”: some of these hours are named twice.")
            hours[start:end] = [volume] * (end - start)
        return [volume or 0 for volume in hours]


def told(hours: list[int]) -> str:
    edges = [hour for hour in range(24) if hour == 0 or hours[hour] != hours[hour - 1]]
    ends = [*edges[1:], 24]
    return "; ".join(
        f"{start}-{end}: {hours[start]}" for start, end in zip(edges, ends, strict=True) if hours[start]
    )


def percent(share: int) -> str:
    return f"{share} %"


def seasons(shares: list[int]) -> str:
    """The months that are not as the others."""
    months = zip(MONTHS, shares, strict=True)
    return ", ".join(f"{month} {share} %" for month, share in months if share != 100) or "all months alike"


IN_WORDS: dict[str, Callable[[Any], str]] = {
    **dict.fromkeys(KINDS, told),
    "handling_seconds": lambda seconds: f"{seconds} seconds",
    "occupancy": percent,
    "season": seasons,
    "ramp_up": lambda shares: ", ".join(map(percent, shares)),
    "share": percent,
}
"""How a demand and its languages are told, by field."""


class SharesField(LineFormField):
    """Languages with their parts of the volume: Spanish 80; Catalan 20. Empty: any language."""

    def clean(self, value: Any) -> list[tuple[Language, int]]:
        parts = [part.strip() for part in super().clean(value).split(";") if part.strip()]
        known = {word: each for each in Language.objects.all() for word in (each.code, each.name.lower())}
        shares: dict[Language, int] = {}
        for part in parts:
            found = SHARE.match(part)
            language = known.get(found[1].lower()) if found else None
            if found is None or language is None or not 0 < int(found[2]) <= 100:
                raise ValidationError(
                    f"“{part[:40]}”: write a language of the register and its part as Spanish 80."
                )
            if language in shares:
                raise ValidationError(f"{language} is named twice.")
            shares[language] = int(found[2])
        if shares and sum(shares.values()) != 100:
            raise ValidationError(f"The parts add up to {sum(shares.values())}, not to 100.")
        return list(shares.items())


class RampUpField(LineFormField):
    """Parts of the volume in the first months of the contract: 25, 50, 75. Empty: all from the start."""

    def clean(self, value: Any) -> list[int]:
        parts = [part.strip() for part in super().clean(value).split(",") if part.strip()]
        for part in parts:
            if not re.fullmatch(r"[0-9]{1,3}", part) or int(part) > 100:
                raise ValidationError(
                    f"“{part[:20]}”: write whole per cents from 0 to 100, parted by commas."
                )
        if len(parts) > 12:
            raise ValidationError("At most twelve months.")
        return [int(part) for part in parts]


def whole(label: str, least: int, most: int, help_text: str = "") -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=least, max_value=most, help_text=help_text)


def spelt(name: str, value: Any) -> str:
    """A value of the form as its field shows it."""
    if name in KINDS:
        return told(value)
    if name == "ramp_up":
        return ", ".join(map(str, value))
    if name == "languages":
        ordered = sorted(value, key=lambda pair: (-pair[1], str(pair[0])))
        return "; ".join(f"{language} {share}" for language, share in ordered)
    return str(value)


class DemandForm(RecordForm):
    """A demand profile, typed in parts of the day."""

    COLUMNS = MappingProxyType({f"season_{at}": "season" for at in range(12)})

    weekday = VolumeField(
        label="Contacts an hour, Monday to Friday",
        required=False,
        max_length=400,
        help_text="By parts of the day, such as 0-8: 20; 8-20: 180; 20-24: 60.",
    )
    saturday = VolumeField(label="On Saturdays", required=False, max_length=400)
    sunday = VolumeField(label="On Sundays", required=False, max_length=400)
    handling_seconds = whole("Handling time, seconds", 1, 86_400, "Of one contact, with the work after it.")
    occupancy = whole("Occupancy, per cent", 1, 100, "The part of a seat's time that is spent on contacts.")
    languages = SharesField(
        required=False,
        max_length=400,
        help_text="With their parts of the volume, such as Spanish 80; Catalan 20. Empty: any language.",
    )
    ramp_up = RampUpField(
        label="Ramp-up, per cent",
        required=False,
        max_length=80,
        help_text="Of the volume in the first months of the contract, such as 25, 50, 75. Empty: all at once.",
    )

    class Meta:
        model = DemandProfile
        fields = (*KINDS, "handling_seconds", "occupancy", "ramp_up")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        profile: DemandProfile = self.instance
        for at, month in enumerate(MONTHS):
            self.fields[f"season_{at}"] = whole(month, 0, MOST)
            self.initial[f"season_{at}"] = profile.season[at]
        for name in self.Meta.fields:
            self.initial[name] = spelt(name, getattr(profile, name))
        if profile.pk:
            rows = profile.languages.select_related("language")
            self.initial["languages"] = spelt("languages", [(row.language, row.share) for row in rows])
        for name, field in self.fields.items():
            wrong = " is-invalid" if self.is_bound and name in self.errors else ""
            field.widget.attrs["class"] = f"form-control form-control-sm{wrong}"

    def main_fields(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if not field.name.startswith("season_")]

    def months(self) -> list[forms.BoundField]:
        return [field for field in self if field.name.startswith("season_")]

    def typed(self, name: str) -> str:
        raw = self[name].data
        try:
            return spelt(name, self.fields[name].clean(raw))
        except ValidationError:
            return str(raw or "")

    def clean(self) -> dict[str, Any]:
        super().clean()
        if not self.errors and not any(sum(self.cleaned_data[kind]) for kind in KINDS):
            self.add_error("weekday", "Give a volume for at least one kind of day.")
        return self.cleaned_data

    @transaction.atomic
    def save(self, commit: bool = True) -> DemandProfile:
        chosen: dict[str, Any] = self.cleaned_data
        profile: DemandProfile = self.instance
        profile.season = [chosen[f"season_{at}"] for at in range(12)]
        profile.full_clean()
        profile.save()
        shares = dict(chosen["languages"])
        profile.languages.exclude(language__in=shares).delete()
        for language, share in shares.items():
            profile.languages.update_or_create(language=language, defaults={"share": share})
        return profile
