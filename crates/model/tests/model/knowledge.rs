//! The rules of the knowledge: each rule has a folder that breaks it, made of a sound one by an edit.

use std::path::Path;

use framewise_model::knowledge::check::{Fault, RULES};
use framewise_model::knowledge::model::Basis;
use framewise_model::knowledge::{Files, Knowledge, load};

pub(crate) const FRAMEWORK: &str = "frameworks/alpha.toml";
pub(crate) const BETA: &str = "frameworks/beta.toml";
const CONTEXT: &str = "context.toml";
pub(crate) const LEXICON: &str = "lexicon.toml";

/// The sound folder.
pub(crate) fn sound() -> Files {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/minimal");
    Files::read(&folder).expect("the fixture can be read")
}

/// The sound folder with one text replaced in one file.
pub(crate) fn edited(file: &str, find: &str, replace: &str) -> Files {
    let mut files = sound();
    let text = String::from_utf8(files.get(file).expect(file).to_vec()).unwrap();
    assert!(text.contains(find), "{file} does not contain {find:?}");
    files.insert(file, text.replacen(find, replace, 1));
    files
}

pub(crate) fn faults(files: &Files) -> Vec<Fault> {
    load(files).err().unwrap_or_default()
}

/// Rule, file, what is replaced, by what, and the key that the fault must name.
const BROKEN: &[(&str, &str, &str, &str, &str)] = &[
    ("syntax", FRAMEWORK, "kind = \"micro\"", "kind = \"micro", ""),
    ("unknown-key", FRAMEWORK, "note =", "notes =", "capabilities.orm.notes"),
    (
        "missing-key",
        FRAMEWORK,
        "verified_on = \"2026-01-30\"\n",
        "",
        "claims[alpha-fast].verified_on",
    ),
    (
        "wrong-type",
        "criteria.toml",
        "base_weight = 0.5",
        "base_weight = \"0.5\"",
        "criteria[performance].base_weight",
    ),
    (
        "not-allowed",
        FRAMEWORK,
        "support = \"built_in\"",
        "support = \"builtin\"",
        "capabilities.orm.support",
    ),
    ("out-of-scale", FRAMEWORK, "high = 0.6", "high = 1.6", "ratings.performance.high"),
    (
        "too-short",
        FRAMEWORK,
        "sources = [\"manual\"]",
        "sources = []",
        "claims[alpha-fast].sources",
    ),
    ("wrong-format", "knowledge.toml", "2026.1.1", "2026.01.1", "version"),
    (
        "no-such-day",
        FRAMEWORK,
        "verified_on = \"2026-01-30\"",
        "verified_on = \"2026-02-30\"",
        "claims[alpha-fast].verified_on",
    ),
    ("file-name", FRAMEWORK, "id = \"alpha\"", "id = \"gamma\"", "id"),
    ("duplicate-id", FRAMEWORK, "id = \"alpha-slow\"", "id = \"alpha-fast\"", "claims[alpha-fast]"),
    ("reserved-id", FRAMEWORK, "id = \"alpha\"", "id = \"other\"", "id"),
    (
        "reserved-id",
        FRAMEWORK,
        "name = \"Alpha\"",
        "name = \"Alpha\"\naliases = [\"None\"]",
        "aliases[None]",
    ),
    ("reserved-id", "companions/helper.toml", "id = \"helper\"", "id = \"none\"", "id"),
    (
        "unresolved-id",
        FRAMEWORK,
        "sources = [\"manual\"]",
        "sources = [\"manuel\"]",
        "claims[alpha-fast].sources",
    ),
    ("unused-source", "sources/all.toml", "id = \"talk\"", "id = \"walk\"", "sources[walk]"),
    ("claim-prefix", FRAMEWORK, "id = \"alpha-small\"", "id = \"small\"", "claims[small]"),
    (
        "counter-evidence",
        FRAMEWORK,
        "verdict = \"supported\"",
        "verdict = \"wrong\"",
        "claims[alpha-fast].counter_evidence",
    ),
    (
        "ambiguous-rating",
        FRAMEWORK,
        "claims = [\"alpha-fast\"]",
        "claims = [\"alpha-slow\"]",
        "ratings.performance.claims",
    ),
    (
        "foreign-claim",
        FRAMEWORK,
        "claims = [\"alpha-fast\"]",
        "claims = [\"alpha-small\"]",
        "ratings.performance.claims",
    ),
    ("interval", FRAMEWORK, "low = 0.4", "low = 0.55", "ratings.performance"),
    (
        "derived-rating",
        FRAMEWORK,
        "[ratings.performance]",
        "[ratings.lightweight]",
        "ratings.lightweight",
    ),
    (
        "missing-capability",
        FRAMEWORK,
        "[capabilities.orm]",
        "[capabilities.morm]",
        "capabilities.orm",
    ),
    (
        "companion-cycle",
        "companions/helper.toml",
        "companion_of = \"beta\"",
        "companion_of = \"helper\"",
        "companion_of",
    ),
    (
        "companion-raises",
        "companions/helper.toml",
        "official_extension",
        "third_party",
        "capabilities.orm",
    ),
    (
        "ratio",
        "measurements.toml",
        "ratio = 2.0",
        "ratio = 2.05",
        "frameworks[beta].measures.throughput",
    ),
    (
        "ratio",
        "measurements.toml",
        "ratio = 6.0",
        "ratio = 6.5",
        "baselines[wsgi].measures.throughput",
    ),
    ("fact-value", FRAMEWORK, "number = 10", "text = \"10\"", "facts.installed_mib"),
    (
        "term",
        "criteria.toml",
        "{ capability = \"orm\" }",
        "{ capability = \"orm\", at_one = 1 }",
        "criteria[lightweight].derived_from[1]",
    ),
    (
        "term",
        "criteria.toml",
        "{ capability = \"orm\" }",
        "{ capability = \"orm\", absent = 0 }",
        "criteria[lightweight].derived_from[1]",
    ),
    (
        "term",
        "criteria.toml",
        "at_one = 1 }",
        "at_one = 1, third_party = 0.15 }",
        "criteria[lightweight].derived_from[0]",
    ),
    (
        "term",
        "criteria.toml",
        "at_one = 1 }",
        "at_one = 1, opt_in = 0.8 }",
        "criteria[lightweight].derived_from[0]",
    ),
    (
        "term",
        "criteria.toml",
        "at_one = 1 }",
        "at_one = 1, least_for_apis = 0.5 }",
        "criteria[lightweight].derived_from[0]",
    ),
    (
        "term",
        "criteria.toml",
        "base_weight = 0.5",
        "base_weight = 0.5\nordered_by = [{ capability = \"orm\", at_one = 1 }]",
        "criteria[performance].ordered_by[0]",
    ),
    (
        "term",
        "criteria.toml",
        "derived_from = [",
        "ordered_by = [{ capability = \"orm\" }]\nderived_from = [",
        "criteria[lightweight].ordered_by",
    ),
    (
        "opt-in",
        BETA,
        "support = \"third_party\"",
        "support = \"third_party\"\nopt_in = true",
        "capabilities.orm",
    ),
    (
        "unused-package",
        "packages.toml",
        "name = \"table-driver\"",
        "name = \"other-driver\"",
        "packages[other-driver]",
    ),
    (
        "unresolved-id",
        BETA,
        "package = \"table-driver\"",
        "package = \"table-drivre\"",
        "capabilities.orm.package",
    ),
    (
        "unresolved-id",
        FRAMEWORK,
        "note = ",
        "alternatives = [{ support = \"third_party\", via = \"x\", package = \"x\", source = \"manual\" }]\nnote = ",
        "capabilities.orm.alternatives[0].package",
    ),
    (
        "unresolved-id",
        FRAMEWORK,
        "note = ",
        "alternatives = [{ support = \"third_party\", via = \"x\", source = \"manuel\" }]\nnote = ",
        "capabilities.orm.alternatives[0].source",
    ),
    (
        "unresolved-id",
        FRAMEWORK,
        "rationale = ",
        "against_order = { gamma = \"Because.\" }\nrationale = ",
        "ratings.performance.against_order",
    ),
    (
        "duplicate-id",
        FRAMEWORK,
        "[facts.license]",
        "[index]\nown = [\"alpha-core\"]\nmore = [\"alpha-core\"]\n\n[facts.license]",
        "index[alpha-core]",
    ),
    ("no-such-day", "packages.toml", "2026-01-30", "2026-02-30", "counted_on"),
    (
        "unresolved-id",
        "criteria.toml",
        "{installed_mib|megabyte}",
        "{installed_gib|megabyte}",
        "criteria[lightweight].phrases.figures",
    ),
    ("fixed-question", "questions.toml", "id = \"load\"", "id = \"mood\"", "questions[mood]"),
    (
        "likelihood",
        "questions.toml",
        "likelihood = 0.75",
        "likelihood = 0.5",
        "questions[load].options",
    ),
    ("feature", "questions.toml", "capability = \"orm\"\n", "", "questions[features].options[orm]"),
    ("phrase", LEXICON, "\"busy\"", "\"the\"", "entries[0].phrases[the]"),
    ("phrase", LEXICON, "crowd*", "crowded*", "entries[0].phrases[crowded*]"),
    (
        "duplicate-phrase",
        LEXICON,
        "\"# visitors\"",
        "\"# visitors\", \"Busy\"",
        "entries[1].phrases[Busy]",
    ),
    ("too-short", LEXICON, "\"busy\"", "\"\"", "entries[0].phrases[0]"),
    ("unresolved-id", LEXICON, "means = [\"load=high\"]", "means = [\"load=hihg\"]", "entries[0]"),
    ("bands", LEXICON, "# visitors", "visitors", "entries[1]"),
    ("readings", LEXICON, "\"busy\"", "\"busy @\"", "entries[0]"),
    (
        "readings",
        LEXICON,
        "[[together]]",
        "[[readings]]\nid = \"memory=small\"\nkind = \"scope\"\ntext = \"little memory\"\n\n[[together]]",
        "readings[memory=small].instead",
    ),
    ("bands", LEXICON, "below = 100, ", "", "entries[1].bands"),
    ("pair", CONTEXT, "[\"alpha\", \"beta\"]", "[\"alpha\", \"alpha\"]", "related[0]"),
    (
        "too-long",
        CONTEXT,
        "[\"alpha\", \"beta\"]",
        "[\"alpha\", \"beta\", \"beta\"]",
        "related[0].frameworks",
    ),
    ("unresolved-id", CONTEXT, "\"beta\"]", "\"betta\"]", "related[0].frameworks"),
    ("unresolved-id", CONTEXT, "load=high", "load=heavy", "team_knows.effects[0]"),
    ("unresolved-id", CONTEXT, "\"license\"", "\"installed_mib\"", "python_fact"),
    ("unresolved-id", CONTEXT, "\"throughput\"", "\"memory\"", "memory_measure"),
    (
        "unresolved-id",
        FRAMEWORK,
        "constraint = \"pure_python\"",
        "constraint = \"pure\"",
        "limits[pure]",
    ),
    (
        "unwanted",
        "questions.toml",
        "effects = [",
        "unwanted = [{ criterion = \"performance\", weight = 1.0, rationale = \"x\" }]\neffects = [",
        "questions[load].options[high]",
    ),
    (
        "duplicate-effect",
        "questions.toml",
        "effects = [",
        "effects = [{ criterion = \"performance\", weight = 1.0, rationale = \"x\" }, ",
        "questions[load].options[high].effects[1]",
    ),
];

