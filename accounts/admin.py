from typing import TYPE_CHECKING

from django.contrib import admin
from django.http import HttpRequest

from .models import User

if TYPE_CHECKING:
    UserModelAdmin = admin.ModelAdmin[User]
else:
    UserModelAdmin = admin.ModelAdmin


@admin.register(User)
class UserAdmin(UserModelAdmin):
    """For reading: accounts are made and changed on the People pages, where the rules are."""

    list_display = ("name", "email", "role_list", "timezone", "is_active", "last_login", "created_at")
    list_filter = ["is_active"]
    search_fields = ["name", "email"]
    fields = ("name", "email", "role_list", "timezone", "is_active", "last_login", "created_at")
    readonly_fields = fields

    @admin.display(description="roles")
    def role_list(self, person: User) -> str:
        return ", ".join(person.role_names)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False
