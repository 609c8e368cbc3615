# Başvuru sayfalarının metinleri: çatı listesi, tek çatı, karşılaştırma, yöntem, istatistik, gizlilik,
# düzeltme.

## Birçok sayfanın paylaştıkları

reference-knowledge = Bilgi tabanı sürümü { $version }, yayın tarihi { $date }.
reference-in-english = İddialar, açıklamalar ve kaynak adları İngilizcedir.
reference-see-json = Aynısı JSON olarak
reference-source-read = Kaynak, okunma tarihi
reference-sources = Kaynaklar
reference-nothing-recorded = kayıt yok
reference-note = Açıklama
reference-contents = Bu sayfada
reference-read-on = okunma tarihi { $date }
reference-published = yayın tarihi { $date }
reference-date-day = { $day } { $month } { $year }
reference-date-month = { $month } { $year }
reference-and = ve

month-1 = Ocak
month-2 = Şubat
month-3 = Mart
month-4 = Nisan
month-5 = Mayıs
month-6 = Haziran
month-7 = Temmuz
month-8 = Ağustos
month-9 = Eylül
month-10 = Ekim
month-11 = Kasım
month-12 = Aralık

kind-full-stack = tam donanımlı
kind-full-stack-about = veri, form, hesap ve sayfa araçları birlikte gelir
kind-micro = mikro
kind-micro-about = istenildiği gibi genişletilen küçük bir çekirdek
kind-async-api = eşzamansız API
kind-async-api-about = eşzamansız API’ler için yapılmış
kind-async-toolkit = eşzamansız araç seti
kind-async-toolkit-about = eşzamansız araç seti, sunucu ya da kütüphane

interface-wsgi = WSGI
interface-asgi = ASGI
interface-own = kendi sunucusu

support-built-in = yerleşik
support-official-extension = resmî eklenti
support-third-party = başkalarının paketi
support-none = yok
support-partial = kısmen
support-least-third-party = fark etmez, başkalarının paketi de olur
support-least-official-extension = en azından resmî eklenti
support-least-built-in = yerleşik

verdict-supported = doğrulandı
verdict-supported-about = Çelişen bir şey bulunmadı.
verdict-contested = tartışmalı
verdict-contested-about = Yalnızca belli sınırlar içinde doğru ya da kaynaklar çelişiyor.
verdict-outdated = güncel değil
verdict-outdated-about = Bir zamanlar doğruydu.
verdict-wrong = yanlış
verdict-wrong-about = Doğru değil.

grade-measured = ölçüm
grade-measured-about = Açıklanmış bir yöntemle ölçüldü.
grade-official = resmî
grade-official-about = Projenin kendi belgeleri, kodu ya da paketi söylüyor.
grade-survey = anket
grade-survey-about = Bir ankette bulundu.
grade-article = makale
grade-article-about = Bir makale ya da konuşma söylüyor.
grade-opinion = görüş
grade-opinion-about = Tek bir kişinin düşüncesi ya da bir sorun kaydındaki tartışma.

basis-derived = Kayıtlardan hesaplandı.
basis-editorial = Editör, yazılı ölçeğe göre belirledi.
basis-unknown = Bilinmiyor.

claim-grade = kanıt: { $grade }
claim-verified = kontrol tarihi { $date }
claim-counter-evidence = Karşı kanıt
claim-ambiguous = İki türlü okunabilir
claim-dispute = Bu iddiaya itiraz et

## Çatı listesi

