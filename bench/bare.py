"""The floor of a list: one query, one template of a table, behind the same middleware as every page."""

from functools import cache

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from bpo_portal import urls
from vendors.models import Vendor

PAGE = """<!doctype html><html lang="en"><title>Vendors</title><table>{% for row in rows %}<tr>
<td><a href="/vendors/{{ row.pk }}/">{{ row.name }}</a><td>{{ row.legal_name }}<td>{{ row.country }}
<td>{{ row.status }}<td>{{ row.employees }}<td>{{ row.updated_at }}</tr>{% endfor %}</table>"""
template = cache(engines["django"].from_string)


def bare(request: HttpRequest) -> HttpResponse:
    rows = Vendor.objects.filter(country="ES").order_by("-employees")[:50]
    return HttpResponse(template(PAGE).render({"rows": rows}, request))


urlpatterns = [path("bare/", bare), *urls.urlpatterns]
