# Danışman: / adresindeki sayfa.

## Ne olduğu

advisor-title = Projenize hangi Python web çatısı uyar?
advisor-lead = Projenizle ilgili birkaç soruyu dilediğiniz sırayla, dilediğiniz kadar yanıtlayın. framewise siz yanıtladıkça web çatılarını (framework) sıralar ve nedenini kaynaklarıyla gösterir.
advisor-about = Bir projeyle ilgili birkaç soruyu yanıtlayın; Python web çatılarının gerekçeli ve kaynaklı sıralamasını görün.
advisor-result-title = En uygunu { $framework }
advisor-elsewhere = Önce bir göz atın
advisor-example = Bir örnek: Django mu, Flask mı?
advisor-frameworks = Olguları ve iddialarıyla bütün çatılar
advisor-method = framewise nasıl karar verir?
advisor-api = API olarak:
advisor-mcp = Asistanlar için (Model Context Protocol):

## Sorular

advisor-next = Sonraki
advisor-skip = Atla
advisor-all-questions = Bütün sorular
advisor-no-answer = Yanıt yok
advisor-update = Sıralamayı güncelle
advisor-your-answers = Yanıtlarınız
advisor-remove = Kaldır: { $answer }
advisor-start-again = Baştan başla
advisor-must = şart
advisor-must-help = Şart koştuğunuz bir özelliği olmayan çatı sıralamaya girmez.
advisor-must-label = Şart:
advisor-unwanted = istenmiyor
advisor-unwanted-label = İstenmiyor:
advisor-team = Ekip hangi çatıları biliyor?
advisor-team-help = Ekibin bildiğini öğrenmesi gerekmez; bu da sıralamada hesaba katılır.
advisor-team-label = Ekip biliyor:
advisor-migrating-label = Projenin şu anki çatısı:
advisor-candidates-label = Yalnızca karşılaştırılan:
advisor-exclude-label = Karşılaştırılmayan:
advisor-settled = Sonuç kesinleşti
advisor-settled-why = { $n } soru açık. Bunlara verilecek hiçbir yanıtın birinciyi değiştiremeyeceği kanıtlandı.
advisor-complete = Her şey yanıtlandı
advisor-complete-why = Soru kalmadı. Yanıtlarınızın her birini değiştirebilirsiniz.
advisor-nothing = Başka soru yok
advisor-nothing-why = Birinciyi değiştirebilecek açık sorular atlandı ya da değiştirmeleri pek olası değil. Hepsi “Bütün sorular” bölümünde.

## Açıklama

advisor-describe = Projenizi anlatın
advisor-describe-help = Birkaç cümle yeter: ne yapar, kimler için, neye ihtiyacı var. Metin saklanmaz ve bağlantıda yer almaz.
advisor-describe-english = Metin İngilizce olmalıdır.
advisor-describe-send = Yanıtları metinde bul
advisor-understood = Metinden anlaşılanlar
advisor-understood-nothing = Bu metinde bir yanıt bulunamadı.
advisor-understood-overruled = (bunun yerine kendi yanıtınız geçerli)
advisor-understood-edit = Bunlar da ötekiler gibi birer yanıttır: her birini yukarıda değiştirebilir ya da kaldırabilirsiniz.

## Sıralama

advisor-ranking = Sıralama
advisor-ranking-help = Puan 0 ile 1 arasındadır. Yüzde, öncelikler ve notlar belirsizlikleri içinde değiştiğinde bir çatının ne sıklıkla birinci olduğunu söyler.
advisor-tied = (aynı puan)
advisor-first-share = ilk sırada
advisor-excluded = { $n } çatıda şart koşulan bir şey eksik
advisor-misses = Bütün koşullara en yakın olanlar
advisor-misses-lack = eksiği:

## Sonuç