frameworks-title = Python web çatıları
frameworks-description = Python web çatıları: türü, arayüzleri, son sürümü ve yetenekleri, kontrol edilmiş kaynaklarla. Listeyi süzün, çatıları yan yana karşılaştırın.
frameworks-lead = { $count } çatı: her birinin olguları, notları ve hakkında öne sürülen iddialar. Her bilginin yanında kaynağı ve kontrol edildiği gün yazar. WSGI ve ASGI, çatı ile web sunucusu arasındaki arayüzlerdir: WSGI eşzamanlı kod için, ASGI eşzamansız kod ve açık bağlantılar için.
frameworks-filter = Listeyi süz
frameworks-filter-search = Adında ya da açıklamasında geçsin
frameworks-filter-kind = Tür
frameworks-filter-interface = Arayüz
frameworks-filter-support = Kim sağlasın
frameworks-filter-any = fark etmez
frameworks-filter-capabilities = Gereken yetenekler
frameworks-filter-capabilities-hint = Çatı, seçilenlerin hepsine sahip olmalı.
frameworks-filter-chosen = { $count } seçili
frameworks-filter-apply = Uygula
frameworks-filter-reset = Hepsini göster
frameworks-faults = Süzme koşullarından { $count } tanesi uygulanmadı
frameworks-fault-unknown = { $field }: bu değer bilinmiyor.
frameworks-fault-suggestion = Şunu mu demek istediniz: “{ $suggestion }”?
frameworks-fault-twice = { $field }: iki kez verilmiş; ilk değer geçerli.
frameworks-fault-support = { $field }: bir yetenek de seçin, çünkü bu seçim yeteneklerle ilgili.
frameworks-fault-search = { $field }: metin 1 ile { $limit } karakter arasında olmalı.
frameworks-fault-list = { $field }: çok fazla değer verilmiş.
frameworks-fault-parameter = Adreste bu sayfanın tanımadığı bir parametre var. Dikkate alınmadı.
frameworks-found = { $count ->
    [0] Bütün koşulları sağlayan çatı yok. Daha fazlasını görmek için bir koşulu kaldırın.
   *[other] { $total } çatıdan { $count } tanesi bütün koşulları sağlıyor.
}
frameworks-table = Çatılar
frameworks-column-name = Çatı
frameworks-column-kind = Tür
frameworks-column-interfaces = Arayüzler
frameworks-column-python = Python
frameworks-column-release = Son sürüm
frameworks-column-compare = Karşılaştır
frameworks-compare-one = Karşılaştırma için { $framework } seç
frameworks-compare = Seçilenleri karşılaştır
frameworks-compare-hint = 2 ile { $limit } arasında çatı seçin.

## Tek çatı

framework-title = { $framework }: olgular, notlar ve kontrol edilmiş iddialar
framework-description = { $framework } hakkında ne biliniyor ve bu bilgi nereden geliyor: olgular, yetenekler, formülleriyle notlar; hükmü, karşı kanıtı ve kaynaklarıyla iddialar.
framework-up = Bütün çatılar
framework-homepage = Ana sayfa
framework-documentation = Belgeler
framework-tutorial = Başlangıç eğitimi
framework-compare = Şununla karşılaştır
framework-also-known = Diğer adları: { $names }.
framework-links = Projenin sayfaları

framework-facts = Olgular
framework-facts-lead = Paketten ve projenin kendi sayfalarından kaydedildi.
framework-fact = Olgu
framework-fact-value = Değer

framework-ratings = Notlar
framework-ratings-lead = 0 ile 1 arasında; yüksek olan daha iyidir. Çubuk notu, üzerindeki çizgi notun bulunabileceği aralığı gösterir. Notun nasıl oluştuğunu görmek için satırı açın.
framework-ratings-criteria = Ölçütler
framework-ratings-features = Bir projenin isteyebileceği özellikler
framework-ratings-features-lead = Bunlar yalnızca proje o özelliği isterse sayılır. Notları, yeteneğin ne ölçüde desteklendiğine bağlıdır.
framework-rating-claims = Dayandığı iddialar
framework-rating-unknown = Kayıt olmadığı için notu 0,5 ve aralığı ölçeğin tamamı.
framework-rating-sum = Çarpımların toplamı, yani notu
framework-input = Girdi
framework-input-found = Kayıtlı olan
framework-input-formula = Formül
framework-input-value = Değeri
framework-input-share = Payı
framework-input-product = Çarpım

framework-capabilities = Yetenekler
framework-capabilities-lead = Tablo, neyi kimin sağladığını gösterir. Bir yetenek ancak tanımını karşılıyorsa sayılır.
framework-capability = Yetenek
framework-support = Destek
framework-capability-companion = { $companion } ile

