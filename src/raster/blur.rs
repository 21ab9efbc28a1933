//! Blur of one-channel masks.

/// Blurs a row-major mask in place; `sigma_px` is the standard deviation. Edges are replicated.
///
/// A Gaussian by three box blurs (W. M. Wells, "Efficient synthesis of Gaussian filters by cascaded uniform filters", 1986).
pub fn gaussian(mask: &mut [u8], width: usize, height: usize, sigma_px: f32) {
    let radius = (((sigma_px * sigma_px * 4.0 + 1.0).sqrt() - 1.0) / 2.0).round() as usize;
    if radius == 0 || mask.is_empty() {
        return;
    }
    let mut column = vec![0u8; height];
    for _ in 0..3 {
        mask.chunks_exact_mut(width).for_each(|row| box_blur(row, radius));
        for x in 0..width {
            (0..height).for_each(|y| column[y] = mask[y * width + x]);
            box_blur(&mut column, radius);
            (0..height).for_each(|y| mask[y * width + x] = column[y]);
        }
    }
}

fn box_blur(line: &mut [u8], radius: usize) {
    let source = line.to_vec();
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
