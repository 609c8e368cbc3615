//! Starts servers and sends requests.

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock, Mutex, mpsc};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use framewise::api::routes;
use framewise::app::listeners::Listeners;
use framewise::app::options::Options;
use framewise::app::stop::{Ended, Stop, StopSignals};
use framewise::app::{App, Parts};
use framewise::config::{EmbedOrigins, PublicUrl, TrustedProxies};
use framewise::http::request_limits::RequestLimits;
use framewise::service_manager::watchdog::Vitals;
use framewise::telemetry;
use framewise_model::knowledge::{Files, Knowledge, load};
use framewise_storage::clock::Clock;
use framewise_storage::privacy::Periods;
use framewise_storage::sqlite::{SqliteOptions, SqliteStorage};
use framewise_storage::stored_queries::StoredQueries;
use framewise_storage::{QueryWriter, Storage, Writer, WriterSettings, start};
use serde_json::{Value, json};
use ureq::http::Request;

use crate::probes;

/// The most connections of a server; all clients have the same address, which may have a quarter.
pub const MAX_CONNECTIONS: usize = 400;

/// The server for tests without special needs.
static SHARED: LazyLock<Server> = LazyLock::new(|| Server::start(patient()));

/// The server for tests that wait for the deadline of a body or a handler.
static IMPATIENT: LazyLock<Server> = LazyLock::new(|| Server::start(impatient()));

/// The log of all servers of this process.
pub static LOG: LazyLock<Log> = LazyLock::new(|| {
    let log = Log::default();
    // The filter that logs most.
    let subscriber = telemetry::subscriber("trace", true, log.clone()).unwrap();
    tracing::subscriber::set_global_default(subscriber).unwrap();
    log
});

#[derive(Debug, Clone, Default)]
pub struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    pub fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl tracing_subscriber::fmt::MakeWriter<'_> for Log {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

/// Deadlines that no test reaches, even on a busy machine.
pub fn patient() -> RequestLimits {
    let deadline = Duration::from_secs(30);
    RequestLimits {
        body_deadline: deadline,
        handler_deadline: deadline,
        write_deadline: deadline,
        head_deadline: deadline,
        ..routes::limits()
    }
}

/// Deadlines of bodies and handlers that a test can wait for.
pub fn impatient() -> RequestLimits {
    RequestLimits {
        body_deadline: Duration::from_millis(300),
        handler_deadline: Duration::from_millis(300),
        ..patient()
    }
}

/// A writer that recovers from a fault fast enough for a test.
fn quick() -> WriterSettings {
    WriterSettings { retry_every: Duration::from_millis(20), ..WriterSettings::default() }
}

/// Options of a server for tests.
fn options(limits: RequestLimits, grace: Duration) -> Options {
    Options {
        bind: SocketAddr::from(([127, 0, 0, 1], 0)),
        metrics_bind: Some(SocketAddr::from(([127, 0, 0, 1], 0))),
        workers: NonZeroUsize::new(2).unwrap(),
        max_connections: MAX_CONNECTIONS,
        public_url: PublicUrl::default(),
        security_contact: None,
        embed_origins: EmbedOrigins::default(),
        trusted_proxies: TrustedProxies::default(),
        rate_limit: false,
        grace,
        limits,
    }
}

pub struct Server {
    pub port: u16,
    pub metrics_port: u16,
    pub stop: Stop,
    pub vitals: Vitals,
    pub drained: Arc<AtomicBool>,
    pub thread: JoinHandle<io::Result<Ended>>,
}

impl Server {
    /// A server on the frozen knowledge that stores nothing.
    pub fn start(limits: RequestLimits) -> Self {
        Self::with_grace(limits, Duration::ZERO)
    }

    pub fn with_grace(limits: RequestLimits, grace: Duration) -> Self {
        Self::run(frozen_knowledge(), limits, grace, async || None)
    }

    /// A server that limits the rate of requests, and stores in this file.
    pub fn limiting(file: &Path) -> Self {
        let storage = Arc::new(SqliteStorage::new(SqliteOptions::at(file)));
        let options = Options { rate_limit: true, ..options(patient(), Duration::ZERO) };
        Self::run_with(frozen_knowledge(), options, async move || {
            let intake = Arc::clone(&storage) as Arc<dyn QueryWriter>;
            let (write_queue, writer) = start(intake, quick(), Box::new(|_| {})).await.unwrap();
            Some((
                StoredQueries::new(write_queue, storage, Clock::default(), Periods::default()),
                writer,
            ))
        })
    }

    /// A server that trusts this proxy, and limits the rate of requests.
    pub fn behind(proxy: &str) -> Self {
        let trusted_proxies = proxy.parse().unwrap();
        let options =
            Options { rate_limit: true, trusted_proxies, ..options(patient(), Duration::ZERO) };
        Self::run_with(frozen_knowledge(), options, async || None)
    }