#[test]
fn a_sound_folder_has_no_fault() {
    assert_eq!(faults(&sound()), []);
    assert_eq!(faults(&crate::frozen_files()), []);
}

#[test]
fn every_rule_is_broken_by_an_edit_and_names_file_and_key() {
    for (rule, file, find, replace, key) in BROKEN {
        let found = faults(&edited(file, find, replace));
        assert!(
            found
                .iter()
                .any(|fault| fault.rule == *rule && fault.file == *file && fault.key == *key),
            "{rule} was not found at {file}: {key}, but {found:#?}"
        );
    }
}

#[test]
fn a_missing_file_is_a_fault() {
    let mut files = sound();
    files.remove("criteria.toml");
    assert_eq!(rules(&files), ["missing-file"]);
}

#[test]
fn a_file_that_belongs_nowhere_is_a_fault() {
    let mut files = sound();
    files.insert("frameworks/more/gamma.toml", "");
    assert!(rules(&files).contains(&"unknown-file"));
}

#[test]
fn bytes_that_are_not_utf_8_are_a_fault_with_their_line() {
    let mut files = sound();
    files.insert(FRAMEWORK, b"id = \"alpha\"\nname = \"caf\xe9\"\n".to_vec());
    let found = faults(&files);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0].rule, "encoding");
    assert!(found[0].advice.contains("line 2"));
}

