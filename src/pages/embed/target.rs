//! Addresses that can be embedded: the advisor and the pages about frameworks. Only `/embed` may be framed, so each of them
//! leads to a frame with the advisor.

use framewise_model::knowledge::Knowledge;
use url::Url;

use crate::config::PublicUrl;
use crate::http::extract::Query;
use crate::pages::advisor::page_request::TEXT;
use crate::pages::site::{self, LANGUAGE_PARAMETER, Site};
use crate::texts::language::Language;

/// The path of the frame.
pub const FRAME: &str = "/embed";
const ADVISOR: &str = "/";
const COMPARE: &str = "/compare";
const FRAMEWORKS: &str = "/frameworks/";
/// The parameter of a comparison.
const COMPARED: &str = "frameworks";
/// The parameter with the frameworks that are ranked.
const CANDIDATES: &str = "candidates";

/// A frame that stands for a page of this service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The complete address of the frame.
    pub source: String,
    /// The base of the service, as the address names it.
    pub base: String,
    /// The framework that the page is about.
    pub framework: Option<String>,
    /// The language of the page; the default if the address does not choose one.
    pub language: Language,
}

/// Whether the page with this path and query string can be embedded.
#[must_use]
pub fn is_embeddable(address: &str) -> bool {
    let path = address.split('?').next().unwrap_or(address);
    [ADVISOR, FRAME, COMPARE].contains(&path) || framework_id(path).is_some()
}

/// The frame for an address. Without a public address, the service is what the caller names in `host`.
#[must_use]
pub fn target(
    knowledge: &Knowledge,
    public_url: &PublicUrl,
    host: &str,
    address: &str,
) -> Option<Target> {
    let mut url = Url::parse(address).ok()?;
    let is_plain = ["http", "https"].contains(&url.scheme())
        && url.username().is_empty()
        && url.password().is_none();
    if !is_plain {
        return None;
    }
    // The fragment is no concern of a server.
    url.set_fragment(None);
    let query = Query::parse(url.query().unwrap_or_default()).ok()?;
    url.set_query(None);
    let base = if public_url.origin().is_empty() {
        let authority = &url[url::Position::BeforeHost..url::Position::AfterPort];
        authority.eq_ignore_ascii_case(host).then(|| url.origin().ascii_serialization())?
    } else {
        public_url.to("")
    };
    let path = match url.as_str().strip_prefix(&base)? {
        "" => ADVISOR,
        path if path.starts_with('/') => path,
        _ => return None,
    };
    let framework = framework_id(path);
    let pairs: Vec<(&str, String)> = if path == ADVISOR || path == FRAME {
        let kept = query.pairs().filter(|(name, _)| *name != TEXT && *name != LANGUAGE_PARAMETER);
        kept.map(|(name, value)| (name, value.to_owned())).collect()
    } else if path == COMPARE {
        let known: Vec<&str> =
            query.items(COMPARED).filter(|id| knowledge.framework(id).is_some()).collect();
        if known.is_empty() { Vec::new() } else { vec![(CANDIDATES, known.join(","))] }
    } else {
        // There has to be such a framework.
        knowledge.framework(framework?)?;
        Vec::new()
    };
    let pairs: Vec<(&str, &str)> =
        pairs.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let language = query.get(LANGUAGE_PARAMETER).and_then(Language::from_tag);
    let service = base.parse().ok()?;
    let site = Site::new(language.unwrap_or_default(), language.is_some(), service);
    Some(Target {
        source: site.link(&site::address(FRAME, &pairs)),
        base,
        framework: framework.map(str::to_owned),
        language: language.unwrap_or_default(),
    })
}

/// The id in the path of a framework's page.
fn framework_id(path: &str) -> Option<&str> {
    path.strip_prefix(FRAMEWORKS).filter(|id| !id.is_empty() && !id.contains('/'))
}
