"""Short forms of notes, diaries and tellings: language, text, times expected with bounds; published Friday 2025-03-14."""

CASES = [
    (
        "en",
        "Permit taken on 10/2, home since 30/1.",
        [("on 10/2", "2025-02-10", "2025-02-10"), ("since 30/1", "2025-01-30", "2025-03-14")],
    ),
    (
        "en",
        "Searched last wk and again last yr.",
        [("last wk", "2025-03-03", "2025-03-09"), ("last yr", "2024-01-01", "2024-12-31")],
    ),
    ("en", "They came sat night.", [("sat night", "2025-03-08", "2025-03-08")]),
    ("en", "Two men sat on the floor.", []),
    ("en", "He got 2 yrs. Released 3 mths ago.", [("3 mths ago", "2024-12-01", "2024-12-31")]),
    (
        "en",
        "Arrested 4 March 2025. Moved next day.",
        [("4 March 2025", "2025-03-04", "2025-03-04"), ("next day", "2025-03-05", "2025-03-05")],
    ),
    ("en", "They kept her standing until dawn and let her go by noon.", [("until dawn", None, None), ("by noon", None, None)]),
    ("en", "They came on the 4th before daybreak.", [("on the 4th", "2025-03-04", "2025-03-04")]),
    ("en", "“Bring it on Wednesday,” he said.", [("on Wednesday", None, None)]),
    (
        "en",
        "In March 2021 he fled; he came back in June of that year.",
        [("March 2021", "2021-03-01", "2021-03-31"), ("in June of that year", "2021-06-01", "2021-06-30")],
    ),
    (
        "en",
        "1 March\nThe road is closed.\n3 March\nLast night they came.",
        [
            ("1 March", "2025-03-01", "2025-03-01"),
            ("3 March", "2025-03-03", "2025-03-03"),
            ("Last night", "2025-03-02", "2025-03-02"),
        ],
    ),
    (
        "ko",
        "3월 1일\n길이 막혔다.\n3월 3일\n어젯밤 그들이 왔다.",
        [
            ("3월 1일", "2025-03-01", "2025-03-01"),
            ("3월 3일", "2025-03-03", "2025-03-03"),
            ("어젯밤", "2025-03-02", "2025-03-02"),
        ],
    ),
    ("ko", "집결소에 두 달 있었다.", [("두 달", None, None)]),
    ("ko", "이틀을 못 버티고 이름을 불었다.", [("이틀", None, None)]),
    (
        "ko",
        "2024년 3월 5일 끌려갔다. 이틀 있다 그들이 집에 왔다.",
        [("2024년 3월 5일", "2024-03-05", "2024-03-05"), ("이틀 있다", "2024-03-07", "2024-03-07")],
    ),
    (
        "ko",
        "2024년 3월 5일 끌려갔다. 변방대에 2주 있다가 넘겨졌다.",
        [("2024년 3월 5일", "2024-03-05", "2024-03-05"), ("2주", None, None)],
    ),
    (
        "ko",
        "2023년 12월에 들어갔는데 그 겨울에 아홉이 죽었다.",
        [("2023년 12월", "2023-12-01", "2023-12-31"), ("그 겨울에", "2023-12-01", "2024-02-29")],
    ),
    (
        "ko",
        "2023년 5월 19일 처형됐다. 누이에 따르면 유족은 집행 전날에야 알았다.",
        [("2023년 5월 19일", "2023-05-19", "2023-05-19"), ("전날", "2023-05-18", "2023-05-18")],
    ),
    ("ko", "애를 낳으니 그제야 풀어 줬다.", []),
]
