from django.urls import path

from . import views

urlpatterns = [
    path("", views.outbox_list, name="outbox_list"),
    path("<int:pk>/", views.outbox_detail, name="outbox_detail"),
    path("<int:pk>/html/", views.outbox_html, name="outbox_html"),
    path("<int:pk>/link/", views.outbox_link, name="outbox_link"),
    path("<int:pk>/files/<int:index>/", views.outbox_file, name="outbox_file"),
    path("<int:pk>/send-again/", views.outbox_send_again, name="outbox_send_again"),
]
