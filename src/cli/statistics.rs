//! Percentiles of stage times.

use std::time::Duration;

use serde_json::{Value, json};

/// What many measurements of one thing come down to, milliseconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Summary {
    pub(super) p50_ms: f64,
    pub(super) p95_ms: f64,
    pub(super) p99_ms: f64,
    pub(super) mean_ms: f64,
}

impl Summary {
    /// Nearest-rank percentiles; zero for no measurements.
    pub(super) fn of(times: impl IntoIterator<Item = Duration>) -> Self {
        let mut ms: Vec<f64> = times.into_iter().map(|time| time.as_secs_f64() * 1000.0).collect();
        if ms.is_empty() {
            return Self { p50_ms: 0.0, p95_ms: 0.0, p99_ms: 0.0, mean_ms: 0.0 };
        }
        ms.sort_by(f64::total_cmp);
        let percentile = |percent: usize| ms[(ms.len() * percent).div_ceil(100).max(1) - 1];
        let mean_ms = ms.iter().sum::<f64>() / ms.len() as f64;
        Self { p50_ms: percentile(50), p95_ms: percentile(95), p99_ms: percentile(99), mean_ms }
    }

    pub(super) fn to_json(self) -> Value {
        json!({
            "p50_ms": short(self.p50_ms),
            "p95_ms": short(self.p95_ms),
            "p99_ms": short(self.p99_ms),
            "mean_ms": short(self.mean_ms),
        })
    }

    /// One line of a table.
    pub(super) fn line(&self, name: &str) -> String {
        format!("{name:<12}{:>9.2}{:>9.2}{:>9.2}{:>9.2}", self.p50_ms, self.p95_ms, self.p99_ms, self.mean_ms)
    }
}

/// Of any values; `None` of none.
pub(super) fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// The middle one of any values, the upper of two; `None` of none.
pub(super) fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied()
}

/// To a microsecond.
pub(super) fn short(ms: f64) -> f64 {
    (ms * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_by_nearest_rank() {
        let summary = Summary::of((1..=200).rev().map(Duration::from_millis));
        assert_eq!((summary.p50_ms, summary.p95_ms, summary.p99_ms), (100.0, 190.0, 198.0));
        assert!((summary.mean_ms - 100.5).abs() < 1e-9);
        let one = Summary::of([Duration::from_millis(3)]);
        assert_eq!((one.p50_ms, one.p99_ms), (3.0, 3.0));
        assert_eq!(Summary::of([]).p99_ms, 0.0);
    }
}
