//! One font file: which characters it has, and characters to glyphs.

use std::{collections::HashSet, ops::Range, sync::Arc};

use harfrust::{Direction, Feature, FontRef, ShapeOptions, ShaperData, Tag, UnicodeBuffer};
use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::MetadataProvider;

use super::SheetError;

/// A font that text can be set in.
pub struct Face {
    /// What is embedded.
    pub font: Font,
    bytes: Arc<Vec<u8>>,
    index: u32,
    shaping: ShaperData,
    characters: HashSet<u32>,
    units: f32,
}

impl Face {
    /// Reads a font file; `index` counts the fonts of a collection from 0.
    ///
    /// # Errors
    /// [`SheetError::Font`] where there is no such font.
    pub fn read(bytes: Vec<u8>, index: u32) -> Result<Self, SheetError> {
        let bytes = Arc::new(bytes);
        let font = Font::new(Arc::clone(&bytes).into(), index).ok_or(SheetError::Font)?;
        let font_ref = FontRef::from_index(&bytes, index).map_err(|_| SheetError::Font)?;
        let shaping = ShaperData::new(&font_ref);
        let mappings = font_ref.charmap().mappings().filter(|(_, glyph)| glyph.to_u32() != 0);
        let characters = mappings.map(|(character, _)| character).collect();
        let units = font.units_per_em();
        if units.is_nan() || units < 1.0 {
            return Err(SheetError::Font);
        }
        Ok(Self { font, bytes, index, shaping, characters, units })
    }

    /// Whether it has a glyph for the character.
    pub fn has(&self, character: char) -> bool {
        self.characters.contains(&u32::from(character))
    }

    /// Text of one direction as glyphs from left to right; lengths are in ems.
    pub fn shape(&self, text: &str, right_to_left: bool) -> Vec<KrillaGlyph> {
        let Some(font) = self.font_ref() else { return Vec::new() };
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        buffer.set_direction(if right_to_left { Direction::RightToLeft } else { Direction::LeftToRight });
        // Figures as tall as capitals, where the font has old-style ones.
        let lining = Feature::new(Tag::new(b"lnum"), 1, ..);
        let shaped = self.shaping.shaper(&font).build().shape(buffer, ShapeOptions::new().features(&[lining]));
        let clusters: Vec<usize> = shaped.glyph_infos().iter().map(|info| info.cluster as usize).collect();
        let em = |units: i32| units as f32 / self.units;
        let glyphs = shaped.glyph_infos().iter().zip(shaped.glyph_positions()).map(|(info, position)| KrillaGlyph {
            glyph_id: GlyphId::new(info.glyph_id),
            text_range: cluster(&clusters, info.cluster as usize, text.len()),
            x_advance: em(position.x_advance),
            x_offset: em(position.x_offset),
            y_offset: em(position.y_offset),
            y_advance: em(position.y_advance),
            location: None,
        });
        glyphs.collect()
    }

    fn font_ref(&self) -> Option<FontRef<'_>> {
        FontRef::from_index(&self.bytes, self.index).ok()
    }
}

/// The bytes of a cluster: up to where the next one starts.
fn cluster(clusters: &[usize], start: usize, len: usize) -> Range<usize> {
    start..clusters.iter().copied().filter(|&next| next > start).min().unwrap_or(len)
}
