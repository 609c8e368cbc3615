//! A release as a chart (SVG): how often each framework came first, the most frequent at the top.
//!
//! Every element has a class. The style sheet inside the chart gives the classes colours for a light and for
//! a dark background, so the chart is readable on both, within a page and alone. The font is unknown, so texts
//! are anchored at their fixed end and their widths are estimated. Title and description say in words all
//! that the chart shows.

use std::cmp::Reverse;
use std::fmt::Write as _;

use framewise_model::knowledge::Knowledge;
use framewise_storage::disclosure::{Cell, NO_FRAMEWORK, Release};

use super::views::share;
use crate::http::html::escape;

/// Width of the chart, in units of its own; it is scaled to where it is shown.
const WIDTH: f64 = 760.0;
/// Space to the edges.
const MARGIN: f64 = 20.0;
/// From one bar to the next.
const ROW: f64 = 32.0;
/// Height of a bar.
const BAR: f64 = 20.0;
/// Where the rows begin, below title and total.
const TOP: f64 = 84.0;
/// Height of the note below the rows.
const NOTE: f64 = 48.0;
/// Between a bar and the texts on both sides of it.
const GAP: f64 = 8.0;
/// Font size of names and figures.
const FONT: f64 = 14.0;
/// Estimated width of a character, in font sizes: the mean of the widest fonts in common use (Verdana has
/// 0.58 for English text).
const CHARACTER: f64 = 0.62;
/// Characters of `under 0.1 % · 123,456,780`, the longest figures.
const FIGURES_CHARS: f64 = 25.0;
/// Characters after which a name is cut off, so that half of the width is left for bars and figures.
const MAX_NAME_CHARS: usize = 32;

/// The style sheet of the chart, in its one `style` element: colours for light and dark backgrounds, with a
/// contrast of at least 4.5 to 1 for texts and 3 to 1 for bars (WCAG 2.2, criteria 1.4.3 and 1.4.11).
pub const STYLE: &str = "svg{color-scheme:light dark;max-width:100%;height:auto}\
    text{font-family:system-ui,sans-serif;dominant-baseline:central}\
    .heading{font-size:18px;font-weight:bold}.about{font-size:13px}.note{font-size:12px}\
    .name,.figures{font-size:14px}.name{text-anchor:end}\
    .surface{fill:#fff}.heading,.name,.figures{fill:#1f2328}.about,.note{fill:#57606a}\
    .bar{fill:#0b62c4}\
    @media(prefers-color-scheme:dark){\
    .surface{fill:#161b22}.heading,.name,.figures{fill:#e6edf3}.about,.note{fill:#9da7b3}\
    .bar{fill:#58a6ff}}";

/// One bar with its texts.
struct Bar<'k> {
    name: &'k str,
    figures: String,
    /// Part of the total, more than 0 and less than 1.
    share: f64,
}

/// The winners of the release, the most frequent first.
#[must_use]
pub fn chart(knowledge: &Knowledge, release: &Release) -> String {
    let bars = bars(knowledge, release);
    let title = format!("Recommended first, {}", weeks(release));
    let total = thousands(release.total());
    let about = format!(
        "Of about {total} queries; all numbers have noise and are rounded to {}.",
        release.rounded_to()
    );
    let note = hidden(release, bars.is_empty());
    let mut description = about.clone();
    for bar in &bars {
        let _ = write!(description, " {}: {}.", bar.name, bar.figures);
    }
    let _ = write!(description, " {note}");
    let bottom = bars.iter().fold(TOP, |height, _| height + ROW);
    let height = bottom + NOTE;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" \
         viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-labelledby=\"title description\">\n\
         <title id=\"title\">{}</title>\n<desc id=\"description\">{}</desc>\n<style>{STYLE}</style>\n",
        escape(&title),
        escape(&description),
    );
    rect(&mut svg, "surface", [0.0, 0.0, WIDTH, height]);
    text(&mut svg, "heading", [MARGIN, 30.0], &title);
    text(&mut svg, "about", [MARGIN, 56.0], &about);
    draw(&mut svg, &bars);
    text(&mut svg, "note", [MARGIN, bottom + NOTE / 2.0], &note);
    svg.push_str("</svg>\n");
    svg
}

fn bars<'k>(knowledge: &'k Knowledge, release: &'k Release) -> Vec<Bar<'k>> {
    let winners = release.winners();
    let mut cells: Vec<&Cell> = winners.cells().iter().collect();
    cells.sort_by_key(|cell| (Reverse(cell.queries()), cell.key()));
    let bar = |cell: &'k Cell| {
        let share = share(cell.queries(), winners.total());
        Bar {
            name: name(knowledge, cell.key()),
            figures: format!("{} · {}", per_cent(share), thousands(cell.queries())),
            share,
        }
    };
    cells.into_iter().map(bar).collect()
}

