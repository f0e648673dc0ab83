"""Places told by their form or their neighbours: language, text, mentions expected in order."""

CASES = [
    ("en", "At Karsu they kept him aside. Letters were found in his lorry at Karsu.", ["Karsu", "Karsu"]),
    ("en", "She was held in the village of Bura Dere, then in Camp No. 14.", ["village of Bura Dere", "Camp No. 14"]),
    ("en", "Officers at Matamba checkpoint stopped the bus on the Torugart Pass.", ["Matamba checkpoint", "Torugart Pass"]),
    ("en", "Kobo, a small town, was shelled. Pak, a farmer from the district, saw it.", ["Kobo"]),
    ("en", "He spoke in fluent Kazakh and she answered in Somali.", []),
    ("en", "Agents called on people in at least four cities of the lowlands.", ["at least four cities", "the lowlands"]),
    ("en", "A spokesman for the interior ministry said nothing.", []),
    ("en", "He worked at Google and was questioned at PSB post.", []),
    ("en", "The crossing at Khorgos was shut to people from Central Asia.", ["Khorgos", "Central Asia"]),
    ("ko", "훈춘에서 붙잡혀 화룡으로 이송됐다. 중국 공안이 왔다.", ["훈춘", "화룡", "중국"]),
    ("ko", "은덕동에 사는 여성과 남문동 주민이 왔다.", ["은덕동", "남문동"]),
    ("ko", "다른 교화소로 보내겠다고 했다. 외딴 감옥으로 갔다. 않으면 교화소라고 했다.", []),
    ("ko", "만달레이 오보 감옥에 있다.", ["만달레이", "오보 감옥"]),
    ("ko", "회령에 살았다. 북에 있는 어머니가 전화했다.", ["회령", "북"]),
    ("ko", "선전에 열을 올렸다. 인도에서 넘어졌다. 오지 말라고 했다.", []),
    ("ko", "쿠바 올긴에서도 붙잡혔다.", ["쿠바", "올긴"]),
    ("ko", "수단 카살라로 도망쳤다.", ["수단", "카살라"]),
    ("ko", "행동에 나섰다. 가능성에 대해 말했다. 감시에 시달렸다. 리동무는 갔다.", []),
    ("ko", "하북성 산골로 갔다.", ["하북성"]),
]
