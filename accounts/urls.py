from django.urls import path

from . import views

urlpatterns = [
    path("", views.people_list, name="people_list"),
    path("invite/", views.person_invite, name="person_invite"),
    path("me/", views.profile, name="profile"),
    path("<int:pk>/", views.person_edit, name="person_edit"),
    path("<int:pk>/deactivate/", views.person_deactivate, name="person_deactivate"),
    path("<int:pk>/reactivate/", views.person_reactivate, name="person_reactivate"),
    path("<int:pk>/invitation/", views.person_send_invitation, name="person_send_invitation"),
]
