# `GET /v1/privacy` yanıtındaki cümleler. Anahtar, İngilizce cümlenin sözcüklerinden oluşur; cümle değişirse İngilizcesi
# gösterilir. Cümledeki sayılar sırayla { $n1 }, { $n2 } değerleridir.

sentence-no-name-address-cookie-or-account-is-stored = ad, adres, çerez ya da hesap saklanmaz
sentence-no-stored-answer-carries-a-platform-s-name-or-a-time-finer-t = saklanan hiçbir yanıtta platform adı ya da haftadan daha ince bir zaman yoktur
sentence-log-and-database-together-do-not-connect-a-row-with-a-time-f = günlük ile veritabanı birlikte, bir satırı haftadan daha ince bir zamanla rastlantıdan daha iyi ilişkilendiremez
sentence-published-statistics-are-differentially-private-with-n-for-e = yayımlanan istatistikler, saklanan her sorgu için ε = { $n1 } ile diferansiyel gizlilik sağlar
sentence-after-n-days-no-stored-answer-can-be-connected-with-a-receip = { $n1 } günden sonra saklanan hiçbir yanıt bir makbuzla ilişkilendirilemez

sentence-that-single-rows-are-anonymous-in-law = tek tek satırların hukuken anonim olduğu
sentence-that-deletion-alters-published-figures = silmenin yayımlanmış sayıları değiştirdiği
sentence-that-a-person-who-sends-many-queries-is-hidden-in-the-statis = çok sayıda sorgu gönderen birinin istatistiklerde tek sorgu gönderen biri kadar gizlendiği
sentence-that-response-times-do-not-show-whether-somebody-sent-the-sa = yanıt sürelerinin, aynı yanıtların kısa süre önce başka biri tarafından gönderilip gönderilmediğini göstermediği
sentence-that-postgresql-overwrites-the-bytes-of-an-erased-row-at-onc = PostgreSQL’in silinen bir satırın baytlarının üzerine hemen yazdığı

sentence-store-false-in-the-request = istekte `"store": false`
sentence-the-header-sec-gpc-n-global-privacy-control = `Sec-GPC: 1` başlığı (Global Privacy Control)
sentence-the-header-dnt-n-do-not-track = `DNT: 1` başlığı (izlenmeme isteği)
sentence-get-v-n-recommendations = `GET /v1/recommendations`
sentence-storage-false-in-the-settings-of-the-server = sunucunun ayarlarında `storage = false`
sentence-store-by-default-false-in-the-settings-of-the-server = sunucunun ayarlarında `store_by_default = false`
sentence-nothing-of-the-request-is-stored = İstekten hiçbir şey saklanmaz.
sentence-nothing-of-the-request-is-stored-even-with-store-true = `"store": true` olsa bile istekten hiçbir şey saklanmaz.
sentence-a-get-request-is-never-stored = GET isteği hiçbir zaman saklanmaz.
sentence-the-server-stores-nothing-and-has-no-database = Sunucu hiçbir şey saklamaz, veritabanı da yoktur.
sentence-the-server-stores-only-requests-with-store-true = Sunucu yalnızca `"store": true` içeren istekleri saklar.

sentence-post-v-n-receipts-erase-deletes-the-query-and-its-feedback-f = `POST /v1/receipts/erase`, sorguyu ve geri bildirimini bütün tablolardan siler.
sentence-status-n-means-that-no-file-of-the-database-holds-their-byte = { $n1 } durumu, veritabanının hiçbir dosyasında baytlarının kalmadığı anlamına gelir; { $n2 } ise bayt kaldığı anlamına.
sentence-an-expired-receipt-erases-nothing = Süresi dolmuş bir makbuz hiçbir şeyi silmez.
sentence-published-statistics-stay-as-they-are = Yayımlanmış istatistikler olduğu gibi kalır.
sentence-a-copy-of-the-database-keeps-its-rows-until-its-owner-delete = Veritabanının bir kopyası, sahibi silene kadar satırlarını korur.

sentence-at-most-n-days-counted-from-the-monday-of-its-week = haftasının pazartesisinden başlayarak en çok { $n1 } gün
sentence-n-hours = { $n1 } saat
sentence-permanently = süresiz

sentence-the-answers-of-one-query-and-the-recommended-framework = Bir sorgunun yanıtları ve önerilen çatı.
sentence-the-random-key-of-a-week-with-which-receipts-lead-to-the-row = Bir haftanın rastgele anahtarı; makbuzlar o haftanın satırlarına bununla ulaşır.
sentence-what-the-holder-of-a-receipt-reported-about-the-recommendati = Makbuz sahibinin öneri hakkında bildirdikleri.
sentence-how-often-each-answer-framework-and-feedback-occurred-in-del = Bir haftanın silinen satırlarında her yanıtın, çatının ve geri bildirimin kaç kez geçtiği.
sentence-the-published-statistics-of-a-week = Bir haftanın yayımlanmış istatistikleri.
sentence-the-random-key-of-the-hmacs-for-requests-with-an-idempotency = Idempotency-Key içeren isteklerin HMAC’leri için rastgele anahtar.
sentence-the-applied-changes-of-the-schema = Şemaya uygulanmış değişiklikler.

