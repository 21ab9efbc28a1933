"""Which sets each variant trains on, and under which licence they are."""

LICENCES = {
    "train": "CelebAMask-HQ, non-commercial research",
    "val": "CelebAMask-HQ, non-commercial research",
    "london": "CC-BY 4.0 (DeBruine and Jones, Face Research Lab London Set)",
    "faces_london_smiling": "CC-BY 4.0 (DeBruine and Jones, Face Research Lab London Set)",
    "faces_webmorph_3dsk": "CC-BY 4.0 (webmorph.org)",
    "faces_webmorph_canada": "CC-BY 4.0 (webmorph.org)",
    "faces_congress": "public domain (official portraits of the United States Congress)",
    "faces_cctwelve": "public scientific use",
    "faces_deepface": "test pictures of an MIT repository; people's rights unclear",
    "faces_lametro": "unclear",
    "faces_ytfaces": "research only",
    "faces_facemask_chandrikadeb7": "MIT repository, scraped; people's rights unclear",
    "faces_facemask_prajnasb": "MIT repository, scraped; people's rights unclear",
}

# What allows commercial use.
PERMISSIVE = ("london", "faces_london_smiling", "faces_webmorph_3dsk", "faces_webmorph_canada", "faces_congress")

# Sets without human masks that the variant `all` takes, labelled by a teacher.
PSEUDO = (
    "faces_cctwelve",
    "faces_deepface",
    "faces_facemask_chandrikadeb7",
    "faces_facemask_prajnasb",
    "faces_lametro",
    "faces_ytfaces",
    *PERMISSIVE[1:],
)
