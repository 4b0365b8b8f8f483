import threading

import pytest
from allauth.account.forms import default_token_generator
from django.core.exceptions import ValidationError
from django.db import connection

from accounts import services
from accounts.models import Role, User
from outbox import reading
from outbox.models import Mail

pytestmark = pytest.mark.django_db


def change(person: User, **fields: object) -> User:
    now = {"name": person.name, "email": person.email, "roles": person.roles, "timezone": person.timezone}
    return services.change(person=person, **{**now, **fields})  # type: ignore[arg-type]


def test_an_invitation_makes_an_account_without_a_password_and_a_mail(nora: User) -> None:
    mail = Mail.objects.get()

    assert (nora.is_invited, nora.has_role(Role.EVALUATOR), nora.timezone) == (True, True, "Europe/Oslo")
    assert (mail.recipient, mail.subject) == ("nora@example.com", "Ada invites you to BPO Portal")
    assert not mail.is_record
    assert "http://localhost:8000/accounts/password/reset/key/" in reading.text(mail)


def test_an_invitation_that_fails_leaves_neither_account_nor_mail(ada: User) -> None:
    with pytest.raises(ValidationError):
        services.invite(name="N", email="ADA@example.com", roles=[Role.EVALUATOR], timezone="UTC", by=ada)

    assert User.objects.count() == 1
    assert not Mail.objects.exists()


def test_an_invitation_is_sent_again_while_it_is_open(ada: User, nora: User) -> None:
    services.send_invitation(person=nora, by=ada)

    assert Mail.objects.filter(recipient=nora.email).count() == 2


def test_who_has_a_password_gets_no_invitation(ada: User, bea: User) -> None:
    with pytest.raises(ValidationError, match="does not wait"):
        services.send_invitation(person=bea, by=ada)


def test_nobody_deactivates_themselves(ada: User) -> None:
    with pytest.raises(ValidationError, match="yourself"):
        services.deactivate(person=ada, by=ada)


def test_the_last_administrator_keeps_the_role(ada: User) -> None:
    with pytest.raises(ValidationError, match="at least one"):
        change(ada, roles=[Role.OBSERVER])

    ada.refresh_from_db()
    assert ada.is_administrator


def test_one_of_two_administrators_may_go(ada: User, bea: User) -> None:
    change(bea, roles=[Role.ADMINISTRATOR])
    services.deactivate(person=ada, by=bea)

    assert list(User.objects.administrators()) == [bea]


def test_a_deactivated_administrator_does_not_count(ada: User, bea: User) -> None:
    bea.roles, bea.is_active = [Role.ADMINISTRATOR], False
    bea.save()

    with pytest.raises(ValidationError, match="at least one"):
        change(ada, roles=[Role.OBSERVER])


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_remove_one_another_at_once_do_not_both_succeed(ada: User, bea: User) -> None:
    change(bea, roles=[Role.ADMINISTRATOR])
    start = threading.Barrier(2)

    def remove(person: User, by: User) -> None:
        start.wait()
        try:
            services.deactivate(person=person, by=by)
        except ValidationError:
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=remove, args=pair) for pair in ((ada, bea), (bea, ada))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert User.objects.administrators().count() == 1


def test_a_vendor_contact_has_no_role_on_the_buyers_side(bea: User) -> None:
    with pytest.raises(ValidationError, match="vendor contact"):
        change(bea, roles=[Role.VENDOR_CONTACT, Role.EVALUATOR])


def test_a_link_sent_to_an_address_dies_with_the_address(ada: User, nora: User) -> None:
    before = services.set_password_address(nora)
    changed = change(nora, email="nora.l@example.com")
    uid, _, token = before.rstrip("/").rpartition("/")[2].partition("-")

    assert uid
    assert not default_token_generator.check_token(changed, token)
