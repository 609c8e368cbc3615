//! `GET /oembed`: the snippet for a page of this service (<https://oembed.com>). The snippet is one `iframe`, which is
//! what WordPress keeps of unknown providers.

use actix_web::http::header::HOST;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use framewise_model::fault::Fault;
use framewise_model::knowledge::Knowledge;
use maud::{Markup, PreEscaped, html};
use serde::Serialize;
use utoipa::ToSchema;

use super::target::{Target, target};
use crate::api::openapi::responses::{OembedProblems, Text};
use crate::api::state::State;
use crate::http::caching::Representation;
use crate::http::extract::Query;
use crate::http::problem::Problem;
use crate::http::problem_types::ProblemType;
use crate::texts::catalogue::Texts;

/// The path of this resource.
pub const PATH: &str = "/oembed";
/// What the frame may do: run its script, and open links in a tab of their own.
pub const SANDBOX: &str = "allow-scripts allow-popups allow-popups-to-escape-sandbox";

const XML: &str = "text/xml; charset=utf-8";
/// Size of the frame in pixels, where the consumer allows it. The frame reports the height that it needs.
const WIDTH: u32 = 680;
const HEIGHT: u32 = 640;
/// Seconds for which a consumer may keep the response: one day.
const CACHE_AGE: u32 = 86_400;

/// The form of the response.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Format {
    /// JSON, the default.
    #[default]
    Json,
    /// XML.
    Xml,
}

impl Format {
    /// All forms, the default first.
    pub const ALL: [Self; 2] = [Self::Json, Self::Xml];

    /// Its name in an address.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Xml => "xml",
        }
    }

    /// The media type of a link to it.
    #[must_use]
    pub fn link_type(self) -> &'static str {
        match self {
            Self::Json => "application/json+oembed",
            Self::Xml => "text/xml+oembed",
        }
    }
}

/// How to embed a page (oEmbed 1.0, type `rich`).
#[derive(Debug, Serialize, ToSchema)]
pub struct Oembed {
    /// The type of the resource.
    #[serde(rename = "type")]
    #[schema(max_length = 16, example = "rich")]
    kind: &'static str,
    /// The version of oEmbed.
    #[schema(max_length = 8, example = "1.0")]
    version: &'static str,
    /// The title of the page.
    #[schema(max_length = 300)]
    title: String,
    /// The name of this service.
    #[schema(max_length = 64)]
    provider_name: &'static str,
    /// The address of this service.
    #[schema(max_length = 8000)]
    provider_url: String,
    /// Seconds for which the response may be kept.
    #[schema(maximum = 31_536_000)]
    cache_age: u32,
    /// The snippet: one `iframe`.
    #[schema(max_length = 32_000)]
    html: String,
    /// Width of the frame in pixels.
    #[schema(maximum = 10_000)]
    width: u32,
    /// Height of the frame in pixels.
    #[schema(maximum = 10_000)]
    height: u32,
}

/// The snippet that embeds a page
///
/// oEmbed for the addresses of `/`, `/embed`, `/compare` and `/frameworks/{id}`. The snippet is a frame with the advisor.
#[utoipa::path(
    tag = "pages",
    params(
        ("url" = String, Query, description = "Complete address of the page.", max_length = 8000, format = "uri", example = "http://127.0.0.1:8080/?project_type=cms"),
        ("format" = Option<String>, Query, description = "`json` or `xml`.", max_length = 16, pattern = "^[a-z]*$", example = "json"),
        ("maxwidth" = Option<u32>, Query, description = "The most pixels that the frame may be wide.", minimum = 1, example = 640),
        ("maxheight" = Option<u32>, Query, description = "The most pixels that the frame may be high.", minimum = 1, example = 800),
    ),
    responses(
        (
            status = 200, description = "The snippet.",
            content((Oembed = "application/json"), (Text = "text/xml")),
        ),
        (status = 304, description = "The caller has it already."),
        OembedProblems,
    ),
)]
#[get("/oembed")]
pub async fn get_oembed(
    request: HttpRequest,
    state: Data<State>,
    query: Query,
) -> Result<HttpResponse, Problem> {
    let name = query.get("format").unwrap_or_default();
    let format = Format::ALL.into_iter().find(|format| format.name() == name);
    let format = format.or_else(|| name.is_empty().then(Format::default)).ok_or_else(|| {
        Problem::new(ProblemType::NotImplemented, "The formats are json and xml.")
    })?;
    let address = query.get("url").ok_or_else(|| {
        Problem::invalid(vec![Fault::at(&["url"], "the address of a page is required")])
    })?;
    let (width, height) =
        (at_most(&query, "maxwidth", WIDTH)?, at_most(&query, "maxheight", HEIGHT)?);
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let target = target(state.knowledge(), state.public_url(), host, address).ok_or_else(|| {
        Problem::not_found("No page of this service at this address can be embedded.")
    })?;
    let response = Oembed::new(state.knowledge(), &target, width, height);
    let representation = match format {
        Format::Json => Representation::json(&response)?,
        Format::Xml => Representation::new(XML, response.to_xml().into_string()),
    };
    Ok(representation.respond(&request))
}

impl Oembed {
    fn new(knowledge: &Knowledge, target: &Target, width: u32, height: u32) -> Self {
        let texts = Texts::of(target.language);
        let label = texts.get("advisor-title");
        let framework = target.framework.as_deref().and_then(|id| knowledge.framework(id));
        let title = match framework {
            Some(framework) => format!("{} · framewise", framework.record.name),
            None => format!("{label} · framewise"),
        };
        let frame = frame(&target.source, &label, &width.to_string(), height);
        Self {
            kind: "rich",
            version: "1.0",
            title,
            provider_name: "framewise",
            provider_url: format!("{}/", target.base),
            cache_age: CACHE_AGE,
            html: frame.into_string(),
            width,
            height,
        }
    }

    fn to_xml(&self) -> Markup {
        html! {
            (PreEscaped("<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>\n"))
            oembed {
                type { (self.kind) }
                version { (self.version) }
                title { (self.title) }
                provider_name { (self.provider_name) }
                provider_url { (self.provider_url) }
                cache_age { (self.cache_age) }
                html { (self.html) }
                width { (self.width) }
                height { (self.height) }
            }
        }
    }
}

/// The frame as a snippet.
#[must_use]
pub fn frame(source: &str, label: &str, width: &str, height: u32) -> Markup {
    html! {
        iframe src=(source) title=(label) width=(width) height=(height) sandbox=(SANDBOX) loading="lazy"
            frameborder="0" {}
    }
}

/// A size, or what the consumer allows if that is less.
fn at_most(query: &Query, name: &str, size: u32) -> Result<u32, Problem> {
    let Some(text) = query.get(name) else { return Ok(size) };
    match text.parse::<u32>() {
        Ok(most) if most > 0 => Ok(size.min(most)),
        _ => Err(Problem::invalid(vec![Fault::at(&[name], "a number of pixels is required")])),
    }
}