sentence-n-bits-an-hmac-of-the-receipt-under-the-key-of-the-week = { $n1 } bit; makbuzun, haftanın anahtarıyla HMAC değeri
sentence-iso-week-in-utc = UTC’ye göre ISO haftası
sentence-chosen-option-null-without-an-answer = seçilen seçenek; yanıt yoksa null
sentence-chosen-features-sorted = seçilen özellikler, sıralı
sentence-version-of-the-knowledge-that-decided = kararı veren bilgi tabanının sürümü
sentence-recommended-framework-null-if-all-were-excluded = önerilen çatı; hepsi elendiyse null
sentence-always-false-in-this-version = bu sürümde her zaman false
sentence-n-random-bits = { $n1 } rastgele bit
sentence-week-of-the-query = sorgunun haftası
sentence-id-of-the-query = sorgunun kimliği
sentence-framework-that-was-chosen-none-or-other = seçilen çatı, `none` ya da `other`
sentence-rating-from-n-to-n-null-without-a-rating = { $n1 } ile { $n2 } arasında puan; puan yoksa null
sentence-hmac-of-the-key = anahtarın HMAC değeri
sentence-hmac-of-key-and-body = anahtar ile gövdenin HMAC değeri
sentence-end-of-the-period-in-whole-hours-since-n-in-utc = sürenin bitişi; { $n1 } yılından beri UTC’ye göre tam saat
sentence-n-random-bits-of-the-attempt-that-was-stored = saklanan denemenin { $n1 } rastgele biti
sentence-what-is-counted-such-as-a-question = neyin sayıldığı; örneğin bir soru
sentence-the-counted-value-such-as-an-option = sayılan değer; örneğin bir seçenek
sentence-the-number-of-rows = satır sayısı
sentence-first-week-that-the-statistics-cover = istatistiklerin kapsadığı ilk hafta
sentence-the-statistics-null-if-the-week-was-merged-into-the-next = istatistikler; hafta bir sonrakiyle birleştirildiyse null
sentence-the-number-of-queries-of-the-week-with-noise = haftanın sorgu sayısı, gürültüyle
sentence-what-the-key-is-for = anahtarın ne için olduğu
sentence-the-change-when-it-was-applied-its-checksum-and-its-duration = değişiklik, uygulandığı zaman, sağlaması ve süresi

sentence-no-answer-of-a-cohort-is-stored-by-itself-and-nothing-leads = bir grubun hiçbir yanıtı tek başına saklanmaz; gruptan bir sorguya ulaşılamaz
sentence-that-the-figures-of-a-cohort-hide-somebody-from-a-teacher-wh = bir grubun sayılarının, kimlerin katıldığını bilen öğretmenden birini gizlediği
sentence-cohort-decline-in-the-request-or-no-cohort = istekte `"cohort": "decline"` ya da hiç `cohort` olmaması
sentence-the-answers-count-for-no-cohort = Yanıtlar hiçbir grup için sayılmaz.
sentence-that-a-request-with-an-idempotency-key-was-stored-or-counted = Idempotency-Key içeren bir isteğin saklandığı ya da bir grup için sayıldığı; yinelenen istek bir daha sayılmasın diye.
sentence-a-group-whose-teacher-sees-what-it-answered = Yanıtlarını toplu olarak öğretmeninin gördüğü bir grup.
sentence-until-it-is-deleted-or-its-chosen-time-ends-at-most-n-weeks = silinene ya da seçilen süresi dolana kadar, en çok { $n1 } hafta
sentence-sha-n-of-the-token-that-adds-answers = yanıt ekleyen kodun SHA-{ $n1 } özeti
sentence-sha-n-of-the-token-that-reads = okuyan kodun SHA-{ $n1 } özeti
sentence-the-day-on-which-the-cohort-is-deleted = grubun silineceği gün
sentence-the-number-of-expected-participants-which-limits-the-answers = beklenen katılımcı sayısı; bir istemcinin bir gündeki yanıtlarını sınırlar
sentence-whether-no-more-answers-are-added = artık yanıt eklenip eklenmediği
sentence-the-number-of-answers-in-the-figures-that-are-shown = gösterilen sayılardaki yanıt sayısı
sentence-the-figures-that-are-shown-rounded-and-suppressed-null-befor = gösterilen sayılar, yuvarlanmış ve küçük değerleri gizlenmiş; ilkinden önce null
sentence-how-often-each-option-was-chosen-and-each-framework-came-fir = Bir grupta her seçeneğin kaç kez seçildiği ve her çatının kaç kez birinci olduğu; tek bir yanıta ait hiçbir şey yoktur.
sentence-id-of-the-cohort = grubun kimliği
sentence-the-number-of-answers = yanıt sayısı
