# Modelin kurduğu cümleler: gerekçeler, özet, neyin sonucu değiştireceği. Anahtarlar crates/model/src/sentences.rs dosyasındadır.
# Adlara ek getirilmez; ad, cümlenin öznesi olur ya da başa alınır. CAPITAL ilk harfi büyütür.

## Gerekçeler

reason-quote = İngilizce dayanak: “{ $text }”
reason-context = { $because }. { $rationale }
reason-priority = “{ $name }” için daha çok ağırlık istiyorsunuz
reason-feature = { CAPITAL($said) }: { $name } { $clause }.
reason-about = { $name } { $clause }.
reason-good-because = { CAPITAL($said) }, bu yüzden { $matters } önemli: { $name } { $good }.
reason-poor-because = { CAPITAL($said) }, bu yüzden { $matters } önemli: { $rival } ile karşılaştırıldığında { $name } { $poor }.
reason-poor = { $rival } ile karşılaştırıldığında { $name } { $poor }.
reason-also-supports = { $name } istediğiniz şu özellikleri de destekliyor: { $features }.
reason-also-lacks = { $name } istediğiniz şu özellikleri tam desteklemiyor: { $features }.

supports-built-in = bunu yerleşik olarak sunuyor
supports-built-in-via = bunu yerleşik olarak sunuyor (“{ $via }”)
supports-own-package = bunu kendi projesinin ayrı bir paketiyle sunuyor
supports-own-package-via = bunu kendi projesinin ayrı bir paketiyle sunuyor (“{ $via }”)
supports-no-package = bunun için bir şey sunmuyor; bunu ekleyen bir paket de bilinmiyor
supports-nothing = bunun için bir şey sunmuyor
supports-building-blocks = bunun için yalnızca yapı taşları sunuyor
supports-needs-package = bunun için başkalarının paketini gerektiriyor
supports-needs-package-via = bunun için başkalarının paketini gerektiriyor (çoğu zaman “{ $via }”)
supports-part-by-others = bunu yalnızca kısmen, başkalarının paketleriyle sağlıyor
supports-part-by-others-via = bunu yalnızca kısmen, başkalarının paketleriyle sağlıyor (“{ $via }”)
supports-part = bunun yalnızca bir bölümünü sunuyor
supports-part-via = bunun yalnızca bir bölümünü sunuyor (“{ $via }”)
supports-needs-own-package = bunun için kendi projesinin ayrı bir paketini gerektiriyor
supports-needs-separate-package = bunun için ayrı bir paket gerektiriyor
supports-remedy-via = “{ $via }”
supports-remedy-none = bilinen paket yok
supports-remedy-part = kısmen

evidence-usual-package = Alışılmış paket: “{ $via }”.
evidence-own-project = Kendi projesi şunları sağlıyor: { $features }.
evidence-left-to-others = Şunları başka paketlere ya da size bırakıyor: { $features }.
evidence-disputed = İngilizce dayanak (kaynaklar çelişiyor): “{ $text }”.

## Özet

summary-none-left = Şart koşulan her şeye sahip bir çatı yok.
summary-one-left = Seçilebilecek tek çatı { $name }.
summary-tied = { $names } aynı puanı alıyor; her biri savunulabilir.
summary-starting-point = Hiçbir soru yanıtlanmadı: bunu bir öneri değil, bir başlangıç noktası sayın.
summary-fits-because = En uygunu { $name }: { $because }.
summary-fits = En uygunu { $name }: { $said }; { $name } { $follows }.
summary-first-in-general = Hiçbir soru yanıtlanmadığı için { $name } yalnızca genel nitelikleriyle birinci: bunu bir öneri değil, bir başlangıç noktası sayın.
summary-fits-on-the-whole = Bütün olarak en uygunu { $name }; yine de söylediklerinizin hiçbirinde öne çıkmıyor.
summary-alternative-if = En yakın seçenek { $name }: { $matters } daha önemli olsaydı o daha iyi olurdu.
summary-alternative-for = En yakın seçenek { $name }; şu özellikte daha iyi: { $feature }.
summary-alternative-worse = En yakın seçenek { $name }; burada önem taşıyan hiçbir konuda daha iyi değil.
summary-readings = önceliklerinizin makul yorumlarının
summary-blind-weights = gelişigüzel çekilen ağırlıkların
summary-very-sure = Bu çok kesin: seçim, { $readings } hepsinde ya da neredeyse hepsinde aynı kalıyor{ $settled }.
summary-fairly-sure = Bu oldukça kesin: seçim, { $readings } çoğunda aynı kalıyor{ $settled }.
summary-moderately-sure = Bu orta derecede kesin: { $readings } bazılarında başka bir çatı birinci oluyor{ $settled }.
summary-close = { $first } ile { $second } birbirine yakın; ikisi de savunulabilir{ $settled }.
summary-settled-choice = ; açık sorulara verilecek hiçbir yanıt da bunu değiştiremez
summary-settled-order = ; açık sorulara verilecek hiçbir yanıt da sıralarını değiştiremez

