"""Root addresses; apps are named by string, so the frame imports none of them."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("people/", include("accounts.urls")),
    path("outbox/", include("outbox.urls")),
    path("vendors/", include("vendors.urls")),
    path("rfps/", include("rfp.urls")),
    path("", include("scoring.urls")),
    path("admin/", admin.site.urls),
]
