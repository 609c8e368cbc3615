# Sorunları (API'nin hata yanıtlarını) açıklayan sayfalar.
problem-kicker = Sorun türü · durum { $status }
problem-explanation = Ne oldu
problem-remedy = Ne yapmalı
problem-example = Nasıl görünür
