from django.urls import path

from .views import compare, criteria, preview, reports, scoring, shortlist, versions, what_if
from .views.assignments import rfp_assignments
from .views.changes import shortlist_changes, shortlist_ranks
from .views.dashboard import dashboard
from .views.dossiers import dossier_again, dossier_ask, dossier_file, dossier_progress, rfp_dossier
from .views.firmness import shortlist_firmness
from .views.history import rfp_history
from .views.recorded import rfp_recorded
from .views.vendor_record import vendor_record
from .views.waivers import rfp_waivers, waiver_decide, waiver_request, waiver_withdraw
from .views.weighting import weighting, weighting_index

urlpatterns = [
    path("", dashboard, name="dashboard"),
    path("rfps/<str:number>/criteria/", criteria.rfp_criteria, name="rfp_criteria"),
    path("rfps/<str:number>/criteria/new/", criteria.criterion_create, name="criterion_create"),
    path("rfps/<str:number>/criteria/<int:pk>/", criteria.criterion_edit, name="criterion_edit"),
    path("rfps/<str:number>/criteria/new/effect/", preview.criterion_effect, name="criterion_create_effect"),
    path("rfps/<str:number>/criteria/weights/", weighting_index, name="weighting_index"),
    path("rfps/<str:number>/criteria/weights/<str:method>/", weighting, name="weighting"),
    path("rfps/<str:number>/criteria/preview/", preview.weights_preview, name="weights_preview"),
    path("rfps/<str:number>/criteria/<int:pk>/effect/", preview.criterion_effect, name="criterion_effect"),
    path("rfps/<str:number>/criteria/<int:pk>/delete/", criteria.criterion_delete, name="criterion_delete"),
    path("rfps/<str:number>/criteria/<int:pk>/<str:to>/", criteria.criterion_move, name="criterion_move"),
    path("rfps/<str:number>/criteria/assignments/", rfp_assignments, name="rfp_assignments"),
    path("rfps/<str:number>/criteria/method/", criteria.rfp_method, name="rfp_method"),
    path("rfps/<str:number>/criteria/recorded/", rfp_recorded, name="rfp_recorded"),
    path("rfps/<str:number>/scoring/", scoring.rfp_scoring, name="rfp_scoring"),
    path("rfps/<str:number>/scoring/<int:criterion>/<int:candidate>/", scoring.score_save, name="score_save"),
    path("rfps/<str:number>/scoring/given/", scoring.scores_given, name="scores_given"),
    path("rfps/<str:number>/scoring/reopen/<int:sheet>/", scoring.sheet_reopen, name="sheet_reopen"),
    path("rfps/<str:number>/scoring/submit/", scoring.sheet_submit, name="sheet_submit"),
    path("rfps/<str:number>/shortlist/", shortlist.rfp_shortlist, name="rfp_shortlist"),
    path("rfps/<str:number>/shortlist/retry/", shortlist.shortlist_retry, name="shortlist_retry"),
    path("rfps/<str:number>/shortlist/status/", shortlist.shortlist_status, name="shortlist_status"),
    path("rfps/<str:number>/shortlist/versions/", versions.shortlist_versions, name="shortlist_versions"),
    path("rfps/<str:number>/shortlist/changes/", shortlist_changes, name="shortlist_changes"),
    path("rfps/<str:number>/shortlist/ranks/", shortlist_ranks, name="shortlist_ranks"),
    path("rfps/<str:number>/shortlist/<int:version>/", shortlist.shortlist_version, name="shortlist_version"),
    path(
        "rfps/<str:number>/shortlist/<int:version>/firmness/", shortlist_firmness, name="shortlist_firmness"
    ),
    path("rfps/<str:number>/shortlist/<int:version>/file/", shortlist.shortlist_file, name="shortlist_file"),
    path(
        "rfps/<str:number>/shortlist/<int:version>/recompute/",
        versions.shortlist_recompute,
        name="shortlist_recompute",
    ),
    path(
        "rfps/<str:number>/shortlist/<int:version>/decide/",
        versions.shortlist_decide,
        name="shortlist_decide",
    ),
    path(
        "rfps/<str:number>/shortlist/<int:version>/<str:vendor>/",
        shortlist.shortlist_vendor,
        name="shortlist_vendor",
    ),
    path("rfps/<str:number>/decisions/<int:pk>/", versions.decision_answer, name="decision_answer"),
    path("rfps/<str:number>/compare/", compare.rfp_compare, name="rfp_compare"),
    path("rfps/<str:number>/compare/heat-map/", compare.rfp_heat_map, name="rfp_heat_map"),
    path(
        "rfps/<str:number>/compare/criteria/<str:criterion_key>/",
        compare.rfp_criterion,
        name="compare_criterion",
    ),
    path("rfps/<str:number>/compare/spreadsheet/", compare.compare_spreadsheet, name="compare_spreadsheet"),
    path("rfps/<str:number>/waivers/", rfp_waivers, name="rfp_waivers"),
    path("rfps/<str:number>/waivers/new/<int:candidate>/", waiver_request, name="waiver_request"),
    path("rfps/<str:number>/waivers/<int:pk>/", waiver_decide, name="waiver_decide"),
    path("rfps/<str:number>/waivers/<int:pk>/withdraw/", waiver_withdraw, name="waiver_withdraw"),
    path("rfps/<str:number>/what-if/", what_if.rfp_what_if, name="rfp_what_if"),
    path("rfps/<str:number>/what-if/scenarios/", what_if.scenarios, name="scenarios"),
    path("rfps/<str:number>/what-if/scenarios/new/", what_if.scenario_create, name="scenario_create"),
    path("rfps/<str:number>/what-if/scenarios/<int:pk>/", what_if.scenario, name="scenario"),
    path("rfps/<str:number>/what-if/scenarios/<int:pk>/edit/", what_if.scenario_edit, name="scenario_edit"),
    path(
        "rfps/<str:number>/what-if/scenarios/<int:pk>/delete/",
        what_if.scenario_delete,
        name="scenario_delete",
    ),
    path(
        "rfps/<str:number>/what-if/scenarios/<int:pk>/restore/",
        what_if.scenario_restore,
        name="scenario_restore",
    ),
    path("rfps/<str:number>/reports/", reports.rfp_reports, name="rfp_reports"),
    path("rfps/<str:number>/reports/log/", reports.report_log, name="report_log"),
    path("rfps/<str:number>/reports/log/<int:pk>/send-again/", reports.report_resend, name="report_resend"),
    path("rfps/<str:number>/reports/recipients/", reports.recipient_add, name="recipient_add"),
    path(
        "rfps/<str:number>/reports/recipients/<int:pk>/",
        reports.recipient_edit,
        name="recipient_edit",
    ),
    path(
        "rfps/<str:number>/reports/recipients/<int:pk>/remove/",
        reports.recipient_remove,
        name="recipient_remove",
    ),
    path("rfps/<str:number>/reports/<int:version>/mail/", reports.report_preview, name="report_preview"),
    path("rfps/<str:number>/reports/<int:version>/pdf/", reports.report_pdf, name="report_pdf"),
    path("rfps/<str:number>/reports/<int:version>/send/", reports.report_send, name="report_send"),
    path(
        "rfps/<str:number>/reports/<int:version>/spreadsheet/",
        reports.report_spreadsheet,
        name="report_spreadsheet",
    ),
    path("rfps/<str:number>/dossier/", rfp_dossier, name="rfp_dossier"),
    path("rfps/<str:number>/dossier/ask/", dossier_ask, name="dossier_ask"),
    path("rfps/<str:number>/dossier/<int:pk>/", dossier_progress, name="dossier_progress"),
    path("rfps/<str:number>/dossier/<int:pk>/again/", dossier_again, name="dossier_again"),
    path("rfps/<str:number>/dossier/<int:pk>/file/", dossier_file, name="dossier_file"),
    path("rfps/<str:number>/history/", rfp_history, name="rfp_history"),
    path("vendors/<int:pk>/record/", vendor_record, name="vendor_record"),
    path("reports/stop/<str:token>/", reports.report_stop, name="report_stop"),
]
