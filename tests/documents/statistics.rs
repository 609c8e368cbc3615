//! The forms of a release: what is shown in one is shown in all, and nothing else is.

use std::sync::Arc;

use framewise::api::statistics::chart::chart;
use framewise::api::statistics::csv::csv;
use framewise::api::statistics::sample::sample;
use framewise::api::statistics::views::Statistics;
use framewise_storage::disclosure::{Noise, Release, Span, Tally, Vocabulary};
use quick_xml::events::Event;
use serde_json::{Value, json};

use crate::FROZEN;

/// A release in which only winners were counted.
fn release(winners: &[(&str, u64)]) -> Release {
    let frameworks = FROZEN.frameworks.iter().map(|framework| framework.record.id.as_str());
    let total: u64 = winners.iter().map(|(_, count)| count).sum();
    let mut tally = Tally::from_rows([("total", "", total)]).unwrap();
    for (id, count) in winners {
        tally.add("winner", id, *count).unwrap();
    }
    for question in &framewise_storage::privacy::QUESTIONS[..12] {
        tally.add(question, "", total).unwrap();
    }
    let span = Span::new("2026-W46".parse().unwrap(), "2026-W46".parse().unwrap()).unwrap();
    let mut noise = Noise::from_seed([0; 32]);
    let sum = tally.noisy_total(&mut noise);
    Release::publish(span, &Vocabulary::new(frameworks, []), &tally, sum, &mut noise).unwrap()
}

/// Table, key and figure of every cell of the JSON form, in its order.
fn figures(statistics: &Value) -> Vec<(String, String, String)> {
    let mut tables = vec![("winners".to_owned(), &statistics["winners"])];
    for question in statistics["questions"].as_array().unwrap() {
        tables.push((question["question"].as_str().unwrap().to_owned(), question));
    }
    tables.push(("chosen".to_owned(), &statistics["chosen"]));
    tables.push(("ratings".to_owned(), &statistics["ratings"]));
    let mut figures = Vec::new();
    for (name, table) in tables {
        for cell in table["cells"].as_array().unwrap() {
            let text = |member: &str| cell[member].as_str().map(str::to_owned);
            let pair = || Some(format!("{}>{}", text("recommended")?, text("chosen")?));
            let key = ["framework", "option", "rating"].iter().find_map(|member| text(member));
            figures.push((name.clone(), pair().or(key).unwrap(), cell["queries"].to_string()));
        }
    }
    figures
}

#[test]
fn csv_has_the_same_figures_as_json() {
    let release = sample(&FROZEN).unwrap();
    let statistics = json!(Statistics::of(&release));
    let written = csv(&release).unwrap();
    let mut rows = csv::Reader::from_reader(written.as_slice());
    let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
    let cells = rows.iter().filter(|row| &row[3] == "cell");
    let cells: Vec<_> =
        cells.map(|row| (row[2].to_owned(), row[4].to_owned(), row[5].to_owned())).collect();

    assert!(cells.len() > 10);
    assert_eq!(cells, figures(&statistics));
    assert!(rows.iter().all(|row| &row[0] == "2026-W47" && &row[1] == "2026-W46"));
    let hidden: Vec<_> = rows.iter().filter(|row| &row[3] == "suppressed").collect();
    let winners = &statistics["winners"]["suppressed"];
    assert_eq!(hidden[0][7], winners["cells"].to_string());
    assert_eq!(&hidden[0][8], "below_threshold complementary");
    assert!(written.ends_with(b"\r\n"));
}

#[test]
fn the_parts_that_are_shown_are_not_the_whole() {
    let release = sample(&FROZEN).unwrap();
    let statistics = json!(Statistics::of(&release));
    // The cells of 54 and 33 queries are hidden. Their figures below include the noise of the sample.
    let winners: Vec<&str> = statistics["winners"]["cells"]
        .as_array()
        .unwrap()
        .iter()
        .map(|cell| cell["framework"].as_str().unwrap())
        .collect();
    assert_eq!(winners, ["django", "fastapi", "flask"]);
    assert_eq!(statistics["winners"]["cells"][0]["share"], 0.3902);
    assert_eq!(statistics["total"], 1_230);
}

/// The texts of a picture, title and description first; it is checked to be well-formed on the way.
fn texts(svg: &str) -> Vec<String> {
    let mut reader = quick_xml::Reader::from_str(svg);
    let mut texts = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Text(text) => texts.push(text.decode().unwrap().trim().to_owned()),
            Event::GeneralRef(_) => texts.push("[reference]".to_owned()),
            Event::Eof => return texts.into_iter().filter(|text| !text.is_empty()).collect(),
            _ => {}
        }
    }
}

#[test]
fn the_chart_shows_the_winners_and_says_what_is_hidden() {
    let svg = chart(&FROZEN, &sample(&FROZEN).unwrap());
    let hidden = FROZEN.frameworks.len() + 1 - 3;
    let note = format!(
        "Hidden: {hidden} more, each without queries, with fewer than 60, or hidden to protect those."
    );

    assert!(svg.contains(" role=\"img\" aria-labelledby=\"title description\">"));
    let texts = texts(&svg);
    assert_eq!(texts[0], "Recommended first, weeks 2026-W46 to 2026-W47");
    assert!(texts[1].contains("Django: 39 % · 480. FastAPI: 30 % · 370."), "{}", texts[1]);
    assert!(texts[1].ends_with(&note), "{}", texts[1]);
    let shown = ["Django", "39 % · 480", "FastAPI", "30 % · 370", "Flask", "24 % · 300"];
    assert_eq!(texts[5..11], shown);
    assert_eq!(texts.last().unwrap(), &note);
    assert!(svg.contains("@media(prefers-color-scheme:dark)"));
}

#[test]
fn a_chart_of_a_single_winner_shows_no_cell() {
    let texts = texts(&chart(&FROZEN, &release(&[("flask", 400)])));
    assert_eq!(
        texts.last().unwrap(),
        "All cells are hidden: each would reveal something about too few queries, or about all."
    );
    assert!(texts.iter().all(|text| !text.contains("Flask") && !text.contains("100 %")));
}

#[test]
fn a_name_with_signs_of_markup_stays_a_name() {
    let mut knowledge = FROZEN.clone();
    let flask = knowledge.frameworks.iter_mut().find(|f| f.record.id == "flask").unwrap();
    Arc::make_mut(&mut flask.record).name = "<script>&\"'".to_owned();
    let svg = chart(&knowledge, &release(&[("flask", 400), ("django", 300), ("litestar", 90)]));
    assert!(!svg.contains("<script"));
    assert_eq!(svg.matches("&lt;script&gt;&amp;").count(), 2);
    texts(&svg);
}