## Neyin sonucu değiştireceği

change-result = { CAPITAL($condition) }, { $winner } birinci olurdu.
change-and = { $one } ve { $other }
change-added = ayrıca “{ $to }” istenseydi
change-removed = “{ $from }” istenmeseydi
change-replaced = “{ $question }” sorusunun yanıtı “{ $from }” yerine “{ $to }” olsaydı
change-answered = “{ $question }” sorusunun yanıtı “{ $to }” olsaydı
target-first = { $name } zaten birinci.
target-excluded = { $name } çatısında şart koşulan bir özellik eksik.
target-out-of-reach = Değiştirilen ya da eklenen en çok { $changes } yanıt { $name } çatısını birinci yapmıyor; bütün olasılıklar elendi.

## Taşınma

move-nowhere = Hiçbir çatı bütün koşulları karşılamıyor; { $name } için de durum böyle.
move-not = { $name } ile kalın: başka hiçbir çatı bu proje için taşınmaya değecek kadar daha iyi değil.
move-anyway = { $name } sıralamaya girmiyor, bu yüzden proje taşınmak zorunda; kalanlar arasında en uygunu { $best }.
move-pays = { $name } yerine { $best } kullanmak verilecek emeğe değer; en çok şunlar için: { $criteria }.

## Dışarıda kalan çatılar

excluded-none = Şart: { $feature }. { $name } bunu desteklemiyor. İngilizce açıklama: “{ $note }”
excluded-third-party = Şart: { $feature }. { $name } bunu başkalarının paketlerine bırakıyor. İngilizce açıklama: “{ $note }”
excluded-official = Şart: { $feature }. { $name } bunu ayrı bir resmî paketle sunuyor. İngilizce açıklama: “{ $note }”
excluded-built-in = Şart: { $feature }. { $name } bunu yerleşik olarak sunuyor. İngilizce açıklama: “{ $note }”
excluded-python = { $name } { $release } için Python { $version } ya da daha yenisi gerekir.
excluded-latest-release = son sürümü
excluded-memory = { $name } en küçük uygulama için { $mib } MiB bellek ister.
excluded-constraint = Proje { $constraint }. İngilizce açıklama: “{ $limit }”
excluded-interface = Proje { $constraint }; { $name } bunun için bir arayüz sunmuyor.

## Metin hakkında

note-not-english = Metin İngilizce görünmüyor. Yalnızca İngilizce anlaşıldığı için metinden hiçbir şey okunmadı.
note-only-frameworks = Metinde yalnızca çatı adları var. Bunun yerine projeyi anlatın; belirli çatıları karşılaştırmak için kimliklerini candidates olarak gönderin.

## Bu katalogda olmayan ölçütler ve seçenekler için

phrase-you = “{ $name }” dediniz
phrase-matters = “{ $name }”
phrase-good = “{ $name }” açısından güçlü
phrase-poor = “{ $name }” açısından daha zayıf
phrase-remedy = Başlamadan önce bunun sizin için ne kadar önemli olduğunu düşünün.
