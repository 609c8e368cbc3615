//! The state that handlers share: one for all workers, until the knowledge is reloaded.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use actix_web::{HttpRequest, HttpResponse};
use framewise_model::knowledge::Knowledge;
use framewise_model::request;
use framewise_model::sensitivity::acceptability;
use framewise_model::text::Lexicon;
use framewise_storage::privacy::StoringPolicy;
use framewise_storage::stored_queries::StoredQueries;
use serde::Serialize;

use super::openapi::document::Document;
use super::privacy::facts::Practice;
use super::response_cache::ResponseCache;
use crate::config::{EmbedOrigins, PublicUrl, SecurityContact};
use crate::http::admission::control::AdmissionControl;
use crate::http::caching::Representation;
use crate::http::lazy_response::LazyResponse;
use crate::http::negotiate::{self, JSON};
use crate::http::problem::Problem;
use crate::maintenance::Warnings;
use crate::texts::catalogue::Texts;
use crate::texts::knowledge::translated;
use crate::texts::language::Language;

/// The state that handlers share. A part of it belongs to the knowledge, the rest to the service.
#[derive(Debug)]
pub struct State {
    knowledge: Knowledge,
    turkish: OnceLock<Knowledge>,
    lexicon: OnceLock<Lexicon>,
    policy: StoringPolicy,
    stored_queries: Option<Arc<StoredQueries>>,
    document: Document,
    cache: ResponseCache,
    admission: Arc<AdmissionControl>,
    public_url: PublicUrl,
    security_contact: Option<SecurityContact>,
    embed_origins: EmbedOrigins,
    traces: bool,
    audit: LazyResponse,
    full_knowledge: LazyResponse,
    stopping: Arc<AtomicBool>,
    warnings: Warnings,
}

impl State {
    /// The state of a service. `stored_queries` is `None` if storing is switched off; `store_by_default` applies to
    /// requests that do not say whether they may be stored.
    #[must_use]
    pub fn new(
        knowledge: Knowledge,
        stored_queries: Option<StoredQueries>,
        store_by_default: bool,
        cache: ResponseCache,
        document: Document,
        admission: Arc<AdmissionControl>,
    ) -> Self {
        Self {
            knowledge,
            turkish: OnceLock::new(),
            lexicon: OnceLock::new(),
            policy: StoringPolicy {
                enabled: stored_queries.is_some(),
                by_default: store_by_default,
            },
            stored_queries: stored_queries.map(Arc::new),
            document,
            cache,
            admission,
            public_url: PublicUrl::default(),
            security_contact: None,
            embed_origins: EmbedOrigins::default(),
            traces: false,
            audit: LazyResponse::default(),
            full_knowledge: LazyResponse::default(),
            stopping: Arc::default(),
            warnings: Warnings::default(),
        }
    }

    /// The same service with other knowledge: everything that depends on the knowledge is new.
    #[must_use]
    pub fn with_knowledge(&self, knowledge: Knowledge) -> Self {
        Self {
            knowledge,
            turkish: OnceLock::new(),
            lexicon: OnceLock::new(),
            document: self.document.to_unrendered(),
            cache: self.cache.to_empty(),
            audit: LazyResponse::default(),
            full_knowledge: LazyResponse::default(),
            policy: self.policy,
            stored_queries: self.stored_queries.clone(),
            admission: Arc::clone(&self.admission),
            public_url: self.public_url.clone(),
            security_contact: self.security_contact.clone(),
            embed_origins: self.embed_origins.clone(),
            traces: self.traces,
            stopping: Arc::clone(&self.stopping),
            warnings: self.warnings.clone(),
        }
    }

    /// The same with the address by which clients reach the service; without it, links are paths.
    #[must_use]
    pub fn with_public_url(self, public_url: PublicUrl) -> Self {
        Self { public_url, ..self }
    }

    /// The same with a contact for reports of vulnerabilities.
    #[must_use]
    pub fn with_security_contact(self, security_contact: Option<SecurityContact>) -> Self {
        Self { security_contact, ..self }
    }

    /// The contact for reports of vulnerabilities, if the operator has named one.
    #[must_use]
    pub fn security_contact(&self) -> Option<&SecurityContact> {
        self.security_contact.as_ref()
    }

    /// The same with the origins whose pages may show the advisor in a frame; without them, every page may.
    #[must_use]
    pub fn with_embed_origins(self, embed_origins: EmbedOrigins) -> Self {
        Self { embed_origins, ..self }
    }

    /// The origins whose pages may show the advisor in a frame.
    #[must_use]
    pub fn embed_origins(&self) -> &EmbedOrigins {
        &self.embed_origins
    }

