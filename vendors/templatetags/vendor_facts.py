"""How facts about vendors are shown: with their year, and what is old as old."""

from dataclasses import dataclass
from datetime import date, datetime, time
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from vendors.coverage import WallHours, Week
from vendors.models import Certification, FactSource, Rating, Standing, VendorStatus

register = template.Library()

OLD_AFTER_YEARS = 3
TONES = {
    Standing.CLAIMED: ("neutral", "question-circle"),
    Standing.UPCOMING: ("info", "calendar-plus"),
    Standing.VERIFIED: ("good", "patch-check"),
    Standing.EXPIRING: ("warn", "hourglass-split"),
    Standing.EXPIRED: ("bad", "calendar-x"),
    Standing.REJECTED: ("bad", "slash-circle"),
    Standing.WITHDRAWN: ("neutral", "arrow-counterclockwise"),
}
STANDING = '<span class="pill pill-{tone}"><i class="bi bi-{icon}" aria-hidden="true"></i>{label}</span>'
STATUS_TONES = {
    VendorStatus.PROSPECT: "neutral",
    VendorStatus.REGISTERED: "info",
    VendorStatus.QUALIFIED: "good",
    VendorStatus.SUSPENDED: "warn",
    VendorStatus.RETIRED: "neutral",
}


RATING_TONES = {
    Rating.GOOD: ("good", "hand-thumbs-up"),
    Rating.WATCH: ("warn", "eye"),
    Rating.BLOCKED: ("bad", "slash-circle"),
}


@dataclass(frozen=True)
class Tab:
    key: str
    label: str
    url_name: str


TABS = (
    Tab("overview", "Overview", "vendor_detail"),
    Tab("delivery", "Delivery", "vendor_delivery"),
    Tab("expertise", "Expertise", "vendor_expertise"),
    Tab("profiles", "Profiles", "vendor_profiles"),
    Tab("rates", "Rates", "vendor_rates"),
    Tab("record", "Track record", "vendor_record"),
    Tab("contacts", "Contacts", "vendor_contacts"),
    Tab("history", "History", "vendor_history"),
)
"""The parts of a vendor's record; apps above this one may serve some of them."""


@register.simple_tag
def vendor_tabs() -> tuple[Tab, ...]:
    return TABS


@register.simple_tag
def today() -> date:
    return timezone.localdate()


@register.filter
def is_old(year: int | None) -> bool:
    """Whether a figure of that year is too old to be relied on."""
    return year is not None and timezone.localdate().year - year > OLD_AFTER_YEARS


@register.filter(expects_localtime=False)
def in_zone(at: datetime, zone: str) -> datetime:
    """The wall clock of that zone; naive, so that no other zone is applied to it again."""
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


@register.filter
def by_kind_of_day(week: Week) -> list[tuple[str, str]]:
    """Opening hours in words, days with the same hours together."""
    days = (("Mon–Fri", week.weekday), ("Sat", week.saturday), ("Sun", week.sunday))
    if week.weekday == week.saturday == week.sunday:
        days = (("Every day", week.weekday),)  # type: ignore[assignment]
    elif week.saturday == week.sunday:
        days = (days[0], ("Sat, Sun", week.saturday))  # type: ignore[assignment]
    return [(name, clock_hours(hours)) for name, hours in days]


def clock_hours(hours: WallHours | None) -> str:
    if hours is None:
        return ""
    start, end = hours
    if start == end:
        return f"24 hours{'' if start == time(0) else f' from {start:%H:%M}'}"
    return f"{start:%H:%M}–{end:%H:%M}{' next day' if end < start and end != time(0) else ''}"


@register.filter
def is_web_address(source: str) -> bool:
    return source.startswith(("https://", "http://")) and not any(sign.isspace() for sign in source)


@register.filter
def host(address: str) -> str:
    """The site that an address is on; the address itself where none can be read."""
    try:
        return urlsplit(address).hostname or address
    except ValueError:
        return address


@register.filter
def status_tone(status: str) -> str:
    return STATUS_TONES[VendorStatus(status)]


@register.simple_tag
def certification_badge(certification: Certification, on: date) -> SafeString:
    standing = certification.standing(on=on)
    tone, icon = TONES[standing]
    return format_html(STANDING, tone=tone, icon=icon, label=standing.label)


@register.inclusion_tag("vendors/_fact_mark.html")
def fact_mark(sources: dict[str, FactSource], field: str) -> dict[str, object]:
    """Beside a figure: whether it is verified, and where it comes from."""
    return {"fact": sources.get(field)}


@register.filter
def rating_tone(rating: str) -> str:
    return RATING_TONES[Rating(rating)][0]


@register.filter
def rating_icon(rating: str) -> str:
    return RATING_TONES[Rating(rating)][1]