/// Draws the rows: name, bar, figures. The longest bar takes all the space, the others in proportion.
fn draw(svg: &mut String, bars: &[Bar<'_>]) {
    let names: Vec<String> = bars.iter().map(|bar| shortened(bar.name)).collect();
    let start = MARGIN + names.iter().map(|name| width(name)).fold(0.0, f64::max) + GAP;
    let room = WIDTH - start - GAP - FIGURES_CHARS * CHARACTER * FONT - MARGIN;
    let longest = bars.iter().map(|bar| bar.share).fold(f64::MIN_POSITIVE, f64::max);
    let mut middle = TOP + ROW / 2.0;
    for (bar, name) in bars.iter().zip(&names) {
        let width = (room * bar.share / longest).max(1.0);
        text(svg, "name", [start - GAP, middle], name);
        rect(svg, "bar", [start, middle - BAR / 2.0, width, BAR]);
        text(svg, "figures", [start + width + GAP, middle], &bar.figures);
        middle += ROW;
    }
}

/// Adds a rectangle: left, top, width, height.
fn rect(svg: &mut String, class: &str, [x, y, width, height]: [f64; 4]) {
    let _ = writeln!(
        svg,
        "<rect class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\"/>"
    );
}

/// Adds a text at this point, centred vertically.
fn text(svg: &mut String, class: &str, [x, y]: [f64; 2], text: &str) {
    let text = escape(text);
    let _ = writeln!(svg, "<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\">{text}</text>");
}

/// A name of at most [`MAX_NAME_CHARS`] characters.
fn shortened(name: &str) -> String {
    match name.char_indices().nth(MAX_NAME_CHARS) {
        Some(_) => name.chars().take(MAX_NAME_CHARS - 1).chain(['…']).collect(),
        None => name.to_owned(),
    }
}

/// The estimated width of a name.
fn width(text: &str) -> f64 {
    text.chars().map(|_| CHARACTER * FONT).sum()
}

/// The name of a framework; its id where the knowledge no longer has it.
fn name<'k>(knowledge: &'k Knowledge, id: &'k str) -> &'k str {
    if id == NO_FRAMEWORK {
        return "No framework";
    }
    let known = knowledge.frameworks.iter().find(|framework| framework.record.id == id);
    known.map_or(id, |framework| &framework.record.name)
}

/// The weeks that a release covers.
fn weeks(release: &Release) -> String {
    let (first, last) = (release.span().first(), release.span().last());
    if first == last { format!("week {last}") } else { format!("weeks {first} to {last}") }
}

/// A sentence on the cells that are not shown; `all` if none is shown.
fn hidden(release: &Release, all: bool) -> String {
    match release.winners().hidden() {
        0 => "Nothing is hidden.".to_owned(),
        _ if all => {
            "All cells are hidden: each would reveal something about too few queries, or about all."
                .to_owned()
        }
        hidden => format!(
            "Hidden: {hidden} more, each without queries, with fewer than {}, or hidden to protect those.",
            release.threshold()
        ),
    }
}

/// `43 %`, with one more digit below 10 %; never rounded to 0 or 100.
fn per_cent(share: f64) -> String {
    let per_cent = share * 100.0;
    match per_cent {
        low if low < 0.1 => "under 0.1 %".to_owned(),
        low if low < 9.95 => format!("{low:.1} %"),
        high if high >= 99.5 => "over 99 %".to_owned(),
        other => format!("{other:.0} %"),
    }
}

/// `1,234,560`.
fn thousands(count: u64) -> String {
    let digits = count.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        let _ = write!(grouped, "{digit}");
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_never_shown_as_none_or_all() {
        for (share, shown) in [
            (0.0001, "under 0.1 %"),
            (0.034, "3.4 %"),
            (0.0994, "9.9 %"),
            (0.0996, "10 %"),
            (0.434, "43 %"),
            (0.9949, "99 %"),
            (0.9999, "over 99 %"),
        ] {
            assert_eq!(per_cent(share), shown);
        }
    }

    #[test]
    fn large_numbers_are_grouped() {
        for (count, shown) in
            [(20, "20"), (980, "980"), (1_000, "1,000"), (12_345_670, "12,345,670")]
        {
            assert_eq!(thousands(count), shown);
        }
    }

    #[test]
    fn the_longest_name_leaves_room_for_a_bar_and_its_figures() {
        let name = shortened(&"m".repeat(100));
        assert_eq!(name.chars().count(), MAX_NAME_CHARS);
        assert_eq!(shortened("Django"), "Django");
        let figures = format!("{} · {}", per_cent(0.000_1), thousands(123_456_780));
        let bars = [(&*name, 0.9), ("Flask", 0.1)].map(|(name, share)| Bar {
            name,
            figures: figures.clone(),
            share,
        });
        let mut svg = String::new();
        draw(&mut svg, &bars);
        let number = |line: &str, attribute: &str| -> f64 {
            let (_, rest) = line.split_once(&format!(" {attribute}=\"")).unwrap();
            rest.split_once('"').unwrap().0.parse().unwrap()
        };
        for line in svg.lines() {
            let x = number(line, "x");
            let (left, right) = match line {
                name if name.contains("class=\"name\"") => {
                    let (_, text) = name.trim_end_matches("</text>").rsplit_once('>').unwrap();
                    (x - width(text), x)
                }
                bar if bar.contains("class=\"bar\"") => (x, x + number(bar, "width")),
                _ => (x, x + width(&figures)),
            };
            assert!(left >= MARGIN - 0.1 && right <= WIDTH - MARGIN + 0.1, "{line}");
        }
        assert_eq!(svg.lines().count(), 6);
    }
}
