"""The What if page of an evaluation document as a browser has it, without a server or a database."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.html import json_script
from playwright.sync_api import Page

from bpo_portal.runtime.places import ROOT
from rfp.models import Rfp
from scoring.forms.what_if import ScenarioForm, WhatIfForm
from scoring.presentation.what_if import WhatIf
from scoring.scratch import Changes
from scoring.tests.versions import version_of

Document = dict[str, Any]

PARTS = ("weights", "switches", "ranking", "save")
STYLES = ("vendor/bootstrap/css/bootstrap.min.css", "css/app.css", "css/shortlist.css", "css/what-if.css")
SCRIPTS = ("engine.js", "firmness.js", "what-if.js")
UNCHANGED = Changes()


def page_of(document: Document, changes: Changes = UNCHANGED) -> str:
    base = version_of(document)
    view = WhatIf(base, changes)
    context = {
        "rfp": Rfp(number="RFP-2026-001"),
        "form": WhatIfForm(document=document, names={}, changes=changes),
        "view": view,
        "saving": ScenarioForm(),
    }
    weights, switches, ranking, save = (
        render_to_string(f"scoring/_what_if_{part}.html", context) for part in PARTS
    )
    data = json_script(view.for_the_browser(), "what-if-data")
    return (
        '<!doctype html><html lang="en" class="js"><body><main><form id="what-if"><div class="what-if">'
        f'<div class="what-if-controls">{weights}{switches}</div>'
        f'<div class="what-if-result">{ranking}{save}</div></div></form>{data}</main></body></html>'
    )


def show(page: Page, document: Document, changes: Changes = UNCHANGED, *, live: bool = True) -> None:
    """With the styles of the product, and, if it is live, with its scripts."""
    page.set_content(page_of(document, changes))
    static = ROOT / "static"
    for name in STYLES:
        page.add_style_tag(content=(static / name).read_text(encoding="utf-8"))
    for name in SCRIPTS if live else ():
        page.add_script_tag(content=(static / "js" / name).read_text(encoding="utf-8"))
