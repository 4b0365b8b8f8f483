"""The report as a mail, parsed as a mail program does."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser

from scoring.reports import Letter
from scoring.reports.mail import mail_html, mail_text

from .versions import NASTY, call_centre, large, nasty, report_of, with_weights

STOP = "https://bpo.example.org/reports/stop/7.signed/"


def parsed(letter: Letter) -> EmailMessage:
    sent = letter.to("reader@example.com", unsubscribe=STOP).message().as_bytes()
    return message_from_bytes(sent, policy=policy.default)


class Page(HTMLParser):
    """Tags, styles and words of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.classes_without_style: list[str] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        if "class" in found and "style" not in found:
            self.classes_without_style.append(found["class"] or "")

    def handle_data(self, data: str) -> None:
        self.words += data


def test_a_mail_has_text_html_and_two_files() -> None:
    message = parsed(Letter.of(report_of(call_centre())))

    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "application/pdf",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ]
    assert [part.get_filename() for part in message.iter_attachments()] == [
        "RFP-2026-001-shortlist-v12.pdf",
        "RFP-2026-001-shortlist-v12.xlsx",
    ]
    assert message["Subject"] == "RFP-2026-001 shortlist: Acme Services first (version 12)"


def test_html_and_text_say_the_same() -> None:
    report = report_of(with_weights(call_centre(), security="30", price="50"), since=call_centre())
    page = " ".join(Page(mail_html(report)).words.split())
    text = " ".join(mail_text(report).split())

    for words in (
        "Acme Services is first",
        report.lead,
        report.summary,
        *report.changes,
        *report.shifts_in_words,
        *report.firmness,
        "On the shortlist: the first 2 vendors.",
        "Knock-out failed: Valid ISO/IEC 27001 certificate",
        "Not scored yet: Information security",
        "values are still missing",
        report.shortlist.sha256,
    ):
        assert words in page, words
        assert words in text, words


def test_styles_are_inside_the_tags_and_nothing_is_fetched_from_elsewhere() -> None:
    page = Page(mail_html(report_of(call_centre())))

    assert page.classes_without_style == []
    assert not {"script", "img", "link", "iframe", "form"} & set(page.tags)
    assert all(link.startswith(("http://localhost:8000/rfps/", "https://unsubscribe")) for link in page.links)


def test_it_is_dressed_for_the_dark_and_for_telephones() -> None:
    html = mail_html(report_of(call_centre()))

    assert "@media (prefers-color-scheme: dark)" in html
    assert 'name="color-scheme" content="light dark"' in html
    assert 'name="viewport"' in html


def test_each_letter_has_its_own_link_to_stop_and_no_placeholder_is_left() -> None:
    message = parsed(Letter.of(report_of(call_centre())))
    body = message.get_body(("html",))
    plain = message.get_body(("plain",))
    assert body is not None and plain is not None

    assert STOP in body.get_content() and STOP in plain.get_content()
    assert "unsubscribe.invalid" not in message.as_string()
    assert message["List-Unsubscribe"] == f"<{STOP}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_preview_has_no_link_to_stop() -> None:
    assert "unsubscribe" not in mail_html(report_of(call_centre()), addressed=False)


def test_names_are_only_ever_text() -> None:
    report = report_of(nasty(), line={"size": 4, "threshold": None})
    html, text = mail_html(report), mail_text(report)
    page = Page(html)

    assert "script" not in page.tags
    assert NASTY[0] in page.words and NASTY[0] in text
    for mark in "\u202e\u200f":
        assert mark not in html and mark not in text and mark not in Letter.of(report).subject


def test_a_sample_and_a_provisional_ranking_are_marked() -> None:
    report = report_of(call_centre(), is_sample=True)

    assert report.subject.startswith("[Sample] ")
    for shown in (mail_html(report), mail_text(report)):
        assert "vendors and figures are invented" in shown
        assert "values are still missing" in shown


def test_a_long_ranking_is_cut_and_the_mail_stays_small_enough_for_mail_programs() -> None:
    html = mail_html(report_of(large(), line={"size": 5, "threshold": None}))

    assert "… and 40 more in the attached files." in html
    assert len(html.encode()) < 102_000


def test_beside_a_ranked_vendor_stands_what_was_waived() -> None:
    report = report_of(call_centre())
    waived = [row.title for row in report.view.ranked if row.reasons]

    assert waived
    for words in (mail_text(report), " ".join(Page(mail_html(report)).words.split())):
        ranking = words.partition("Ranking")[2].partition("Excluded")[0]
        assert ranking.count("Knock-out waived: Valid ISO/IEC 27001 certificate") == len(waived)