framework-companions = Yanında kullanılan paketler
framework-companions-lead = Genellikle birlikte kurulan paketler. Bu sayfadaki yetenekler ve iddialar bunları da kapsar.

framework-measurements = Ölçümler
framework-measurements-lead = { $server } altında { $version } sürümü; { $date } günü, Python { $python } ile ölçüldü. Oran, aynı çalıştırmadaki { $reference } ile karşılaştırır.
framework-measure = Ölçülen
framework-measure-runs = Çalıştırmalar
framework-measure-each = her çalıştırmada
framework-measure-ratio = Oran
framework-measure-better-more = yüksek olan iyi
framework-measure-better-less = düşük olan iyi
framework-server-threads = gthread çalışan süreci, 4 iş parçacığı
framework-server-loop = uvloop ve httptools
framework-server-own = kendi sunucusu

framework-claims = İddialar
framework-claims-lead = { $framework } hakkında öne sürülen { $count } iddia. Yanlış çıkan iddialar da burada kalır, çünkü okurlar onlarla başka yerlerde karşılaşır; her iddianın hükmü yanında yazar.
framework-claims-summary = Hükme göre
claim-kind-feature = Nedir, neleri var?
claim-kind-advantage = Lehine olanlar
claim-kind-disadvantage = Aleyhine olanlar
claim-kind-use-when = Ne zaman kullanılmalı?
claim-kind-avoid-when = Ne zaman kullanılmamalı?
claim-kind-used-by = Kimler kullanıyor?

framework-unknown-title = Bu adda bir çatı yok
framework-unknown-text = Bu serviste { $given } için sayfa yok.
framework-unknown-meant = Şunu mu demek istediniz: { $name }?
framework-unknown-known = { $given }, { $name } için kullanılan bir başka addır.
framework-unknown-all = Bilinen çatılar:

## Karşılaştırma

compare-title-choose = Python web çatılarını karşılaştırın
compare-title-one = Tek sayfada { $first }
compare-title-two = { $first } ya da { $second }: hangisi?
compare-title-more = { $list } yan yana
compare-description = { $list } yan yana: hangisi ne zaman kullanılmalı, en çok nerede ayrılıyorlar; artıları, eksileri, yetenekleri, notları ve olguları, kaynaklarıyla.
compare-description-choose = 2 ile 8 arasında Python web çatısı seçin ve yan yana görün: hangisi ne zaman kullanılmalı, en çok nerede ayrılıyorlar, kaynakları neler.
compare-lead = Hangisinin uyduğu projeye bağlı. Bu sayfa nerede ayrıldıklarını gösterir. Belli bir proje için öneri almak isterseniz birkaç soruyu yanıtlayın.
compare-advisor = Projenizle ilgili soruları yanıtlayın
compare-choose = Karşılaştırılacak çatılar
compare-choose-hint = 2 ile { $limit } arasında çatı seçin.
compare-show = Karşılaştır
compare-at-a-glance = Birer cümleyle
compare-when = Hangisi ne zaman?
compare-use = { $framework } şu durumda kullanılmalı
compare-avoid = { $framework } şu durumda kullanılmamalı
compare-differences = En çok nerede ayrılıyorlar?
compare-differences-lead = Notları arasındaki farkın en büyük olduğu ölçütler; 0 ile 1 arasında, yüksek olan daha iyi.
compare-difference = Fark { $points }
compare-for = { $framework } lehine olanlar
compare-against = { $framework } aleyhine olanlar
compare-pros = Artılar ve eksiler
compare-capabilities = Yetenekler
compare-capabilities-lead = Ayrıldıkları satırlar işaretlidir.
compare-ratings = Bütün notlar
compare-criterion = Ölçüt
compare-facts = Olgular
compare-differs = farklı
compare-nothing = Kayıt yok.
compare-details = { $framework } hakkında her şey
compare-more-claims = { $count } tane daha göster
compare-document = Markdown belgesi olarak
compare-faults = Karşılaştırılamayanlar
compare-fault-unknown = { $given } adında bir çatı yok.
compare-fault-meant = Şunu mu demek istediniz: { $name }?
compare-fault-many = Yan yana en çok { $limit } çatı sığar. İlk { $limit } tanesi gösteriliyor.

