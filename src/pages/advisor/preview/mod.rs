//! The preview picture of a result: the first choice, how sure it is, and the first frameworks with their scores. PNG in
//! the format of link previews: chats and social networks show no SVG.

/// A picture that consists of rectangles and lines of text.
pub mod canvas;

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use framewise_model::request::{Detail, Parsed};

use self::canvas::{Canvas, Colour, Weight, width};
use super::page_request::PageRequest;
use super::result::confidence;
use super::view::View;
use crate::api::openapi::responses::{Picture, ReadProblems};
use crate::api::recommendations::computing::compute;
use crate::api::recommendations::response::{self, Recommendation};
use crate::api::state::State;
use crate::http::caching::Representation;
use crate::http::extract::Query;
use crate::http::negotiate::PNG;
use crate::http::problem::Problem;
use crate::pages::layout::PICTURE_SIZE;
use crate::pages::site::Site;

/// Where the picture is.
pub const PATH: &str = "/preview.png";

/// The number of frameworks.
const FRAMEWORKS: usize = 3;
/// Left edge, and the width of a bar for a share of 1.
const LEFT: usize = 80;
const WIDTH: usize = 1_040;
/// The first row of the frameworks, and the distance between rows.
const ROWS: usize = 372;
const ROW: usize = 76;
/// Sizes of letters. A name that is too long for its line gets smaller ones.
const NAME: f32 = 88.0;
const LINE: f32 = 32.0;
const SMALL: f32 = 28.0;
/// Colours with a contrast of at least 4.5 to 1.
const PAPER: Colour = [0xFB, 0xFA, 0xF7];
const INK: Colour = [0x1D, 0x24, 0x29];
const QUIET: Colour = [0x56, 0x60, 0x69];
const TRACK: Colour = [0xDC, 0xD9, 0xD0];
const FILL: Colour = [0x0B, 0x5D, 0x5E];

/// The preview picture of a result
///
/// The parameters are those of `/`.
#[utoipa::path(
    tag = "pages",
    responses(
        (status = 200, description = "The picture.", content_type = "image/png", body = Picture),
        (status = 304, description = "The caller has it already."),
        ReadProblems,
    ),
)]
#[get("/preview.png")]
pub async fn get_preview(
    request: HttpRequest,
    state: Data<State>,
    site: Site,
    query: Query,
) -> Result<HttpResponse, Problem> {
    // A picture needs no text, and a text would have to be understood.
    let page_request =
        PageRequest::read(&state.language(), &query.without(&[super::page_request::TEXT]));
    let parsed = Parsed { detail: Detail::Standard, limit: None, ..page_request.parsed.clone() };
    let shared = Data::clone(&state);
    let sampling = parsed.clone();
    let picture = compute(&state, &request, &sampling, move || {
        let knowledge = parsed.context.apply(shared.knowledge_in(site.language()));
        let found = response::recommend(&knowledge, &parsed, shared.public_url())?;
        let parameters = page_request.parameters(&knowledge);
        let view = View {
            site: &site,
            knowledge: &knowledge,
            page_request: &page_request,
            parameters: &parameters,
        };
        let picture = picture(&view, &found).png().map_err(|error| Problem::internal(&error))?;
        Ok(Representation::new(PNG, picture).translated(site.language()))
    });
    Ok(picture.await?.respond(&request))
}

fn picture(view: &View<'_>, found: &Recommendation<'_>) -> Canvas {
    let site = view.site;
    let first = found.ranking.first();
    let title = match first {
        Some(first) => view.framework(first.framework).to_owned(),
        None => site.text("advisor-none").into_owned(),
    };
    let mut canvas = Canvas::new(PICTURE_SIZE.0, PICTURE_SIZE.1, PAPER);
    let heading = format!("framewise · {}", site.text("advisor-title"));
    fitted(&mut canvas, 96, LINE, Weight::Regular, QUIET, &heading);
    fitted(&mut canvas, 210, NAME, Weight::Bold, INK, &title);
    if first.is_some() {
        let share = found.confidence.unwrap_or_default();
        bar(&mut canvas, 246, 18, share);
        let sure =
            format!("{} · {}", site.language().percent(share), confidence(view, found, true));
        fitted(&mut canvas, 312, SMALL, Weight::Regular, QUIET, &sure);
    }
    for (row, place) in found.ranking.iter().take(FRAMEWORKS).enumerate() {
        let y = ROWS + row * ROW;
        let score = site.language().decimal(place.score, 3);
        let right = LEFT + WIDTH - pixels(f64::from(width(&score, SMALL, Weight::Regular)));
        canvas.line(LEFT, y, SMALL, Weight::Regular, INK, view.framework(place.framework));
        canvas.line(right, y, SMALL, Weight::Regular, QUIET, &score);
        bar(&mut canvas, y + 14, 12, place.score);
    }
    canvas
}

/// Writes a line at the left edge, in smaller letters if it is too long for the width.
fn fitted(canvas: &mut Canvas, y: usize, size: f32, weight: Weight, colour: Colour, text: &str) {
    #[expect(clippy::cast_precision_loss, reason = "a small number")]
    let room = WIDTH as f32 / width(text, size, weight);
    canvas.line(LEFT, y, size * room.min(1.0), weight, colour, text);
}

/// A bar for a share of 1, and over it one for this share.
fn bar(canvas: &mut Canvas, y: usize, height: usize, share: f64) {
    canvas.rectangle(LEFT, y, WIDTH, height, TRACK);
    #[expect(clippy::cast_precision_loss, reason = "a small number")]
    let length = share.clamp(0.0, 1.0) * WIDTH as f64;
    canvas.rectangle(LEFT, y, pixels(length), height, FILL);
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a small positive number"
)]
fn pixels(length: f64) -> usize {
    length.round() as usize
}