#[test]
fn every_rule_has_a_folder_that_breaks_it() {
    // `release-log` is broken by the tests of releases in `crates/curation`.
    let elsewhere = ["missing-file", "unknown-file", "encoding", "release-log", "too-many"];
    for (rule, _) in RULES {
        let covered = BROKEN.iter().any(|(known, ..)| known == rule) || elsewhere.contains(rule);
        assert!(covered, "{rule} has no failing fixture");
    }
}

#[test]
fn all_faults_are_reported_at_once() {
    let mut files = edited(FRAMEWORK, "support = \"built_in\"", "support = \"builtin\"");
    let text = String::from_utf8(files.get(FRAMEWORK).unwrap().to_vec()).unwrap();
    let text = text.replace("kind = \"micro\"", "kind = \"mikro\"").replace("note =", "notes =");
    files.insert(FRAMEWORK, text);
    files.insert("frameworks/beta.toml", "id = [");
    assert_eq!(
        rules(&files),
        ["missing-key", "unknown-key", "not-allowed", "not-allowed", "syntax"]
    );
}

#[test]
fn a_truncated_file_is_a_fault_and_never_a_panic() {
    for (path, bytes) in sound().iter() {
        for length in (0..bytes.len()).step_by(7) {
            let mut files = sound();
            files.insert(path, &bytes[..length]);
            // A cut between two tables leaves a sound file of less; its gaps show elsewhere or nowhere.
            drop(load(&files));
        }
        let mut files = sound();
        files.insert(path, &bytes[..bytes.len() / 2]);
        assert!(!faults(&files).is_empty(), "half of {path} passes");
    }
}

