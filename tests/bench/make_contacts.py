#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes fictional contacts as CSV for benches: the same ones for the same count and seed.

Names are in several scripts, all mail addresses end in example.com, phone numbers come from ranges kept
free for fiction, and about three in a hundred share the mailbox of the person before them.

Usage: make_contacts.py [--count N] [--seed S] [--output FILE]
"""
import argparse
import csv
import datetime
import random
import sys
import unicodedata

HEADER = ["First Name", "Last Name", "Company", "Email", "Mobile", "Street", "Postal Code", "City", "Country",
          "Birthday", "Tags", "Notes"]
SHARED = 0.03

# given names, family names, streets, cities, country: each person keeps to one row
PLACES = [
    ("Ada Ben Cleo Dora Ellis Fern Gus Hazel Iris Jonas Kit Lena Mara Nell Otis Piper Quinn Rosa Silas Tess".split(),
     "Amberley Birchwood Calloway Dunmore Everhart Fairbourne Greymoor Hollis Inkwell Juniper Kettering Larkspur "
     "Merriweather Northcote Oakes Pemberly Quillfeather Rookwood Silverton Thistle".split(),
     ["Lantern Lane", "Orchard Row", "Mill Walk", "Quarry Road"], ["Little Harbour", "Eastmoor", "Foxhollow"],
     "United Kingdom"),
    ("Anneliese Björn Clärchen Dörte Emil Frieda Günther Heike Ilse Jürgen Käthe Lothar Mareike Niklas Ömer".split(),
     "Abendroth Birkenfeld Dünenmeier Eichgrün Federspiel Grünwasser Himmelreich Käferstein Löwenzahn Mühlbach "
     "Nebelhorn Rübsam Süßkind Türmer Wölkchen".split(),
     ["Lindenstraße", "Am Mühlteich", "Kirschgasse"], ["Neudorf am See", "Obergrünau", "Kleinöhringen"], "Deutschland"),
    ("Aurélie Benoît Céline Didier Éloïse François Gaëlle Hervé Inès Joël Léonie Maëlys Noé Océane Zoé".split(),
     "Bellerive Châtaignier Deschênes Fontclaire Grandpré Hautefeuille Lavallée Montclair Pâquerette Rivière "
     "Souffleciel Tournesol".split(),
     ["rue des Érables", "allée du Moulin", "place aux Chênes"], ["Saint-Élan", "Vallonbleu"], "France"),
    ("Alejandra Begoña Ciro Dulce Íñigo Joaquín Lucía Martín Nuño Ofelia Rocío Sebastián Úrsula Ximena".split(),
     "Alcazaba Brisanorte Campoluna Montaña Nieves Olmos Peñablanca Riofrío Sol Vallehermoso".split(),
     ["calle del Olivo", "paseo de la Peña"], ["Villamar", "Puerto Niño"], "España"),
    ("Анна Борис Вера Глеб Дарья Егор Зоя Илья Кира Лев Мария Нина Олег Полина".split(),
     "Березкин Ветрова Дождева Звездина Лесной Морозко Облаков Полевая Речная Снежин".split(),
     ["улица Садовая", "Тихий переулок"], ["Новолесье", "Белоречье"], "Україна"),
    ("Αλέκος Βασιλική Δανάη Ελένη Ζωή Θάλεια Ιάσων Κλειώ Λητώ Μυρτώ".split(),
     "Ανεμόπουλος Γαλανού Ηλιάδης Θαλασσινός Λιβαδάς Πετρίδου".split(),
     ["οδός Ελιάς", "οδός Ανέμων"], ["Νέα Ακτή"], "Ελλάδα"),
    ("陽葵 蓮 結衣 湊 さくら 樹 美月 悠真 凛 海斗".split(), "青空 星野 雪村 花森 月島 風見 水瀬 森川".split(),
     ["桜通り", "川沿い"], ["みどり町", "海辺市"], "日本"),
    ("ليلى سامر نور كريم ياسمين طارق هدى رامي".split(), "النجمي البستاني الغيم الندى الريحاني السحابي".split(),
     ["شارع الزيتون", "شارع الياسمين"], ["واحة النخيل"], "الأردن"),
    ("Agnieszka Błażej Cecylia Łucja Michał Ola Paweł Świętosława Wojciech Żaneta".split(),
     "Brzozowska Chmurny Deszczyk Gwiazdowska Jesionek Łąkowy Śnieżek Źródlak".split(),
     ["ulica Lipowa", "aleja Brzóz"], ["Nowe Łąki", "Zielonogórka"], "Polska"),
    ("Thảo Minh Hoa Sơn Lan Tuấn Mai Đức".split(), "Nguyễn-Mây Trần-Sao Lê-Gió Phạm-Sông".split(),
     ["đường Hoa Sen"], ["Làng Mới"], "Việt Nam"),
]
COMPANIES = ["Studio Lanternlight", "Café Süßkind", "Atelier Vallonbleu", "Old Mill Venue", "Quill & Ink", "花森写真館"]
TAGS = ["wedding", "family", "album", "vip", "newborn", "corporate", "press"]
NOTES = ["", "", "", "", "Met at the fair.", "Prefers mornings, \"not before ten\".", "Two dogs; one cat.",
         "First line\nsecond line"]


def mailbox(given, family, number):
    """Plain ASCII where the name has any, else a neutral word; the number keeps them apart."""
    text = unicodedata.normalize("NFKD", f"{given}.{family}").encode("ascii", "ignore").decode().lower()
    text = "".join(c for c in text if c.isalnum() or c in ".-").strip(".-")
    return f"{text or 'client'}.{number}@example.com"


def contacts(count, seed):
    rng = random.Random(seed)
    first_day = datetime.date(1940, 1, 1)
    email = None
    for number in range(1, count + 1):
        givens, families, streets, cities, country = rng.choice(PLACES)
        given, family = rng.choice(givens), rng.choice(families)
        shares = email is not None and rng.random() < SHARED
        if not shares:
            email = mailbox(given, family, number)
        yield [
            given, family, rng.choice(COMPANIES) if rng.random() < 0.15 else "", email,
            f"+44 7700 900{rng.randrange(1000):03}", f"{rng.choice(streets)} {rng.randrange(1, 200)}",
            f"{rng.randrange(10000, 99999)}", rng.choice(cities), country,
            (first_day + datetime.timedelta(days=rng.randrange(25000))).isoformat() if rng.random() < 0.4 else "",
            ";".join(sorted(rng.sample(TAGS, rng.randrange(3)))), rng.choice(NOTES),
        ]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=100_000, help="how many contacts (100000)")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other people (1)")
    parser.add_argument("--output", help="a file instead of standard output")
    options = parser.parse_args()
    if options.count < 0:
        parser.error("--count must not be negative")
    if options.output:
        out = open(options.output, "w", encoding="utf-8", newline="")
    else:
        sys.stdout.reconfigure(encoding="utf-8", newline="")
        out = sys.stdout
    with out:
        writer = csv.writer(out)
        writer.writerow(HEADER)
        writer.writerows(contacts(options.count, options.seed))


if __name__ == "__main__":
    main()
