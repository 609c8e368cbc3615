//! What is understood of plain English.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use framewise_model::request;
use framewise_model::text::{Lexicon, MAX_CHARACTERS, Note, Understood, UnderstoodAnswer};
use proptest::prelude::*;
use serde_json::json;

use crate::FROZEN;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(&FROZEN));

fn understand(text: &str) -> Understood {
    LEXICON.understand(text)
}

fn labels(meant: &[UnderstoodAnswer]) -> Vec<&'static str> {
    meant.iter().map(|meant| FROZEN.options[meant.option].label.as_str()).collect()
}

/// What a text asks for, and what it declines.
fn said(text: &str) -> (Vec<&'static str>, Vec<&'static str>) {
    let found = understand(text);
    (labels(&found.answers), labels(&found.refused))
}

fn answers(text: &str) -> Vec<&'static str> {
    said(text).0
}

fn option(label: &str) -> usize {
    FROZEN.options.iter().position(|option| option.label == label).expect("an option")
}

/// A sentence for every option.
const SENTENCES: &[(&str, &str)] = &[
    ("project_type=content_site", "A blog with essays on gardening."),
    ("project_type=web_application", "A web application for booking tennis courts."),
    ("project_type=rest_api", "A REST API for our phone app."),
    ("project_type=microservice", "One more microservice in our system."),
    ("project_type=prototype", "A quick prototype to see if people like it."),
    ("project_type=ecommerce", "An online shop for garden tools."),
    ("project_type=internal_tool", "An internal tool that colleagues use."),
    ("project_type=realtime_app", "A multiplayer game in the browser."),
    ("project_type=ml_service", "We serve predictions of a trained model."),
    ("project_type=static_site", "A landing page, nothing more."),
    ("project_type=cms", "A content management system for a newspaper's editors."),
    ("project_type=data_dashboard", "A dashboard with charts of our sensors."),
    ("project_size=small", "It is a small project."),
    ("project_size=medium", "It is a medium-sized project."),
    ("project_size=large", "It is a large and complex system."),
    ("deadline=tight", "The deadline is tight: it must be online in two weeks."),
    ("deadline=normal", "We have a reasonable schedule."),
    ("deadline=relaxed", "There is no deadline and plenty of time."),
    ("budget=low", "Money is short, so we are on a tight budget."),
    ("budget=medium", "We have a medium budget."),
    ("budget=high", "Money is no object."),
    ("team_size=solo", "I work alone."),
    ("team_size=small", "We are a team of four."),
    ("team_size=large", "Several teams with thirty developers work on it."),
    ("experience=beginner", "I am a complete beginner."),
    ("experience=intermediate", "We have some experience with web development."),
    ("experience=expert", "We are experts."),
    ("database=relational", "Data lives in PostgreSQL."),
    ("database=nosql", "Data lives in MongoDB."),
    ("database=several", "Orders are in PostgreSQL, texts in MongoDB."),
    ("database=none", "There is no database."),
    ("growth=stable", "It will not grow."),
    ("growth=growing", "We will add features over the years, so it should grow with us."),
    ("growth=massive", "We expect millions of users."),
    ("control=conventions", "We like conventions and batteries included."),
    ("control=balanced", "We want sensible defaults."),
    ("control=freedom", "I want full control and the freedom to choose."),
    ("security=standard", "Ordinary security is enough."),
    ("security=high", "It holds medical records, so security is vital."),
    ("load=low", "There will be little traffic."),
    ("load=moderate", "We expect moderate traffic."),
    ("load=high", "It must take 2,000 requests per second."),
    ("goal=learn_fundamentals", "I want to learn how the web works."),
    ("goal=get_hired", "I am looking for a job."),
    ("goal=ship_product", "We are a startup about to launch."),
    ("features=admin_interface", "An admin panel."),
    ("features=user_accounts", "People log in."),
    ("features=permissions", "Roles and permissions."),
    ("features=orm", "An ORM."),
    ("features=migrations", "Database migrations."),
    ("features=templates", "HTML templates."),
    ("features=forms", "Contact forms."),
    ("features=internationalization", "In several languages."),
    ("features=websockets", "WebSockets."),
    ("features=async", "Async code."),
    ("features=background_jobs", "Background jobs."),
    ("features=api_docs", "Swagger."),
    ("features=data_validation", "Validation of what comes in."),
    ("features=graphql", "GraphQL."),
    ("features=file_uploads", "People upload pictures."),
    ("features=caching", "Caching."),
    ("features=testing_tools", "Unit tests."),
    ("features=type_hints", "Type hints."),
    ("features=multi_page", "A multi-page site."),
    ("features=nosql", "NoSQL."),
    ("features=dependency_injection", "Dependency injection."),
    ("features=lightweight_footprint", "A minimal footprint."),
];