#[test]
fn the_digest_moves_with_the_content_and_not_with_comments() {
    let digest = |files: &Files| load(files).expect("sound").digest;
    let commented = edited(FRAMEWORK, "kind =", "# a comment\n\nkind =");
    assert_eq!(digest(&sound()), digest(&commented));
    assert_ne!(digest(&sound()), digest(&edited(FRAMEWORK, "quickly", "at once")));
}

#[test]
fn a_derived_rating_is_the_weighted_mean_of_its_terms() {
    let knowledge = load(&sound()).expect("sound");
    let rating = &knowledge.frameworks[0].ratings[attribute(&knowledge, "lightweight")];
    // 10 MiB lies half way between 100 and 1 on a logarithmic scale; a built-in capability counts 1.
    assert!((rating.value.get() - 0.75).abs() < 1e-12);
    assert!(rating.low < rating.value && rating.value < rating.high);
}

#[test]
fn what_nobody_rated_is_unknown_and_says_so() {
    let text = String::from_utf8(sound().get(FRAMEWORK).unwrap().to_vec()).unwrap();
    let (before, _) = text.split_once("[ratings.performance]").unwrap();
    let mut files = sound();
    files.insert(FRAMEWORK, before);
    let knowledge = load(&files).expect("ratings are optional");
    let rating = &knowledge.frameworks[0].ratings[attribute(&knowledge, "performance")];
    assert_eq!((rating.low.get(), rating.value.get(), rating.high.get()), (0.0, 0.5, 1.0));
    assert_eq!(rating.basis, framewise_model::knowledge::model::Basis::Unknown);
}

#[test]
fn a_companion_raises_its_framework_and_brings_its_claims() {
    let knowledge = load(&sound()).expect("sound");
    let beta = knowledge.framework("beta").expect("beta");
    assert_eq!(beta.record.capabilities["orm"].companion.as_deref(), Some("helper"));
    assert!(beta.record.claims.iter().any(|claim| claim.id == "helper-good"));
    assert_eq!(knowledge.known_as("helper").expect("known").record.id, "beta");
}

