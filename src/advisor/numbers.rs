//! Order statistics and the normal distribution.

/// The value that a share of all values (0..=1) lies below; `None` where there are none.
pub(super) fn quantile(values: &mut [f32], share: f32) -> Option<f32> {
    let last = values.len().checked_sub(1)?;
    let rank = (share.clamp(0.0, 1.0) * last as f32).round() as usize;
    Some(*values.select_nth_unstable_by(rank, f32::total_cmp).1)
}

/// The middle one.
pub(super) fn median(values: &mut [f32]) -> Option<f32> {
    quantile(values, 0.5)
}

/// The normal distribution's share below `x` standard deviations (the logistic approximation of Bowling, Khasawneh, Kaewkuekool and Cho,
/// "A logistic approximation to the cumulative normal distribution", 2009; within 0.0002).
pub(super) fn normal_share(x: f64) -> f64 {
    1.0 / (1.0 + (-(0.070_56 * x.powi(3) + 1.5976 * x)).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_and_ranks() {
        assert_eq!(median(&mut [3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(quantile(&mut [0.0, 1.0, 2.0, 3.0, 4.0], 0.75), Some(3.0));
        assert_eq!(median(&mut []), None);
        for (x, share) in [(0.0, 0.5), (1.0, 0.8413), (-2.0, 0.0228)] {
            assert!((normal_share(x) - share).abs() < 2e-4, "{x}");
        }
    }
}
