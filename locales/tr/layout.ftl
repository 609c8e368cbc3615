# Bütün sayfalarda ortak olanlar.
skip-to-content = İçeriğe geç
nav-label = Ana menü
nav-frameworks = Çatılar
nav-compare = Karşılaştır
nav-method = Yöntem
nav-api = API
nav-statistics = İstatistikler
nav-privacy = Gizlilik
nav-corrections = İddiaya itiraz
footer = framewise { $version } · Apache-2.0 · çerez yok, hesap yok, izleme yok
