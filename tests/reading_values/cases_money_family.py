"""Families of sums met in fresh reports: figures whose currency was said before, conversions in passing, shared names.

Language, text, then (value, currency, conversions) of every sum with a value.
"""

CASES = [
    ("en", "He was promised 9,000 dirhams. He saw 2,500 of it.", [("9000", "AED", []), ("2500", "AED", [])]),
    ("en", "They sent 4,000 yuan, and the whole 4,000 vanished on the way.", [("4000", "CNY", []), ("4000", "CNY", [])]),
    ("en", "The first transfer was 3,000 yuan the first time, call it 420 dollars.", [("3000", "CNY", [("420", "USD")])]),
    ("en", "They named 60,000 somoni. His aunt came with 45,000 (some $4,100) in a bag.",
     [("60000", "TJS", []), ("45000", "TJS", [("4100", "USD")])]),
    ("en", "She paid 700 roubles in Minsk. They wanted 2000 from her.", [("700", "BYN", []), ("2000", "BYN", [])]),
    ("en", "He took 6,000 yuan; a later letter speaks of 7,500 [unchecked].", [("6000", "CNY", []), ("7500", "CNY", [])]),
    ("en", "In Nepal the guard took 3,000 rupees. In India a clerk asked 500 rupees.",
     [("3000", "NPR", []), ("500", "INR", [])]),
    ("en", "The reports are of India, India and India. Nepalese officers kept 800 rupees.", [("800", "NPR", [])]),
    ("en", "They paid 5 mil. dong. The guard kept 2 mil.", [("5000000", "VND", []), ("2000000", "VND", [])]),
    ("en", "He paid Tk 5,000 and 1'500 francs in Geneva.", [("5000", "BDT", []), ("1500", "CHF", [])]),
    ("en", "They paid 300 dollars. In all 1,400 were detained and 2,000 of them deported.", [("300", "USD", [])]),
    ("en", "They paid 300 dollars. In 2019 he left; by 2021 he had gone.", [("300", "USD", [])]),
    ("ko", "결국 3만 7500소모니가 봉투째 넘어갔다.", [("37500", "TJS", [])]),
    ("ko", "경찰에게 4만 리라(시장 환율로 약 1200달러)를 건넸다.", [("40000", "TRY", [("1200", "USD")])]),
    ("ko", "두 집이 각각 8만 페소(약 320미국달러)를 쿠바에서 냈다.", [("80000", "CUP", [("320", "USD")])]),
    ("ko", "700달러, 텡게로 31만쯤을 넣었다.", [("700", "USD", [("310000", "KZT")])]),
    ("ko", "처음 부른 값은 7만 솜(약 800달러). 어머니가 빌어 4만까지 내려감.",
     [("70000", "KGS", [("800", "USD")]), ("40000", "KGS", [])]),
    ("ko", "“2천 원 찔러 줬소” (우리돈 38만원쯤) 하고 회령의 언니가 말했다.", [("2000", "KPW", [("380000", "KRW")])]),
    ("ko", "무산에서 중국돈 9천 원이 나왔다.\n“4천 원 가져오면 없던 일로 한다 하오.”\n쌀 1kg에 6000원이다.",
     [("9000", "CNY", []), ("4000", "CNY", []), ("6000", "KPW", [])]),
    ("ko", "회령에서 소개비 5천 원, 다리값 3천 원 다 중국돈으로 냈다.", [("5000", "CNY", []), ("3000", "CNY", [])]),
    ("ko", "인민폐 만 원을 요구했다. 우리돈 190만 원이다.", [("10000", "CNY", [("1900000", "KRW")])]),
    ("ko", "3천 캐나다 달러와 2천 네팔루피, 700 미 달러를 부쳤다.",
     [("3000", "CAD", []), ("2000", "NPR", []), ("700", "USD", [])]),
    ("ko", "보증금 5000소모니(≈ 450 USD)를 냈다.", [("5000", "TJS", [("450", "USD")])]),
    ("ko", "인민폐로 2만 달라고 해서 만 오천에 합의했다.", [("20000", "CNY", []), ("15000", "CNY", [])]),
    ("ko", "천불만 줬다. 친족을 이유로 이불 속까지 뒤졌다.", [("1000", "USD", [])]),
    ("ko", "500달러를 냈다. 주민 5천이 모아 놓은 땔감이 탔다.", [("500", "USD", [])]),
    ("ko", "5천 위안(그중 300달러는 중개인 몫)을 냈다.", [("5000", "CNY", []), ("300", "USD", [])]),
]  # fmt: skip
