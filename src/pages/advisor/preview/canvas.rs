//! A picture that consists of rectangles and lines of text.

use std::sync::LazyLock;

use fontdue::{Font, FontSettings, Metrics};
use png::{BitDepth, ColorType, Compression, Encoder, EncodingError};

/// Red, green and blue.
pub type Colour = [u8; 3];

/// A weight of the font of the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// For lines.
    Regular,
    /// For names.
    Bold,
}

static REGULAR: LazyLock<Option<Font>> =
    LazyLock::new(|| read(include_bytes!("../../../../web/fonts/DejaVuSans.ttf")));
static BOLD: LazyLock<Option<Font>> =
    LazyLock::new(|| read(include_bytes!("../../../../web/fonts/DejaVuSans-Bold.ttf")));

/// A font; `None` if the bytes are none, which a test excludes.
fn read(bytes: &'static [u8]) -> Option<Font> {
    Font::from_bytes(bytes, FontSettings::default()).ok()
}

impl Weight {
    fn font(self) -> Option<&'static Font> {
        match self {
            Self::Regular => REGULAR.as_ref(),
            Self::Bold => BOLD.as_ref(),
        }
    }
}

/// A picture. Its origin is at the top left, lengths are in pixels, and what lies outside is cut off.
#[derive(Debug)]
pub struct Canvas {
    width: usize,
    height: usize,
    pixels: Vec<Colour>,
}

impl Canvas {
    /// A picture of one colour.
    #[must_use]
    pub fn new(width: usize, height: usize, paper: Colour) -> Self {
        Self { width, height, pixels: vec![paper; width * height] }
    }

    /// Fills a rectangle whose left upper corner is at `x` and `y`.
    pub fn rectangle(&mut self, x: usize, y: usize, width: usize, height: usize, colour: Colour) {
        let right = (x + width).min(self.width);
        for row in self.pixels.chunks_mut(self.width).skip(y).take(height) {
            if let Some(part) = row.get_mut(x..right) {
                part.fill(colour);
            }
        }
    }

    /// Writes a line from `x` on, on the base line `y`, in letters of `size` pixels.
    pub fn line(
        &mut self,
        x: usize,
        y: usize,
        size: f32,
        weight: Weight,
        colour: Colour,
        text: &str,
    ) {
        let Some(font) = weight.font() else { return };
        let mut pen = to_float(x);
        for (character, before) in with_previous(text) {
            pen += before.map_or(0.0, |before| kern(font, before, character, size));
            let (metrics, coverage) = font.rasterize(character, size);
            self.glyph(pen, y, metrics, &coverage, colour);
            pen += metrics.advance_width;
        }
    }

    /// The file in the format PNG.
    ///
    /// # Errors
    /// If the picture has no pixel, or too many.
    pub fn png(&self) -> Result<Vec<u8>, EncodingError> {
        let side = |length| u32::try_from(length).unwrap_or(u32::MAX);
        let mut file = Vec::new();
        let mut encoder = Encoder::new(&mut file, side(self.width), side(self.height));
        encoder.set_color(ColorType::Rgb);
        encoder.set_depth(BitDepth::Eight);
        encoder.set_compression(Compression::Fast);
        let mut writer = encoder.write_header()?;
        writer.write_image_data(self.pixels.as_flattened())?;
        writer.finish()?;
        Ok(file)
    }

    fn glyph(&mut self, pen: f32, base: usize, metrics: Metrics, coverage: &[u8], colour: Colour) {
        let left = to_integer(pen) + i64::from(metrics.xmin);
        let top = to_signed(base) - i64::from(metrics.ymin) - to_signed(metrics.height);
        for (row, line) in coverage.chunks(metrics.width.max(1)).enumerate() {
            for (column, share) in line.iter().enumerate() {
                let place = (left + to_signed(column), top + to_signed(row));
                if let Some(pixel) = self.pixel(place) {
                    *pixel = blend(*pixel, colour, *share);
                }
            }
        }
    }

    fn pixel(&mut self, (x, y): (i64, i64)) -> Option<&mut Colour> {
        let x = usize::try_from(x).ok().filter(|x| *x < self.width)?;
        self.pixels.get_mut(usize::try_from(y).ok()? * self.width + x)
    }
}

/// The width of a line in letters of `size` pixels.
#[must_use]
pub fn width(text: &str, size: f32, weight: Weight) -> f32 {
    let Some(font) = weight.font() else { return 0.0 };
    let advance = |(character, before): (char, Option<char>)| {
        let kern = before.map_or(0.0, |before| kern(font, before, character, size));
        kern + font.metrics(character, size).advance_width
    };
    with_previous(text).map(advance).sum()
}

/// The characters of a text, each with the one before it.
fn with_previous(text: &str) -> impl Iterator<Item = (char, Option<char>)> {
    let before = [None].into_iter().chain(text.chars().map(Some));
    text.chars().zip(before)
}

fn kern(font: &Font, before: char, character: char, size: f32) -> f32 {
    font.horizontal_kern(before, character, size).unwrap_or_default()
}

/// `over` on `under`, with `share` of 255 of it.
fn blend(under: Colour, over: Colour, share: u8) -> Colour {
    let mix = |(under, over): (u8, u8)| {
        let (share, under, over) = (u16::from(share), u16::from(under), u16::from(over));
        u8::try_from((under * (255 - share) + over * share + 127) / 255).unwrap_or(u8::MAX)
    };
    std::array::from_fn(|channel| mix((under[channel], over[channel])))
}

#[expect(clippy::cast_precision_loss, reason = "a picture has some thousands of pixels on a side")]
fn to_float(length: usize) -> f32 {
    length as f32
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a picture has some thousands of pixels on a side"
)]
fn to_integer(length: f32) -> i64 {
    length.round() as i64
}

fn to_signed(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAPER: Colour = [255, 255, 255];
    const INK: Colour = [10, 20, 30];

    #[test]
    fn what_lies_outside_is_cut_off() {
        let mut canvas = Canvas::new(20, 10, PAPER);
        canvas.rectangle(15, 8, 100, 100, INK);
        canvas.rectangle(100, 100, 5, 5, INK);
        canvas.line(18, 4, 30.0, Weight::Bold, INK, "Ğğ");
        assert_eq!(canvas.pixels.len(), 200);
        assert_eq!((canvas.pixels[8 * 20 + 14], canvas.pixels[8 * 20 + 15]), (PAPER, INK));
        assert!(!canvas.png().unwrap().is_empty());
    }

    #[test]
    fn the_fonts_have_the_letters_of_english_and_turkish() {
        for weight in [Weight::Regular, Weight::Bold] {
            let font = weight.font().unwrap();
            for letter in "AZaz09ÇĞİÖŞÜçğıöşüâîû·%,.–’“”…:".chars() {
                assert!(font.has_glyph(letter), "{letter}");
            }
        }
    }

    #[test]
    fn a_line_is_as_wide_as_its_letters() {
        let one = width("Flask", 40.0, Weight::Regular);
        assert!(one > 60.0 && one < 160.0, "{one}");
        assert!(width("Flask", 40.0, Weight::Bold) > one);
        assert!(width("", 40.0, Weight::Bold).abs() < f32::EPSILON);
    }
}
