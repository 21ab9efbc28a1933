//! The plots of `docs/colour.md`.

use super::{report::Summary, shades::TONES};

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 280.0;
/// Where the bars stand, and how high a difference of 1 is.
const GROUND: f64 = 240.0;
const LEFT: f64 = 44.0;

/// A bar: label, colour, height and, where there is one, the height of the whisker above it.
struct Bar {
    label: String,
    color: String,
    value: f64,
    whisker: Option<f64>,
}

/// Median and 95th percentile of every finish.
pub(super) fn finishes(finishes: &[(String, Summary)]) -> String {
    let bar = |(name, of): &(String, Summary)| Bar {
        label: name.clone(),
        color: "#b0405c".into(),
        value: of.median,
        whisker: Some(of.p95),
    };
    plot("CIEDE2000 by finish: median (bar) and 95th percentile (line)", &finishes.iter().map(bar).collect::<Vec<_>>())
}

/// Median of matte shades on every skin tone.
pub(super) fn tones(finishes: &[(String, Summary)]) -> String {
    let matte = finishes.iter().find(|(name, _)| name == "matte");
    let by_tone = matte.map(|(_, of)| of.by_tone.as_slice()).unwrap_or_default();
    let bar = |((hex, _), &value): (&(&str, [u8; 3]), &f64)| Bar {
        label: (*hex).into(),
        color: format!("#{hex}"),
        value,
        whisker: None,
    };
    plot("CIEDE2000 of matte shades by skin tone: median", &TONES.iter().zip(by_tone).map(bar).collect::<Vec<_>>())
}

fn plot(title: &str, bars: &[Bar]) -> String {
    let highest = bars.iter().map(|bar| bar.whisker.unwrap_or(bar.value)).fold(1.0, f64::max).ceil();
    let unit = (GROUND - 50.0) / highest;
    let step = (WIDTH - LEFT - 16.0) / bars.len().max(1) as f64;
    let grid: String = (0..=highest as usize).map(|mark| grid_line(mark, GROUND - mark as f64 * unit)).collect();
    let drawn = bars.iter().enumerate().map(|(i, bar)| drawn(bar, LEFT + (i as f64 + 0.5) * step, step, unit));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" font-family=\"sans-serif\" font-size=\"12\">\n\
         <rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#fff\"/>\n\
         <text x=\"{LEFT}\" y=\"24\" font-size=\"14\">{title}</text>\n{grid}{}</svg>\n",
        drawn.collect::<String>()
    )
}

fn grid_line(mark: usize, y: f64) -> String {
    format!(
        "<path d=\"M{LEFT} {y:.1}H{}\" stroke=\"#ddd\"/><text x=\"{}\" y=\"{:.1}\" text-anchor=\"end\">{mark}</text>\n",
        WIDTH - 16.0,
        LEFT - 6.0,
        y + 4.0
    )
}

fn drawn(bar: &Bar, middle: f64, step: f64, unit: f64) -> String {
    let (wide, high) = (0.6 * step, bar.value * unit);
    let whisker = bar.whisker.map(|value| {
        let top = GROUND - value * unit;
        format!(
            "<path d=\"M{middle:.1} {:.1}V{top:.1}M{:.1} {top:.1}h12\" stroke=\"#333\" fill=\"none\"/>",
            GROUND - high,
            middle - 6.0
        )
    });
    format!(
        "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{wide:.1}\" height=\"{high:.1}\" fill=\"{}\" stroke=\"#777\"/>{}\
         <text x=\"{middle:.1}\" y=\"{:.1}\" text-anchor=\"middle\" font-size=\"11\">{}</text>\n",
        middle - wide / 2.0,
        GROUND - high,
        bar.color,
        whisker.unwrap_or_default(),
        GROUND + 16.0,
        bar.label
    )
}
