//! The least that any service here must do: actix-web answers the same bytes as the service
//! that `scripts/load` and `scripts/load-knowledge` measure together with it.
//!
//! `bare FILE...` prints where it listens. `POST /prepared` sends the bytes of the first file as they are;
//! `POST /written` writes them from parsed JSON for each request, as a service does whose answers differ;
//! `GET /files/0` sends the first file, `GET /files/1` the second.

use std::error::Error;
use std::net::Ipv4Addr;

use actix_web::error::ErrorBadRequest;
use actix_web::web::{self, Bytes, Data, Path, PayloadConfig};
use actix_web::{App, HttpResponse, HttpServer};
use serde_json::Value;

/// As for a recommendation.
const BODY_LIMIT_BYTES: usize = 16 * 1024;

struct Answer {
    bytes: Bytes,
    parsed: Value,
}

async fn prepared(body: Bytes, answer: Data<Answer>) -> actix_web::Result<HttpResponse> {
    serde_json::from_slice::<Value>(&body).map_err(ErrorBadRequest)?;
    Ok(HttpResponse::Ok().content_type("application/json").body(answer.bytes.clone()))
}

async fn written(body: Bytes, answer: Data<Answer>) -> actix_web::Result<HttpResponse> {
    serde_json::from_slice::<Value>(&body).map_err(ErrorBadRequest)?;
    Ok(HttpResponse::Ok().json(&answer.parsed))
}

async fn file(number: Path<usize>, files: Data<Vec<Bytes>>) -> Option<HttpResponse> {
    let bytes = files.get(number.into_inner())?;
    Some(HttpResponse::Ok().content_type("application/json").body(bytes.clone()))
}

#[actix_web::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let files: Vec<Bytes> = std::env::args_os()
        .skip(1)
        .map(|file| std::fs::read(file).map(Bytes::from))
        .collect::<Result<_, _>>()?;
    let bytes = files.first().ok_or("name a file with an answer")?.clone();
    let parsed = serde_json::from_slice(&bytes)?;
    let answer = Data::new(Answer { bytes, parsed });
    let files = Data::new(files);
    let server = HttpServer::new(move || {
        App::new()
            .app_data(answer.clone())
            .app_data(files.clone())
            .app_data(PayloadConfig::new(BODY_LIMIT_BYTES))
            .route("/prepared", web::post().to(prepared))
            .route("/written", web::post().to(written))
            .route("/files/{number}", web::get().to(file))
    })
    .workers(1)
    .tcp_nodelay(true)
    .bind((Ipv4Addr::LOCALHOST, 0))?;
    for address in server.addrs() {
        println!("{address}");
    }
    Ok(server.run().await?)
}
