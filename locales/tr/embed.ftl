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

embed-nav = Sayfanıza yerleştirin
embed-new-title = Danışmanı sayfanıza yerleştirin
embed-new-lead = Bir ders, bir makale ya da kurum içi bir sayfa için. Ne sorulacağını seçin ve üç kod parçasından birini kopyalayın. Okurların hesap açması gerekmez; haklarında hiçbir şey saklanmaz. Kod parçası bir gruba aitse danışman, yanıtların sayılıp sayılamayacağını sorar.
embed-new-language = Dil
embed-new-language-reader = Okurun dili
embed-new-theme = Renkler
embed-theme-auto = Okurun cihazındaki gibi
embed-theme-light = Açık
embed-theme-dark = Koyu
embed-new-candidates = Çatılar
embed-new-candidates-help = Seçim yapılmazsa hepsi karşılaştırılır.
embed-new-questions = Sorular
embed-new-questions-help = Seçim yapılmazsa danışman en önemli olanı sorar. Sırayı kod parçasında değiştirebilirsiniz.
embed-new-cohort = Bir grubun katılımcı kodu
embed-new-cohort-help = Katılımcıların koduyla danışman, yanıtların grup için sayılıp sayılamayacağını sorar. Kod tarayıcınızda ve kod parçalarında kalır.
embed-new-read-token = Bu sizin kodunuz: rakamları gösterir ve siler. Onu hiçbir sayfaya koymayın. Katılımcıların kodu fwj_ ile başlar.
embed-new-mistyped = Bu kod yanlış yazılmış; bu yüzden kod parçalarına eklenmedi. Kod fwj_ ile başlamalı ve 40 karakter olmalı.
embed-new-ended = Bu grubun süresi doldu; bu yüzden kodu kod parçalarına eklenmedi.
embed-new-update = Kod parçalarını güncelle
embed-new-element = Öge
embed-new-element-help = Öge, yüksekliğini içeriğine uydurur ve sonucu sayfanıza bildirir. Sonuçta bir çatının yanında dersinize bağlantı göstermek için bağlantıyı ögenin içine koyun ve slot değerine çatının kimliğini yazın, örneğin slot="django".
embed-new-frame = Çerçeve
embed-new-frame-help = Canvas gibi, betiğe izin vermeyen platformlar için. Moodle’ın “Sayfa” etkinliğinde de çalışır.
embed-new-link = Bağlantı
embed-new-link-help = WordPress’te bağlantıyı tek başına bir satıra yapıştırın. Bağlantı grubun kodunu hiçbir zaman içermez, çünkü WordPress kodu bir adresin içinde başka sunuculara iletirdi.
embed-new-copy = Kopyala
embed-new-preview = Önizleme
embed-new-preview-counts = Önizleme, katılımcılara sorulanı sorar. Burada onay verirseniz sizin yanıtlarınız da sayılır.
