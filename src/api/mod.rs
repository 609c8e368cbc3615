//! The HTTP API: one file or folder for each resource, with its handlers, request, response, examples and other
//! representations. `routes` lists all handlers.

/// `GET /v1/audit`: the self-audit.
pub mod audit;
/// `GET /v1/capabilities`.
pub mod capabilities;
/// `GET /v1/claims/{id}`.
pub mod claims;
/// `POST /v1/cohorts`, `…/read`, `…/counts.csv`, `…/close`, `…/delete`: groups and what they answered.
pub mod cohorts;
/// Lists in responses.
pub mod collection;
/// `GET /v1/comparison`, `GET /v1/comparison.md`: frameworks side by side.
pub mod comparison;
/// `GET /v1/context`: what counts besides the answers.
pub mod context;
/// `GET /v1/criteria`.
pub mod criteria;
/// The schemas of the enumerations of the model.
pub mod enum_schemas;
/// `POST /v1/feedback`: the framework that was chosen in the end.
pub mod feedback;
/// `GET /v1/frameworks`, `GET /v1/frameworks/{id}`.
pub mod frameworks;
/// `GET /livez`, `GET /readyz`, `GET /version`.
pub mod health;
/// `GET /v1/knowledge`, `…/full`, `…/changes`, `…/changes.atom`.
pub mod knowledge;
/// `GET /llms.txt`.
pub mod llms_txt;
/// The contact of the project.
pub mod maintainers;
/// Markdown: escaping and footnotes.
pub mod markdown;
/// Figures of the lab in responses.
pub mod measurements;
/// `GET /openapi.json`, `GET /openapi.yaml`, Swagger UI.
pub mod openapi;
/// `GET /v1/privacy`, `GET /v1/privacy.md`, `GET /.well-known/gpc.json`.
pub mod privacy;
/// `GET /v1/questions`.
pub mod questions;
/// `POST /v1/receipts/erase`: deletes a stored query.
pub mod receipts;
/// `POST /v1/recommendations`, `GET /v1/recommendations`, `…/batch`, `….md`.
pub mod recommendations;
/// A refusal of the model as a problem.
mod refusal;
/// A cache of rendered responses.
pub mod response_cache;
/// The list of routes, and the application that serves them.
pub mod routes;
/// `GET /.well-known/security.txt`.
pub mod security_txt;
/// `GET /v1/sources`, `GET /v1/sources/{id}`.
pub mod sources;
/// The state that handlers share.
pub mod state;
/// The state that new requests get.
pub mod state_switch;
/// `GET /v1/statistics`, `GET /v1/statistics/{week}`, `…/counts.csv`, `…/winners.svg`.
pub mod statistics;
/// Problems of requests that need stored queries.
mod storage_problems;
