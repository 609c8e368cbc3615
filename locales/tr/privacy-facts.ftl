# `GET /v1/privacy` yanıtındaki cümleler. Anahtar, İngilizce cümlenin sözcüklerinden oluşur; cümle değişirse İngilizcesi
# gösterilir. Cümledeki sayılar sırayla { $n1 }, { $n2 } değerleridir.

privacy-text-no-name-address-cookie-or-account-is-stored = ad, adres, çerez ya da hesap saklanmaz
privacy-text-no-stored-answer-carries-a-platform-s-name-or-a-time-finer-t = saklanan hiçbir yanıtta platform adı ya da haftadan daha ince bir zaman yoktur
privacy-text-log-and-database-together-do-not-connect-a-row-with-a-time-f = günlük ile veritabanı birlikte, bir satırı haftadan daha ince bir zamanla rastlantıdan daha iyi ilişkilendiremez
privacy-text-published-statistics-are-differentially-private-with-n-for-e = yayımlanan istatistikler, saklanan her sorgu için ε = { $n1 } ile diferansiyel gizlilik sağlar
privacy-text-after-n-days-no-stored-answer-can-be-connected-with-a-receip = { $n1 } günden sonra saklanan hiçbir yanıt bir makbuzla ilişkilendirilemez

privacy-text-that-single-rows-are-anonymous-in-law = tek tek satırların hukuken anonim olduğu
privacy-text-that-deletion-alters-published-figures = silmenin yayımlanmış sayıları değiştirdiği
privacy-text-that-a-person-who-sends-many-queries-is-hidden-in-the-statis = çok sayıda sorgu gönderen birinin istatistiklerde tek sorgu gönderen biri kadar gizlendiği
privacy-text-that-response-times-do-not-show-whether-somebody-sent-the-sa = yanıt sürelerinin, aynı yanıtların kısa süre önce başka biri tarafından gönderilip gönderilmediğini göstermediği
privacy-text-that-postgresql-overwrites-the-bytes-of-an-erased-row-at-onc = PostgreSQL'in silinen bir satırın baytlarının üzerine hemen yazdığı

privacy-text-store-false-in-the-request = istekte `"store": false`
privacy-text-the-header-sec-gpc-n-global-privacy-control = `Sec-GPC: 1` başlığı (Global Privacy Control)
privacy-text-the-header-dnt-n-do-not-track = `DNT: 1` başlığı (izlenmeme isteği)
privacy-text-get-v-n-recommendations = `GET /v1/recommendations`
privacy-text-storage-false-in-the-settings-of-the-server = sunucunun ayarlarında `storage = false`
privacy-text-store-by-default-false-in-the-settings-of-the-server = sunucunun ayarlarında `store_by_default = false`
privacy-text-nothing-of-the-request-is-stored = İstekten hiçbir şey saklanmaz.
privacy-text-nothing-of-the-request-is-stored-even-with-store-true = `"store": true` olsa bile istekten hiçbir şey saklanmaz.
privacy-text-a-get-request-is-never-stored = GET isteği hiçbir zaman saklanmaz.
privacy-text-the-server-stores-nothing-and-has-no-database = Sunucu hiçbir şey saklamaz, veritabanı da yoktur.
privacy-text-the-server-stores-only-requests-with-store-true = Sunucu yalnızca `"store": true` içeren istekleri saklar.

privacy-text-post-v-n-receipts-erase-deletes-the-query-and-its-feedback-f = `POST /v1/receipts/erase`, sorguyu ve geri bildirimini bütün tablolardan siler.
privacy-text-status-n-means-that-no-file-of-the-database-holds-their-byte = { $n1 } durumu, veritabanının hiçbir dosyasında baytlarının kalmadığı anlamına gelir; { $n2 } ise bayt kaldığı anlamına.
privacy-text-an-expired-receipt-erases-nothing = Süresi dolmuş bir makbuz hiçbir şeyi silmez.
privacy-text-published-statistics-stay-as-they-are = Yayımlanmış istatistikler olduğu gibi kalır.
privacy-text-a-copy-of-the-database-keeps-its-rows-until-its-owner-delete = Veritabanının bir kopyası, sahibi silene kadar satırlarını korur.

