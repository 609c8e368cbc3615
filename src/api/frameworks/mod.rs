//! Frameworks: the list and its filters.

/// Its claims.
pub mod claims;
/// Its companions.
pub mod companions;
/// One framework in full.
pub mod detail;
/// Its facts.
pub mod facts;
/// Its links.
pub mod links;

use std::collections::BTreeSet;

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get};
use framewise_model::fault::{Fault, Faults, excerpt};
use framewise_model::knowledge::Knowledge;
use framewise_model::knowledge::format::{Framework, FrameworkKind, Interface, Support};
use framewise_model::request::reader::MAX_ITEMS;
use framewise_model::sentences::Wrong;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use utoipa::ToSchema;

use self::detail::{FrameworkDetail, detail};
use self::links::{FrameworkLinks, links};
use crate::api::collection::Collection;
use crate::api::enum_schemas;
use crate::api::openapi::example::Example;
use crate::api::openapi::responses::{ItemProblems, ReadProblems};
use crate::api::state::State;
use crate::config::PublicUrl;
use crate::http::extract::{NoQuery, Query};
use crate::http::problem::Problem;

/// The parameters of the list.
pub const PARAMETERS: [&str; 5] = ["capability", "support", "interface", "kind", "q"];
/// The longest text of a search, in characters.
pub const MAX_SEARCH: usize = 100;

/// The frameworks
///
/// All frameworks, or those that fulfil every condition.
#[utoipa::path(
    tag = "frameworks",
    params(
        ("capability" = Option<Vec<String>>, Query, style = Form, explode = false, max_items = 255,
         description = "Capabilities that the framework must have, separated by commas.",
         example = json!(["websockets"])),
        ("support" = Option<enum_schemas::Support>, Query, description = "The least support that suffices \
         for `capability`; `third_party` where left out."),
        ("interface" = Option<enum_schemas::Interface>, Query, description = "A server interface that the \
         framework must support."),
        ("kind" = Option<enum_schemas::FrameworkKind>, Query, description = "The kind of framework."),
        ("q" = Option<String>, Query, min_length = 1, max_length = 100,
         description = "Text that its id, name or summary contains, in any case."),
    ),
    responses(
        (status = 200, description = "The frameworks.",
         body = Collection<'static, FrameworkSummary<'static>>),
        (status = 304, description = "The caller has them already."),
        ReadProblems,
    ),
)]
#[get("/v1/frameworks")]
pub async fn list_frameworks(
    request: HttpRequest,
    state: Data<State>,
    query: Query,
) -> Result<HttpResponse, Problem> {
    let knowledge = state.knowledge();
    let (filter, faults) = read_filter(knowledge, &query, &PARAMETERS);
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    let list = || frameworks(knowledge, &filter, state.public_url());
    let key = filter_parameters(&query)
        .map_or_else(|| content_key(&list()), |parameters| format!("/v1/frameworks?{parameters}"));
    state.respond(&request, &key, |_| list())
}

/// One framework
///
/// Facts, capabilities, ratings and claims, each with its source.
#[utoipa::path(
    tag = "frameworks",
    params((
        "id" = String, Path, description = "Id of the framework.",
        max_length = 64, pattern = "^[a-z][a-z0-9_-]*$", example = "flask",
    )),
    responses(
        (status = 200, description = "The framework.", body = FrameworkDetail<'static>),
        (status = 304, description = "The caller has it already."),
        ItemProblems,
    ),
)]
#[get("/v1/frameworks/{id}")]
pub async fn get_framework(
    request: HttpRequest,
    state: Data<State>,
    id: Path<String>,
    _: NoQuery,
) -> Result<HttpResponse, Problem> {
    let frameworks = &state.knowledge().frameworks;
    let framework = frameworks.iter().find(|found| found.record.id == *id).ok_or_else(|| {
        let known = frameworks.iter().map(|found| found.record.id.as_str());
        Problem::unknown("framework", &id, known)
    })?;
    state.respond_translated(&request, request.path(), |knowledge| {
        detail(knowledge, framework, state.public_url())
    })
}

