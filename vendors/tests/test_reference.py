import pytest

from vendors.models import CertificationScheme, Industry, Language, ServiceLine
from vendors.services import load_reference


def test_the_reference_lists_are_loaded_once(db: None) -> None:
    added = [load_reference(), load_reference()]

    assert [set(counts) for counts in added] == [
        {"service lines", "certification schemes", "industries", "languages"}
    ] * 2
    assert list(added[0].values()) == [
        model.objects.count() for model in (ServiceLine, CertificationScheme, Industry, Language)
    ]
    assert set(added[1].values()) == {0}


def test_what_an_administrator_changed_stays(reference: None) -> None:
    Language.objects.filter(code="es").update(name="Castilian")

    load_reference()

    assert Language.objects.get(code="es").name == "Castilian"


@pytest.mark.parametrize(
    ("code", "counts"),
    [
        ("ISO27001", True),
        ("PCIDSS", False),
        ("SOC2", False),
        ("GDPR", False),
        ("UNGC", False),
        ("HIPAA", False),
    ],
)
def test_only_what_somebody_else_examined_counts_as_a_certificate(
    code: str, counts: bool, reference: None
) -> None:
    assert CertificationScheme.objects.get(code=code).counts_as_certificate is counts