#[test]
fn of_two_companions_that_provide_the_same_the_more_downloaded_one_counts() {
    for (rank, expected) in [(850, "assistant"), (950, "zealot")] {
        let mut files = sound();
        let helper = files.remove("companions/helper.toml").expect("the companion");
        let helper = String::from_utf8(helper).unwrap();
        for (id, package) in [("assistant", "assistant"), ("zealot", "table-driver")] {
            let way = format!("via = \"helper.db\"\npackage = \"{package}\"");
            let companion =
                helper.replace("helper", id).replace(&format!("via = \"{id}.db\""), &way);
            files.insert(format!("companions/{id}.toml"), companion);
        }
        let packages = String::from_utf8(files.get("packages.toml").unwrap().to_vec()).unwrap();
        let more = "[[packages]]\nname = \"assistant\"\nlatest_release_on = \"2025-06\"\n";
        let packages = packages.replacen(
            "[[packages]]",
            &format!("{more}download_rank = {rank}\n\n[[packages]]"),
            1,
        );
        files.insert("packages.toml", packages);
        let knowledge = load(&files).expect("sound");
        let beta = knowledge.framework("beta").expect("beta");
        assert_eq!(beta.record.capabilities["orm"].companion.as_deref(), Some(expected));
    }
}

#[test]
fn contested_claims_widen_the_ratings_that_cite_them() {
    let sure = load(&sound()).expect("sound");
    let contested = edited(
        FRAMEWORK,
        "verdict = \"supported\"",
        "verdict = \"contested\"\ncounter_evidence = [{ source = \"talk\", text = \"It does not.\" }]",
    );
    let unsure = load(&contested).expect("sound as well");
    let of = |knowledge: &Knowledge| {
        let rating = &knowledge.frameworks[0].ratings[attribute(knowledge, "performance")];
        (rating.low.get(), rating.value.get(), rating.high.get())
    };
    let (low, value, high) = of(&sure);
    let (wider_low, same, wider_high) = of(&unsure);
    assert!((low - wider_low - 0.15).abs() < 1e-12 && (wider_high - high - 0.15).abs() < 1e-12);
    assert!((value - same).abs() < 1e-12);
}

fn rules(files: &Files) -> Vec<&'static str> {
    faults(files).iter().map(|fault| fault.rule).collect()
}

fn attribute(knowledge: &Knowledge, id: &str) -> usize {
    knowledge.attribute(id).expect(id)
}

/// The values of the two terms of alpha's only derived rating.
fn terms_of_alpha(files: &Files) -> [String; 2] {
    let knowledge = load(files).unwrap();
    let attribute = knowledge.attribute("lightweight").unwrap();
    let Basis::Derived(inputs) = &knowledge.framework("alpha").unwrap().ratings[attribute].basis
    else {
        panic!("it is derived");
    };
    [0, 1].map(|index| format!("{:.2}", inputs[index].value.get()))
}

#[test]
fn a_term_says_what_a_missing_fact_and_a_package_by_others_count() {
    let mut files = edited(FRAMEWORK, "support = \"built_in\"", "support = \"third_party\"");
    assert_eq!(terms_of_alpha(&files), ["0.50", "0.50"]);
    let criteria = String::from_utf8(files.get("criteria.toml").unwrap().to_vec()).unwrap();
    let criteria = criteria
        .replace("{ capability = \"orm\" }", "{ capability = \"orm\", third_party = 0.15 }")
        .replace("at_one = 1 }", "at_one = 1, absent = 0.25 }");
    files.insert("criteria.toml", criteria);
    assert_eq!(terms_of_alpha(&files), ["0.50", "0.15"]);
    let alpha = String::from_utf8(files.get(FRAMEWORK).unwrap().to_vec()).unwrap();
    let fact = "[facts.installed_mib]\nnumber = 10\nsource = \"manual\"\n";
    files.insert(FRAMEWORK, alpha.replace(fact, ""));
    assert_eq!(terms_of_alpha(&files), ["0.25", "0.15"]);
}
