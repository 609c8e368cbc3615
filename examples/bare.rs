//! The least that any service here must do: actix-web parses a JSON body and answers the same bytes as
//! the service that `scripts/load` measures beside it.
//!
//! `bare FILE` prints where it listens. `POST /prepared` sends the bytes of the file as they are;
//! `POST /written` writes them from parsed JSON for each request, as a service does whose answers differ.

use std::error::Error;
use std::net::Ipv4Addr;

use actix_web::error::ErrorBadRequest;
use actix_web::web::{self, Bytes, Data, PayloadConfig};
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

#[actix_web::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::args_os().nth(1).ok_or("name the file with the answer")?;
    let bytes = Bytes::from(std::fs::read(file)?);
    let parsed = serde_json::from_slice(&bytes)?;
    let answer = Data::new(Answer { bytes, parsed });
    let server = HttpServer::new(move || {
        App::new()
            .app_data(answer.clone())
            .app_data(PayloadConfig::new(BODY_LIMIT_BYTES))
            .route("/prepared", web::post().to(prepared))
            .route("/written", web::post().to(written))
    })
    .workers(1)
    .tcp_nodelay(true)
    .bind((Ipv4Addr::LOCALHOST, 0))?;
    for address in server.addrs() {
        println!("{address}");
    }
    Ok(server.run().await?)
}