/// Reads a filter as far as it can be read, with the faults of the rest. A parameter that is not in `known` is a
/// fault.
#[must_use]
pub fn read_filter(knowledge: &Knowledge, query: &Query, known: &[&str]) -> (Filter, Faults) {
    let mut faults = query.faults(known, |name| (name != "capability").then(|| vec![name]));
    let capabilities: Vec<&str> = knowledge.capabilities.iter().map(|c| c.id.as_str()).collect();
    let mut filter = Filter::default();
    if query.items("capability").count() > MAX_ITEMS {
        faults.push(|| Fault::at(&["capability"], format!("a list has up to {MAX_ITEMS} items")));
    }
    for id in query.items("capability") {
        if capabilities.contains(&id) {
            filter.capabilities.push(id.to_owned());
        } else {
            faults.push(|| {
                let wrong = Wrong::Unknown { noun: "capability", given: &excerpt(id) };
                let fault = Fault::wrong(&["capability"], &wrong);
                fault.with_allowed(id, capabilities.iter().copied())
            });
        }
    }
    filter.support = word(query, "support", &Support::ALL.map(Support::as_str), &mut faults);
    filter.interface = word(query, "interface", &INTERFACES, &mut faults);
    filter.kind = word(query, "kind", &KINDS, &mut faults);
    filter.q = query.get("q").map(str::to_owned);
    if filter.q.as_ref().is_some_and(|q| q.chars().count() > MAX_SEARCH) {
        let detail = format!("the text has 1 to {MAX_SEARCH} characters");
        faults.push(|| Fault::at(&["q"], detail));
    }
    if filter.support.is_some() && query.get("capability").is_none() {
        let detail = "support applies to a capability: name a capability too";
        faults.push(|| Fault::at(&["support"], detail));
    }
    (filter, faults)
}

/// The parameters of a valid filter in one order, the same for equal filters; `None` for a search, because text of a
/// caller is not stored in a cache.
#[must_use]
pub fn filter_parameters(query: &Query) -> Option<String> {
    let mut parameters = Vec::new();
    for name in PARAMETERS {
        match (name, query.get(name)) {
            ("q", Some(_)) => return None,
            ("capability", Some(_)) => {
                let capabilities: BTreeSet<&str> = query.items(name).collect();
                let capabilities: Vec<&str> = capabilities.into_iter().collect();
                parameters.push(format!("{name}={}", capabilities.join(",")));
            }
            (_, Some(word)) => parameters.push(format!("{name}={word}")),
            (_, None) => {}
        }
    }
    Some(parameters.join("&"))
}

/// The cache key of a list by its content: different searches often have the same result.
fn content_key(list: &Collection<'_, FrameworkSummary<'_>>) -> String {
    let ids: Vec<&str> = list.items.iter().map(|item| item.id).collect();
    format!("/v1/frameworks#{}", ids.join(","))
}

const INTERFACES: [&str; 3] = ["wsgi", "asgi", "own"];
const KINDS: [&str; 4] = ["full_stack", "micro", "async_api", "async_toolkit"];

/// Parses a parameter with a fixed set of values.
fn word<T: DeserializeOwned>(
    query: &Query,
    name: &str,
    words: &[&str],
    faults: &mut Faults,
) -> Option<T> {
    let value = query.get(name)?;
    let parsed = serde_json::from_value(Value::from(value)).ok();
    if parsed.is_none() {
        faults.push(|| {
            let detail = format!("{} is not a {name}", excerpt(value));
            Fault::at(&[name], detail).with_allowed(value, words.iter().copied())
        });
    }
    parsed
}

/// A framework in a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FrameworkSummary<'k> {
    /// Its id.
    #[schema(max_length = 64)]
    pub id: &'k str,
    /// Its name.
    #[schema(max_length = 100)]
    pub name: &'k str,
    /// Description in one sentence.
    #[schema(max_length = 500)]
    pub summary: &'k str,
    /// Kind of framework.
    #[schema(value_type = enum_schemas::FrameworkKind)]
    pub kind: FrameworkKind,
    /// The server interfaces that it supports.
    #[schema(max_items = 8, value_type = Vec<enum_schemas::Interface>)]
    pub interfaces: &'k [Interface],
    /// Its links.
    pub links: FrameworkLinks<'k>,
}

