//! Problems (RFC 9457): the body of every response with a status of 400 or more.
//!
//! Handlers and middleware return a `Problem`; the middleware `errors` adds the id of the request and turns it into a
//! response. The cause of an internal error is written to the log only, there.

use std::fmt::{self, Display};

use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::{HttpResponse, ResponseError};
use framewise_model::fault::{Fault, Faults, excerpt};
use framewise_model::json::{JsonError, JsonErrorKind};
use framewise_model::sentences::Message;
use framewise_model::suggest::nearest;

use super::problem_body::{Body, ErrorItem};
use super::problem_sentences::Detail;
use super::problem_types::ProblemType;
use crate::config::PublicUrl;
use crate::texts::catalogue::Texts;
use crate::texts::language::Language;

/// Media type of problems.
pub const MEDIA_TYPE: &str = "application/problem+json";
/// Seconds after which a caller may send a request again that got no response in time.
const RETRY_AFTER: HeaderValue = HeaderValue::from_static("1");

/// An error response. Boxed, because most results are no errors.
#[derive(Debug, Clone)]
pub struct Problem(Box<Parts>);

#[derive(Debug, Clone)]
struct Parts {
    kind: ProblemType,
    detail: Message,
    faults: Faults,
    headers: Vec<(HeaderName, HeaderValue)>,
    instance: Option<String>,
    public_url: PublicUrl,
    language: Language,
    cause: Option<String>,
}

impl Problem {
    /// A problem of this type; `detail` describes this occurrence.
    pub fn new(kind: ProblemType, detail: impl Into<Message>) -> Self {
        Self(Box::new(Parts {
            kind,
            detail: detail.into(),
            faults: Faults::default(),
            headers: Vec::new(),
            instance: None,
            public_url: PublicUrl::default(),
            language: Language::default(),
            cause: None,
        }))
    }

    /// A request with values that are not allowed.
    #[must_use]
    pub fn invalid(faults: impl Into<Faults>) -> Self {
        Self::with_faults(ProblemType::InvalidRequest, faults.into())
    }

    /// A request whose values are allowed one by one, but not together.
    #[must_use]
    pub fn contradictory(faults: impl Into<Faults>) -> Self {
        Self::with_faults(ProblemType::ContradictoryRequest, faults.into())
    }

    /// No resource exists at this address.
    pub fn not_found(detail: impl Into<Message>) -> Self {
        Self::new(ProblemType::NotFound, detail)
    }

    /// An address that names something unknown: there is no `noun` with the name `given`.
    pub fn unknown<'a, I>(noun: &str, given: &str, known: I) -> Self
    where
        I: IntoIterator<Item = &'a str>,
    {
        let meant = nearest(given, known);
        let given = &excerpt(given);
        let detail = match meant {
            Some(meant) => Detail::Meant { noun, given, meant },
            None => Detail::Unknown { noun, given },
        };
        Self::not_found(detail.to_message())
    }

    /// The address exists, but only for the methods in `allow`.
    #[must_use]
    pub fn method_not_allowed(allow: &[Method]) -> Self {
        let list = join_methods(allow);
        let detail = Detail::Methods { methods: &list }.to_message();
        Self::new(ProblemType::MethodNotAllowed, detail).with_header(header::ALLOW, &list)
    }

    /// The service cannot respond in time; the caller may send the request again a little later.
    pub fn unavailable(detail: impl Into<Message>) -> Self {
        let mut problem = Self::new(ProblemType::Unavailable, detail);
        problem.0.headers.push((header::RETRY_AFTER, RETRY_AFTER));
        problem
    }

    /// An internal error: `cause` goes to the log and is not part of the response.
    pub fn internal(cause: impl Display) -> Self {
        let mut problem = Self::from_status(StatusCode::INTERNAL_SERVER_ERROR);
        problem.0.cause = Some(cause.to_string());
        problem
    }

    /// The type of the problem.
    #[must_use]
    pub fn kind(&self) -> ProblemType {
        self.0.kind
    }

    /// The cause of an internal error, for the log.
    #[must_use]
    pub fn cause(&self) -> Option<&str> {
        self.0.cause.as_deref()
    }

    /// The problem for an error of which only the status is known.
    #[must_use]
    pub fn from_status(status: StatusCode) -> Self {
        let kind = ProblemType::from_status(status);
        Self::new(kind, kind.definition().explanation)
    }

