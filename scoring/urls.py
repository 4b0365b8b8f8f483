from django.urls import path

from .views import scoring, shortlist

urlpatterns = [
    path("rfps/<str:number>/scoring/", scoring.rfp_scoring, name="rfp_scoring"),
    path("rfps/<str:number>/scoring/<int:criterion>/<int:candidate>/", scoring.score_save, name="score_save"),
    path("rfps/<str:number>/scoring/given/", scoring.scores_given, name="scores_given"),
    path("rfps/<str:number>/scoring/reopen/<int:sheet>/", scoring.sheet_reopen, name="sheet_reopen"),
    path("rfps/<str:number>/scoring/submit/", scoring.sheet_submit, name="sheet_submit"),
    path("rfps/<str:number>/shortlist/", shortlist.rfp_shortlist, name="rfp_shortlist"),
    path("rfps/<str:number>/shortlist/retry/", shortlist.shortlist_retry, name="shortlist_retry"),
    path("rfps/<str:number>/shortlist/status/", shortlist.shortlist_status, name="shortlist_status"),
    path("rfps/<str:number>/shortlist/versions/", shortlist.shortlist_versions, name="shortlist_versions"),
    path("rfps/<str:number>/shortlist/<int:version>/", shortlist.shortlist_version, name="shortlist_version"),
    path("rfps/<str:number>/shortlist/<int:version>/file/", shortlist.shortlist_file, name="shortlist_file"),
    path(
        "rfps/<str:number>/shortlist/<int:version>/<slug:vendor>/",
        shortlist.shortlist_vendor,
        name="shortlist_vendor",
    ),
]