## Yöntem

method-title = framewise nasıl karar verir?
method-description = framewise yanıtlardan sıralamaya nasıl varıyor: ağırlıklar, notlar, katkılar ve toplamları; kullanılan bilgi tabanından hesaplanan bir örnekle.
method-lead = framewise toplama yapar: her ölçütün projeniz için bir ağırlığı, her çatının her ölçütte bir notu vardır; puan, ağırlıklarla notların çarpımlarının toplamıdır. Her sayıyı elle yeniden hesaplayabilirsiniz.
method-steps = Adımlar
method-step-answers = Projeyle ilgili soruları yanıtlarsınız. Her soru boş bırakılabilir.
method-step-weights = Her ölçüt bir taban ağırlıkla başlar. Her yanıt, daha önemli kıldığı ölçütlerin ağırlığını artırır; hiçbir yanıt ağırlık azaltmaz.
method-step-normalise = Bütün ağırlıklar toplamlarına bölünür; böylece toplamları 1 olur.
method-step-ratings = Her çatının her ölçütte 0 ile 1 arasında bir notu vardır. Notlar, açıklanmış bir formülle hesaplanır ya da bir editör tarafından yazılı ölçeğe göre verilir.
method-step-sum = Ağırlık ile notun çarpımı, ölçütün katkısıdır. Katkıların toplamı puanı verir; puanı en yüksek olan ilk sıraya gelir.
method-step-sure = Aynı karar, biraz değiştirilmiş ağırlık ve notlarla 10.000 kez verilir; bunların her biri bir denemedir. Birincinin birinci kaldığı denemelerin oranı, güven değeridir.
method-example = Çözülmüş bir örnek
method-example-lead = Aşağıdaki yanıtlarla, kullanılan bilgi tabanına göre verilen karar. Yalnızca ilk iki çatı gösteriliyor; ötekiler de aynı şekilde hesaplanır.
method-example-answers = Yanıtlar
method-example-no-answers = Hiçbir soru yanıtlanmadığı için taban ağırlıklar belirleyici.
method-example-weights = Taban ağırlıktan ağırlığa
method-example-weights-lead = Taban ağırlık artı yanıtların ekledikleri, bölmeden önceki ağırlıktır. Bunların toplamı { $sum }; hepsi bu sayıya bölününce ağırlıkların toplamı 1 olur.
method-example-criterion = Ölçüt
method-example-base = Taban
method-example-added = Eklenen
method-example-total = İkisi birlikte
method-example-weight = Ağırlık
method-example-because = nedeni: { $answers }
method-example-contributions = Ağırlıktan puana
method-example-contributions-lead = Katkı, ağırlık ile notun çarpımıdır. Son satır katkıların toplamıdır.
method-example-rating = { $framework } notu
method-example-points = { $framework } katkısı
method-example-sum = Toplam
method-example-result = { $first }, { $score } puanla birinci; { $second }, { $second-score } puanla ikinci. { $first }, denemelerde { $confidence } oranında birinci kalıyor.
method-example-result-alone = { $first }, { $score } puanla birinci. Denemelerde { $confidence } oranında birinci kalıyor.
method-example-json = Bu örneğin API yanıtı
method-example-record = Karar kaydı olarak
method-criteria = Ölçütler
method-criteria-lead = Çatılar bu ölçütlere göre notlanır; her ölçütün yanında, hiçbir yanıt yokken taşıdığı ağırlık yazar. Ölçeğin noktalarının ne anlama geldiğini görmek için ölçütü açın.
method-criterion-base = taban ağırlık { $weight }
method-criterion-basis-derived = Notları hesaplanır.
method-criterion-basis-editorial = Notlarını editörler bu ölçeğe göre verir.
method-criterion-scale = Ölçeğin anlamı
method-formulas = Formüller
method-formulas-lead = Hesaplanan notlar, girdilerin ağırlıklı ortalamasıdır. Her girdi, bu formüllerden biriyle 0 ile 1 arasında bir sayıya çevrilir.
method-formula = Formül
method-formula-expression = Nasıl hesaplanır?
method-formula-reason = Neden?
method-uncertainty = Ne kadar kesin?
method-uncertainty-ratings = Her notun bir aralığı vardır. Tartışmalı bir iddia, kendisine dayanan notların aralığını genişletir.
method-uncertainty-low = Güven değeri düşükse iki çatı proje için aşağı yukarı aynı derecede iyidir; iki seçim de savunulabilir.
method-uncertainty-settled = “Kesinleşti” daha fazlasını söyler: açık sorulara verilecek hiçbir yanıtın birinciyi değiştirmeyeceği kanıtlanmıştır.
method-limits = Neyi yapamaz?
method-limits-text = Ağırlıklar editörlerin tahminidir ve yayımlanmış tavsiyelerle karşılaştırılmıştır. Model yalnızca soruların sorduğunu bilir. Bir öneri ölçüm değil, gerekçedir.
method-more = Modelin denetimi: her çatı ne sıklıkla birinci oluyor
method-corrections = Yanlış bir şey mi var? İddiaya itiraz edin

