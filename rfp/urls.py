from django.urls import path

from . import views

urlpatterns = [
    path("", views.rfp_list, name="rfp_list"),
    path("new/", views.rfp_create, name="rfp_create"),
    path("<str:number>/", views.rfp_overview, name="rfp_overview"),
    path("<str:number>/edit/", views.rfp_edit, name="rfp_edit"),
    path("<str:number>/copy/", views.rfp_copy, name="rfp_copy"),
    path("<str:number>/move/<str:to>/", views.rfp_move, name="rfp_move"),
    path("<str:number>/team/", views.rfp_team, name="rfp_team"),
    path("<str:number>/team/<int:pk>/role/", views.member_role, name="member_role"),
    path("<str:number>/team/<int:pk>/remove/", views.member_remove, name="member_remove"),
    path("<str:number>/coverage/", views.rfp_coverage, name="rfp_coverage"),
    path("<str:number>/demand/", views.rfp_demand, name="rfp_demand"),
    path("<str:number>/demand/edit/", views.rfp_demand_edit, name="rfp_demand_edit"),
    path("<str:number>/vendors/", views.rfp_candidates, name="rfp_candidates"),
    path("<str:number>/vendors/add/", views.rfp_candidates_add, name="rfp_candidates_add"),
    path("<str:number>/vendors/able/", views.rfp_candidates_able, name="rfp_candidates_able"),
    path("<str:number>/vendors/list/", views.rfp_candidates_list, name="rfp_candidates_list"),
    path("<str:number>/vendors/<int:pk>/remove/", views.candidate_remove, name="candidate_remove"),
]