    /// The same for a service that sends traces of requests to a collector, or does not.
    #[must_use]
    pub fn with_traces(self, traces: bool) -> Self {
        Self { traces, ..self }
    }

    /// The base of all links.
    #[must_use]
    pub fn public_url(&self) -> &PublicUrl {
        &self.public_url
    }

    /// Prepares the draws, so that the first requests do not wait for them. The first request with a text prepares the
    /// lexicon, which takes a tenth of a second and 10 MB.
    pub fn prepare(&self) {
        acceptability::prepare(&self.knowledge);
    }

    /// The knowledge in use.
    #[must_use]
    pub fn knowledge(&self) -> &Knowledge {
        &self.knowledge
    }

    /// The knowledge in use with its texts in this language. The first request for another language than English
    /// prepares it, which takes some milliseconds.
    #[must_use]
    pub fn knowledge_in(&self, language: Language) -> &Knowledge {
        match language {
            Language::English => &self.knowledge,
            Language::Turkish => self
                .turkish
                .get_or_init(|| translated(&self.knowledge, Texts::of(Language::Turkish))),
        }
    }

    /// The names and the lexicon for parsing requests.
    #[must_use]
    pub fn language(&self) -> request::Language<'_> {
        request::Language::new(&self.knowledge, &self.lexicon)
    }

    /// Whether queries are stored.
    #[must_use]
    pub fn policy(&self) -> StoringPolicy {
        self.policy
    }

    /// What the service does with queries.
    #[must_use]
    pub fn practice(&self) -> Practice {
        let periods = self.stored_queries().map(StoredQueries::periods).unwrap_or_default();
        Practice { policy: self.policy, periods, traces: self.traces }
    }

    /// The stored queries; `None` if storing is switched off.
    #[must_use]
    pub fn stored_queries(&self) -> Option<&StoredQueries> {
        self.stored_queries.as_deref()
    }

    /// The description of the API.
    #[must_use]
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The cache of rendered responses.
    #[must_use]
    pub fn cache(&self) -> &ResponseCache {
        &self.cache
    }

    /// What clients may have.
    #[must_use]
    pub fn admission(&self) -> &AdmissionControl {
        &self.admission
    }

    /// Responds with a resource as JSON in the language of the request; it is rendered unless it is cached under
    /// `key` in this language.
    ///
    /// # Errors
    /// A problem if the caller does not accept JSON.
    pub fn respond_translated<'s, T: Serialize>(
        &'s self,
        request: &HttpRequest,
        key: &str,
        resource: impl FnOnce(&'s Knowledge) -> T,
    ) -> Result<HttpResponse, Problem> {
        negotiate::choose(request, &[JSON])?;
        let language = Language::of(request.query_string(), request);
        self.respond_with(request, &language.cache_key(key), || {
            let resource = resource(self.knowledge_in(language));
            Ok(Representation::json(&resource)?.translated(language))
        })
    }

    /// Responds with a resource as JSON in English; it is rendered unless it is cached under `key`.
    ///
    /// # Errors
    /// A problem if the caller does not accept JSON.
    pub fn respond<'s, T: Serialize>(
        &'s self,
        request: &HttpRequest,
        key: &str,
        resource: impl FnOnce(&'s Knowledge) -> T,
    ) -> Result<HttpResponse, Problem> {
        negotiate::choose(request, &[JSON])?;
        self.respond_with(request, key, || Representation::json(&resource(&self.knowledge)))
    }

    /// Responds with a representation; it is rendered unless it is cached under `key`.
    ///
    /// # Errors
    /// Those of `render`.
    pub fn respond_with(
        &self,
        request: &HttpRequest,
        key: &str,
        render: impl FnOnce() -> Result<Representation, Problem>,
    ) -> Result<HttpResponse, Problem> {
        Ok(self.cache.get_or_render(key, render)?.respond(request))
    }

    /// The self-audit, rendered by the first request for it.
    #[must_use]
    pub fn audit(&self) -> &LazyResponse {
        &self.audit
    }

    /// What the operator should look at.
    #[must_use]
    pub fn warnings(&self) -> &Warnings {
        &self.warnings
    }

    /// The whole knowledge, rendered by the first request for it; it is too large for the cache.
    #[must_use]
    pub fn full_knowledge(&self) -> &LazyResponse {
        &self.full_knowledge
    }

    /// Whether the service is about to stop.
    #[must_use]
    pub fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Relaxed)
    }

    /// Whether the service is about to stop, shared with the middleware.
    #[must_use]
    pub fn stopping(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.stopping)
    }

    /// Makes `/readyz` report that the service is about to stop.
    pub fn announce_stop(&self) {
        self.stopping.store(true, Ordering::Relaxed);
    }
}