## İstatistikler

statistics-title = İstatistikler: insanlar ne soruyor?
statistics-description = framewise’ın yayımlanan istatistikleri: hangi çatılar önerildi, hangi yanıtlar verildi, sonunda ne seçildi. Tek bir sorgu bulunamasın diye gürültüyle korunur.
statistics-lead = Bu sayfa, her çatının ne sıklıkla önerildiğini ve her yanıtın ne sıklıkla verildiğini gösterir. Biten her hafta için bir yayın hazırlanır ve bir daha değişmez.
statistics-none = Henüz bir şey yayımlanmadı
statistics-none-text = Bir yayın için en az { $least } saklanmış sorgu gerekir. Daha azı olan haftalar bir sonrakiyle birleştirilir.
statistics-none-storage = Bu sunucu sorgu saklamıyor, bu yüzden istatistik de yayımlamıyor.
statistics-releases = Yayınlar
statistics-release = { $week } haftası
statistics-release-span = { $first } – { $last } haftaları
statistics-current = burada gösterilen
statistics-merged = Kendi yayını için yeterli sorgusu olmayan haftalar
statistics-merged-into = { $week }: { $into } yayınının içinde
statistics-merged-waiting = { $week }: daha sonraki bir haftanın yayınını bekliyor
statistics-of = Yaklaşık { $total } saklanmış sorgu üzerinden
statistics-noise = Bütün sayılara, standart sapması yaklaşık { $deviation } sorgu olan rastgele gürültü eklenir ve sayılar { $step } sayısının katlarına yuvarlanır. Bu yüzden parçalar toplama eşit çıkmayabilir; küçük bir sayı kesin değildir.
statistics-threshold = Bir sayı ancak en az { $threshold } sorguyu temsil ediyorsa gösterilir.
statistics-winners = İlk sırada önerilenler
statistics-winners-none = çatı yok (hepsi elendi)
statistics-questions = Yanıtlar
statistics-several = birden çok yanıt verilebilir
statistics-not-answered = yanıtlanmadı
statistics-chosen = Önerilen ve seçilen
statistics-chosen-lead = Geri bildirimde bulunanların sonunda ne seçtiği.
statistics-chosen-none = çatı yok
statistics-chosen-other = başka biri
statistics-ratings = Ne kadar işe yaradı?
statistics-rating-1 = 1, hiç işe yaramadı
statistics-rating-2 = 2
statistics-rating-3 = 3
statistics-rating-4 = 4
statistics-rating-5 = 5, tam isabet
statistics-rating-none = puan verilmedi
statistics-column-what = Ne
statistics-column-queries = Sorgu
statistics-column-share = Oran
statistics-hidden = { $count ->
    [0] Gizlenen bir şey yok.
   *[other] { $count } sayı daha gizli: küçük ya da sıfır olabilir ya da ondan gizli başka bir sayı hesaplanabilirdi.
}
statistics-all-hidden = Bütün sayılar gizli: her biri ya çok küçük ya da ondan gizli başka bir sayı hesaplanabilirdi.
statistics-csv = Tablo olarak (CSV)
statistics-svg = Önerilerin grafiği (SVG)
statistics-unknown = { $week } için yayın yok
statistics-unknown-week = { $week } bir hafta değil
statistics-unknown-week-text = Haftayı şöyle yazın: 2026-W48.
statistics-unknown-merged = { $week } haftasının kendi yayını için yeterli sorgusu yoktu.
statistics-unknown-text = Var olan yayınlar aşağıda.
statistics-unavailable = İstatistikler şu anda okunamıyor
statistics-unavailable-text = Veritabanı yanıt vermiyor. Lütfen birkaç dakika sonra yeniden deneyin.
statistics-privacy = Tek tek sorgular nasıl korunuyor?

