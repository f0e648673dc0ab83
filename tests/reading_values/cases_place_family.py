"""Families of places met in fresh reports: names outside the atlas told by form, homonyms of persons and words.

Language, text, mentions expected in order.
"""

CASES = [
    ("ko", "에스텔리주에서 집이 봉인되었다. 마타갈파시의 두 가구가 떠났다.", ["에스텔리", "마타갈파"]),
    ("ko", "카리브 북부의 토르베크 공동체에 무장 집단이 들어왔다.", ["카리브 북부", "토르베크"]),
    ("ko", "드로비츠크로 실려 갔다. 텔레그램으로 옮겨 갔다. 버스에서 붙잡혔다.", ["드로비츠크"]),
    ("ko", "그보르크의 병원에서 일했다. 카리모프의 집에 갔다.", ["그보르크"]),
    ("ko", "국경 마을 렌추크에서 밀수꾼이 잡혔다.", ["렌추크"]),
    ("ko", "‘엘 보스케’ 교도소에서 사망했다.", ["‘엘 보스케’ 교도소"]),
    ("ko", "인도 친척에게 전화했다. 물건을 인도받았다.", ["인도"]),
    ("ko", "수단 여성이 하르툼에서 붙잡혔다. 수단과 방법을 가리지 않았다.", ["수단", "하르툼"]),
    (
        "ko",
        "투르크메니스탄 마리에 있는 부모가 왔다. 마리는 가스의 고장이다. 소 세 마리는 죽었다.",
        ["투르크메니스탄", "마리", "마리"],
    ),
    ("ko", "회령에서 백암으로 실려갔다. 추방됐다 삼수로.", ["회령", "백암", "삼수"]),
    ("ko", "면담 장소: 빌뉴스 / 러시아어 통역", ["빌뉴스"]),
    ("ko", "모르시는 분이 키워주시고 떠났다. 반드시 신고하라. 만드는 마을이 있다. 스스로의 집.", []),
    ("ko", "산다느니 수용소로 보낸다느니 했다. 형을 받거나 수용소에 간 이는 없다. 호출은 나왔으나 감옥은 아니었다.", []),
    ("ko", "외국 매체와 말하지 않겠다고 했다. 같은 마을의 상인이 왔다.", []),
    ("ko", "중앙아시아에서 온 노동자가 메콩강 건너에 있다.", ["중앙아시아", "메콩강"]),
    ("ko", "탈북한 그는 북쪽 가족에게 돈을 보냈다.", ["북쪽"]),
    ("en", "In Ruyaga and Kibimba provinces patrols went out.", ["Ruyaga", "Kibimba"]),
    ("en", "A baker of Tolanga said so. A member of Amnesty wrote.", ["Tolanga"]),
    ("en", "He went to Karim instead. He told Karim that night. Karim stayed where he was.", []),
    ("en", "A cook from the prison at Bukama told a trader.", ["Bukama"]),
    ("en", "The message came at New Year. Translated from the Spanish by the desk.", []),
    ("en", "They crossed the Karakum and the Mekong.", ["Karakum", "Mekong"]),
    ("en", "Correctional labour camp, four years. Which prison? Second crossing in October. A Gulf state.", []),
]
