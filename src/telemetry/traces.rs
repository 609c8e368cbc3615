//! Traces for a collector of OpenTelemetry: one span for each request, with method, route and status. A span has exact
//! times and the identifiers that the caller's `traceparent` has; it has no address, path, header or body.
//!
//! The collector is named by the variables of OpenTelemetry (`OTEL_EXPORTER_OTLP_ENDPOINT` and others):
//! <https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/>.

use std::env;

use actix_web::dev::ServiceRequest;
use actix_web::http::header::HeaderMap;
use opentelemetry::propagation::{Extractor, TextMapPropagator};
use opentelemetry::trace::{Span, SpanKind, Status, Tracer, TracerProvider};
use opentelemetry::{Context, KeyValue};
use opentelemetry_otlp::{ExporterBuildError, SpanExporter};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::trace::{SdkTracer, SdkTracerProvider};

/// The variables that name a collector.
const ENDPOINTS: [&str; 2] = ["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT"];
/// The variables that name the service.
const NAMES: [&str; 2] = ["OTEL_SERVICE_NAME", "OTEL_RESOURCE_ATTRIBUTES"];

/// Why there are no traces.
#[derive(Debug, thiserror::Error)]
pub enum TracesError {
    /// The connection has no encryption.
    #[error(
        "{variable}: traces are sent by http:// only, to a collector on this machine or in this network"
    )]
    Encrypted {
        /// The variable with the address.
        variable: &'static str,
    },
    /// The variables cannot be used.
    #[error("traces: {0}")]
    Exporter(#[from] ExporterBuildError),
}

/// Sends traces.
#[derive(Debug, Clone)]
pub struct Traces {
    provider: SdkTracerProvider,
    tracer: SdkTracer,
}

impl Traces {
    /// The traces that the variables of OpenTelemetry ask for; `None` if they name no collector.
    ///
    /// # Errors
    /// If the variables cannot be used.
    pub fn from_environment() -> Result<Option<Self>, TracesError> {
        let given = |variable: &&str| env::var(variable).is_ok_and(|value| !value.is_empty());
        let Some(variable) = ENDPOINTS.into_iter().find(given) else { return Ok(None) };
        if env::var(variable).is_ok_and(|address| address.starts_with("https:")) {
            return Err(TracesError::Encrypted { variable });
        }
        let resource = Resource::builder();
        let resource = if NAMES.iter().any(given) {
            resource
        } else {
            resource.with_service_name(env!("CARGO_PKG_NAME"))
        };
        let provider = SdkTracerProvider::builder()
            .with_batch_exporter(SpanExporter::builder().build()?)
            .with_resource(resource.build())
            .build();
        let tracer = provider.tracer(env!("CARGO_PKG_NAME"));
        Ok(Some(Self { provider, tracer }))
    }

    /// Begins the span of a request. It is part of the trace of the caller, if the request names one.
    #[must_use]
    pub fn begin(
        &self,
        request: &ServiceRequest,
        method: &str,
        route: Option<&str>,
    ) -> RequestSpan {
        let headers = Headers(request.headers());
        let parent = TraceContextPropagator::new().extract_with_context(&Context::new(), &headers);
        let name = route.map_or_else(|| method.to_owned(), |route| format!("{method} {route}"));
        let method = KeyValue::new("http.request.method", method.to_owned());
        let route = route.map(|route| KeyValue::new("http.route", route.to_owned()));
        let span = self.tracer.span_builder(name).with_kind(SpanKind::Server);
        let span = span.with_attributes([method].into_iter().chain(route));
        RequestSpan(Box::new(span.start_with_context(&self.tracer, &parent)))
    }

    /// Sends what has not been sent yet; waits up to five seconds for the collector.
    pub fn stop(&self) {
        if let Err(error) = self.provider.shutdown() {
            tracing::warn!(%error, "the last traces were not sent");
        }
    }
}

/// The span of a request that has no response yet.
#[derive(Debug)]
pub struct RequestSpan(Box<opentelemetry_sdk::trace::Span>);

impl RequestSpan {
    /// Ends the span with the status of the response.
    pub fn end(mut self, status: u16) {
        self.0.set_attribute(KeyValue::new("http.response.status_code", i64::from(status)));
        if status >= 500 {
            self.0.set_status(Status::error(""));
        }
        self.0.end();
    }
}

/// The headers of a request.
struct Headers<'a>(&'a HeaderMap);

impl Extractor for Headers<'_> {
    fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name)?.to_str().ok()
    }

    fn keys(&self) -> Vec<&str> {
        self.0.keys().map(|name| name.as_str()).collect()
    }
}
