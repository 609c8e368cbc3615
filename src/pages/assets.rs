//! Style sheet and scripts. Pages link to them with a hash of their content (`/assets/style.css?v=…`), so that browsers
//! keep them for good. An address with another hash, of an older or newer instance, gets the present file for a
//! short time only.

use std::sync::LazyLock;

use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, get};
use framewise_model::knowledge::digest::hex;
use include_dir::{Dir, File, include_dir};
use maud::{Markup, html};
use sha2::{Digest, Sha256};

use crate::api::openapi::responses::{PageProblems, Text};
use crate::http::caching::Representation;
use crate::http::extract::Query;
use crate::http::problem::Problem;
use crate::pages::site::Site;

/// The style sheet of all pages: the files of `web/styles/` in the order of their names.
pub const STYLE: &str = "style.css";
/// The script of the advisor.
pub const ADVISOR: &str = "advisor.js";
/// The script of the advisor in a frame.
pub const FRAME: &str = "frame.js";
/// The script of the page that makes a snippet.
pub const SNIPPET: &str = "snippet.js";
/// The script of the page that creates a cohort.
pub const COHORTS: &str = "cohorts.js";
/// The script of the page that shows a cohort.
pub const COHORT: &str = "cohort.js";

/// What several scripts have in common, by its name in `web/parts/`: it stands before them in the same file, because a
/// page loads one script.
fn parts(script: &str) -> &'static [&'static str] {
    match script {
        ADVISOR | FRAME => &["join-token.js", "participation.js"],
        SNIPPET => &["join-token.js", "copy.js"],
        COHORTS => &["copy.js"],
        _ => &[],
    }
}

/// Bytes of the SHA-256 in an address.
const HASH_BYTES: usize = 8;

static STYLES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/web/styles");
static SCRIPTS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/web/scripts");
static PARTS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/web/parts");

struct Asset {
    name: &'static str,
    hash: String,
    file: Representation,
}

static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    let mut styles: Vec<_> = STYLES.files().collect();
    styles.sort_by_key(|file| file.path());
    let style = styles.into_iter().map(File::contents).collect::<Vec<_>>().concat();
    let scripts = SCRIPTS.files().filter_map(|file| {
        let name = file.path().to_str()?;
        let parts = parts(name).iter().filter_map(|part| PARTS.get_file(part));
        let script = parts.chain([file]).map(File::contents).collect::<Vec<_>>().join(&b'\n');
        Some(Asset::new(name, "text/javascript; charset=utf-8", script))
    });
    let style = Asset::new(STYLE, "text/css; charset=utf-8", style);
    scripts.chain([style]).collect()
});

impl Asset {
    fn new(name: &'static str, content_type: &'static str, content: Vec<u8>) -> Self {
        let hash = hex(&Sha256::digest(&content)[..HASH_BYTES]);
        Self { name, hash, file: Representation::new(content_type, content) }
    }
}

/// The address of a file with the hash of its content: path and query.
#[must_use]
pub fn address(name: &str) -> String {
    let hash = find(name).map_or("", |asset| &asset.hash);
    format!("/assets/{name}?v={hash}")
}

/// The element that loads a script. The browser paints nothing before it has run, so that what it shows or hides at the
/// start moves nothing. It stands before the style sheet, so that both load at the same time.
#[must_use]
pub fn script(site: &Site, name: &str) -> Markup {
    html! { script type="module" blocking="render" src=(site.file(&address(name))) {} }
}

/// A file of the pages
///
/// The style sheet or a script.
#[utoipa::path(
    tag = "pages",
    params((
        "file" = String, Path, description = "Name of the file.",
        max_length = 64, pattern = "^[a-z0-9.-]+$", example = "style.css",
    )),
    responses(
        (
            status = 200, description = "The file.",
            content((Text = "text/css"), (Text = "text/javascript")),
        ),
        (status = 304, description = "The caller has it already."),
        PageProblems,
    ),
)]
#[get("/assets/{file}")]
pub async fn get_asset(
    request: HttpRequest,
    file: Path<String>,
    query: Query,
) -> Result<HttpResponse, Problem> {
    let query = query.only(&["v"])?;
    let asset = find(&file);
    let asset = asset
        .ok_or_else(|| Problem::unknown("file", &file, ASSETS.iter().map(|asset| asset.name)))?;
    let is_current = query.get("v") == Some(&asset.hash);
    Ok(if is_current { asset.file.respond_forever(&request) } else { asset.file.respond(&request) })
}

fn find(name: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|asset| asset.name == name)
}
