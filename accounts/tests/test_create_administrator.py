import json
import stat
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User

pytestmark = pytest.mark.django_db


def test_the_first_administrator_is_made_and_the_password_kept_private(tmp_path: Path) -> None:
    file = tmp_path / "accounts.json"
    file.write_text("older")
    file.chmod(0o644)
    call_command("create_administrator", "--accounts", str(file))
    (entry,) = json.loads(file.read_text())
    user = User.objects.get()

    assert (entry["email"], entry["role"]) == (user.email, "Administrator")
    assert user.is_administrator
    assert user.check_password(entry["password"])
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_where_there_are_users_nothing_is_made(bea: User, tmp_path: Path) -> None:
    call_command("create_administrator", "--accounts", str(tmp_path / "accounts.json"))

    assert list(User.objects.all()) == [bea]
    assert not list(tmp_path.iterdir())


def test_a_bad_address_is_refused() -> None:
    with pytest.raises(CommandError, match="e-mail address"):
        call_command("create_administrator", "--email", "admin@localhost")
