//! The shape of the face as a whole.

use super::{Frontal, Usual};

/// A measure of the face's outline.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measure {
    /// What is measured.
    pub name: &'static str,
    /// How much.
    pub value: f32,
    /// What is usual.
    pub usual: Usual,
}

/// Length over width, widths of forehead and jaw over that of the cheekbones, and width of the chin over that of the jaw.
const MEASURES: [(&str, Usual); 4] = [
    ("length over width of the cheekbones", Usual::new(1.203, 0.040, 0.008)),
    ("forehead over cheekbones", Usual::new(0.866, 0.019, 0.004)),
    ("jaw over cheekbones", Usual::new(0.792, 0.020, 0.008)),
    ("chin over jaw", Usual::new(0.232, 0.0075, 0.0025)),
];

/// How each shape departs from the usual face in the four measures, standard deviations; as makeup artists' books describe them.
const SHAPES: [(&str, [f32; 4]); 6] = [
    ("oval", [0.2, 0.0, -0.2, 0.0]),
    ("round", [-1.1, 0.0, 0.5, 0.5]),
    ("square", [-0.5, 0.3, 1.2, 0.4]),
    ("oblong", [1.3, 0.2, 0.3, 0.0]),
    ("heart", [0.1, 1.0, -0.9, -0.7]),
    ("diamond", [0.3, -1.1, -0.9, -0.4]),
];
/// How many times as likely as the next the likeliest shape must be to be told by itself.
pub const CLEAR: f32 = 1.5;
/// How far a face may be from a shape and still be as likely of it as not, standard deviations.
const REACH: f32 = 1.1;

/// What shape the face is.
#[derive(Debug, Clone, PartialEq)]
pub struct FaceShape {
    /// The six shapes with how likely each is (they add up to 1), the likeliest first.
    pub shares: Vec<(&'static str, f32)>,
    /// What that rests on.
    pub measures: [Measure; 4],
}

impl FaceShape {
    pub(super) fn of(points: &Frontal) -> Self {
        let cheekbones = points.distance(234, 454).max(1e-3);
        let jaw = points.distance(172, 397);
        let values = [
            points.distance(10, 152) / cheekbones,
            points.distance(54, 284) / cheekbones,
            jaw / cheekbones,
            points.distance(148, 377) / jaw.max(1e-3),
        ];
        let mut index = 0;
        let measures = values.map(|value| {
            let (name, usual) = MEASURES[index];
            index += 1;
            Measure { name, value, usual }
        });
        Self { shares: shares(&measures), measures }
    }

    /// The likeliest shape.
    pub fn name(&self) -> &'static str {
        self.shares[0].0
    }

    /// Whether the likeliest shape is clearly likelier than the next.
    pub fn is_clear(&self) -> bool {
        self.shares[0].1 > CLEAR * self.shares[1].1
    }

    /// What a face can be called.
    pub fn names() -> &'static [&'static str] {
        static NAMES: [&str; 6] = {
            let mut names = [""; 6];
            let mut index = 0;
            while index < 6 {
                names[index] = SHAPES[index].0;
                index += 1;
            }
            names
        };
        &NAMES
    }

    /// Surely of a shape, by its place among [`FaceShape::names`].
    pub(in crate::advisor) fn of_name(&self, name: usize) -> Self {
        let name = Self::names()[name.min(5)];
        let rest = self.shares.iter().filter(|(other, _)| *other != name).map(|(other, _)| (*other, 0.0));
        Self { shares: std::iter::once((name, 1.0)).chain(rest).collect(), measures: self.measures }
    }
}

fn shares(measures: &[Measure; 4]) -> Vec<(&'static str, f32)> {
    let deviations = measures.map(|measure| measure.usual.deviation(measure.value).clamp(-2.5, 2.5));
    let squares = SHAPES.map(|(_, shape)| shape.iter().zip(deviations).map(|(a, b)| (a - b).powi(2)).sum::<f32>());
    let nearest = squares.iter().copied().fold(f32::MAX, f32::min);
    let weights = squares.map(|square| (-(square - nearest) / (2.0 * REACH * REACH)).exp());
    let total: f32 = weights.iter().sum();
    let mut shares: Vec<_> = SHAPES.iter().zip(weights).map(|((name, _), weight)| (*name, weight / total)).collect();
    shares.sort_by(|a, b| b.1.total_cmp(&a.1));
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_shape_is_called_by_its_name() {
        for (name, shape) in SHAPES {
            let measure = |index: usize| {
                let (name, usual) = MEASURES[index];
                Measure { name, value: usual.mean + shape[index] * usual.spread, usual }
            };
            let shares = shares(&[measure(0), measure(1), measure(2), measure(3)]);
            assert_eq!(shares[0].0, name);
            assert!((shares.iter().map(|(_, share)| share).sum::<f32>() - 1.0).abs() < 1e-5);
        }
    }
}
