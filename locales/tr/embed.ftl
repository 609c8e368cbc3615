# Başka sayfaların içindeki danışman.

## Çerçevenin içinde

embed-start = Her yanıt, burada görünecek sıralamayı değiştirir. Her soruyu atlayabilirsiniz.
embed-several = Birden çok seçenek işaretlenebilir.
embed-chosen = seçildi
embed-so-far = Şimdilik ilk tercih
embed-answers = { $n ->
        [one] Yanıtınız
       *[other] { $n } yanıtınız
    }
embed-change = Değiştir
embed-through = Son soru buydu
embed-through-why = Yanıtlarınızın her birini değiştirebilirsiniz.
embed-nothing-why = Birinciyi değiştirebilecek açık sorular atlandı ya da değiştirmeleri pek olası değil.
embed-course = Dersinizde:
embed-full = Sonucun tamamı ve kaynakları
embed-footer = hiçbir şey saklanmaz
embed-blocked = Bu sayfa bağlantıların açılmasına izin vermiyor. Adres:

## Ögenin gösterdikleri; % servisin adresidir

embed-element-policy = Bu sayfa danışmanın çerçevesine izin vermiyor. Content-Security-Policy başlığında şu bulunmalı: frame-src %
embed-element-unreachable = % adresindeki danışman yanıt vermiyor ya da bu sayfanın onu göstermesine izin yok (embed_origins ayarı).
embed-element-open = Danışmanı aç

## Kod hazırlayan sayfa

embed-nav = Kendi sayfanız için
embed-new-title = Danışmanı sayfanıza yerleştirin
embed-new-lead = Bir ders, bir makale ya da kurum içi bir sayfa için. Ne sorulacağını seçin ve üç koddan birini kopyalayın. Okurların hesap açması gerekmez; haklarında hiçbir şey saklanmaz. Kod bir gruba aitse danışman, yanıtların sayılıp sayılamayacağını sorar.
embed-new-language = Dil
embed-new-language-reader = Okurun dili
embed-new-theme = Renkler
embed-theme-auto = Okurun cihazındaki gibi
embed-theme-light = Açık
embed-theme-dark = Koyu
embed-new-candidates = Çatılar
embed-new-candidates-help = Seçim yapılmazsa hepsi karşılaştırılır.
embed-new-questions = Sorular
embed-new-questions-help = Seçim yapılmazsa danışman en önemli olanı sorar. Sırayı kodda değiştirebilirsiniz.
embed-new-cohort = Bir grubun katılımcı kodu
embed-new-cohort-help = Bu kodla danışman, yanıtların grup için sayılıp sayılamayacağını sorar. Kod tarayıcınızda ve hazırlanan kodlarda kalır.
embed-new-read-token = Bu sizin kodunuz: rakamları gösterir ve siler. Hiçbir sayfada bulunmamalı. Katılımcıların kodu fwj_ ile başlar.
embed-new-mistyped = Bu kod yanlış yazılmış; bu yüzden hazırlanan kodlara eklenmedi. Kod fwj_ ile başlar ve 40 karakterdir.
embed-new-ended = Bu grubun süresi doldu; bu yüzden kodu hazırlanan kodlara eklenmedi.
embed-new-update = Kodları güncelle
embed-new-element = Öge
embed-new-element-help = Yüksekliğini içeriğine uydurur ve sonucu sayfanıza bildirir. Slot değeri bir çatının kimliği olan bağlantılar derslerinize götürür.
embed-new-frame = Çerçeve
embed-new-frame-help = Canvas gibi, betiğe izin vermeyen platformlar için. Moodle’ın “Sayfa” etkinliğinde de çalışır.
embed-new-link = Bağlantı
embed-new-link-help = WordPress'te tek başına bir satıra yapıştırın. Grubun kodunu hiçbir zaman içermez, çünkü WordPress sunucusu onu başkasına iletirdi.
embed-new-copy = Kopyala
embed-new-preview = Önizleme
embed-new-preview-counts = Katılımcılara sorulanı sorar. Burada onay verirseniz sizin yanıtlarınız da sayılır.
