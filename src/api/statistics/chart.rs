//! A release as a picture (SVG): how often each framework came first, the most frequent on top.
//!
//! Everything that is drawn has a class, and the style sheet of the picture gives the classes colours for a
//! light and for a dark surface, so that it can be read on both, inside a page and by itself. Texts are
//! anchored where they must not move, since nobody knows the font in which they will be shown. A title and
//! a description say all that the picture shows.

use std::cmp::Reverse;
use std::fmt::Write as _;

use charts_rs::{Canvas, DEFAULT_FONT_FAMILY, Rect, Text, measure_text_width_family};

use super::views::share;
use framewise_model::knowledge::Knowledge;
use framewise_storage::disclosure::{Cell, NO_FRAMEWORK, Release};

/// Width of the picture, in units of its own; it is scaled to where it is shown.
const WIDTH: f32 = 760.0;
/// Space to the edges.
const MARGIN: f32 = 20.0;
/// From one bar to the next.
const ROW: f32 = 32.0;
/// Height of a bar.
const BAR: f32 = 20.0;
/// Where the rows begin, below title and total.
const TOP: f32 = 84.0;
/// Height of the note below the rows.
const NOTE: f32 = 48.0;
/// Between a bar and the texts beside it.
const GAP: f32 = 8.0;
/// Room for `under 0.1 % · 123,456,780` behind the longest bar, in the widest of usual fonts.
const FIGURES: f32 = 200.0;
/// How much wider than the measured font others are; the widest in common use are by a fifth.
const WIDER: f32 = 1.25;

/// The style sheet of the picture, in its one `style` element: colours of light and dark surfaces, with a contrast of 4.5 to 1 for texts and 3 to 1 for bars (WCAG 2.2,
/// criteria 1.4.3 and 1.4.11).
pub const STYLE: &str = "svg{color-scheme:light dark;max-width:100%;height:auto}\
    text{font-family:system-ui,sans-serif}\
    .surface{fill:#fff}.text{fill:#1f2328}.quiet{fill:#57606a}.bar{fill:#0b62c4}\
    @media(prefers-color-scheme:dark){\
    .surface{fill:#161b22}.text{fill:#e6edf3}.quiet{fill:#9da7b3}.bar{fill:#58a6ff}}";

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
#[error("a release cannot be drawn: {0}")]
pub struct NotDrawn(String);

/// One bar with what stands beside it.
struct Bar<'k> {
    name: &'k str,
    figures: String,
    /// Part of the total, more than 0 and less than 1.
    share: f32,
}

/// The winners of the release, the most frequent first.
///
/// # Errors
/// If it cannot be drawn.
pub fn chart(knowledge: &Knowledge, release: &Release) -> Result<String, NotDrawn> {
    let bars = bars(knowledge, release);
    let title = format!("Recommended first, {}", weeks(release));
    let total = thousands(release.total());
    let about =
        format!("Of about {total} queries; all numbers are rounded to {}.", release.rounded_to());
    let note = hidden(release, bars.is_empty());
    let svg = draw(&title, &about, &note, &bars)?;
    let said = bars.iter().map(|bar| format!("{}: {}.", bar.name, bar.figures));
    let description: Vec<String> = [about].into_iter().chain(said).chain([note]).collect();
    with_alternative(&svg, &title, &description.join(" "))
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
            share: length(share),
        }
    };
    cells.into_iter().map(bar).collect()
}

/// Has the library draw.
fn draw(title: &str, about: &str, note: &str, bars: &[Bar<'_>]) -> Result<String, NotDrawn> {
    let bottom = bars.iter().fold(TOP, |height, _| height + ROW);
    let mut canvas = Canvas::new(WIDTH, bottom + NOTE);
    let text = |text: &str, class: &str, size: f32, x: f32, y: f32| Text {
        text: text.to_owned(),
        class: Some(class.to_owned()),
        font_size: Some(size),
        x: Some(x),
        y: Some(y),
        dominant_baseline: Some("central".to_owned()),
        ..Text::default()
    };
    let rect = |class: &str, left: f32, top: f32, width: f32, height: f32| Rect {
        class: Some(class.to_owned()),
        left,
        top,
        width,
        height,
        ..Rect::default()
    };
    canvas.rect(rect("surface", 0.0, 0.0, WIDTH, bottom + NOTE));
    let heading = text(title, "text", 18.0, MARGIN, 30.0);
    canvas.text(Text { font_weight: Some("bold".to_owned()), ..heading });
    canvas.text(text(about, "quiet", 13.0, MARGIN, 56.0));
    let widths =
        bars.iter().map(|bar| measure_text_width_family(DEFAULT_FONT_FAMILY, 14.0, bar.name));
    let widest = widths.filter_map(Result::ok).map(|name| name.width()).fold(0.0, f32::max);
    let start = MARGIN + widest * WIDER + GAP;
    let room = WIDTH - start - FIGURES - MARGIN;
    // The longest bar takes all the room; the others in proportion.
    let longest = bars.iter().map(|bar| bar.share).fold(f32::MIN_POSITIVE, f32::max);
    let mut middle = TOP + ROW / 2.0;
    for bar in bars {
        let width = (room * bar.share / longest).max(1.0);
        let name = text(bar.name, "text", 14.0, start - GAP, middle);
        canvas.text(Text { text_anchor: Some("end".to_owned()), ..name });
        canvas.rect(rect("bar", start, middle - BAR / 2.0, width, BAR));
        canvas.text(text(&bar.figures, "text", 14.0, start + width + GAP, middle));
        middle += ROW;
    }
    canvas.text(text(note, "quiet", 12.0, MARGIN, bottom + NOTE / 2.0));
    canvas.svg_with_style(STYLE).map_err(|error| NotDrawn(error.to_string()))
}

/// Adds what is read out in place of the picture.
fn with_alternative(svg: &str, title: &str, description: &str) -> Result<String, NotDrawn> {
    let (head, body) = svg.split_once('>').ok_or_else(|| NotDrawn("it has no start".to_owned()))?;
    Ok(format!(
        "{head} role=\"img\" aria-labelledby=\"title description\">\n\
         <title id=\"title\">{}</title>\n<desc id=\"description\">{}</desc>{body}",
        escape(title),
        escape(description),
    ))
}

/// Text as XML.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The name of a framework; what is not known any more has its id.
fn name<'k>(knowledge: &'k Knowledge, id: &'k str) -> &'k str {
    if id == NO_FRAMEWORK {
        return "No framework";
    }
    let known = knowledge.frameworks.iter().find(|framework| framework.record.id == id);
    known.map_or(id, |framework| &framework.record.name)
}

fn weeks(release: &Release) -> String {
    let (first, last) = (release.span().first(), release.span().last());
    if first == last { format!("week {last}") } else { format!("weeks {first} to {last}") }
}

fn hidden(release: &Release, all: bool) -> String {
    match release.winners().hidden() {
        0 => "Nothing is hidden.".to_owned(),
        _ if all => {
            "All is hidden: what could be shown would tell of too few, or of all.".to_owned()
        }
        hidden => format!(
            "Hidden: {hidden} more, each first for nobody, for fewer than {}, or hidden to protect those.",
            release.threshold()
        ),
    }
}

/// `43 %`, with one digit more below 10 %; what would be rounded to 0 or 100 is not.
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

/// A share as a length.
#[expect(clippy::cast_possible_truncation, reason = "a picture needs no more than six digits")]
fn length(share: f64) -> f32 {
    share as f32
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
}
