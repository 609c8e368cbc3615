//! A package index on a port of this machine, with answers in the form of the simple API.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader, Cursor, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use framewise_curation::refresh::record::Record;
use serde_json::{Value, json};
use zip::write::{SimpleFileOptions, ZipWriter};

use super::folders::frozen;

pub const JSON: &str = "application/vnd.pypi.simple.v1+json";

/// Status, media type and body.
type Answer = (u16, &'static str, Vec<u8>);

/// The index; its thread ends with the process.
pub struct PackageIndex {
    pub address: String,
    answers: Arc<Mutex<HashMap<String, Answer>>>,
    requests: Arc<Mutex<Vec<String>>>,
}

impl PackageIndex {
    /// An index without packages.
    pub fn empty() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}/simple/", listener.local_addr().unwrap());
        let answers: Arc<Mutex<HashMap<String, Answer>>> = Arc::default();
        let requests: Arc<Mutex<Vec<String>>> = Arc::default();
        let (known, seen) = (answers.clone(), requests.clone());
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (known, seen) = (known.clone(), seen.clone());
                thread::spawn(move || answer(&stream, &known, &seen));
            }
        });
        Self { address, answers, requests }
    }

    /// An index whose packages have the releases that the frozen knowledge records, with the recorded facts.
    pub fn as_recorded() -> Self {
        let index = Self::empty();
        for record in Record::all(frozen()) {
            index.publish(record.package().unwrap(), &[recorded(&record.id)]);
        }
        index
    }

    /// Answers a path with this.
    pub fn set(&self, path: &str, status: u16, kind: &'static str, body: impl Into<Vec<u8>>) {
        self.answers.lock().unwrap().insert(path.to_owned(), (status, kind, body.into()));
    }

    /// The paths that were asked for.
    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }

    /// Lists these releases of a package, and no others.
    pub fn publish(&self, package: &str, releases: &[Release]) {
        let mut files = Vec::new();
        for release in releases {
            for (suffix, is_wheel) in [(".tar.gz", false), ("-py3-none-any.whl", true)] {
                if is_wheel && release.metadata_in == MetadataIn::Nothing {
                    continue;
                }
                let filename = format!("{}-{}{suffix}", package.replace('-', "_"), release.version);
                let has_metadata = is_wheel && release.metadata_in == MetadataIn::File;
                let mut file = json!({
                    "filename": filename, "url": format!("../../files/{filename}"), "size": 1000,
                    "hashes": {}, "yanked": release.yanked, "core-metadata": has_metadata,
                });
                let mut lines = release.metadata.lines();
                if let Some(python) = lines.find_map(|line| line.strip_prefix("Requires-Python: "))
                {
                    file["requires-python"] = json!(python);
                }
                if let Some(day) = release.day {
                    file["upload-time"] = json!(format!("{day}T23:59:59.339922Z"));
                }
                files.push(file);
                let path = format!("/files/{filename}");
                if has_metadata {
                    self.set(
                        &format!("{path}.metadata"),
                        200,
                        "text/plain",
                        release.metadata.as_str(),
                    );
                } else {
                    self.set(&path, 200, "application/zip", wheel(&release.metadata));
                }
            }
        }
        let answer = json!({"meta": {"api-version": "1.1"}, "name": package, "files": files});
        self.set(&format!("/simple/{package}/"), 200, JSON, answer.to_string());
    }

    /// Lists these names as those of all packages.
    pub fn list(&self, names: &[&str]) {
        let projects: Vec<Value> = names.iter().map(|name| json!({"name": name})).collect();
        let answer = json!({"meta": {"api-version": "1.1"}, "projects": projects});
        self.set("/simple/", 200, JSON, answer.to_string());
    }
}

/// Where the metadata of a release are.
#[derive(Clone, Copy, PartialEq)]
pub enum MetadataIn {
    /// In a file next to the wheel (PEP 658).
    File,
    /// In the wheel alone.
    Wheel,
    /// The release has no wheel.
    Nothing,
}

/// A release of a package.
#[derive(Clone)]
pub struct Release {
    pub version: String,
    pub day: Option<&'static str>,
    pub yanked: Value,
    pub metadata: String,
    pub metadata_in: MetadataIn,
}

impl Release {
    /// A release of the package of a recorded framework, with other requirements.
    pub fn new(package: &str, version: &str, day: &'static str, fields: &str) -> Self {
        Self {
            version: version.to_owned(),
            day: Some(day),
            yanked: json!(false),
            metadata: format!(
                "Metadata-Version: 2.4\nName: {package}\nVersion: {version}\n{fields}\n\nName: readme\n"
            ),
            metadata_in: MetadataIn::File,
        }
    }

    pub fn yanked(mut self) -> Self {
        self.yanked = json!("withdrawn");
        self
    }
}

/// The release that the frozen knowledge records of a framework or companion.
pub fn recorded(id: &str) -> Release {
    let records = Record::all(frozen());
    let record = records.iter().find(|record| record.id == id).unwrap();
    let mut fields = String::new();
    for (field, fact) in [
        ("Requires-Python", "requires_python"),
        ("License-Expression", "license"),
        ("Project-URL", "homepage"),
        ("Project-URL", "documentation"),
        ("Project-URL", "repository"),
    ] {
        if let Some(text) = record.text(fact) {
            let label = if field == "Project-URL" { "Label, " } else { "" };
            writeln!(fields, "{field}: {label}{text}").unwrap();
        }
    }
    let number = record.fact("runtime_dependencies").unwrap().number.unwrap();
    for dependency in 0..100 {
        if f64::from(dependency) < number {
            writeln!(fields, "Requires-Dist: dependency-{dependency}>=1").unwrap();
        }
    }
    let day = record.text("latest_release_on").unwrap();
    let package = record.package().unwrap();
    Release::new(package, record.text("latest_release").unwrap(), day, fields.trim_end())
}

/// A wheel with these metadata and one module.
fn wheel(metadata: &str) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let name = metadata.lines().find_map(|line| line.strip_prefix("Name: ")).unwrap_or("x");
    for (path, text) in [
        (format!("{name}/vendored/other-1.0.dist-info/METADATA"), "Name: other\n"),
        (format!("{name}-1.0.dist-info/METADATA"), metadata),
    ] {
        archive.start_file(path, SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn answer(
    mut stream: &TcpStream,
    answers: &Mutex<HashMap<String, Answer>>,
    requests: &Mutex<Vec<String>>,
) {
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    let Some(request) = lines.next() else { return };
    let headers: Vec<String> = lines.take_while(|line| !line.is_empty()).collect();
    let path = request.split(' ').nth(1).unwrap_or_default().to_owned();
    requests.lock().unwrap().push(path.clone());
    let found = answers.lock().unwrap().get(&path).cloned();
    let missing = (404, "text/html", b"not found".to_vec());
    let (status, kind, body) = found.unwrap_or(missing);
    // An index answers in its older form unless the client asks for the new one.
    let accepts = headers.iter().any(|line| line.to_lowercase() == format!("accept: {JSON}"));
    let (kind, body) =
        if kind == JSON && !accepts { ("text/html", b"<html>".to_vec()) } else { (kind, body) };
    let head = format!(
        "HTTP/1.1 {status} x\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    // The client may have gone away.
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body));
}
