# Bütün sayfalarda ortak olanlar.
skip-to-content = İçeriğe geç
nav-label = Ana menü
nav-frameworks = Çatılar
nav-compare = Karşılaştır
nav-method = Nasıl karar verir?
nav-api = API
nav-statistics = İstatistikler
nav-privacy = Gizlilik
nav-corrections = Bir iddiaya itiraz et
footer = framewise { $version } · Apache-2.0 · çerez yok, hesap yok, izleme yok