#[test]
fn every_option_is_understood_from_some_sentence() {
    let reached: BTreeSet<&str> = SENTENCES.iter().map(|(label, _)| *label).collect();
    let all: BTreeSet<&str> = FROZEN.options.iter().map(|o| o.label.as_str()).collect();
    assert_eq!(reached, all);
    for (label, sentence) in SENTENCES {
        assert!(answers(sentence).contains(label), "{sentence} says {:?}", answers(sentence));
    }
}

/// A sentence for each sense of an ambiguous word, one a line: what must be understood and what must not,
/// as `question=option`, `not:feature`, the id of a reading (with `=framework` where it names one) or
/// `note=code`.
const SENSES: &str = include_str!("sentences.jsonl");

/// Everything that is understood of a text, in these forms.
fn senses(text: &str) -> BTreeSet<String> {
    let found = understand(text);
    let answers = labels(&found.answers).into_iter().map(str::to_owned);
    let refused = labels(&found.refused);
    let refused = refused.iter().map(|label| label.replace("features=", "not:"));
    let readings = found.readings.iter().map(|found| {
        let id = &FROZEN.lexicon.readings[found.reading].id;
        match found.framework {
            Some(framework) => format!("{id}={}", FROZEN.frameworks[framework].record.id),
            None => id.clone(),
        }
    });
    let notes = found.notes.iter().map(|note| match note {
        Note::NotEnglish => "note=not_english".to_owned(),
        Note::OnlyFrameworks => "note=only_frameworks".to_owned(),
    });
    answers.chain(refused).chain(readings).chain(notes).collect()
}

