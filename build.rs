//! Prepares three things that the binary contains:
//!
//! - the files of Swagger UI, compressed as they are in their archive. The binary holds and sends them so: 0.5 MB
//!   instead of 1.7 MB.
//! - the knowledge as JSON with its digest. The service reads it in a tenth of the time that the TOML files take.
//! - the files of the knowledge and of its releases, compressed: 0.4 MB instead of 2.1 MB. Few need them.

#[expect(dead_code, reason = "the model uses all of it")]
#[path = "crates/model/src/knowledge/digest.rs"]
mod digest;

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};
use zip::{CompressionMethod, ZipArchive};

const FILES: [&str; 2] = ["swagger-ui-bundle.js", "swagger-ui.css"];
/// The head of a file in gzip: `DEFLATE`, no name, no time, an unknown system (RFC 1952, section 2.3).
const GZIP_HEAD: [u8; 10] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255];
const KNOWLEDGE: &str = "knowledge";
const RELEASES: &str = "releases/";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=crates/model/src/knowledge/digest.rs");
    // Folders whose files are in the binary: a new file in them is no change that the compiler sees.
    for folder in [KNOWLEDGE, "locales", "web"] {
        println!("cargo::rerun-if-changed={folder}");
    }
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    write_swagger_ui(&out)?;
    let mut files = BTreeMap::new();
    read_folder(Path::new(KNOWLEDGE), "", &mut files)?;
    write_knowledge(&out, &files)?;
    write_files(&out, &files)
}

/// Writes the TOML files of the knowledge into one file.
fn write_knowledge(out: &Path, files: &BTreeMap<String, String>) -> Result<(), Box<dyn Error>> {
    let mut documents = BTreeMap::new();
    for (path, text) in files.iter().filter(|(path, _)| has_extension(path, "toml")) {
        let document: Value = toml::from_str(text).map_err(|error| format!("{path}: {error}"))?;
        documents.insert(path, document);
    }
    let digest = digest::of(documents.iter().map(|(path, document)| (path.as_str(), document)));
    let knowledge = json!({"digest": digest, "documents": documents});
    Ok(fs::write(out.join("knowledge.json"), knowledge.to_string())?)
}

/// Writes files as one JSON object, from path to text, in gzip.
fn write_files(out: &Path, files: &BTreeMap<String, String>) -> Result<(), Box<dyn Error>> {
    let file = fs::File::create(out.join("knowledge-files.json.gz"))?;
    let mut encoder = GzEncoder::new(file, Compression::best());
    serde_json::to_writer(&mut encoder, files)?;
    encoder.finish()?;
    Ok(())
}

/// Reads the TOML files and the releases in a folder and in those inside it, by path.
fn read_folder(
    folder: &Path,
    prefix: &str,
    files: &mut BTreeMap<String, String>,
) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_dir() {
            read_folder(&path, &format!("{prefix}{name}/"), files)?;
        } else if has_extension(&name, "toml")
            || (prefix == RELEASES && has_extension(&name, "json"))
        {
            files.insert(format!("{prefix}{name}"), fs::read_to_string(&path)?);
        }
    }
    Ok(())
}

fn has_extension(path: &str, wanted: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension == wanted)
}

/// Writes the files of Swagger UI.
fn write_swagger_ui(out: &Path) -> Result<(), Box<dyn Error>> {
    let mut archive =
        ZipArchive::new(Cursor::new(utoipa_swagger_ui_vendored::SWAGGER_UI_VENDORED))?;
    let mut missing = FILES.to_vec();
    for index in 0..archive.len() {
        let mut file = archive.by_index_raw(index)?;
        let path = file.name()?.into_owned();
        let Some((_, name)) = path.split_once("/dist/") else { continue };
        if !missing.contains(&name) {
            continue;
        }
        if file.compression() != CompressionMethod::DEFLATE {
            return Err(format!("{path} is not compressed with DEFLATE").into());
        }
        let mut gzip = GZIP_HEAD.to_vec();
        file.read_to_end(&mut gzip)?;
        gzip.extend(file.crc32().to_le_bytes());
        gzip.extend(u32::try_from(file.size())?.to_le_bytes());
        fs::write(out.join(format!("{name}.gz")), gzip)?;
        missing.retain(|other| *other != name);
    }
    if missing.is_empty() { Ok(()) } else { Err(format!("Swagger UI has no {missing:?}").into()) }
}
