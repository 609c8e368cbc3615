//! The least that any service here must do: actix-web parses a JSON body and returns fixed bytes.
//! `scripts/load` measures the service beside it.
//!
//! `bare FILE` answers every `POST /` with the bytes of the file, and prints where it listens.

use std::error::Error;
use std::net::Ipv4Addr;

use actix_web::error::ErrorBadRequest;
use actix_web::web::{self, Bytes, PayloadConfig};
use actix_web::{App, HttpResponse, HttpServer};
use serde_json::Value;

/// As for a recommendation.
const BODY_LIMIT_BYTES: usize = 16 * 1024;

#[actix_web::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::args_os().nth(1).ok_or("name the file with the answer")?;
    let answer = Bytes::from(std::fs::read(file)?);
    let server = HttpServer::new(move || {
        let answer = answer.clone();
        let respond = move |body: Bytes| {
            let answer = answer.clone();
            async move {
                serde_json::from_slice::<Value>(&body).map_err(ErrorBadRequest)?;
                Ok::<_, actix_web::Error>(
                    HttpResponse::Ok().content_type("application/json").body(answer),
                )
            }
        };
        App::new()
            .app_data(PayloadConfig::new(BODY_LIMIT_BYTES))
            .route("/", web::post().to(respond))
    })
    .workers(1)
    .tcp_nodelay(true)
    .bind((Ipv4Addr::LOCALHOST, 0))?;
    for address in server.addrs() {
        println!("{address}");
    }
    Ok(server.run().await?)
}