## Düzeltmeler

corrections-title = İddiaya itiraz: yanlış bir bilgi nasıl düzeltilir?
corrections-description = Bir Python web çatısıyla ilgili iddiaya, nota ya da olguya nasıl itiraz edilir, düzeltme için ne gerekir, yanlış çıkan iddialara ne olur.
corrections-lead = Herkes bir iddiaya itiraz edebilir. Düzeltme için bir kaynak ve yaklaşık on dakika gerekir. Rust kodu yazmanız gerekmez; yalnızca bir komut çalıştırırsınız.
corrections-claim = İddia
corrections-claim-file = Depodaki `{ $file }` dosyasında, id değeri `{ $id }` olan tabloda.
corrections-claim-unknown = { $given } adlı bir iddia yok. Aşağıdaki adımlar her iddia için geçerlidir.
corrections-steps = Adım adım
corrections-step-find = İddiayı bulun. Bu sitedeki her iddianın, çatısının ya da yanında kullanılan paketin kimliğiyle başlayan bir kimliği (id) vardır. Dosyayı da o gösterir: `{ $example }`, `{ $file }` dosyasındadır.
corrections-step-read = İddianın kaynaklarını okuyun. Belki de sandığınızdan azını ya da başka bir şeyi söylüyordur.
corrections-step-source = İddiayla çelişen bir kaynak bulun: belge, kaynak kod, sürüm notu, yöntemi yazılı bir ölçüm. İçeriği değişmeyen bir adres en iyisidir; örneğin etiket ya da commit içeren bir sayfa.
corrections-step-edit = İddianın hükmünü (`verdict`) değiştirin, bulduğunuzu `counter_evidence` altına ekleyin. Metin kaynaklarının söylediğinden fazlasını söylüyorsa metni düzeltin. `verified_on` alanına karşılaştırdığınız günü yazın.
corrections-step-check = Kontrolü çalıştırın. Her hatayı dosyası ve önerisiyle birlikte bildirir:
corrections-step-send = Değişikliği pull request olarak gönderin, okuduğunuz kaynakları yazın. Git kullanmıyorsanız iddianın kimliğini ve kaynağı bu servisi işletenlere gönderin.
corrections-after = Sonra ne olur?
corrections-after-kept = Yanlış bir iddia silinmez. Okurlar aynı sözle başka yerlerde karşılaşır; onu çürüten kanıtla birlikte görmeleri gerekir.
corrections-after-rating = Tartışmalı bir iddia, kendisine dayanan her notun aralığını genişletir. Güncel olmayan ya da yanlış bir iddia artık hiçbir gerekçeye dayanak olmaz.
corrections-after-log = Bilgi tabanının her sürümü nelerin değiştiğini listeler; değişiklikler bir akıştan da izlenebilir.
corrections-changes = Bilgi tabanındaki değişiklikler
corrections-feed = Akış olarak (Atom)
corrections-ratings = Bir nota itiraz ediyorsanız
corrections-ratings-derived = Hesaplanan notlar elle değiştirilemez. Bunların hesaplandığı olguyu, yeteneği ya da ölçümü düzeltin; çatının sayfasında görünürler.
corrections-ratings-editorial = Editörün verdiği notlar, ölçütün yazılı ölçeğini izler. Ölçeğin hangi noktasının daha iyi uyduğunu ve bunu hangi iddianın desteklediğini yazın.
corrections-verdicts = Hükümlerin anlamı
corrections-grades = Kanıt türlerinin anlamı
corrections-grades-lead = En güçlüden en zayıfa.
corrections-open = Doğru olmayan ya da her yerde doğru olmayan iddialar
corrections-open-lead = Her çatı için iddiaların hükme göre sayısı. Yanında kullanılan bir paketle ilgili iddialar çatısında sayılır.
corrections-frameworks = Çatı

