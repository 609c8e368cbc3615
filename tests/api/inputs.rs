//! Gives what a caller can send to the code that reads it, and responds as the service does. The fuzzer calls these
//! functions with new inputs; `fuzzed.rs` calls them with those that the fuzzer kept.

use std::path::Path;
use std::sync::{LazyLock, OnceLock};

use framewise::api::recommendations::response::recommend;
use framewise::config::PublicUrl;
use framewise::http::extract::Query;
use framewise::http::problem::Problem;
use framewise_model::json;
use framewise_model::knowledge::{Files, Knowledge, load};
use framewise_model::request::query_string::{self, PARAMETERS};
use framewise_model::request::{Language, Parsed, Refusal, environment_members, parse, parse_in};
use framewise_storage::privacy::{IdempotencyKey, RECEIPT_LENGTH, Receipt, Secret};
use serde_json::{Value, json};

/// Draws of a request: more take longer and run through the same code.
const DRAWS: usize = 16;
/// The most bytes of a problem, whatever the request: it lists a bounded number of faults.
const LARGEST_PROBLEM: usize = 64 * 1024;

/// The frozen knowledge of four frameworks.
static FROZEN: LazyLock<Knowledge> = LazyLock::new(|| {
    let mut folders = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let folder = folders.find_map(|folder| {
        let folder = folder.join("tests/fixtures/knowledge");
        folder.exists().then_some(folder)
    });
    load(&Files::read(&folder.unwrap()).unwrap()).unwrap()
});
static LEXICON: OnceLock<framewise_model::text::Lexicon> = OnceLock::new();

/// The body of a request for a recommendation.
pub fn body(input: &[u8]) {
    match json::parse(input) {
        Ok(value) => respond(parse_in(&Language::new(&FROZEN, &LEXICON), &value)),
        Err(error) => check(&Problem::from(error)),
    }
}

/// The query string of a link to a recommendation.
pub fn query(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    match read(text) {
        Ok(parsed) => respond(parsed),
        Err(problem) => check(&problem),
    }
}

/// A description of a project in plain English.
pub fn text(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    respond(parse_in(&Language::new(&FROZEN, &LEXICON), &json!({"text": text})));
}

/// A receipt.
pub fn receipt(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    // It is written as it was read.
    if let Ok(receipt) = text.parse::<Receipt>() {
        assert_eq!(receipt.to_string(), text.to_ascii_lowercase());
    }
    // Any 20 bytes make a receipt that is read again.
    if let Some(bits) = input.first_chunk::<20>() {
        let text = Receipt::new(*bits).to_string();
        assert_eq!(text.len(), RECEIPT_LENGTH);
        assert!(text.parse::<Receipt>().is_ok_and(|receipt| receipt == Receipt::new(*bits)));
    }
}

/// An idempotency key, and after a line break the body of its request.
pub fn key(input: &[u8]) {
    let end = input.iter().position(|byte| *byte == b'\n').unwrap_or(input.len());
    let body = input.get(end + 1..).unwrap_or_default();
    let Ok(key) = IdempotencyKey::new(&input[..end]) else { return };
    let secret = Secret::new([7; 32]);
    let (record, receipt) = secret.derive(key, body, 1, [0; 16]);
    assert!(secret.derive(key, body, 1, [0; 16]) == (record, receipt));
    // Another body is noticed, and has another receipt.
    let (other, stranger) = secret.derive(key, &[body, b"x"].concat(), 1, [0; 16]);
    assert_eq!(record.key_mac, other.key_mac);
    assert!(record.body_mac != other.body_mac && receipt != stranger);
}

/// Reads a query string as the handler of links does.
fn read(text: &str) -> Result<Result<Parsed, Refusal>, Problem> {
    let questions = FROZEN.questions.iter().map(|question| question.id.as_str());
    let known: Vec<&str> =
        questions.chain(PARAMETERS).chain(environment_members(&FROZEN)).collect();
    let query = Query::parse(text)?.checked(&known, |name| query_string::place(&FROZEN, name))?;
    Ok(parse(&FROZEN, &query_string::from_pairs(&FROZEN, query.pairs())))
}

/// Computes the response to a request, and follows its link.
fn respond(parsed: Result<Parsed, Refusal>) {
    let mut parsed = match parsed {
        Ok(parsed) => parsed,
        Err(refusal) => return check(&refusal.into()),
    };
    parsed.sampling.draws = parsed.sampling.draws.min(DRAWS);
    let applied = parsed.context.apply(&FROZEN);
    match recommend(&applied, &parsed, &PublicUrl::default()) {
        Ok(response) => {
            let response: Value = serde_json::to_value(&response).unwrap();
            assert!(response["knowledge_digest"].is_string(), "{response}");
        }
        Err(refusal) => check(&refusal.into()),
    }
    let link = query_string::query(&FROZEN, &parsed);
    let again = read(link.trim_start_matches('?'));
    // The link of an understood text has its answers.
    assert!(matches!(again, Ok(Ok(_))), "{link}: {again:?}");
}

/// A problem says what is wrong, in a bounded number of bytes.
fn check(problem: &Problem) {
    let body = serde_json::to_vec(&problem.body()).unwrap();
    assert!(body.len() < LARGEST_PROBLEM, "{} bytes", body.len());
    assert_eq!(problem.cause(), None);
}