privacy-text-at-most-n-days-counted-from-the-monday-of-its-week = haftasının pazartesisinden başlayarak en çok { $n1 } gün
privacy-text-n-hours = { $n1 } saat
privacy-text-permanently = süresiz

privacy-text-the-answers-of-one-query-and-the-recommended-framework = Bir sorgunun yanıtları ve önerilen çatı.
privacy-text-the-random-key-of-a-week-with-which-receipts-lead-to-the-row = Bir haftanın rastgele anahtarı; makbuzlar o haftanın satırlarına bununla ulaşır.
privacy-text-what-the-holder-of-a-receipt-reported-about-the-recommendati = Makbuz sahibinin öneri hakkında bildirdikleri.
privacy-text-that-a-request-with-an-idempotency-key-was-stored-so-that-a = Idempotency-Key içeren bir isteğin saklandığı; yinelenen istek bir daha saklanmasın diye.
privacy-text-how-often-each-answer-framework-and-feedback-occurred-in-del = Bir haftanın silinen satırlarında her yanıtın, çatının ve geri bildirimin kaç kez geçtiği.
privacy-text-the-published-statistics-of-a-week = Bir haftanın yayımlanmış istatistikleri.
privacy-text-the-random-key-of-the-hmacs-for-requests-with-an-idempotency = Idempotency-Key içeren isteklerin HMAC'leri için rastgele anahtar.
privacy-text-the-applied-changes-of-the-schema = Şemaya uygulanmış değişiklikler.

privacy-text-n-bits-an-hmac-of-the-receipt-under-the-key-of-the-week = { $n1 } bit; makbuzun, haftanın anahtarıyla HMAC değeri
privacy-text-iso-week-in-utc = UTC'ye göre ISO haftası
privacy-text-chosen-option-null-without-an-answer = seçilen seçenek; yanıt yoksa null
privacy-text-chosen-features-sorted = seçilen özellikler, sıralı
privacy-text-version-of-the-knowledge-that-decided = kararı veren bilgi tabanının sürümü
privacy-text-recommended-framework-null-if-all-were-excluded = önerilen çatı; hepsi elendiyse null
privacy-text-always-false-in-this-version = bu sürümde her zaman false
privacy-text-n-random-bits = { $n1 } rastgele bit
privacy-text-week-of-the-query = sorgunun haftası
privacy-text-id-of-the-query = sorgunun kimliği
privacy-text-framework-that-was-chosen-none-or-other = seçilen çatı, `none` ya da `other`
privacy-text-rating-from-n-to-n-null-without-a-rating = { $n1 } ile { $n2 } arasında puan; puan yoksa null
privacy-text-hmac-of-the-key = anahtarın HMAC değeri
privacy-text-hmac-of-key-and-body = anahtar ile gövdenin HMAC değeri
privacy-text-end-of-the-period-in-whole-hours-since-n-in-utc = sürenin bitişi; { $n1 } yılından beri UTC'ye göre tam saat
privacy-text-n-random-bits-of-the-attempt-that-was-stored = saklanan denemenin { $n1 } rastgele biti
privacy-text-what-is-counted-such-as-a-question = neyin sayıldığı; örneğin bir soru
privacy-text-the-counted-value-such-as-an-option = sayılan değer; örneğin bir seçenek
privacy-text-the-number-of-rows = satır sayısı
privacy-text-first-week-that-the-statistics-cover = istatistiklerin kapsadığı ilk hafta
privacy-text-the-statistics-null-if-the-week-was-merged-into-the-next = istatistikler; hafta bir sonrakiyle birleştirildiyse null
privacy-text-the-number-of-queries-of-the-week-with-noise = haftanın sorgu sayısı, gürültüyle
privacy-text-what-the-key-is-for = anahtarın ne için olduğu
privacy-text-the-change-when-it-was-applied-its-checksum-and-its-duration = değişiklik, uygulandığı zaman, sağlaması ve süresi
