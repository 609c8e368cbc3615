# Sorunları (API’nin hata yanıtlarını) açıklayan sayfalar.
problem-kicker = Sorun türü · durum { $status }
problem-explanation = Ne oldu?
problem-remedy = Ne yapmalı?
problem-example = Örnek

# Tarayıcı kullanan kişiler için sayfa olarak bir sorun.
error-kicker = Hata { $status }
error-wait = Sayfayı { $seconds } saniye sonra yeniden yükleyin.
error-home = Danışmana git
error-more = Bu hata hakkında ayrıntı
error-instance = İşletmeciye sorularınız için bu isteğin numarası:
