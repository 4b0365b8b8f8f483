from rfp.keys import free_key


def test_a_key_is_the_slug_of_the_name() -> None:
    assert free_key("Acme Services, S.L.", taken=set(), fallback="vendor") == "acme-services-sl"


def test_a_taken_key_gets_the_next_number() -> None:
    assert free_key("Acme", taken={"acme", "acme-2"}, fallback="vendor") == "acme-3"


def test_a_name_without_ascii_letters_falls_back() -> None:
    assert free_key("株式会社", taken={"vendor"}, fallback="vendor") == "vendor-2"


def test_a_key_fits_its_column_with_its_number() -> None:
    key = free_key("x" * 200, taken={"x" * 55}, fallback="vendor")

    assert key == "x" * 55 + "-2"
