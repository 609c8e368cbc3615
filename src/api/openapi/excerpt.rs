//! Short examples: long lists are cut.

use serde_json::Value;

/// The longest example in bytes, so that Swagger UI shows every operation at once.
const MAX_BYTES: usize = 900;
/// The numbers of items that lists are cut to, one after the other, until an example is short enough.
const ITEMS: [usize; 5] = [8, 5, 3, 2, 1];

/// A value whose lists are cut until it is short enough.
pub fn excerpt(value: Value) -> Value {
    let cuts = ITEMS.iter().filter(|_| length(&value) > MAX_BYTES).map(|items| cut(&value, *items));
    let mut last = None;
    for shorter in cuts {
        let fits = length(&shorter) <= MAX_BYTES;
        last = Some(shorter);
        if fits {
            break;
        }
    }
    last.unwrap_or(value)
}

fn length(value: &Value) -> usize {
    value.to_string().len()
}

/// A value with at most this many items in each of its lists. A list of two stays whole: it may be a pair.
fn cut(value: &Value, items: usize) -> Value {
    match value {
        Value::Array(pair) if pair.len() == 2 => pair.iter().map(|item| cut(item, items)).collect(),
        Value::Array(list) => list.iter().take(items).map(|item| cut(item, items)).collect(),
        Value::Object(members) => {
            members.iter().map(|(name, member)| (name.clone(), cut(member, items))).collect()
        }
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::excerpt;

    #[test]
    fn long_lists_are_cut_and_short_values_stay() {
        let short = json!({"list": [1, 2, 3, 4, 5, 6, 7, 8, 9]});
        assert_eq!(excerpt(short.clone()), short);
        let text = "x".repeat(250);
        let long = json!({"list": vec![text.clone(); 9], "total": 9});
        assert_eq!(excerpt(long), json!({"list": vec![text.clone(); 3], "total": 9}));
        let pairs = json!({"list": vec![vec![text.clone(); 2]; 9]});
        assert_eq!(excerpt(pairs), json!({"list": [[text, text]]}));
    }
}
