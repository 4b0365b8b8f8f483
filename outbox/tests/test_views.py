from collections.abc import Callable
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import User
from outbox import services
from outbox.models import Mail, MailState

SignedIn = Callable[[User], Client]

pytestmark = pytest.mark.django_db

HTML = (
    '<html><head><title>x</title></head><body style="margin:0"><h1>Shortlist</h1>'
    '<img src="cid:chart@bpo"><script>alert(1)</script></body></html>'
)


def write(to: str = "bea@example.com", subject: str = "Shortlist", is_record: bool = False) -> Mail:
    message = EmailMultiAlternatives(subject, "Plain words", to=[to])
    message.attach_alternative(HTML, "text/html")
    message.attach('list "a/b".csv', b"rank\n1\n", "application/octet-stream")
    (mail,) = services.queue(message=message, is_record=is_record)
    return mail


@pytest.fixture
def mail() -> Mail:
    return write()


def pages(mail: Mail) -> list[tuple[str, str]]:
    root = f"/outbox/{mail.pk}/"
    return [
        ("GET", "/outbox/"),
        ("GET", root),
        ("GET", f"{root}html/"),
        ("GET", f"{root}files/0/"),
        ("POST", f"{root}send-again/"),
    ]


def test_the_outbox_is_for_administrators(
    mail: Mail, bea: User, rita: User, eva: User, otto: User, vic: User, signed_in: SignedIn
) -> None:
    for outsider in (bea, rita, eva, otto, vic):
        client = signed_in(outsider)
        assert {client.generic(method, path).status_code for method, path in pages(mail)} == {404}


def test_the_anonymous_are_sent_to_sign_in(mail: Mail, client: Client) -> None:
    for method, path in pages(mail):
        assert client.generic(method, path).headers["Location"] == f"/accounts/login/?next={path}"


def test_an_administrator_reads_everything(ada: User, mail: Mail, signed_in: SignedIn) -> None:
    client = signed_in(ada)
    codes = [client.generic(method, path).status_code for method, path in pages(mail)]

    assert codes == [200, 200, 200, 200, 302]


def test_an_empty_outbox_says_what_will_be_there(ada: User, signed_in: SignedIn) -> None:
    assert b"No mail yet" in signed_in(ada).get("/outbox/").content


def test_the_list_filters_by_recipient_and_state(ada: User, mail: Mail, signed_in: SignedIn) -> None:
    other = write("eva@example.org")
    Mail.objects.filter(pk=other.pk).update(state=MailState.PARKED, last_error="550 no such user")
    client = signed_in(ada)

    def found(query: str) -> list[str]:
        return [mail.recipient for mail in client.get(f"/outbox/?{query}").context["page"]]

    assert found("") == ["eva@example.org", "bea@example.com"]
    assert found("recipient=EVA") == ["eva@example.org"]
    assert found("recipient=%25") == []
    assert found("state=parked") == ["eva@example.org"]
    assert found("state=nonsense&page=-1") == ["eva@example.org", "bea@example.com"]