/// The conditions of a list; a framework has to fulfil all of them.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Capabilities that a framework must have.
    pub capabilities: Vec<String>,
    /// The least support of these capabilities.
    pub support: Option<Support>,
    /// A server interface that it must support.
    pub interface: Option<Interface>,
    /// The kind of framework.
    pub kind: Option<FrameworkKind>,
    /// Text that its id, name or summary contains, in any case.
    pub q: Option<String>,
}

/// The frameworks that fulfil a filter.
#[must_use]
pub fn frameworks<'k>(
    knowledge: &'k Knowledge,
    filter: &Filter,
    public_url: &PublicUrl,
) -> Collection<'k, FrameworkSummary<'k>> {
    let least = filter.support.unwrap_or(Support::ThirdParty);
    let wanted = filter.q.as_ref().map(|text| text.to_lowercase());
    let fits = |record: &Framework| {
        filter
            .capabilities
            .iter()
            .all(|id| record.capabilities.get(id).is_some_and(|found| found.support >= least))
            && filter.interface.is_none_or(|interface| record.interfaces.contains(&interface))
            && filter.kind.is_none_or(|kind| record.kind == kind)
            && wanted.as_ref().is_none_or(|text| {
                [&record.id, &record.name, &record.summary]
                    .into_iter()
                    .chain(&record.aliases)
                    .any(|place| place.to_lowercase().contains(text))
            })
    };
    let items = knowledge
        .frameworks
        .iter()
        .map(|framework| &framework.record)
        .filter(|record| fits(record))
        .map(|record| FrameworkSummary {
            id: &record.id,
            name: &record.name,
            summary: &record.summary,
            kind: record.kind,
            interfaces: &record.interfaces,
            links: links(record, public_url),
        })
        .collect();
    Collection::new(knowledge, items)
}

/// The examples of these resources.
#[must_use]
pub fn examples(knowledge: &Knowledge) -> Vec<Example> {
    let some = Filter { capabilities: vec!["websockets".to_owned()], ..Filter::default() };
    let some = &frameworks(knowledge, &some, &PublicUrl::default());
    let flask = knowledge.framework("flask").map(|flask| {
        Example::response(
            "get_framework",
            "flask",
            "Flask",
            &detail(knowledge, flask, &PublicUrl::default()),
        )
    });
    let list = Example::response("list_frameworks", "websockets", "With WebSockets", some);
    [list].into_iter().chain(flask).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_the_parameters_are_those_of_the_types() {
        for word in Support::ALL.map(Support::as_str) {
            assert!(serde_json::from_value::<Support>(Value::from(word)).is_ok(), "{word}");
        }
        for word in INTERFACES {
            assert!(serde_json::from_value::<Interface>(Value::from(word)).is_ok(), "{word}");
        }
        for word in KINDS {
            assert!(serde_json::from_value::<FrameworkKind>(Value::from(word)).is_ok(), "{word}");
        }
    }

    fn key_of(query: &str) -> Option<String> {
        filter_parameters(&Query::parse(query).unwrap())
    }

    #[test]
    fn equal_filters_have_one_key() {
        for query in [
            "capability=orm,templates&kind=micro",
            "kind=micro&capability=templates,orm",
            "capability=orm%2Ctemplates%2Corm&kind=%6dicro",
        ] {
            let expected = "capability=orm,templates&kind=micro";
            assert_eq!(key_of(query).as_deref(), Some(expected), "{query}");
        }
        assert_ne!(key_of("capability=orm"), key_of("capability=orm&support=built_in"));
    }

    #[test]
    fn the_text_of_a_search_is_not_part_of_a_key() {
        assert_eq!(key_of("q=words"), None);
        assert_eq!(key_of("kind=micro&q=words"), None);
    }
}
