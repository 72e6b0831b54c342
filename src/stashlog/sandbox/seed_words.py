# ruff: noqa: RUF001 - dotless i and the en dash belong to the names and titles below
"""Words that the made-up records are put together from.

Nobody is meant: names are common ones joined at random. Phone numbers are from ranges kept free
for fiction (Bundesnetzagentur, Arcep, Ofcom, NANPA 555-01xx) or, where a country has none, from
area codes that are not assigned. E-mail and web addresses end in `.example` (RFC 2606).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Country:
    """Names, towns, company forms and phone notations of one country.

    In a phone pattern each `#` stands for a digit. In a company pattern `{last}`, `{town}` and
    `{trade}` are replaced. `weight` is the share of companies from here.
    """

    first_names: tuple[str, ...]
    last_names: tuple[str, ...]
    towns: tuple[str, ...]
    trades: tuple[str, ...]
    companies: tuple[str, ...]
    phones: tuple[str, ...]
    titles: tuple[str, ...]
    currency: str
    weight: int


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.replace("_", " ") for word in text.split())


GERMANY = Country(
    _words(
        "Jürgen Anna Björn Käthe Sören Lieselotte Thomas Ursula Jörg Stefanie Günther Bärbel "
        "Karl-Heinz Annegret Uwe Sibylle Maximilian Hannelore Matthias Franziska"
    ),
    _words(
        "Müller Schäfer Weiß Größmann Schröder Özdemir von_der_Heide Köhler Jäger Krüger "
        "Strauß Lindner Böhm Hübner Leutheusser-Schnarrenberger Vogt Zöllner Brand Kühn Fuchs"
    ),
    _words("Köln München Lübeck Würzburg Saarbrücken Leipzig Görlitz Tübingen Osnabrück Erfurt"),
    _words(
        "Präzisionswerkzeuge Kühltechnik Maschinenbau Verpackungen Fördertechnik Messtechnik "
        "Großküchen Gebäudereinigung Möbelwerkstätten Straßenbau"
    ),
    (
        "{last} {trade} GmbH",
        "{trade} {town} GmbH & Co. KG",
        "{last} & Söhne KG",
        "Süddeutsche {trade} und Anlagenbau {town} Gesellschaft mit beschränkter Haftung",
        "{last} {trade} und Industriedienstleistungen GmbH & Co. Kommanditgesellschaft auf Aktien",
    ),
    (
        "+49 30 23125 ###",
        "030/23125###",
        "0049 (0)69 90009-###",
        "(040) 66969 ###",
        "+498999998###",
    ),
    _words("Geschäftsführer Einkaufsleiterin Werkstattleiter Prokuristin"),
    "EUR",
    9,
)

FRANCE = Country(
    _words(
        "François Hélène Jérôme Élodie Noël Aurélie Benoît Chloé Gaël Maëlle Étienne Cécile "
        "Jean-Baptiste Geneviève Loïc Océane"
    ),
    _words(
        "Lefèvre Béranger Gauthier d'Aubigné Crépin Mérimée Hervé Le_Goff Pérès Fournier "
        "Châtelain Dufrêne Guérin Rousseau Béchard L'Hermitte"
    ),
    _words("Nîmes Besançon Orléans Saint-Étienne Angoulême Béziers Lyon Évreux"),
    _words("Mécanique Énergie Ébénisterie Fromagerie Imprimerie Câblage Sécurité Bâtiment"),
    (
        "{trade} {last} SARL",
        "Groupe {trade} {town} SA",
        "{last} et Fils",
        "{town} {trade} SAS",
    ),
    ("01 99 00 ## ##", "+33 2 61 91 ## ##", "03.53.01.##.##", "+33 (0)6 39 98 ## ##"),
    _words("Directrice_des_achats PDG Chef_d'atelier Responsable_logistique"),
    "EUR",
    4,
)

SPAIN = Country(
    _words(
        "José María Íñigo Begoña Ángel Mónica Andrés Lucía Raúl Sofía Joaquín Inés Óscar Nuria "
        "Iván Rocío"
    ),
    _words(
        "García_Núñez Muñoz Ibáñez Peña_Ortiz Sánchez Echevarría Gutiérrez Cañadas Ordóñez "
        "Vázquez_Ruiz Benítez Zúñiga Lázaro Domínguez"
    ),
    _words("Málaga León Cádiz A_Coruña Logroño Almería Gijón Ávila"),
    _words("Logística Iluminación Construcción Cerámica Climatización Diseño Óptica Señalización"),
    ("{trade} {last} S.L.", "{trade} de {town} S.A.", "Hermanos {last}", "{town} {trade} S.L.U."),
    ("+34 412 55 ## ##", "412 55# ###", "(+34) 412.55.##.##"),
    _words("Jefa_de_compras Director_técnico Gerente"),
    "EUR",
    3,
)

POLAND = Country(
    _words(
        "Małgorzata Łukasz Paweł Świętosława Grażyna Stanisław Żaneta Rafał Elżbieta Mirosław "
        "Agnieszka Zdzisław"
    ),
    _words(
        "Wiśniewski Żółtowska Dąbrowski Kaźmierczak Łęcki Szczęsna Gołębiewski Brzęczyszczykiewicz "
        "Źrebiec Wójcik Śliwa Czyż"
    ),
    _words("Łódź Kraków Gdańsk Wrocław Poznań Rzeszów Częstochowa Toruń"),
    _words("Narzędzia Oświetlenie Opakowania Chłodnictwo Usługi Przemysł"),
    ("{trade} {last} Sp. z o.o.", "{town} {trade} S.A.", "{last} i Wspólnicy"),
    ("+48 20 555 ## ##", "20-555-##-##", "(20) 555 ## ##"),
    _words("Kierownik_działu Główna_księgowa Prezes_zarządu"),
    "PLN",
    3,
)

TURKEY = Country(
    _words("Çağla Şükrü İbrahim Gülşen Özgür Işıl Mustafa Ayşegül Ömer Iğdır Tuğba Yiğit"),
    _words("Yılmaz Öztürk Çelik Şahin Kılıç Güneş Işık İnönü Doğan Aydoğdu Koç Ünlü"),
    _words("İzmir Eskişehir Muğla Diyarbakır Çanakkale Iğdır Şanlıurfa"),
    _words("Tekstil Gıda İnşaat Mühendislik Ambalaj Dış_Ticaret"),
    ("{last} {trade} A.Ş.", "{town} {trade} Ltd. Şti.", "{last} Kardeşler"),
    ("+90 (201) 555 ## ##", "0201 555 ## ##", "0 201 555####"),
    _words("Satın_Alma_Müdürü Genel_Müdür Şantiye_Şefi"),
    "TRY",
    2,
)

BRITAIN = Country(
    _words("Siân Alistair Priya Oliver Zoë Niamh Rhys Imogen Kwame Fiona Seán Harriet"),
    _words("Blackwood O'Connell Patel MacDonald Ashworth St._John Fitzgerald Okonkwo Hughes Whyte"),
    _words("Leeds Bristol Aberystwyth Newcastle Stoke-on-Trent Inverness"),
    _words("Logistics Instruments Interiors Catering Surveying Analytics"),
    ("{last} {trade} Ltd", "{town} {trade} plc", "{last} & {last} LLP"),
    ("01632 960###", "+44 20 7946 0###", "+44 (0)1632 960 ###", "(020) 7946 0### ext. 12"),
    _words("Head_of_Procurement Works_Manager Company_Secretary"),
    "GBP",
    2,
)

AMERICA = Country(
    _words("Sarah Jesús Tyler Aaliyah Chen Brooke DeShawn Megan"),
    _words("Johnson Nguyen Kowalczyk Washington Ramírez O'Brien Lee Smith-Hernandez"),
    _words("Austin Duluth Sacramento Savannah"),
    _words("Software Robotics Dental Farms"),
    ("{last} {trade}, Inc.", "{town} {trade} LLC", "{last} Group"),
    ("(512) 555-01##", "+1 218 555 01##", "1-916-555-01## x204", "912.555.01##"),
    _words("CFO VP_Operations Office_Manager"),
    "USD",
    1,
)

COUNTRIES = (GERMANY, FRANCE, SPAIN, POLAND, TURKEY, BRITAIN, AMERICA)

SOURCES = _words("website referral trade_fair cold_call linkedin import")
CONTACT_TAGS = _words("decision-maker newsletter vip do-not-call technical key-account follow-up")
COMPANY_TAGS = _words("customer prospect partner supplier export-control key-account")
DEAL_TAGS = _words("q1 q2 upsell tender urgent at-risk")
INDUSTRIES = _words(
    "Manufacturing Logistics Construction Food_&_Beverage Professional_services Healthcare "
    "Textiles Energy"
)
SIZES = _words("1-10 11-50 51-200 201-500 501-1000 1000+")
DEAL_WORDS = (
    "Rahmenvertrag {year} – {company}",
    "Renewal {year}",
    "{company}: Wartung und Ersatzteile",
    "Pilot, 20 seats",
    "Extension du contrat {company}",
    "Ampliación {year} ({company})",
    "Wdrożenie – {company}",
    "Angebot 2. Runde: {company}",
)
CALL_SUBJECTS = (
    "Left voicemail",
    "Rückruf wegen Angebot",
    "Follow up on proposal",
    "Relance téléphonique",
    "Intro call with the new buyer",
    "Termin für Werksführung abgestimmt",
)

SAMPLE_CONTACT_ID = "ct_5hJ3kM9pQrVwXyZaB2cD4"
SAMPLE_COMPANY_ID = "co_7rT4mK9pQsVwXyZaB2cD4"
SAMPLE_DEAL_ID = "dl_3xK8nM2qTsYvAzCeB2cD4"
"""Ids of the documented request sample; they belong together here too."""

PIPELINES: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...] = (
    (
        "pl_newbusiness",
        "New business",
        (
            ("Qualified", "open"),
            ("Meeting held", "open"),
            ("Proposal sent", "open"),
            ("Negotiation", "open"),
            ("Won", "won"),
            ("Lost", "lost"),
        ),
    ),
    (
        "pl_8Renew",
        "Renewals",
        (("Due", "open"), ("In talks", "open"), ("Renewed", "won"), ("Cancelled", "lost")),
    ),
)
"""Id, name, and the stages with their types."""