def test_the_list_costs_the_same_for_one_and_for_thirty(
    ada: User, signed_in: SignedIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(ada)
    for count in (1, 30):
        for number in range(count):
            write(f"p{number}@example.com")
        with django_assert_max_num_queries(4):
            assert client.get("/outbox/").status_code == 200


def test_the_page_of_a_mail_has_its_headers_text_and_files(
    ada: User, mail: Mail, signed_in: SignedIn
) -> None:
    page = signed_in(ada).get(f"/outbox/{mail.pk}/").content.decode()

    assert mail.message_id.strip("<>") in page
    assert "Plain words" in page
    assert "list &quot;a_b&quot;.csv" in page


def test_the_html_of_a_mail_can_do_nothing(ada: User, mail: Mail, signed_in: SignedIn) -> None:
    response = signed_in(ada).get(f"/outbox/{mail.pk}/html/")
    policy = response.headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "sandbox allow-popups" in policy
    assert "script" not in policy
    assert "frame-ancestors 'self'" in policy
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert '<head><base target="_blank">' in response.content.decode()


def test_pictures_of_a_mail_are_shown_from_the_mail(ada: User, signed_in: SignedIn) -> None:
    message = EmailMultiAlternatives("Chart", "Plain words", to=["bea@example.com"])
    message.attach_alternative('<p><img src="cid:chart@bpo"><img src="cid:absent@bpo"></p>', "text/html")
    (mail,) = services.queue(message=message)
    parts = mail.message
    parts.add_attachment(b"\x89PNG", "image", "png", cid="<chart@bpo>", disposition="inline")
    Mail.objects.filter(pk=mail.pk).update(content=parts.as_bytes())

    page = signed_in(ada).get(f"/outbox/{mail.pk}/html/").content.decode()

    assert '<img src="data:image/png;base64,iVBORw==">' in page
    assert '<img src="data:,">' in page


def test_a_file_is_downloaded_never_opened(ada: User, mail: Mail, signed_in: SignedIn) -> None:
    client = signed_in(ada)
    response = client.get(f"/outbox/{mail.pk}/files/0/")

    assert response.content == b"rank\n1\n"
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert client.get(f"/outbox/{mail.pk}/files/1/").status_code == 404


def test_a_subject_is_shown_as_text(ada: User, signed_in: SignedIn) -> None:
    mail = write(subject="<script>alert(1)</script>\r\nBcc: x@example.com")
    page = signed_in(ada).get(f"/outbox/{mail.pk}/").content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; Bcc: x@example.com" in page


def test_an_erased_mail_says_that_it_is(ada: User, mail: Mail, signed_in: SignedIn) -> None:
    Mail.objects.filter(pk=mail.pk).update(content=b"", state=MailState.SENT, sent_at=timezone.now())
    client = signed_in(ada)

    assert b"erased after sending" in client.get(f"/outbox/{mail.pk}/").content
    assert client.get(f"/outbox/{mail.pk}/html/").status_code == 404
    assert client.get(f"/outbox/{mail.pk}/files/0/").status_code == 404


@pytest.mark.parametrize("is_record", [False, True], ids=["with a link", "a report"])
def test_in_production_a_mail_is_for_its_recipient_alone(
    ada: User, signed_in: SignedIn, settings: Settings, is_record: bool
) -> None:
    settings.LOCAL_MODE = False
    client = signed_in(ada)
    mail = write(is_record=is_record)

    assert b"For the recipient only" in client.get(f"/outbox/{mail.pk}/").content
    assert b"Plain words" not in client.get(f"/outbox/{mail.pk}/").content
    assert client.get(f"/outbox/{mail.pk}/html/").status_code == 404


def test_a_parked_mail_is_offered_again(ada: User, mail: Mail, signed_in: SignedIn) -> None:
    Mail.objects.filter(pk=mail.pk).update(state=MailState.PARKED, attempts=11, last_error="550 no such user")
    client = signed_in(ada)

    assert b"550 no such user" in client.get(f"/outbox/{mail.pk}/").content
    client.post(f"/outbox/{mail.pk}/send-again/")
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == (MailState.QUEUED, 0)


def test_why_a_mail_cannot_be_sent_again_is_said(ada: User, mail: Mail, signed_in: SignedIn) -> None:
    Mail.objects.filter(pk=mail.pk).update(leased_until=timezone.now() + timedelta(minutes=1))
    page = signed_in(ada).post(f"/outbox/{mail.pk}/send-again/", follow=True)

    assert "being sent right now" in page.content.decode()


@pytest.mark.parametrize("pk", [0, 999_999, 10**30])
def test_a_mail_that_is_not_there_is_not_found(ada: User, signed_in: SignedIn, pk: int) -> None:
    client = signed_in(ada)

    assert client.get(f"/outbox/{pk}/").status_code == 404
    assert client.get(f"/outbox/{pk}/html/").status_code == 404


LINK = "http://localhost:8000/accounts/password/reset/key/2-abc123-def/"


def write_link() -> Mail:
    message = EmailMultiAlternatives("Set your password", f"Here:\n\n{LINK}\n\nOnce.", to=["eva@example.com"])
    message.attach_alternative(f'<p><a href="{LINK}">{LINK}</a></p>', "text/html")
    (mail,) = services.queue(message=message)
    return mail


def test_a_link_that_sets_a_password_is_hidden_and_goes_out_as_it_is(ada: User, signed_in: SignedIn) -> None:
    mail, client = write_link(), signed_in(ada)

    page = client.get(f"/outbox/{mail.pk}/").content.decode()
    framed = client.get(f"/outbox/{mail.pk}/html/").content.decode()

    assert "abc123" not in page + framed
    assert "the link is hidden here" in page
    assert LINK.encode() in bytes(mail.content)


def test_showing_the_link_once_is_recorded_with_the_name_and_not_offered_beside_a_mail_server(
    ada: User, signed_in: SignedIn, settings: Settings
) -> None:
    mail, client = write_link(), signed_in(ada)

    assert LINK in client.post(f"/outbox/{mail.pk}/link/").content.decode()

    event = apps.get_model("outbox.MailEvent")._default_manager.get(pgh_label="link shown")
    assert (event.pgh_obj_id, event.pgh_context.metadata["user"]) == (mail.pk, ada.pk)
    settings.EMAIL_URL = "smtp://mail.example.com:25"
    assert "Show the link" not in client.get(f"/outbox/{mail.pk}/").content.decode()
    assert client.post(f"/outbox/{mail.pk}/link/").status_code == 404
