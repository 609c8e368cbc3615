//! The frameworks.

use std::collections::BTreeSet;

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::base::Fault;
use crate::base::fault::excerpt;
use crate::http::State;
use crate::http::cache::Representation;
use crate::http::example::Example;
use crate::http::extract::{NoQuery, Query};
use crate::http::negotiate::{self, JSON};
use crate::http::problem::Problem;
use crate::http::responses::{ItemProblems, ReadProblems};
use crate::knowledge::Knowledge;
use crate::knowledge::raw::{FrameworkKind, Interface, Support};
use crate::service::catalogue::{self, Filter};
use crate::service::framework::FrameworkDetail;
use crate::service::views::{Collection, FrameworkSummary};

const PARAMETERS: [&str; 5] = ["capability", "support", "interface", "kind", "q"];
/// The longest text that is looked for, in characters.
const MAX_SEARCH: usize = 100;

/// The frameworks
///
/// All of them, or those that fit: several conditions have to hold together.
#[utoipa::path(
    tag = "frameworks",
    params(
        ("capability" = Option<Vec<String>>, Query, style = Form, explode = false, max_items = 64,
         description = "Capabilities that the framework must have, separated by commas.",
         example = json!(["websockets"])),
        ("support" = Option<Support>, Query, description = "The least support that is good enough \
         for `capability`; `third_party` where left out."),
        ("interface" = Option<Interface>, Query, description = "A server interface that the \
         framework must speak."),
        ("kind" = Option<FrameworkKind>, Query, description = "The sort of framework."),
        ("q" = Option<String>, Query, min_length = 1, max_length = 100,
         description = "Text that its id, name or summary contains, whatever the case."),
    ),
    responses(
        (status = 200, description = "Those that fit.",
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
    negotiate::choose(&request, &[JSON])?;
    let knowledge = state.knowledge();
    let filter = read_filter(knowledge, &query)?;
    let list = || catalogue::frameworks(knowledge, &filter);
    let name = address(&query).unwrap_or_else(|| content(&list()));
    let write = || Representation::json(&list());
    Ok(state.answers().get_or_write_resource(name, write)?.respond(&request))
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
    negotiate::choose(&request, &[JSON])?;
    let frameworks = &state.knowledge().frameworks;
    let index = frameworks.iter().position(|found| found.record.id == *id).ok_or_else(|| {
        let known = frameworks.iter().map(|found| found.record.id.as_str());
        Problem::unknown("framework", &id, known)
    })?;
    Ok(state.prepared().framework[index].respond(&request))
}

fn read_filter(knowledge: &Knowledge, query: &Query) -> Result<Filter, Problem> {
    let mut faults = query.faults(&PARAMETERS);
    let capabilities: Vec<&str> = knowledge.capabilities.iter().map(|c| c.id.as_str()).collect();
    let mut filter = Filter::default();
    for id in query.get("capability").into_iter().flat_map(|list| list.split(',')) {
        if capabilities.contains(&id) {
            filter.capabilities.push(id.to_owned());
        } else {
            let detail = format!("there is no capability {}", excerpt(id));
            let fault = Fault::at(&["capability"], detail);
            faults.push(fault.with_allowed(id, capabilities.iter().copied()));
        }
    }
    filter.support = word(query, "support", &Support::ALL.map(Support::as_str), &mut faults);
    filter.interface = word(query, "interface", &INTERFACES, &mut faults);
    filter.kind = word(query, "kind", &KINDS, &mut faults);
    filter.q = query.get("q").map(str::to_owned);
    if filter.q.as_ref().is_some_and(|q| q.is_empty() || q.chars().count() > MAX_SEARCH) {
        let detail = format!("the text to look for has 1 to {MAX_SEARCH} characters");
        faults.push(Fault::at(&["q"], detail));
    }
    if filter.support.is_some() && query.get("capability").is_none() {
        let detail = "support says how well a capability is supported: name a capability too";
        faults.push(Fault::at(&["support"], detail));
    }
    if faults.is_empty() { Ok(filter) } else { Err(Problem::invalid(faults)) }
}

/// The address of a list, the same for equal filters; none for a list that has to contain a text, because
/// the caller's own words are kept nowhere.
fn address(query: &Query) -> Option<String> {
    let mut parameters = Vec::new();
    for name in PARAMETERS {
        match (name, query.get(name)) {
            ("q", Some(_)) => return None,
            ("capability", Some(list)) => {
                let capabilities: BTreeSet<&str> = list.split(',').collect();
                let capabilities: Vec<&str> = capabilities.into_iter().collect();
                parameters.push(format!("{name}={}", capabilities.join(",")));
            }
            (_, Some(word)) => parameters.push(format!("{name}={word}")),
            (_, None) => {}
        }
    }
    Some(format!("/v1/frameworks?{}", parameters.join("&")))
}

/// What a list consists of: few texts find different ones.
fn content(list: &Collection<'_, FrameworkSummary<'_>>) -> String {
    let ids: Vec<&str> = list.items.iter().map(|item| item.id).collect();
    format!("/v1/frameworks#{}", ids.join(","))
}

const INTERFACES: [&str; 3] = ["wsgi", "asgi", "own"];
const KINDS: [&str; 4] = ["full_stack", "micro", "async_api", "async_toolkit"];

/// The value of a parameter that takes one of a few words.
fn word<T: DeserializeOwned>(
    query: &Query,
    name: &str,
    words: &[&str],
    faults: &mut Vec<Fault>,
) -> Option<T> {
    let value = query.get(name)?;
    let parsed = serde_json::from_value(Value::from(value)).ok();
    if parsed.is_none() {
        let detail = format!("{} is no {name}", excerpt(value));
        faults.push(Fault::at(&[name], detail).with_allowed(value, words.iter().copied()));
    }
    parsed
}

/// The examples of these resources.
#[must_use]
pub fn examples(knowledge: &Knowledge) -> Vec<Example> {
    let some = Filter { capabilities: vec!["websockets".to_owned()], ..Filter::default() };
    let some = json!(catalogue::frameworks(knowledge, &some));
    vec![
        Example::response("list_frameworks", "websockets", "Those with WebSockets", some),
        Example::live("get_framework", "flask", "Flask", "/v1/frameworks/flask"),
    ]
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

    fn address_of(query: &str) -> Option<String> {
        address(&Query::parse(query).unwrap())
    }

    #[test]
    fn equal_filters_have_one_address() {
        for query in [
            "capability=orm,templates&kind=micro",
            "kind=micro&capability=templates,orm",
            "capability=orm%2Ctemplates%2Corm&kind=%6dicro",
        ] {
            let expected = "/v1/frameworks?capability=orm,templates&kind=micro";
            assert_eq!(address_of(query).as_deref(), Some(expected), "{query}");
        }
        assert_ne!(address_of("capability=orm"), address_of("capability=orm&support=built_in"));
    }

    #[test]
    fn what_a_caller_looks_for_is_no_part_of_an_address() {
        assert_eq!(address_of("q=words"), None);
        assert_eq!(address_of("kind=micro&q=words"), None);
    }
}
