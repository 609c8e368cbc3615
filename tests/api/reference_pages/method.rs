//! The page about the method.

use super::{LANGUAGES, array, assert_shown, page, text};
use crate::helpers::get;

#[test]
fn the_example_of_the_method_is_what_the_api_answers() {
    for language in LANGUAGES {
        let root = page("/method", language);
        let links = root.named("a").into_iter().filter_map(|link| link.attribute("href"));
        let link = links
            .into_iter()
            .find(|link| link.starts_with("/v1/recommendations?"))
            .unwrap()
            .to_owned();
        let api = get(&link).json();
        let ranking = array(&api["ranking"]);
        let tables = root.named("table");
        let [weights, contributions] = [0, 1].map(|index| tables[index].numbers());
        for place in &ranking[..2] {
            let mut sum = 0.0;
            for part in array(&place["contributions"]) {
                assert_shown(&weights, &part["weight"], "weights");
                for member in ["weight", "rating", "points"] {
                    assert_shown(&contributions, &part[member], "contributions");
                }
                sum += part["points"].as_f64().unwrap();
            }
            assert_shown(&contributions, &place["score"], "sum");
            assert!((sum - place["score"].as_f64().unwrap()).abs() < 1e-12);
            assert!(root.text.contains(text(&place["name"])));
        }
        let confidence = (api["confidence"].as_f64().unwrap() * 100.0).round();
        let written =
            if language == "tr" { format!("%{confidence}") } else { format!("{confidence}%") };
        assert!(root.text.contains(&written), "{written}");
        let criteria = get("/v1/criteria").json();
        for criterion in array(&criteria["items"]) {
            let id = format!("criterion-{}", text(&criterion["id"]));
            assert_shown(&root.id(&id).unwrap().numbers(), &criterion["base_weight"], &id);
        }
    }
}
