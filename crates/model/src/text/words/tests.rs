use super::Gap::{Comma, End, Joined, Space, Stop};
use super::*;

/// Leaves out one word.
fn skip(skipped: &str) -> impl Fn(&str) -> KnownWord<'static> {
    move |word| if word == skipped { WordRule::Skip } else { WordRule::Keep }.into()
}

fn stems(text: &str) -> String {
    Words::read(text, skip("the")).stems.trim().to_owned()
}

#[test]
fn inflected_forms_share_a_stem() {
    for (one, other) in [
        ("cache", "caching cached caches"),
        ("log", "logging logged logs"),
        ("company", "companies"),
        ("apply", "applies applied applying"),
        ("box", "boxes"),
        ("ship", "shipped shipping"),
        ("add", "added adding"),
        ("sell", "selling sells"),
    ] {
        let stem = stems(one);
        assert!(stems(other).split(' ').all(|found| found == stem), "{one}: {}", stems(other));
    }
}

#[test]
fn words_that_only_look_inflected_stay() {
    assert_eq!(stems("news need string access speed thing"), "news need string access speed thing");
}

#[test]
fn numbers_are_read_in_digits_and_words() {
    for (text, value) in [
        ("10,000", 1e4),
        ("2.5 million", 2.5e6),
        ("10k", 1e4),
        ("tens of thousands", 1e4),
        ("two hundred thousand", 2e5),
        ("twenty-five", 25.0),
        ("a few thousand", 3e3),
        ("10.000", 1e4),
        ("10 000", 1e4),
        ("1 500 000", 1.5e6),
        ("thirty-odd", 30.0),
        ("two dozen", 24.0),
    ] {
        let words = Words::read(text, skip("a")).words;
        assert_eq!(words.iter().filter_map(|word| word.number).collect::<Vec<_>>(), [value]);
        assert_eq!(words.len(), 1, "{text}");
    }
}

#[test]
fn gaps_tell_compounds_lists_and_sentences_apart() {
    let gaps = |text| -> Vec<Gap> {
        Words::read(text, skip("the")).words.iter().skip(1).map(|w| w.gap).collect()
    };
    assert_eq!(
        gaps("node.js real-time b (c), d. the e; f: g"),
        [Joined, Space, Joined, Space, Comma, Comma, End, End, Stop]
    );
    assert_eq!(gaps("a\u{7}b\nc\n\nd - e\n- f"), [Space, Space, End, Space, End]);
}

#[test]
fn places_count_characters_and_possessives_are_dropped() {
    let words = Words::read("Zoë’s café", skip(""));
    assert_eq!(words.stems, " zoë café ");
    assert_eq!((words.words[1].start, words.words[1].end), (6, 10));
    assert_eq!(words.words[1].end_byte, "Zoë’s café".len());
}

#[test]
fn a_unit_is_parted_from_its_number() {
    let words = Words::read("500req/s 2nd 10k 256MB", skip(""));
    assert_eq!(words.stems, " # req s 2nd # # mb ");
}

#[test]
fn questions_are_known_by_their_mark() {
    let words = Words::read("It is. Is it? So", |word| KnownWord {
        asks: word == "is",
        ..WordRule::Keep.into()
    });
    let sentence = |asks, question| Sentence { asks, question };
    let expected = [sentence(false, false), sentence(true, true), sentence(false, false)];
    assert_eq!(words.sentences, expected);
}

#[test]
fn merged_words_keep_their_places() {
    let words = Words::read("know django ninja well", skip(""));
    let merged = words.merged(std::slice::from_ref(&(1..3)));
    assert_eq!(merged.stems, " know @ well ");
    assert_eq!((merged.words[1].start, merged.words[1].end), (5, 17));
    let stems: Vec<&str> =
        merged.words.iter().map(|word| &merged.stems[word.stem..][..2]).collect();
    assert_eq!(stems, [" k", " @", " w"]);
}
