//! Lines of text in pictures, in the program's own font.

use std::{io, sync::Arc};

use resvg::{
    tiny_skia,
    usvg::{self, fontdb},
};

use super::Pixmap;
use crate::{files, resources::Resources};

/// Height of the letters over the height of the place they are drawn into.
const LETTERS: f32 = 0.58;
/// Distance of the line that letters stand on from the top of their place, over its height.
const BASELINE: f32 = 0.68;

/// A font that text is drawn in.
pub struct Lettering {
    fonts: Arc<fontdb::Database>,
    family: String,
}

/// Where a line is drawn, whole pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Left and top.
    pub corner: (u32, u32),
    /// Width and height.
    pub size: (u32, u32),
}

impl Lettering {
    /// Reads the font.
    ///
    /// # Errors
    /// What the system said, or that the file is no font.
    pub fn open(resources: &Resources) -> io::Result<Self> {
        let path = resources.asset("fonts/inter-regular.ttf");
        let name = |problem: String| io::Error::other(format!("{}: {problem}", path.display()));
        let mut bytes = Vec::new();
        io::Read::read_to_end(&mut files::open(&path).map_err(|error| name(error.to_string()))?, &mut bytes)?;
        let mut fonts = fontdb::Database::new();
        fonts.load_font_data(bytes);
        let family = fonts.faces().next().and_then(|face| face.families.first()).map(|(family, _)| family.clone());
        let family = family.ok_or_else(|| name("this is no font".into()))?;
        Ok(Self { fonts: Arc::new(fonts), family })
    }

    /// Draws a line into the middle of a place. What is too long ends in an ellipsis; signs that the font lacks are left out.
    pub fn draw(&self, picture: &mut Pixmap, text: &str, place: Place, ink: [u8; 3]) {
        let Some(line) = self.fitting(text, place.size) else { return };
        let Some(mut canvas) = tiny_skia::Pixmap::new(place.size.0, place.size.1) else { return };
        resvg::render(&line, tiny_skia::Transform::identity(), &mut canvas.as_mut());
        let (left, top) = (place.corner.0 as usize, place.corner.1 as usize);
        let rows = canvas.pixels().chunks_exact(place.size.0 as usize);
        let [width, height] = picture.size();
        for (y, row) in (top..height).zip(rows) {
            let pixels = &mut picture.pixels_mut()[y * width..][..width];
            for (pixel, letter) in pixels.iter_mut().skip(left).zip(row) {
                let share = u32::from(letter.alpha());
                for (channel, ink) in pixel.iter_mut().zip(ink) {
                    *channel = ((u32::from(*channel) * (255 - share) + u32::from(ink) * share + 127) / 255) as u8;
                }
            }
        }
    }

    /// The line as a drawing of the given size, its end cut off where it is too long; `None` where nothing is to be seen.
    fn fitting(&self, text: &str, size: (u32, u32)) -> Option<usvg::Tree> {
        let line = self.line(text, size)?;
        let width = line.root().abs_bounding_box().width();
        if width <= size.0 as f32 {
            return Some(line);
        }
        let letters = text.chars().count();
        let fitting = (letters as f32 * size.0 as f32 / width) as usize;
        let cut: String = text.chars().take(fitting.saturating_sub(2)).collect();
        self.line(&format!("{}…", cut.trim_end()), size)
    }

    fn line(&self, text: &str, (width, height): (u32, u32)) -> Option<usvg::Tree> {
        let text: String = text.chars().filter(|c| !c.is_control()).collect();
        let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let (size, middle, baseline) = (height as f32 * LETTERS, width as f32 / 2.0, height as f32 * BASELINE);
        let family = &self.family;
        let svg = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}'><text x='{middle}' y='{baseline}' \
             font-family='{family}' font-size='{size}' text-anchor='middle'>{text}</text></svg>"
        );
        let options = usvg::Options { fontdb: Arc::clone(&self.fonts), ..usvg::Options::default() };
        usvg::Tree::from_str(&svg, &options).ok().filter(|tree| tree.root().has_children())
    }
}

impl std::fmt::Debug for Lettering {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Lettering({})", self.family)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Columns of a white picture that a text has darkened.
    fn darkened(text: &str) -> Vec<usize> {
        let mut picture = Pixmap::new(220, 40);
        picture.pixels_mut().fill([255; 4]);
        let lettering = Lettering::open(&Resources::locate().unwrap()).unwrap();
        lettering.draw(&mut picture, text, Place { corner: (10, 8), size: (200, 24) }, [0; 3]);
        let dark = |column: usize| (0..40).any(|y| picture.pixel(column as u32, y)[0] < 128);
        (0..220).filter(|column| dark(*column)).collect()
    }

    #[test]
    fn a_line_stands_in_the_middle_and_a_long_one_stays_inside() {
        let short = darkened("Soft Rose");
        let (first, last) = (*short.first().unwrap(), *short.last().unwrap());
        assert!(((first + last) / 2).abs_diff(110) <= 2 && last - first > 40, "{first}..{last}");
        let long = darkened(&"Soft Rose ".repeat(40));
        assert!(*long.first().unwrap() >= 10 && *long.last().unwrap() < 210);
    }

    #[test]
    fn what_is_no_letter_is_no_trouble() {
        assert!(darkened("").is_empty());
        assert!(!darkened("<R&D> \u{7} 'x'").is_empty());
        darkened("\u{10FFFF}\u{202E}");
    }
}
