//! Queries that are sent from several connections at once, each with answers that no other has, and what
//! became of them: so that a row can be assigned to one of them.

use std::net::TcpStream;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Map, Value, json};

use crate::helpers::{PATIENCE, Service, send};

/// Connections that ask at the same time.
const CLIENTS: usize = 8;
/// Every so many queries come with a key, so that they can be repeated.
const KEY_EVERY: usize = 5;
/// Every so many queries are erased once they have been acknowledged.
const ERASED_EVERY: usize = 7;

/// The single-choice questions with their options, from the service itself.
pub struct Questions(Vec<(String, Vec<String>)>);

impl Questions {
    /// Asks for them.
    pub fn of(service: &Service) -> Self {
        let list: Value = serde_json::from_str(&service.page("/v1/questions")).unwrap();
        let id = |thing: &Value| thing["id"].as_str().unwrap().to_owned();
        let single = list["items"].as_array().unwrap().iter().filter(|q| q["multiple"] == false);
        let options = |q: &Value| q["options"].as_array().unwrap().iter().map(id).collect();
        Self(single.map(|q| (id(q), options(q))).collect())
    }

    /// Answers that only this number has.
    fn answers(&self, number: usize) -> Map<String, Value> {
        let mut rest = number;
        let mut answers = Map::new();
        for (question, options) in &self.0 {
            let choice = rest % (options.len() + 1);
            rest /= options.len() + 1;
            if choice > 0 {
                answers.insert(question.clone(), json!(options[choice - 1]));
            }
        }
        assert_eq!(rest, 0, "there are not enough combinations");
        answers
    }

    /// The name of a row or of a query: one value for each question, empty where there is none.
    pub fn name(&self, value: impl Fn(&str) -> Option<String>) -> String {
        let values: Vec<String> =
            self.0.iter().map(|(id, _)| value(id).unwrap_or_default()).collect();
        values.join("|")
    }
}

/// Whether a query was erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Erasure {
    /// No client asked for it.
    No,
    /// It was asked for, and not confirmed.
    Perhaps,
    /// It was confirmed.
    Yes,
}

/// A query that was sent, and what is known of it.
#[derive(Debug)]
pub struct Sent {
    /// Its answers.
    pub name: String,
    body: String,
    /// Its `Idempotency-Key`, if it has one.
    key: Option<String>,
    /// The receipt with which it was acknowledged as stored.
    pub receipt: Option<String>,
    pub erasure: Erasure,
}

impl Sent {
    /// Sends it, for the first time or again; the answer, or nothing if the service is gone.
    fn send(&self, stream: &mut TcpStream) -> Option<Value> {
        let header = self.key.as_deref().map(|key| ("Idempotency-Key", key));
        let (status, answer) =
            send(stream, "POST /v1/recommendations", header.as_slice(), &self.body)?;
        assert_eq!(status, 200, "{answer}");
        Some(answer)
    }

    /// Repeats it, if it has a key: it is stored now if it was not before, and what was acknowledged has
    /// the same receipt as before.
    pub fn repeat(&mut self, service: &Service) {
        if self.key.is_none() {
            return;
        }
        let mut stream = service.connect();
        let mut answer = self.send(&mut stream).unwrap();
        // The database may be on its way up, or the machine too busy for it to confirm in time.
        let begun = Instant::now();
        while answer["stored"] == false && answer["not_stored_because"] != "erased" {
            assert!(begun.elapsed() < PATIENCE, "{answer}");
            thread::sleep(Duration::from_millis(5));
            answer = self.send(&mut stream).unwrap();
        }
        if answer["stored"] == true {
            assert_ne!(self.erasure, Erasure::Yes, "{} was erased", self.name);
            let receipt = answer["receipt"].as_str().unwrap().to_owned();
            assert_eq!(*self.receipt.get_or_insert(receipt.clone()), receipt, "{}", self.name);
        } else {
            assert_eq!(answer["not_stored_because"], "erased", "{}", self.name);
            assert_ne!(self.erasure, Erasure::No, "{} was never erased", self.name);
            self.erasure = Erasure::Yes;
        }
    }
}

/// Sends queries without end.
pub struct Load<'a> {
    questions: &'a Questions,
    /// Queries that were sent so far.
    pub number: AtomicUsize,
    /// Queries that were acknowledged so far.
    pub acknowledged: AtomicUsize,
}

impl<'a> Load<'a> {
    pub fn new(questions: &'a Questions) -> Self {
        Self { questions, number: AtomicUsize::new(0), acknowledged: AtomicUsize::new(0) }
    }

    /// Sends queries until `meanwhile` is over, or until the service is gone.
    pub fn during(&self, service: &mut Service, meanwhile: impl FnOnce(&mut Service)) -> Vec<Sent> {
        let stop = AtomicBool::new(false);
        let streams: Vec<_> = (0..CLIENTS).map(|_| service.connect()).collect();
        let address = ("127.0.0.1", service.port);
        thread::scope(|scope| {
            let clients: Vec<_> = streams
                .into_iter()
                .map(|mut stream| {
                    let stop = &stop;
                    scope.spawn(move || {
                        let mut sent = Vec::new();
                        while !stop.load(Ordering::Relaxed) {
                            if self.one(&mut stream, &mut sent) {
                                continue;
                            }
                            // The service closes a connection after a thousand requests.
                            match TcpStream::connect(address) {
                                Ok(next) => stream = next,
                                Err(_) => break,
                            }
                        }
                        sent
                    })
                })
                .collect();
            meanwhile(service);
            stop.store(true, Ordering::Relaxed);
            clients.into_iter().flat_map(|client| client.join().unwrap()).collect()
        })
    }

    /// Sends one query, and erases it if it is its turn; whether the service is still there.
    fn one(&self, stream: &mut TcpStream, sent: &mut Vec<Sent>) -> bool {
        let number = self.number.fetch_add(1, Ordering::Relaxed);
        let answers = self.questions.answers(number);
        let mut query = Sent {
            name: self.questions.name(|id| answers.get(id)?.as_str().map(str::to_owned)),
            // Little to work out, so that the database has much to do.
            body: json!({
                "answers": answers,
                "candidates": ["django", "flask"],
                "detail": "brief",
                "draws": 10,
            })
            .to_string(),
            key: number.is_multiple_of(KEY_EVERY).then(|| format!("b0a1c2d3-query-{number}")),
            receipt: None,
            erasure: Erasure::No,
        };
        let answer = query.send(stream);
        let mut is_there = answer.is_some();
        if let Some(answer) = answer
            && answer["stored"] == true
        {
            let receipt = answer["receipt"].as_str().unwrap().to_owned();
            if number.is_multiple_of(ERASED_EVERY) {
                let body = json!({"receipt": receipt}).to_string();
                let erased = send(stream, "POST /v1/receipts/erase", &[], &body);
                is_there = erased.is_some();
                query.erasure = match erased {
                    Some((202 | 204, _)) => Erasure::Yes,
                    // The service or its database went meanwhile.
                    None | Some((503, _)) => Erasure::Perhaps,
                    Some((status, problem)) => panic!("{status}: {problem}"),
                };
            }
            query.receipt = Some(receipt);
            self.acknowledged.fetch_add(1, Ordering::Relaxed);
        } else {
            // While nothing is stored, answers come at once: ten thousands of them, each to be repeated later.
            thread::sleep(Duration::from_millis(2));
        }
        sent.push(query);
        is_there
    }
}
