import json
from pathlib import Path
from typing import Any

from django.db import transaction

from vendors.models import ServiceLine

from ..models import RfpTemplate

SHIPPED = Path(__file__).resolve().parent.parent / "data" / "templates"


@transaction.atomic
def load_templates(*, folder: Path = SHIPPED) -> int:
    """Bring the shipped templates up to date; how many there are. Service lines must be loaded before."""
    files = sorted(folder.glob("*.json"))
    lines = {line.code: line for line in ServiceLine.objects.all()}
    for file in files:
        _load(json.loads(file.read_text(encoding="utf-8")), lines)
    return len(files)


def _load(content: dict[str, Any], lines: dict[str, ServiceLine]) -> None:
    codes = content.pop("service_lines")
    template, _ = RfpTemplate.objects.update_or_create(key=content.pop("key"), defaults=content)
    template.service_lines.set([lines[code] for code in codes])
