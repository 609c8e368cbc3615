//! `framewise-curate refresh --counts` and `--downloads`.

use std::fs;
use std::path::Path;

use framewise_model::knowledge::Knowledge;
use serde_json::json;

use super::folders::{Ended, copy, curate, read};
use super::package_index::{PackageIndex, Release};

const SHARED: &str = "sources/shared.toml";

fn refresh(folder: &Path, index: &PackageIndex, more: &[&str]) -> Ended {
    let arguments = ["refresh", ".", "--only", "litestar", "--on", "2026-12-24", "--index"];
    curate(folder, &[&arguments[..], &[&index.address], more].concat())
}

/// The number of a fact of Litestar, and its source.
fn count(knowledge: &Knowledge, fact: &str) -> (String, String) {
    let record = knowledge.frameworks.iter().map(|framework| &framework.record);
    let fact = &record.into_iter().find(|record| record.id == "litestar").unwrap().facts[fact];
    (fact.number.unwrap().to_string(), fact.source.clone())
}

/// An index with four extensions of Litestar. One had its last release a year ago, one was removed.
fn index() -> PackageIndex {
    let index = PackageIndex::as_recorded();
    index.list(&[
        "Litestar",
        "litestar-",
        "Litestar.HTMX",
        "litestar_vite",
        "litestar-old",
        "litestar-gone",
        "litestarter",
        "flask-litestar",
    ]);
    for (name, day) in [
        ("litestar-htmx", "2026-12-01"),
        ("litestar-vite", "2025-12-25"),
        ("litestar-old", "2025-12-24"),
    ] {
        index.publish(name, &[Release::new(name, "1.0", day, "")]);
    }
    index
}

#[test]
fn extensions_are_counted_by_name_and_by_their_last_release() {
    let folder = copy();
    let folder = folder.path();
    let index = index();
    let ended = refresh(folder, &index, &["--counts"]);
    assert_eq!(ended.code, 0, "{}{}", ended.out, ended.err);
    let knowledge = read(folder);
    let source = "package-index-litestar-2026-12".to_owned();
    assert_eq!(count(&knowledge, "extension_packages"), ("4".to_owned(), source.clone()));
    assert_eq!(count(&knowledge, "active_extension_packages"), ("2".to_owned(), source.clone()));
    let counted = knowledge.sources.iter().find(|found| found.id == source).unwrap();
    assert_eq!(
        (counted.url.as_str(), counted.accessed.as_str()),
        ("pkg:pypi/litestar", "2026-12-24")
    );
    // The list, and one request for each of the four.
    let requests = index.requests();
    let extensions = requests.iter().filter(|path| path.starts_with("/simple/litestar-"));
    assert_eq!(extensions.count(), 4, "{requests:?}");
    assert_eq!(requests.iter().filter(|path| *path == "/simple/").count(), 1);
    let before = fs::read(folder.join("frameworks/litestar.toml")).unwrap();
    let again = refresh(folder, &index, &["--counts"]);
    assert!(
        again.out.contains("facts changed: 0, confirmed by a newer source: 0"),
        "{}",
        again.out
    );
    assert_eq!(fs::read(folder.join("frameworks/litestar.toml")).unwrap(), before);
}

#[test]
fn a_count_that_cannot_be_completed_is_not_written() {
    let folder = copy();
    let folder = folder.path();
    let recorded = count(&read(folder), "active_extension_packages");
    let index = index();
    index.set("/simple/litestar-old/", 503, "text/html", "");
    let ended = refresh(folder, &index, &["--counts"]);
    assert_eq!(ended.code, 4, "{}", ended.out);
    assert!(ended.out.contains("litestar-old: the index answers with status 503"), "{}", ended.out);
    let knowledge = read(folder);
    assert_eq!(count(&knowledge, "active_extension_packages"), recorded);
    assert_eq!(count(&knowledge, "extension_packages").0, "4");

    let undated = Release { day: None, ..Release::new("litestar-old", "1.0", "2026-12-01", "") };
    index.publish("litestar-old", &[undated]);
    let ended = refresh(folder, &index, &["--counts"]);
    assert_eq!(ended.code, 4);
    assert!(ended.out.contains("litestar-old: the index gives no times"), "{}", ended.out);

    index.set("/simple/", 200, "text/html", "<html>");
    let ended = refresh(folder, &index, &["--counts"]);
    assert_eq!(ended.code, 4);
    assert!(ended.out.contains("litestar extension_packages: the index gives a malformed answer"));
}

