//! The preview picture of a result: the first choice, how sure it is, and the first frameworks with their scores. SVG
//! in the format of link previews.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use framewise_model::request::{Detail, Parsed};
use maud::{Markup, PreEscaped, html};

use super::asked::Asked;
use super::result::confidence;
use super::view::View;
use crate::api::recommendations::computing::compute;
use crate::api::recommendations::response::{self, Recommendation};
use crate::api::state::State;
use crate::http::caching::Representation;
use crate::http::extract::Query;
use crate::http::html::styled;
use crate::http::negotiate::SVG;
use crate::http::problem::Problem;
use crate::http::responses::{ReadProblems, Text};
use crate::pages::site::Site;

/// Where the picture is.
pub const PATH: &str = "/preview.svg";

/// The number of frameworks.
const FRAMEWORKS: usize = 3;
/// The first row of the frameworks, and the distance between rows.
const ROWS: usize = 372;
const ROW: usize = 76;
/// Width of a bar for a score of 1.
const WIDTH: f64 = 1040.0;
/// Colours with a contrast of at least 4.5 to 1.
const STYLE: &str = "text{font-family:system-ui,sans-serif;fill:#1d2429}.paper{fill:#fbfaf7}.quiet{fill:#566069}\
    .track{fill:#dcd9d0}.fill{fill:#0b5d5e}.name{font-size:88px;font-weight:700}.line{font-size:32px}\
    .small{font-size:28px}";

/// The preview picture of a result
///
/// The parameters are those of `/`.
#[utoipa::path(
    tag = "pages",
    responses(
        (status = 200, description = "The picture.", content_type = "image/svg+xml", body = Text),
        (status = 304, description = "The caller has it already."),
        ReadProblems,
    ),
)]
#[get("/preview.svg")]
pub async fn get_preview(
    request: HttpRequest,
    state: Data<State>,
    site: Site,
    query: Query,
) -> Result<HttpResponse, Problem> {
    // A picture needs no text, and a text would have to be understood.
    let asked = Asked::read(&state.language(), &query.without(&[super::asked::TEXT]));
    let parsed = Parsed { detail: Detail::Standard, limit: None, ..asked.parsed.clone() };
    let shared = Data::clone(&state);
    let sampling = parsed.clone();
    let picture = compute(&state, &request, &sampling, move || {
        let knowledge = parsed.context.apply(shared.knowledge_in(site.language()));
        let found = response::recommend(&knowledge, &parsed, shared.public_url())?;
        let parameters = asked.parameters(&knowledge);
        let view =
            View { site: &site, knowledge: &knowledge, asked: &asked, parameters: &parameters };
        let picture = picture(&view, &found).into_string();
        Ok(Representation::new(SVG, picture).translated(site.language()))
    });
    Ok(styled(picture.await?, STYLE).respond(&request))
}

fn picture(view: &View<'_>, found: &Recommendation<'_>) -> Markup {
    let site = view.site;
    let first = found.ranking.first();
    let title = match first {
        Some(first) => view.framework(first.framework).to_owned(),
        None => site.text("advisor-none").into_owned(),
    };
    html! {
        svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 630" width="1200" height="630" role="img" aria-label=(title) {
            style { (PreEscaped(STYLE)) }
            rect.paper width="1200" height="630" {}
            text.line.quiet x="80" y="96" { "framewise · " (site.text("advisor-title")) }
            text.name x="80" y="210" { (title) }
            @if first.is_some() {
                rect.track x="80" y="246" width=(WIDTH) height="18" rx="9" {}
                rect.fill x="80" y="246" width=(width(found.confidence.unwrap_or_default())) height="18" rx="9" {}
                text.small.quiet x="80" y="312" {
                    (site.language().percent(found.confidence.unwrap_or_default())) " · " (confidence(view, found, true))
                }
            }
            @for (row, place) in found.ranking.iter().take(FRAMEWORKS).enumerate() {
                @let y = ROWS + row * ROW;
                text.small x="80" y=(y) { (view.framework(place.framework)) }
                text.small.quiet x="1120" y=(y) text-anchor="end" { (site.language().decimal(place.score, 3)) }
                rect.track x="80" y=(y + 14) width=(WIDTH) height="12" {}
                rect.fill x="80" y=(y + 14) width=(width(place.score)) height="12" {}
            }
        }
    }
}

fn width(share: f64) -> String {
    format!("{:.1}", share.clamp(0.0, 1.0) * WIDTH)
}
