//! The situations of the article that the service began with ("Django or Flask?", Coderspace,
//! 2023-07-17), each a choice between the two.

use serde_json::{Value, json};

use crate::helpers::post_json;

/// The situation in words, what the article advises, and the same situation as answers.
const SITUATIONS: [(&str, &str, &str); 15] = [
    (
        "very large project, tight deadline",
        "django",
        r#"{"project_size": "large", "deadline": "tight"}"#,
    ),
    (
        "development must be fast, much is needed out of the box",
        "django",
        r#"{"deadline": "tight", "control": "conventions"}"#,
    ),
    (
        "users log in and have different access rights",
        "django",
        r#"{"features": ["user_accounts", "permissions"]}"#,
    ),
    ("security matters most", "django", r#"{"security": "high"}"#),
    ("the project will grow larger or more complex", "django", r#"{"growth": "growing"}"#),
    (
        "relational data through a native ORM, with an API back end",
        "django",
        r#"{"project_type": "rest_api", "database": "relational", "features": ["orm"]}"#,
    ),
    (
        "complex application with many pages",
        "django",
        r#"{"project_type": "web_application", "project_size": "large", "features": ["multi_page"]}"#,
    ),
    ("smaller project", "flask", r#"{"project_size": "small"}"#),
    ("several kinds of database, NoSQL included", "flask", r#"{"database": "several"}"#),
    ("freedom to choose libraries", "flask", r#"{"control": "freedom"}"#),
    (
        "new extensions will be added in the future, libraries chosen by the team",
        "flask",
        r#"{"growth": "growing", "control": "freedom"}"#,
    ),
    ("static website", "flask", r#"{"project_type": "static_site"}"#),
    ("quick prototype", "flask", r#"{"project_type": "prototype", "deadline": "tight"}"#),
    ("RESTful web service", "flask", r#"{"project_type": "rest_api"}"#),
    ("new to programming", "flask", r#"{"experience": "beginner"}"#),
];

#[test]
fn every_situation_of_the_article_comes_out_as_it_says() {
    for (situation, expected, answers) in SITUATIONS {
        let answers: Value = serde_json::from_str(answers).unwrap();
        let request =
            json!({"answers": answers, "candidates": ["django", "flask"], "store": false});
        let answer = post_json("/v1/recommendations", request.to_string());
        assert_eq!(answer.status, 200, "{}", answer.text());
        let answer = answer.json();
        assert_eq!(answer["recommended"], expected, "{situation}: {}", answer["summary"]);
        assert_eq!(answer["ranking"].as_array().unwrap().len(), 2);
    }
}