#[test]
fn the_words_around_an_ambiguous_word_decide_what_it_means() {
    let list = |line: &serde_json::Value, member: &str| -> Vec<String> {
        serde_json::from_value(line.get(member).cloned().unwrap_or(json!([]))).unwrap()
    };
    let mut wrong = Vec::new();
    for line in SENSES.lines() {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        let (must, must_not) = (list(&line, "must"), list(&line, "must_not"));
        assert!(!(must.is_empty() && must_not.is_empty()), "{line} tests nothing");
        let found = senses(line["text"].as_str().unwrap());
        if !must.iter().all(|label| found.contains(label))
            || must_not.iter().any(|label| found.contains(label))
        {
            wrong.push(format!("{line} is understood as {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn readings_come_with_their_words() {
    let found =
        understand("Blog about Flask. It must run on Windows, and we know Django and Flask.");
    let words: Vec<&str> =
        found.readings.iter().map(|reading| reading.evidence[0].text.as_str()).collect();
    assert_eq!(words, ["run on Windows", "know Django", "know Django"]);
}

#[test]
fn words_come_back_with_their_places_in_characters() {
    let text = "Für Zoë’s Café 🎂: an online\u{a0}shop with log-in.";
    let found = understand(text);
    let shop = found.answers.iter().find(|m| m.option == option("project_type=ecommerce"));
    let evidence = &shop.expect("a shop").evidence[0];
    assert_eq!((evidence.start, evidence.end), (21, 32));
    assert_eq!(evidence.text, "online\u{a0}shop");
    assert!(labels(&found.answers).contains(&"features=user_accounts"));
}

#[test]
fn negated_features_are_declined() {
    for text in [
        "We don't need an admin panel.",
        "no admin panel",
        "It works without any kind of admin panel",
        "An admin panel is not needed.",
        "An admin panel would be overkill.",
        "We DON’T want an admin panel",
        "no GraphQL, forms or admin panel",
        "we need neither forms nor an admin panel",
        "REST rather than an admin panel",
    ] {
        let (wanted, declined) = said(text);
        assert!(declined.contains(&"features=admin_interface"), "{text}: {declined:?}");
        assert!(!wanted.contains(&"features=admin_interface"), "{text}: {wanted:?}");
    }
}

#[test]
fn a_negation_reaches_no_further_than_it_should() {
    for text in [
        "No database. An admin panel is a must.",
        "We have no database, but an admin panel",
        "no forms, we need an admin panel",
        "There is no GraphQL and an admin panel",
        "Not only forms, also an admin panel",
        "no doubt we need an admin panel",
        "not without an admin panel",
        "We will not write everything ourselves in two years of work with an admin panel",
    ] {
        let (wanted, declined) = said(text);
        assert!(wanted.contains(&"features=admin_interface"), "{text}: {wanted:?}");
        assert!(!declined.contains(&"features=admin_interface"), "{text}: {declined:?}");
    }
}

#[test]
fn negations_in_a_row_cancel_in_pairs() {
    assert_eq!(answers("no database"), ["database=none"]);
    assert_eq!(answers("not no database"), Vec::<&str>::new());
    assert_eq!(answers("not not no database"), ["database=none"]);
    assert_eq!(said("not not an admin panel").0, ["features=admin_interface"]);
    // Words between them: the nearest decides alone.
    assert_eq!(answers("we don't need no database"), ["database=none"]);
}

#[test]
fn other_negated_answers_are_no_answers() {
    assert_eq!(said("It is not a prototype."), (vec![], vec![]));
    assert_eq!(answers("Not a large project"), ["project_size=small"]);
}

#[test]
fn contradictions_are_reported_with_what_was_said() {
    let found = understand("A small project, or maybe a large project.");
    assert_eq!(found.contradictions.len(), 1);
    let contradiction = &found.contradictions[0];
    assert_eq!(FROZEN.questions[contradiction.question].id, "project_size");
    let options: BTreeSet<&str> = labels(&contradiction.options).into_iter().collect();
    assert_eq!(options, BTreeSet::from(["project_size=small", "project_size=large"]));
    assert!(contradiction.options.iter().all(|meant| !meant.evidence.is_empty()));
    let chosen =
        found.answers.iter().map(|meant| meant.option).find(|o| options_of(*o) == "project_size");
    assert_eq!(chosen, contradiction.chosen);
}

#[test]
fn what_nothing_speaks_for_stays_open() {
    let found = understand("novices or experts");
    assert_eq!(labels(&found.answers), Vec::<&str>::new());
    assert_eq!(found.contradictions[0].chosen, None);
}

#[test]
fn a_feature_that_is_wanted_and_not_wanted_is_a_contradiction() {
    let found = understand("No admin panel. Yes, an admin panel.");
    assert_eq!(found.contradictions.len(), 1);
    assert_eq!(found.contradictions[0].chosen, None);
    assert_eq!(found.contradictions[0].options[0].evidence.len(), 2);
    assert_eq!(labels(&found.refused), ["features=admin_interface"]);
}

#[test]
fn kinds_of_project_overlap_and_the_weightiest_is_taken() {
    let found = understand("A REST API for our online shop");
    assert!(labels(&found.answers).contains(&"project_type=ecommerce"));
    assert_eq!(found.contradictions, []);
}

#[test]
fn longer_phrases_hide_shorter_ones_inside_them() {
    assert_eq!(answers("a small team"), ["team_size=small"]);
    assert_eq!(answers("a small business"), Vec::<&str>::new());
}

#[test]
fn numbers_are_judged_by_size() {
    assert_eq!(answers("a team of one"), ["team_size=solo"]);
    assert_eq!(answers("a team of 5"), ["team_size=small"]);
    assert_eq!(answers("a team of twenty-five"), ["team_size=large"]);
    assert_eq!(answers("within 3 weeks"), ["deadline=tight"]);
    assert_eq!(answers("10k requests per second"), ["load=high"]);
    assert_eq!(answers("a few requests per minute"), ["load=low"]);
    assert_eq!(answers(&format!("a team of {}", "9".repeat(1_000))), ["team_size=large"]);
}

#[test]
fn names_of_frameworks_mean_nothing() {
    for framework in &FROZEN.frameworks {
        let record = &framework.record;
        let companions = framework.companions.iter().flat_map(|c| [&c.id, &c.name]);
        for name in [&record.id, &record.name].into_iter().chain(&record.aliases).chain(companions)
        {
            for text in [name.clone(), name.to_uppercase(), format!("Is {name}’s any good?")] {
                let found = understand(&text);
                let found = (found.answers, found.refused, found.readings);
                assert_eq!(found, (vec![], vec![], vec![]), "{text}");
            }
        }
    }
    let found = understand("Flask-Login, django-rest-framework");
    assert_eq!(found, Understood { notes: vec![Note::OnlyFrameworks], ..Understood::default() });
    assert_eq!(answers("a Flask REST API"), ["project_type=rest_api"]);
}

#[test]
fn texts_without_words_say_nothing() {
    for text in
        ["", " ", "🙂🎉🚀", "\u{0}\u{1}\u{7f}", "...", "---", "#", "# # #", "\u{202e}\u{200b}"]
    {
        assert_eq!(understand(text), Understood::default(), "{text:?}");
    }
}

#[test]
fn control_characters_and_line_breaks_part_words() {
    assert_eq!(answers("online\u{0}shop"), ["project_type=ecommerce"]);
    assert_eq!(answers("online\r\nshop"), ["project_type=ecommerce"]);
}

#[test]
fn other_alphabets_are_no_obstacle() {
    let found = understand("متجر صغير على الإنترنت");
    assert_eq!(found, Understood { notes: vec![Note::NotEnglish], ..Understood::default() });
    assert_eq!(answers("متجر (online shop) صغير"), ["project_type=ecommerce"]);
}

#[test]
fn a_repeated_word_counts_once() {
    let text: String = "database ".repeat(222);
    assert_eq!(understand(&text), Understood::default());
    let shops = "shop ".repeat(MAX_CHARACTERS);
    let found = understand(&shops);
    assert_eq!(labels(&found.answers), ["project_type=ecommerce"]);
    assert_eq!(found.answers[0].evidence.len(), 1);
}

#[test]
fn explicit_answers_win_over_the_text() {
    let request = json!({
        "text": "A small online shop with GraphQL",
        "answers": {"project_type": "cms", "features": ["orm"]}
    });
    let parsed = request::parse(&FROZEN, &request).unwrap();
    let options = parsed.request.answers.options().iter();
    let labels: Vec<&str> = options.map(|o| FROZEN.options[*o].label.as_str()).collect();
    let expected = ["project_type=cms", "project_size=small", "features=orm", "features=graphql"];
    assert_eq!(labels, expected, "several features may be true at once");
}

fn options_of(option: usize) -> &'static str {
    &FROZEN.questions[FROZEN.options[option].question].id
}

/// Texts of words of the lexicon, numbers, signs and strange characters.
fn texts() -> impl Strategy<Value = String> {
    let words = FROZEN
        .lexicon
        .entries
        .iter()
        .flat_map(|entry| entry.phrases.iter())
        .chain(&FROZEN.lexicon.negation.before)
        .chain(&FROZEN.lexicon.negation.after)
        .flat_map(|phrase| phrase.split([' ', '/', '(', ')', '*']))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect::<BTreeSet<String>>()
        .into_iter()
        .collect::<Vec<_>>();
    let piece = prop_oneof![
        8 => prop::sample::select(words),
        2 => prop::sample::select(vec![
            "no", "not", "or", "and", "but", "Django", "flask", "12", "1,000", "two", "million",
        ]).prop_map(str::to_owned),
        1 => "\\PC{0,3}",
        1 => any::<char>().prop_map(String::from),
    ];
    let gap = prop::sample::select(vec![
        " ", " ", " ", " ", ", ", ". ", "-", "/", "\n", "\u{0}", "’", "é",
    ]);
    prop::collection::vec((piece, gap), 0..60)
        .prop_map(|parts| parts.into_iter().map(|(piece, gap)| piece + gap).collect())
}

fn check(text: &str) -> Result<(), TestCaseError> {
    let found = understand(text);
    let characters: Vec<char> = text.chars().collect();
    let contradicting = found.contradictions.iter().flat_map(|c| &c.options);
    let answers = found.answers.iter().chain(&found.refused).chain(contradicting);
    let readings = found.readings.iter().map(|reading| &reading.evidence);
    for found in answers.map(|meant| &meant.evidence).chain(readings) {
        prop_assert!(!found.is_empty());
        prop_assert!(found.windows(2).all(|pair| pair[0] <= pair[1]));
        for evidence in found {
            prop_assert!(evidence.start < evidence.end && evidence.end <= characters.len());
            let there: String = characters[evidence.start..evidence.end].iter().collect();
            prop_assert_eq!(&there, &evidence.text);
        }
    }
    let options: Vec<usize> = found.answers.iter().map(|meant| meant.option).collect();
    prop_assert!(options.windows(2).all(|pair| pair[0] < pair[1]), "in order, none twice");
    prop_assert!(framewise_model::decision::Answers::new(&FROZEN, options.iter().copied()).is_ok());
    prop_assert!(found.refused.iter().all(|meant| !options.contains(&meant.option)));
    prop_assert_eq!(found, understand(text), "the same text says the same");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    #[test]
    fn any_unicode_text_is_understood_within_its_limits(text in any::<String>()) {
        check(&text)?;
    }

    #[test]
    fn any_mixture_of_phrases_is_understood_within_its_limits(text in texts()) {
        check(&text)?;
    }
}
