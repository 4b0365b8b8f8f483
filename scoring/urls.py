from django.urls import path

from .views import scoring

urlpatterns = [
    path("rfps/<str:number>/scoring/", scoring.rfp_scoring, name="rfp_scoring"),
    path("rfps/<str:number>/scoring/<int:criterion>/<int:candidate>/", scoring.score_save, name="score_save"),
    path("rfps/<str:number>/scoring/given/", scoring.scores_given, name="scores_given"),
    path("rfps/<str:number>/scoring/reopen/<int:sheet>/", scoring.sheet_reopen, name="sheet_reopen"),
    path("rfps/<str:number>/scoring/submit/", scoring.sheet_submit, name="sheet_submit"),
]
