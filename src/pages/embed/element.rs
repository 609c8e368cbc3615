//! `GET /embed.js`: the custom element `<framewise-advisor>`. The script has its texts in all languages, because it
//! shows them where nothing else of the service arrives.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use actix_web::{HttpRequest, HttpResponse, get};

use crate::api::openapi::responses::{PlainProblems, Text};
use crate::http::caching::Representation;
use crate::http::extract::NoQuery;
use crate::http::problem::Problem;
use crate::texts::catalogue::Texts;
use crate::texts::language::Language;

/// The path of the script.
pub const PATH: &str = "/embed.js";

const SCRIPT: &str = include_str!("../../../web/embed/element.js");
/// What stands in the script for its texts.
const TEXTS: &str = "__TEXTS__";

static ELEMENT: LazyLock<Representation> = LazyLock::new(|| {
    let texts: BTreeMap<&str, BTreeMap<&str, _>> = Language::ALL
        .iter()
        .map(|language| {
            let catalogue = Texts::of(*language);
            let own = [
                ("title", catalogue.get("advisor-title")),
                ("policy", catalogue.get("embed-element-policy")),
                ("unreachable", catalogue.get("embed-element-unreachable")),
                ("open", catalogue.get("embed-element-open")),
            ];
            (language.tag(), own.into())
        })
        .collect();
    // Strings can always be serialised.
    let texts = serde_json::to_string(&texts).unwrap_or_default();
    Representation::new("text/javascript; charset=utf-8", SCRIPT.replacen(TEXTS, &texts, 1))
});

/// The custom element
///
/// A script that defines `<framewise-advisor>`, which shows the advisor in a page of another site.
#[utoipa::path(
    tag = "pages",
    responses(
        (status = 200, description = "The script.", content_type = "text/javascript", body = Text),
        (status = 304, description = "The caller has it already."),
        PlainProblems,
    ),
)]
#[get("/embed.js")]
pub async fn get_element(request: HttpRequest, _: NoQuery) -> Result<HttpResponse, Problem> {
    Ok(ELEMENT.respond(&request))
}