    /// The same problem with one more header; a value that is not valid in a header is left out.
    #[must_use]
    pub fn with_header(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.0.headers.push((name, value));
        }
        self
    }

    /// The same problem with the id of its request.
    #[must_use]
    pub fn with_instance(mut self, request_id: &str) -> Self {
        self.0.instance = Some(format!("urn:uuid:{request_id}"));
        self
    }

    /// The same problem, whose type is an address under this one.
    #[must_use]
    pub fn with_public_url(mut self, public_url: &PublicUrl) -> Self {
        self.0.public_url = public_url.clone();
        self
    }

    /// The same problem with its texts in this language, as far as the catalogue has them.
    #[must_use]
    pub fn in_language(mut self, language: Language) -> Self {
        self.0.language = language;
        self
    }

    /// The body of the response.
    #[must_use]
    pub fn body(&self) -> Body {
        let Parts { kind, detail, faults, .. } = &*self.0;
        let (definition, language) = (kind.definition(), self.0.language);
        let detail = match faults.kept() {
            [only] => sentence(language, &Texts::message(language, &only.detail)).into(),
            _ if detail.english == definition.explanation => kind.explanation(language),
            _ => Texts::message(language, detail),
        };
        Body {
            kind: self.0.public_url.to(&kind.uri()),
            title: kind.title(language).into_owned(),
            status: definition.status.as_u16(),
            detail: detail.into_owned(),
            instance: self.0.instance.clone(),
            errors: faults.kept().iter().map(|fault| ErrorItem::new(fault, language)).collect(),
            errors_omitted: Some(faults.omitted()).filter(|omitted| *omitted > 0),
        }
    }

    /// An example of this type, for the description and for the page of the type.
    #[must_use]
    pub fn example(kind: ProblemType) -> Self {
        let place = ["answers", "project_type"];
        let problem = match kind {
            ProblemType::InvalidRequest => {
                let fault = Fault::at(&place, "there is no option “rest-api”");
                Self::invalid(vec![fault.with_allowed("rest-api", ["rest_api", "microservice"])])
            }
            ProblemType::ContradictoryRequest => {
                let detail = "no candidate has all the capabilities that must_have asks for";
                Self::contradictory(vec![Fault::at(&["must_have"], detail)])
            }
            _ => Self::new(kind, kind.definition().explanation),
        };
        problem.with_instance("6f1ed002-ab85-4a29-8c5c-d4e0a3f9b1c7")
    }

    fn with_faults(kind: ProblemType, faults: Faults) -> Self {
        let detail = match faults.kept() {
            [only] => sentence(Language::English, &only.detail.english).into(),
            _ => Detail::Faults { count: &faults.total().to_string() }.to_message(),
        };
        let mut problem = Self::new(kind, detail);
        problem.0.faults = faults;
        problem
    }
}

impl From<JsonError> for Problem {
    fn from(error: JsonError) -> Self {
        let kind = match error.kind {
            JsonErrorKind::Empty => {
                let detail = Detail::EmptyBody {}.to_message();
                return Self::new(ProblemType::MalformedJson, detail);
            }
            JsonErrorKind::Syntax => ProblemType::MalformedJson,
            JsonErrorKind::Duplicate => ProblemType::DuplicateMember,
            JsonErrorKind::Encoding => ProblemType::InvalidEncoding,
        };
        let (line, column) = (&error.line.to_string(), &error.column.to_string());
        let detail = Detail::Json { line, column, fault: &error.detail };
        Self::new(kind, detail.to_message())
    }
}

impl Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.0.kind.definition().title, self.0.detail)
    }
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        self.0.kind.definition().status
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::build(self.status_code());
        response.insert_header((header::CACHE_CONTROL, "no-store"));
        response.insert_header((header::CONTENT_LANGUAGE, self.0.language.header()));
        response.insert_header((header::VARY, "Accept-Language"));
        for header in &self.0.headers {
            response.append_header(header.clone());
        }
        // `json` does not replace a content type that is set already.
        response.content_type(MEDIA_TYPE).json(self.body())
    }
}

/// The detail of a fault as a sentence.
fn sentence(language: Language, text: &str) -> String {
    let stop = if text.ends_with(['.', '?', '!']) { "" } else { "." };
    format!("{}{stop}", language.upper_first(text))
}

/// `GET, HEAD, OPTIONS`.
#[must_use]
pub fn join_methods(methods: &[Method]) -> String {
    let names: Vec<&str> = methods.iter().map(Method::as_str).collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::Problem;
    use framewise_model::fault::Fault;

    #[test]
    fn many_faults_are_counted_and_not_all_listed() {
        let body = Problem::invalid(vec![Fault::at(&["features"], "no"); 10_000]).body();
        assert_eq!(body.errors.len(), 32);
        assert_eq!(body.errors_omitted, Some(9_968));
    }

    #[test]
    fn one_fault_is_the_detail_as_a_sentence() {
        let body = Problem::invalid(vec![Fault::at(&["a"], "it is too small")]).body();
        assert_eq!(body.detail, "It is too small.");
        assert_eq!(body.errors_omitted, None);
    }
}
