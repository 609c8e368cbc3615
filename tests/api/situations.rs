//! The situations of the article that the service began with ("Django or Flask?", Coderspace,
//! 2023-07-17), each a choice between the two. They run on the live knowledge folder, whose recommendations
//! they are about.

use serde_json::{Value, json};

use crate::helpers::{Server, knowledge_in};

#[test]
fn every_situation_of_the_article_comes_out_as_it_says() {
    let server = Server::on(knowledge_in("knowledge"));
    let headers = [("content-type", "application/json")];
    let situations = include_str!("../situations.jsonl");
    for line in situations.lines() {
        let item: Value = serde_json::from_str(line).unwrap();
        let situation = &item["situation"];
        let request =
            json!({"answers": item["profile"], "candidates": item["compared"], "store": false});
        let response =
            server.send("POST", "/v1/recommendations", &headers, request.to_string().as_bytes());
        assert_eq!(response.status, 200, "{}", response.text());
        let response = response.json();
        let expected = &item["recommended"][0];
        assert_eq!(response["recommended"], *expected, "{situation}: {}", response["summary"]);
        assert_eq!(response["ranking"].as_array().unwrap().len(), 2);
    }
    assert_eq!(situations.lines().count(), 15);
}