## Gizlilik

privacy-title = Gizlilik: ne saklanır, nasıl itiraz edilir?
privacy-description = Bu sunucu yanıtlardan neyi, ne kadar süreyle saklar; nasıl itiraz edilir, nasıl sildirilir, ne iddia edilmez.
privacy-lead-off = Bu sunucu hiçbir şey saklamıyor. Yanıtlarınız burada iz bırakmaz.
privacy-lead-on = Bu sunucunun sayfalarında verdiğiniz yanıtlar saklanmaz; bir grup için sayılmayı kabul ederseniz yalnızca grubun toplamlarına eklenir. API programlar içindir: istatistik yayımlamak için sorguların yanıtlarını adsız, adressiz, çerezsiz ve hesapsız saklar; istek itiraz ederse saklamaz. Saklanan sorgunun yanıtında bir makbuz, yani sorguyu silmeye yarayan gizli bir kod bulunur.
privacy-lead-ask = Bu sunucunun sayfalarında verdiğiniz yanıtlar saklanmaz; bir grup için sayılmayı kabul ederseniz yalnızca grubun toplamlarına eklenir. API programlar içindir: bir sorgunun yanıtlarını yalnızca istek bunu açıkça isterse saklar. Saklanan sorgunun yanıtında bir makbuz, yani sorguyu silmeye yarayan gizli bir kod bulunur.
privacy-pages = Bu sayfalar çerez kullanmaz, tarayıcınızda bir şey tutmaz ve başka sunuculardan bir şey yüklemez. Bir sayfayı ya da bağlantıyı açmak hiçbir şeyin saklanmasına yol açmaz.
privacy-settings = Bu sunucunun ayarları
privacy-setting = Ayar
privacy-value = Değer
privacy-setting-storage = Sorgular saklanır
privacy-setting-default = İstekte belirtilmemişse sorgu saklanır
privacy-setting-retention = Sorgunun silindiği süre (gün)
privacy-setting-receipt = Bir sorgunun makbuzuyla artık bulunamadığı süre (gün)
privacy-setting-idempotency = İsteğin idempotency anahtarıyla yinelenebildiği süre (saat)
privacy-setting-traces = İsteklerin kesin zamanları bir izleme toplayıcısına gönderilir
privacy-choices = Nasıl itiraz edilir?
privacy-choices-lead = Tarayıcıda bir şey yapmanız gerekmez: sayfalar yanıtlarınızı saklamaz. Bir gruba ait sayfa önce size sorar; “Sayılmadan yanıtla” seçeneğini kullanın. Tarayıcınız Global Privacy Control ya da izlenmeme isteği (DNT) gönderiyorsa hiç sayılmazsınız. Tablo, programların istekleri ve işletmeciler içindir; API’de grubun adı cohort’tur. Öneri her durumda aynıdır.
privacy-choice = Gönderilen ya da ayarlanan
privacy-effect = Etkisi
privacy-claimed = Ne iddia ediliyor?
privacy-not-claimed = Ne iddia edilmiyor?
privacy-claimed-lead = framewise şunları iddia eder:
privacy-not-claimed-lead = framewise şunları iddia etmez:
privacy-erasure = Bir sorgu nasıl sildirilir?
privacy-tables = Veritabanındaki her şey
privacy-tables-lead = Veritabanında bu tablolar ve sütunlar vardır, başkası yoktur.
privacy-kept = Saklama süresi:
privacy-columns = Sütunlar
privacy-content = İçerik
privacy-document = Metnin tamamı belge olarak (Markdown)
