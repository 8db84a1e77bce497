"""Themes of the codebook, and the documents coded by them, under names that axes have room for.

Owns these short names and what is said of the record's source in every figure of themes.
"""

RECORD = "Course record of coded themes, from the texts as far as read and from secondary sources"
#: Code of the codebook -> name.
SHORT = {
    "democracy_rights": "Democracy and rights",
    "civil_society": "Civil society",
    "gender_equality": "Gender equality",
    "governance_reform": "Governance, reform",
    "education_youth": "Education and youth",
    "security_general": "Security in general",
    "border_migration": "Borders and migration",
    "drugs_crime": "Drugs and crime",
    "terrorism_extremism": "Terrorism, extremism",
    "nonproliferation": "Non-proliferation",
    "cyber_hybrid": "Cyber, hybrid threats",
    "afghanistan": "Afghanistan",
    "water": "Water",
    "environment_climate": "Environment, climate",
    "energy_supply": "Energy supply",
    "energy_transition": "Energy transition",
    "transport_connectivity": "Transport, connectivity",
    "digital": "Digital links",
    "people_culture": "People and culture",
    "trade_wto": "Trade and WTO",
    "investment_sme": "Investment, small firms",
    "poverty_social": "Poverty, social policy",
    "regional_cooperation": "Regional cooperation",
    "institutional_coordination": "Institutions",
    "external_actors": "Outside powers",
    "financing_instruments": "Money, instruments",
}
#: Documents of the EU with coded themes, the last two shared with the region, and the names the chart has room for.
DOCUMENTS = {
    "ec2002strategy": "2002 aid strategy",
    "eu2007strategy": "2007 strategy",
    "ec2007rsp": "2007 aid strategy",
    "ec2007mip": "2007 aid programme",
    "cc2015": "2015 Council",
    "cc2017": "2017 Council",
    "jc2018connectivity": "2018 connectivity",
    "eu2019strategy": "2019 strategy",
    "cc2019": "2019 Council",
    "jc2021gateway": "2021 Gateway",
    "roadmap2023": "2023 roadmap",
    "jd2025samarkand": "2025 summit",
}
