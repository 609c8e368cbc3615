//! Where to report a vulnerability.

use jiff::{Timestamp, ToSpan};

use crate::helpers::{Server, get};

#[test]
fn a_service_with_a_contact_has_a_security_txt() {
    let contact = "mailto:security@tools.example";
    let server = Server::with_contact("https://tools.example/framewise", contact);
    let ask = || server.send("GET", "/.well-known/security.txt", &[], b"");
    let response = ask();
    assert_eq!(response.status, 200);
    assert_eq!(response.header("content-type"), Some("text/plain; charset=utf-8"));
    let text = response.text();
    let fields: Vec<_> = text.lines().map(|line| line.split_once(": ").unwrap()).collect();
    let names: Vec<_> = fields.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, ["Contact", "Expires", "Preferred-Languages", "Canonical"]);
    assert_eq!(fields[0].1, contact);
    let expires: Timestamp = fields[1].1.parse().unwrap();
    let now = Timestamp::now();
    assert!(now + (24 * 90).hours() < expires && expires < now + (24 * 365).hours(), "{expires}");
    assert_eq!(fields[3].1, "https://tools.example/framewise/.well-known/security.txt");
    // The same all day: only a test at midnight may see two of them.
    if Timestamp::now().strftime("%F").to_string() == now.strftime("%F").to_string() {
        assert_eq!(ask().header("etag"), response.header("etag"));
    }
}

#[test]
fn a_service_without_a_contact_names_the_setting() {
    let response = get("/.well-known/security.txt");
    assert_eq!(response.status, 404);
    let detail = response.json()["detail"].as_str().unwrap().to_owned();
    assert!(detail.contains("security_contact"), "{detail}");
}
