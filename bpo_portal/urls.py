"""Root addresses; apps are named by string, so the frame imports none of them."""

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path, re_path


def absent(request: HttpRequest, **_: str) -> HttpResponse:
    raise Http404


urlpatterns = [
    re_path(r"^accounts/(?:signup|email|confirm-email|login/code|password/set)/", login_not_required(absent)),
    path("accounts/", include("allauth.urls")),
    path("people/", include("accounts.urls")),
    path("outbox/", include("outbox.urls")),
    path("vendors/", include("vendors.urls")),
    path("my-company/", include("vendors.my_company.urls")),
    path("rfps/", include("rfp.urls")),
    path("", include("scoring.urls")),
    path("admin/", admin.site.urls),
]
