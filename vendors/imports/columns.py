"""Which of our columns those of a file are: proposed by their names, decided by a person."""

from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz, process

from bpo_portal.text import searchable

from .table import key_of

ALIKE = 84
"""From this likeness of 100 on, a name is proposed; a person looks at it before anything is read."""
SYNONYMS = {
    "name": "vendor, vendor name, supplier, supplier name, provider, provider name, company, company name, "
    "organisation, organization, account name, nombre, proveedor, empresa, fournisseur, lieferant, firma",
    "vendor": "name, vendor name, supplier, supplier name, provider, provider name, company, company name, "
    "nombre, proveedor, empresa, fournisseur, lieferant, firma",
    "legal_name": "registered name, legal entity, legal entity name, razon social, raison sociale",
    "trading_names": "also known as, aka, dba, brand, brands, aliases, other names",
    "status_reason": "reason for status",
    "country": "headquarters, hq, hq country, headquarters country, country of origin, land, pais, pays",
    "city": "town, hq city, headquarters city, location, ciudad, ville, stadt, ort",
    "website": "web, url, homepage, web site, web page, internet",
    "lei": "lei code, legal entity identifier",
    "vat_number": "vat, vat id, tax id, tax number, cif, nif, ust id",
    "duns": "duns number, d-u-n-s, d-u-n-s number",
    "founded_year": "founded, year founded, established, founded in, foundation year",
    "employees": "headcount, head-count, people, staff, fte, ftes, number of employees, empleados, mitarbeiter",
    "employees_year": "headcount year, year of headcount, employees as of",
    "revenue_millions": "revenue, turnover, annual revenue, sales, revenue in millions, umsatz, facturacion",
    "revenue_currency": "currency, turnover currency",
    "revenue_year": "year of revenue, turnover year, fiscal year",
    "delivery_countries": "delivers from, delivery locations, delivery country, locations",
    "sources": "source, references, links",
    "notes": "note, comment, comments, remarks, description",
    "note": "notes, comment, comments, remarks",
    "languages": "language, spoken languages, idiomas, sprachen",
    "industries": "industry, sector, sectors, verticals",
    "service_lines": "services, service line, processes, capabilities",
    "service_line": "service, process, capability",
    "scheme": "certification, certificate, standard, certificate type, norm",
    "edition": "version, revision",
    "number": "certificate number, certificate no, certificate id, registration number",
    "body": "certification body, issuer, issued by, registrar, auditor",
    "scope": "certificate scope, scope of certification",
    "issued_on": "issued, issue date, date of issue, valid from, certified since",
    "expires_on": "expires, expiry, expiry date, expiration date, valid until, valid to, end date",
    "source": "sources, reference, link",
    "timezone": "time zone, tz",
    "seats": "workstations, capacity, headcount",
    "opens": "open from, opening time",
    "closes": "open until, closing time",
    "years": "years of experience, experience, experience in years",
    "as_of": "date of figures, reported on",
    "annual_volume": "volume, yearly volume, volume per year, transactions per year",
    "volume_unit": "unit, unit of volume",
}


def are_ours(head: Sequence[str], known: Sequence[str], required: Iterable[str]) -> bool:
    """Whether the file's columns are called as ours, each once, and none is missing that must be there."""
    keys = [key_of(title) for title in head]
    return len(set(keys)) == len(keys) and set(required) <= set(keys) <= set(known)


def propose(head: Sequence[str], known: Sequence[str]) -> list[str]:
    """For each column of the file the one of ours that is most likely meant, or none; each of ours once."""
    words = words_of(known)
    rated = sorted(
        (
            (-likeness, place, column)
            for place, title in enumerate(head)
            for likeness, column in likely(title, words)
        ),
    )
    proposed, taken = [""] * len(head), set()
    for _, place, column in rated:
        if not proposed[place] and column not in taken:
            proposed[place] = column
            taken.add(column)
    return proposed


def words_of(known: Sequence[str]) -> dict[tuple[str, int], str]:
    """Every name by which a column of ours goes; its own counts a little more than its synonyms."""
    return {
        (column, rank): plain(word)
        for column in known
        for rank, word in enumerate([column, *SYNONYMS.get(column, "").split(", ")])
        if word
    }


def likely(title: str, words: dict[tuple[str, int], str]) -> Iterable[tuple[float, str]]:
    wanted = plain(title)
    if not wanted:
        return
    found = process.extract(wanted, words, scorer=fuzz.ratio, processor=None, score_cutoff=ALIKE, limit=5)
    for _, likeness, (column, rank) in found:
        yield likeness - (rank > 0), column


def plain(name: str) -> str:
    return searchable(name.replace("_", " ").replace("-", " "))