/// A list of the most downloaded packages.
fn downloads(folder: &Path, names: &[(usize, &str)], length: usize) {
    let rows: Vec<_> = (1..=length)
        .map(|rank| {
            let placed = names.iter().find(|(place, _)| *place == rank);
            let name =
                placed.map_or_else(|| format!("package-{rank}"), |(_, name)| (*name).to_owned());
            json!({"project": name, "download_count": 1_000_000 - rank})
        })
        .collect();
    let list = json!({"last_update": "2026-12-01 09:08:07", "rows": rows});
    fs::write(folder.join("downloads.json"), list.to_string()).unwrap();
}

#[test]
fn ranks_come_from_the_list_of_the_most_downloaded_packages() {
    let folder = copy();
    let folder = folder.path();
    let index = index();
    let names = [
        (70, "Litestar_HTMX"),
        (4000, "litestar"),
        (15_000, "litestar-vite"),
        (15_001, "litestar-old"),
    ];
    downloads(folder, &names, 15_100);
    let run = || refresh(folder, &index, &["--downloads", "downloads.json"]);
    let ended = run();
    assert_eq!(ended.code, 0, "{}{}", ended.out, ended.err);
    let knowledge = read(folder);
    let source = "top-pypi-packages-2026-12".to_owned();
    assert_eq!(count(&knowledge, "download_rank"), ("4000".to_owned(), source.clone()));
    assert_eq!(count(&knowledge, "popular_extension_packages"), ("2".to_owned(), source.clone()));
    let shared = fs::read_to_string(folder.join(SHARED)).unwrap();
    assert!(shared.contains(&format!("id = \"{source}\"")));
    assert_eq!(run().code, 0);
    assert_eq!(fs::read_to_string(folder.join(SHARED)).unwrap(), shared);

    downloads(folder, &[(70, "litestar-htmx")], 15_000);
    let ended = run();
    assert_eq!(ended.code, 4, "{}", ended.out);
    assert!(
        ended.out.contains("litestar download_rank: no longer among the 15000"),
        "{}",
        ended.out
    );
    assert_eq!(count(&read(folder), "download_rank").0, "4000");
    assert_eq!(count(&read(folder), "popular_extension_packages").0, "1");
}

#[test]
fn a_list_of_another_form_is_rejected() {
    let folder = copy();
    let folder = folder.path();
    let index = PackageIndex::as_recorded();
    let run = || refresh(folder, &index, &["--downloads", "downloads.json"]);
    assert_eq!(run().code, 3, "there is no file");
    downloads(folder, &[], 14_999);
    let short = run();
    assert_eq!(short.code, 2);
    assert!(short.err.contains("it has 14999 packages"), "{}", short.err);
    let rows = r#""rows": [{"project": "a", "download_count": 1}]"#;
    for (text, reason) in [
        ("[]".to_owned(), "it is not a list"),
        (format!("{{\"last_update\": \"soon\", {rows}}}"), "`last_update`"),
    ] {
        fs::write(folder.join("downloads.json"), text).unwrap();
        let ended = run();
        assert_eq!(ended.code, 2);
        assert!(ended.err.contains(reason), "{}", ended.err);
    }
    downloads(folder, &[], 15_000);
    let text = fs::read_to_string(folder.join("downloads.json")).unwrap();
    let text = text.replace("999990,", "1,").replace(":999990}", ":1}");
    fs::write(folder.join("downloads.json"), text).unwrap();
    let ended = run();
    assert_eq!(ended.code, 2);
    assert!(ended.err.contains("more downloads than the package before it"), "{}", ended.err);
    assert!(index.requests().is_empty());
}
