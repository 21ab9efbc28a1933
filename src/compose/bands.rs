//! The walk over a face's rows.

use rayon::prelude::*;

use super::{
    facets::{Facet, Levels, facets},
    front::{Front, Hindrance},
    guard::Guard,
    light::Light,
    shade::{Batch, Texels},
};
use crate::{face::Face, makeup::Atlas, raster::Pixmap};

/// Rows that one task paints.
const BAND: usize = 16;
/// In the row of facet numbers: no facet here.
const NONE: u16 = u16::MAX;

/// One face, ready to be painted.
pub(super) struct Painting<'a> {
    pub(super) face: &'a Face,
    /// What lies in front of it.
    pub(super) front: Option<Front>,
    pub(super) light: Light,
    pub(super) atlas: &'a Atlas,
    /// What is painted with, 0..=1.
    pub(super) strength: f32,
    /// How much of it is shown in the end, 0..=1.
    pub(super) shown: f32,
    facets: Vec<Facet>,
    levels: Levels,
    guard: Guard,
}

impl<'a> Painting<'a> {
    /// Reads the light and looks for what is in front, side by side.
    pub(super) fn new(
        frame: &Pixmap,
        face: &'a Face,
        light: impl FnOnce() -> Light + Send,
        atlas: &'a Atlas,
        [strength, shown]: [f32; 2],
    ) -> Self {
        let laid_out = || {
            let light = light();
            let (facets, levels) = facets(&light, atlas);
            (light, facets, levels)
        };
        let ((light, facets, levels), front) = rayon::join(laid_out, || Front::of(frame, face));
        Self { face, front, light, atlas, strength, shown, facets, levels, guard: Guard::of(face, frame.size()) }
    }

    /// Paints all rows that the face reaches.
    pub(super) fn onto(&self, picture: &mut Pixmap) {
        let [width, height] = picture.size();
        let rows = self.facets.iter().filter(|facet| facet.page.is_some()).map(Facet::rows);
        let (first, last) = rows.fold((height as i32, 0), |(a, b), (first, last)| (a.min(first), b.max(last)));
        let (first, last) = (first.max(0) as usize, last.clamp(0, height as i32) as usize);
        if first >= last {
            return;
        }
        let pixels = &mut picture.pixels_mut()[first * width..last * width];
        pixels.par_chunks_mut(BAND * width).enumerate().for_each(|(band, pixels)| {
            self.band(pixels, width, (first + band * BAND) as i32);
        });
    }

    /// Paints some rows, of which the first is given.
    fn band(&self, pixels: &mut [[u8; 4]], width: usize, first: i32) {
        #[cfg(target_arch = "x86_64")]
        if is_x86_feature_detected!("avx2") {
            // SAFETY: the processor has the instructions that the function is compiled for.
            return unsafe { self.band_avx2(pixels, width, first) };
        }
        self.band_any(pixels, width, first);
    }

    /// The same code, compiled for wider registers.
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn band_avx2(&self, pixels: &mut [[u8; 4]], width: usize, first: i32) {
        self.band_any(pixels, width, first);
    }

    #[inline(always)]
    fn band_any(&self, pixels: &mut [[u8; 4]], width: usize, first: i32) {
        let last = first + (pixels.len() / width) as i32;
        let reaching = |facet: &Facet| {
            let (from, to) = facet.rows();
            from < last && to > first
        };
        let here: Vec<u16> = (0..self.facets.len()).filter(|&i| reaching(&self.facets[i])).map(|i| i as u16).collect();
        let mut numbers = vec![NONE; width];
        for (row, y) in pixels.chunks_exact_mut(width).zip(first..) {
            let mut span = (width as i32, 0);
            for &number in &here {
                let columns = self.facets[usize::from(number)].columns(y);
                let (from, to) = (columns.start.max(0), columns.end.min(width as i32));
                if from < to {
                    numbers[from as usize..to as usize].fill(number);
                    span = (span.0.min(from), span.1.max(to));
                }
            }
            if span.0 < span.1 {
                self.row(row, &mut numbers[..span.1 as usize], span.0 as usize, y);
            }
        }
    }

    /// Paints one row and clears its facet numbers: goes along the runs of equal ones, gathers the pixels that are painted, and shades
    /// them when a batch is full.
    #[inline(always)]
    fn row(&self, row: &mut [[u8; 4]], numbers: &mut [u16], mut from: usize, y: i32) {
        let guard = self.guard.touches(y).then_some(&self.guard);
        let front = self.front.as_ref().map(|front| (front, front.row(y)));
        let mut batch = Batch::new();
        let depth = (self.light.wearer.depth() * 256.0).round() as u32;
        while from < numbers.len() {
            let number = numbers[from];
            let mut to = from;
            while to < numbers.len() && numbers[to] == number {
                numbers[to] = NONE;
                to += 1;
            }
            let facet = self.facets.get(usize::from(number));
            if let Some((facet, page)) = facet.and_then(|facet| Some((facet, facet.page?))) {
                let (page, level) = (&self.atlas.pages[page as usize], self.levels[page as usize]);
                let deep = page.deep.get(level).filter(|_| depth > 0).map(|deep| (deep, depth));
                let texels = Texels { pale: &page.levels[level], deep };
                let line = facet.line(y);
                for x in from..to {
                    let share = self.strength * guard.map_or(1.0, |guard| guard.open_to_makeup(x as i32, y));
                    // No `map_or`: its closure would not be compiled for the wider registers.
                    let hindrance = match front {
                        Some((front, (from, step))) => front.at(from + step * x as f32, row[x]),
                        None => Hindrance::default(),
                    };
                    if batch.gather(texels, &line, x, share, hindrance) {
                        batch.paint(row, &self.light);
                    }
                }
            }
            from = to;
        }
        batch.paint(row, &self.light);
    }
}