    /// A server that clients reach at this address.
    pub fn at(public_url: &str) -> Self {
        let public_url = public_url.parse().unwrap();
        let options = Options { public_url, ..options(patient(), Duration::ZERO) };
        Self::run_with(frozen_knowledge(), options, async || None)
    }

    /// A server with this public address and this contact for reports of vulnerabilities.
    pub fn with_contact(public_url: &str, contact: &str) -> Self {
        let options = Options {
            public_url: public_url.parse().unwrap(),
            security_contact: Some(contact.parse().unwrap()),
            ..options(patient(), Duration::ZERO)
        };
        Self::run_with(frozen_knowledge(), options, async || None)
    }

    /// A server with this public address, whose advisor these origins may show.
    pub fn embedded(public_url: &str, embed_origins: &str) -> Self {
        let public_url = public_url.parse().unwrap();
        let embed_origins = embed_origins.parse().unwrap();
        let options = Options { public_url, embed_origins, ..options(patient(), Duration::ZERO) };
        Self::run_with(frozen_knowledge(), options, async || None)
    }

    /// A server on this knowledge that stores nothing.
    pub fn on(knowledge: Knowledge) -> Self {
        Self::run(knowledge, patient(), Duration::ZERO, async || None)
    }

    /// A server that stores in this file, by this clock.
    pub fn storing(file: &Path, clock: Clock) -> Self {
        let storage = Arc::new(SqliteStorage::new(SqliteOptions::at(file)));
        Self::storing_in(Arc::clone(&storage) as Arc<dyn QueryWriter>, storage, clock)
    }

    /// The same with this time limit for handlers.
    pub fn storing_within(file: &Path, handler_deadline: Duration) -> Self {
        let storage = Arc::new(SqliteStorage::new(SqliteOptions::at(file)));
        let limits = RequestLimits { handler_deadline, ..patient() };
        Self::run(frozen_knowledge(), limits, Duration::ZERO, async move || {
            let intake = Arc::clone(&storage) as Arc<dyn QueryWriter>;
            let (write_queue, writer) = start(intake, quick(), Box::new(|_| {})).await.unwrap();
            Some((
                StoredQueries::new(write_queue, storage, Clock::default(), Periods::default()),
                writer,
            ))
        })
    }

    /// A server whose queries go into `intake`, by this clock.
    pub fn storing_in(
        intake: Arc<dyn QueryWriter>,
        storage: Arc<dyn Storage>,
        clock: Clock,
    ) -> Self {
        Self::run(frozen_knowledge(), patient(), Duration::ZERO, async move || {
            let settings = WriterSettings { timeout: patient().body_deadline, ..quick() };
            let (write_queue, writer) = start(intake, settings, Box::new(|_| {})).await.unwrap();
            Some((StoredQueries::new(write_queue, storage, clock, Periods::default()), writer))
        })
    }

    fn run(
        knowledge: Knowledge,
        limits: RequestLimits,
        grace: Duration,
        stored_queries: impl AsyncFnOnce() -> Option<(StoredQueries, Writer)> + Send + 'static,
    ) -> Self {
        Self::run_with(knowledge, options(limits, grace), stored_queries)
    }

    fn run_with(
        knowledge: Knowledge,
        options: Options,
        stored_queries: impl AsyncFnOnce() -> Option<(StoredQueries, Writer)> + Send + 'static,
    ) -> Self {
        LazyLock::force(&LOG);
        let drained = Arc::new(AtomicBool::new(false));
        let done = Arc::clone(&drained);
        let (started, start) = mpsc::channel();
        let thread = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread()
                .worker_threads(1)
                .enable_all()
                .build()
                .unwrap();
            let (stored_queries, writer) = runtime.block_on(stored_queries()).unzip();
            let parts = Parts {
                knowledge,
                stored_queries,
                store_by_default: true,
                cache_bytes: 1 << 20,
                traces: None,
                more_routes: probes::routes,
            };
            let listeners = Listeners::bind(&options).unwrap();
            let app = App::build(listeners, &options, parts).unwrap();
            let metrics_port = app.metrics_address().unwrap().port();
            started.send((app.port(), metrics_port, app.stop_handle(), app.vitals())).unwrap();
            let drain = async move {
                if let Some(writer) = writer {
                    writer.drain(Duration::from_secs(5)).await;
                }
                done.store(true, Ordering::Relaxed);
            };
            runtime.block_on(async { app.run(StopSignals::receive()?, drain).await })
        });
        let (port, metrics_port, stop, vitals) = start.recv().unwrap();
        Self { port, metrics_port, stop, vitals, drained, thread }
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        stream
    }

    /// Sends bytes and reads until the server closes the connection.
    pub fn exchange(&self, bytes: impl AsRef<[u8]>) -> String {
        let mut stream = self.connect();
        // The server may close before it has read everything.
        let _ = stream.write_all(bytes.as_ref());
        let _ = stream.shutdown(Shutdown::Write);
        read_all(stream)
    }

    pub fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Response {
        send_to(self.port, method, path, headers, body)
    }

    /// The current metrics.
    pub fn metrics(&self) -> Response {
        send_to(self.metrics_port, "GET", "/metrics", &[], b"")
    }
}

