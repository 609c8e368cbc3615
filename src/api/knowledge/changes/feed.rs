//! The releases of the knowledge as an Atom feed (RFC 4287).
//!
//! Ids are UUIDs of version 8 (RFC 9562) made of digests: the same release has the same id on every
//! instance and under every host name, and other knowledge has others.

use atom_syndication::{Content, Entry, Feed, FixedDateTime, Link, Person, Text};
use framewise_model::knowledge::Knowledge;
use framewise_model::knowledge::releases::release::Release;
use framewise_model::knowledge::releases::summary;
use jiff::civil::Date;
use serde::ser::Error as _;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::api::maintainers;
use crate::config::PublicUrl;
use crate::http::html::escape;
use crate::http::negotiate::{ATOM, JSON};

/// How many releases the feed has: readers keep older ones.
const MOST_ENTRIES: usize = 50;
/// How many points an entry lists; the rest is behind its link.
const MOST_POINTS: usize = 40;

/// The feed.
///
/// # Errors
/// If it cannot be written.
pub fn feed(knowledge: &Knowledge, public_url: &PublicUrl) -> serde_json::Result<Vec<u8>> {
    let releases = knowledge.history.releases();
    let first = releases.first().map_or(&knowledge.digest, |release| &release.digest);
    let updated =
        knowledge.history.newest().map_or(knowledge.released_on, |release| release.released_on);
    let entries = releases.iter().enumerate().rev().take(MOST_ENTRIES);
    let feed = Feed {
        title: Text::plain("Changes of the knowledge of framewise"),
        subtitle: Some(Text::plain("What is known of Python web frameworks, release by release.")),
        id: id("feed", first),
        updated: midnight(updated),
        // Once for all entries (RFC 4287, section 4.1.1).
        authors: vec![Person { name: maintainers::NAME.to_owned(), ..Person::default() }],
        links: vec![
            link("self", &public_url.to("/v1/knowledge/changes.atom"), ATOM),
            link("alternate", &public_url.to("/v1/knowledge/changes"), JSON),
        ],
        entries: entries
            .map(|(index, release)| {
                entry(release, index.checked_sub(1).map(|i| &releases[i]), public_url)
            })
            .collect(),
        ..Feed::default()
    };
    feed.write_to(Vec::new()).map_err(serde_json::Error::custom)
}

fn entry(release: &Release, before: Option<&Release>, public_url: &PublicUrl) -> Entry {
    let address = match before {
        Some(before) => format!("/v1/knowledge/changes?since={}", before.version),
        None => "/v1/knowledge/full".to_owned(),
    };
    let points = summary::points(&release.changes);
    let more = points.len().saturating_sub(MOST_POINTS);
    let rest = (more > 0).then(|| format!("and {more} more"));
    let points: Vec<String> =
        points.iter().take(MOST_POINTS).chain(&rest).map(|p| escape(p)).collect();
    Entry {
        title: Text::plain(format!("Knowledge {}", release.version)),
        id: id("release", &release.digest),
        updated: midnight(release.released_on),
        published: Some(midnight(release.released_on)),
        summary: Some(Text::plain(summary::counted(&release.changes))),
        content: Some(Content {
            value: Some(format!("<ul><li>{}</li></ul>", points.join("</li><li>"))),
            content_type: Some("html".to_owned()),
            ..Content::default()
        }),
        links: vec![link("alternate", &public_url.to(&address), JSON)],
        ..Entry::default()
    }
}

fn link(rel: &str, href: &str, media_type: &str) -> Link {
    Link {
        rel: rel.to_owned(),
        href: href.to_owned(),
        mime_type: Some(media_type.to_owned()),
        ..Link::default()
    }
}

/// Releases have days, Atom has moments: the first one of the day.
fn midnight(day: Date) -> FixedDateTime {
    format!("{day}T00:00:00Z").parse().unwrap_or_default()
}

/// `urn:uuid:…` of what a digest stands for.
fn id(what: &str, digest: &str) -> String {
    let digest = Sha256::digest(format!("{what} {digest}"));
    let mut bits = [0; 16];
    bits.copy_from_slice(&digest[..16]);
    Uuid::new_v8(bits).urn().to_string()
}