advisor-result = Sonuç
advisor-first-choice = İlk tercih
advisor-none = Şart koşulan her şeye sahip bir çatı yok
advisor-none-why = Koşullardan birini kaldırın. Sıralama bölümü hangi çatıların en yakın olduğunu gösterir.
advisor-no-need = Bir web çatısına ihtiyacınız olmayabilir
advisor-instead = Daha uygun olabilecekler:
advisor-one-thing = Aklınızda tek bir şey kalacaksa:
confidence-so-far = Bu, şu ana kadarki yanıtlarınız için geçerli. Yeni yanıtlar bunu yükseltebilir de düşürebilir de.
confidence-settled = Yeni yanıtlar birinciyi değiştirmez. Yüzde başka bir şey söyler: öncelikler ve notlar belirsizlikleri içinde değiştiğinde { $first } ne sıklıkla birinci oluyor.
confidence-very = Çok emin: { $first }, önceliklerinizin makul yorumlarının hepsinde ya da neredeyse hepsinde birinci kalıyor.
confidence-fairly = Oldukça emin: { $first }, önceliklerinizin makul yorumlarının çoğunda birinci kalıyor.
confidence-moderately = Orta derecede emin: önceliklerinizin bazı makul yorumlarında başka bir çatı birinci oluyor.
confidence-close = { $first } ile { $second } birbirine yakın; ikisi de savunulabilir.
confidence-only = Seçilebilecek tek çatı { $first }.
advisor-announcement = { $framework } birinci, güven { $share }.
advisor-chart = Puanlar nereden geliyor?
advisor-chart-help = Her parça, bir ölçütün ağırlığı ile çatının o ölçütteki notunun çarpımıdır. Parçaların toplamı puandır.
advisor-chart-others = geri kalan her şey
advisor-chart-table = Aynısı, tablo olarak
advisor-chart-criterion = Ölçüt
advisor-chart-weight = Ağırlık
advisor-chart-score = Puan
advisor-reasons = Lehte ve aleyhte olanlar
advisor-for = Lehte
advisor-against = Aleyhte
advisor-no-reason = Yanıtlarınız açısından öne çıkan bir şey yok.
advisor-more = { $framework } hakkında her şey
advisor-claim = İddia
advisor-source = Kaynak
advisor-moving = Proje taşınmalı mı?
advisor-moving-kept = Bugünkü kodun olduğu gibi kalacak tahmini payı:
advisor-changes = Bunu ne değiştirirdi?
advisor-changes-help = Farklı yanıt verseydiniz başka bir çatı birinci olurdu:
advisor-changes-none = Bir ya da iki yanıtı değiştirmek başka bir çatıyı birinci yapmıyor.
advisor-changes-try = Dene
advisor-start = Nereden başlamalı?
advisor-tutorial = { $framework } başlangıç eğitimi
advisor-documentation = Belgeler
advisor-keep = Saklayın ya da paylaşın
advisor-keep-help = Bağlantı yanıtlarınızı içerir, sizinle ilgili başka hiçbir şey içermez.
advisor-keep-nothing = Hiçbir şey saklanmaz.
advisor-permalink = Bu sonuca bağlantı
advisor-record = Karar kaydı (Markdown)
advisor-json = Aynısı, JSON olarak
advisor-print = Yazdır
advisor-copy = Karar kaydını kopyala
advisor-copied = Kopyalandı

## Sorunlar

advisor-left-out = Bu bağlantının bir bölümü hesaba katılmadı
advisor-left-out-unknown = burada bilinmiyor.
advisor-left-out-contradiction = geri kalanla çelişiyor.
advisor-left-out-length = 2.000 karakterden uzun.
advisor-left-out-meant = Şunu mu demek istediniz: { $name }?
advisor-left-out-rest = Geri kalan her şey geçerli.
advisor-failed = Sıralama hesaplanamadı
advisor-too-many = Ağınızdan çok fazla istek geldi. Yanıtlarınız duruyor; biraz sonra yeniden deneyin.
advisor-unavailable = Servis meşgul. Yanıtlarınız duruyor; biraz sonra yeniden deneyin.
advisor-contradictory = Bu önceliklerle hiçbir şey hesaba katılmazdı. Yanıtlarınız duruyor; adresten bir önceliği kaldırın.
advisor-offline = Servise ulaşılamıyor. Yanıtlarınız duruyor; sıralama son yanıtınızdan önceki durumu gösteriyor.
advisor-busy = Servis meşgul. Yanıtlarınız duruyor; sıralama son yanıtınızdan önceki durumu gösteriyor.
advisor-try-again = Yeniden dene