pub fn send_to(
    port: u16,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Response {
    let mut request =
        Request::builder().method(method).uri(format!("http://127.0.0.1:{port}{path}"));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .allow_non_standard_methods(true)
        .max_redirects(0)
        .timeout_global(Some(Duration::from_mins(1)))
        .build()
        .into();
    let mut response = match (method, body) {
        ("GET" | "HEAD" | "OPTIONS" | "DELETE", b"") => {
            agent.run(request.body(()).unwrap()).unwrap()
        }
        _ => agent.run(request.body(body).unwrap()).unwrap(),
    };
    let headers = response.headers().iter();
    Response {
        status: response.status().as_u16(),
        headers: headers
            .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
            .collect(),
        body: response.body_mut().with_config().limit(20_000_000).read_to_vec().unwrap(),
    }
}

/// Reads until the server closes or resets the connection.
pub fn read_all(mut stream: TcpStream) -> String {
    let mut response = Vec::new();
    let _ = stream.read_to_end(&mut response);
    String::from_utf8(response).unwrap()
}

#[derive(Debug)]
pub struct Response {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Response {
    /// Parses the first response in the bytes of a plain socket.
    pub fn parse(text: &str) -> Self {
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let mut lines = head.lines();
        let status = lines.next().unwrap().split(' ').nth(1).unwrap();
        let headers = lines.map(|line| line.split_once(": ").unwrap());
        let headers: Vec<_> =
            headers.map(|(name, value)| (name.to_lowercase(), value.to_owned())).collect();
        let length = headers.iter().find(|(name, _)| name == "content-length");
        let length = length.map_or(body.len(), |(_, value)| value.parse().unwrap());
        Self {
            status: status.parse().unwrap(),
            headers,
            body: body.as_bytes()[..length.min(body.len())].to_vec(),
        }
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        headers.find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    /// The response as a snapshot; values that differ from run to run are checked and then replaced.
    pub fn snapshot(&self) -> Value {
        let mut body = match self.header("content-type") {
            Some(kind) if kind.contains("json") => self.json(),
            _ => json!(self.text()),
        };
        let mut headers = json!({});
        for (name, value) in &self.headers {
            match name.as_str() {
                "date" => assert!(value.ends_with(" GMT")),
                "ratelimit" => assert!(value.contains(";r=") && value.contains(";t="), "{value}"),
                "content-length" => assert_eq!(value, &self.body.len().to_string()),
                "x-request-id" => {
                    assert_eq!(body["instance"], format!("urn:uuid:{value}"));
                    body["instance"] = json!("[the request id]");
                }
                _ => headers[name] = json!(value),
            }
        }
        json!({"status": self.status, "headers": headers, "body": body})
    }
}

pub fn send(method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Response {
    SHARED.send(method, path, headers, body)
}

pub fn get(path: &str) -> Response {
    send("GET", path, &[], b"")
}

pub fn get_with(path: &str, headers: &[(&str, &str)]) -> Response {
    send("GET", path, headers, b"")
}

pub fn post_json(path: &str, body: impl AsRef<[u8]>) -> Response {
    send("POST", path, &[("content-type", "application/json")], body.as_ref())
}

pub fn exchange(bytes: impl AsRef<[u8]>) -> String {
    SHARED.exchange(bytes)
}

pub fn shared() -> &'static Server {
    &SHARED
}

pub fn impatient_server() -> &'static Server {
    &IMPATIENT
}

/// The frozen knowledge of four frameworks on which tests of the code run.
pub fn frozen_knowledge() -> Knowledge {
    knowledge_in("tests/fixtures/knowledge")
}

/// The knowledge in a folder of the repository.
pub fn knowledge_in(folder: &str) -> Knowledge {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(folder);
    load(&Files::read(&folder).unwrap()).unwrap()
}

/// Whether a value is another one with shorter lists.
pub fn is_excerpt(short: &Value, long: &Value) -> bool {
    match (short, long) {
        (Value::Array(short), Value::Array(long)) => {
            short.len() <= long.len()
                && short.is_empty() == long.is_empty()
                && short.iter().zip(long).all(|(short, long)| is_excerpt(short, long))
        }
        (Value::Object(short), Value::Object(long)) => {
            short.keys().eq(long.keys())
                && short.iter().all(|(name, member)| is_excerpt(member, &long[name]))
        }
        (short, long) => short == long,
    }
}
