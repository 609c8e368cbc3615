//! Reads the HTML that the service writes: every element is closed, void elements excepted.

use std::collections::BTreeSet;

/// Elements without content and without an end tag (HTML standard, section 13.1.2).
const VOID: [&str; 7] = ["area", "br", "hr", "img", "input", "link", "meta"];

/// An element with its attributes, and the text and the elements inside it.
#[derive(Debug, Default)]
pub struct Element {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub children: Vec<Element>,
    /// The text inside it and inside its children, in the order of the document.
    pub text: String,
}

impl Element {
    /// Parses a document; panics where an element is not closed in order.
    pub fn parse(document: &str) -> Self {
        let mut open = vec![Self::default()];
        let mut rest = document.strip_prefix("<!DOCTYPE html>").unwrap();
        while let Some((text, tag)) = rest.split_once('<') {
            add_text(&mut open, text);
            let (tag, after) = tag.split_once('>').unwrap();
            rest = after;
            if let Some(name) = tag.strip_prefix('/') {
                let closed = open.pop().unwrap();
                assert_eq!(closed.name, name, "an end tag closes the last open element");
                open.last_mut().unwrap().children.push(closed);
            } else {
                let element = Self::start(tag);
                if VOID.contains(&element.name.as_str()) {
                    open.last_mut().unwrap().children.push(element);
                } else {
                    open.push(element);
                }
            }
        }
        add_text(&mut open, rest);
        let root = open.pop().unwrap();
        assert!(open.is_empty(), "{} is not closed", root.name);
        root
    }

    fn start(tag: &str) -> Self {
        let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
        let mut attributes = Vec::new();
        while !rest.is_empty() {
            let (name, after) = match rest.split_once(['=', ' ']) {
                Some((name, after)) => (name, after),
                None => (rest, ""),
            };
            // A boolean attribute has no value.
            let (value, after) = match rest[name.len()..].strip_prefix("=\"") {
                Some(value) => value.split_once('"').unwrap(),
                None => ("", after),
            };
            attributes.push((name.to_owned(), unescaped(value)));
            rest = after.trim_start();
        }
        let names: BTreeSet<_> = attributes.iter().map(|(name, _)| name).collect();
        assert_eq!(names.len(), attributes.len(), "an attribute occurs twice: {tag}");
        Self { name: name.to_owned(), attributes, ..Self::default() }
    }

    pub fn attribute(&self, name: &str) -> Option<&str> {
        let mut attributes = self.attributes.iter();
        attributes.find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub fn has_class(&self, class: &str) -> bool {
        self.attribute("class").is_some_and(|all| all.split(' ').any(|one| one == class))
    }

    /// This element and all inside it, in the order of the document.
    pub fn all(&self) -> Vec<&Element> {
        let mut found = vec![self];
        self.children.iter().for_each(|child| found.extend(child.all()));
        found
    }

    /// All elements of this name.
    pub fn named<'e>(&'e self, name: &str) -> Vec<&'e Element> {
        self.all().into_iter().filter(|element| element.name == name).collect()
    }

    /// The element with this id.
    pub fn id(&self, id: &str) -> Option<&Element> {
        self.all().into_iter().find(|element| element.attribute("id") == Some(id))
    }

    /// The values of all `data` elements, which are the exact numbers behind what is shown.
    pub fn numbers(&self) -> Vec<f64> {
        let data = self.named("data").into_iter();
        data.map(|data| data.attribute("value").unwrap().parse().unwrap()).collect()
    }
}

fn add_text(open: &mut [Element], text: &str) {
    let text = unescaped(text);
    for element in open {
        element.text.push_str(&text);
    }
}

fn unescaped(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    text.replace("&amp;", "&")
}
