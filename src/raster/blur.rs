//! Blur of one-channel masks.

use std::ops::Range;

/// Blurs a row-major mask in place; `sigma_px` is the standard deviation. Edges are replicated.
///
/// A Gaussian by three box blurs (W. M. Wells, "Efficient synthesis of Gaussian filters by cascaded uniform filters", 1986).
pub fn gaussian(mask: &mut [u8], width: usize, height: usize, sigma_px: f32) {
    let radius = (((sigma_px * sigma_px * 4.0 + 1.0).sqrt() - 1.0) / 2.0).round() as usize;
    let Some((columns, rows)) = inked(mask, width).filter(|_| radius > 0) else { return };
    // Three passes of a box reach three radii; nothing beyond them changes.
    let widen =
        |range: Range<usize>, end: usize| range.start.saturating_sub(3 * radius)..(range.end + 3 * radius).min(end);
    let (columns, rows) = (widen(columns, width), widen(rows, height));
    let mut line = vec![0u8; width.max(height)];
    for _ in 0..3 {
        for y in rows.clone() {
            box_blur(&mut mask[y * width..][columns.clone()], radius, &mut line);
        }
    }
    let mut column = vec![0u8; rows.len()];
    for x in columns {
        column.iter_mut().zip(rows.clone()).for_each(|(value, y)| *value = mask[y * width + x]);
        (0..3).for_each(|_| box_blur(&mut column, radius, &mut line));
        column.iter().zip(rows.clone()).for_each(|(&value, y)| mask[y * width + x] = value);
    }
}

/// The box of values above zero: columns and rows; `None` for an empty mask.
fn inked(mask: &[u8], width: usize) -> Option<(Range<usize>, Range<usize>)> {
    let mut found: Option<(Range<usize>, Range<usize>)> = None;
    for (y, row) in mask.chunks_exact(width.max(1)).enumerate() {
        let Some(first) = row.iter().position(|&value| value > 0) else { continue };
        let last = row.iter().rposition(|&value| value > 0).unwrap_or(first);
        let (columns, rows) = found.get_or_insert((first..last + 1, y..y + 1));
        *columns = columns.start.min(first)..columns.end.max(last + 1);
        rows.end = y + 1;
    }
    found
}

fn box_blur(line: &mut [u8], radius: usize, source: &mut [u8]) {
    let source = &mut source[..line.len()];
    source.copy_from_slice(line);
    let last = source.len() as isize - 1;
    let at = |i: isize| u32::from(source[i.clamp(0, last) as usize]);
    let reach = radius as isize;
    let count = 2 * radius as u32 + 1;
    let mut sum: u32 = (-reach..=reach).map(at).sum();
    for (i, value) in line.iter_mut().enumerate() {
        *value = ((sum + count / 2) / count) as u8;
        sum = sum + at(i as isize + reach + 1) - at(i as isize - reach);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edge_becomes_a_ramp_and_flat_stays_flat() {
        let mut mask: Vec<u8> = (0..20 * 20).map(|i| if i % 20 < 10 { 0 } else { 255 }).collect();
        gaussian(&mut mask, 20, 20, 2.0);
        let row = &mask[200..220];
        assert!(row.is_sorted() && row[0] == 0 && row[19] == 255 && (90..170).contains(&row[10]), "{row:?}");
        let mut flat = vec![77; 64];
        gaussian(&mut flat, 8, 8, 3.0);
        assert!(flat.iter().all(|&v| v == 77));
    }
}
