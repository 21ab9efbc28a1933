//! The space of looks: every look is a point in it, near points are alike, and every point is a look that can be worn.
//!
//! A variational autoencoder over what is worn in each slot. Its encoder guesses what it is not told, so that a half-made look can be
//! finished; its decoder makes a look of any point, so that new ones can be drawn and two can be mixed.

use fastrand::Rng;

use super::{
    boldness::boldness,
    slots::{self, Ensemble, SLOTS, Worn},
    vector,
};
use crate::{
    inference::{InferenceError, Model, OnnxModel},
    language::say,
    look::{Library, Look, PhotoStyle, Product, Shade},
    resources::Resources,
};

/// How far drawn looks lie from the look that they begin at, in standard deviations of all looks.
const SPREAD: f32 = 0.55;
/// Looks that are drawn before one is chosen.
const DRAWN: usize = 48;
/// How far the rest of a half-made look strays from its likeliest, as a share of how unsure it is.
const STRAY: f32 = 0.7;
/// The logit of what is certain.
const CERTAIN: f32 = 6.0;

type Code = Vec<f32>;

/// The space, with the built-in looks in it.
pub struct LookSpace {
    encoder: Box<dyn Model>,
    decoder: Box<dyn Model>,
    shelf: Vec<Placed>,
}

struct Placed {
    id: String,
    family: String,
    code: Code,
    boldness: f32,
}

impl LookSpace {
    /// Loads the networks and places the library's looks.
    ///
    /// # Errors
    /// [`InferenceError`] names what is missing.
    pub fn new(resources: &Resources, library: &Library) -> Result<Self, InferenceError> {
        let open = |name: &str| Ok::<_, InferenceError>(Box::new(OnnxModel::installed(resources, name)?));
        let mut space = Self { encoder: open("look_encoder")?, decoder: open("look_decoder")?, shelf: Vec::new() };
        for look in library.looks() {
            let ensemble = slots::ensemble(look);
            let (code, _) = space.encoded(&ensemble, |_| true)?;
            let (id, family) = (look.id.clone(), look.family.clone());
            space.shelf.push(Placed { id, family, code, boldness: boldness(&ensemble) });
        }
        Ok(space)
    }

    /// A new look: near one of a family (any, where it is `None` or unknown), and about as bold as asked for, 0..=1 from the faintest
    /// to the boldest of the built-in looks. The same seed gives the same look.
    ///
    /// # Errors
    /// [`InferenceError`] where a network fails.
    pub fn surprise(&mut self, family: Option<&str>, bold: Option<f32>, seed: u64) -> Result<Look, InferenceError> {
        let mut random = Rng::with_seed(seed);
        let of_family: Vec<usize> =
            (0..self.shelf.len()).filter(|&i| family.is_none_or(|family| self.shelf[i].family == family)).collect();
        let begin: Vec<usize> = if of_family.is_empty() { (0..self.shelf.len()).collect() } else { of_family };
        let wanted = bold.map(|share| self.boldness_at(share));
        let mut best: Option<(f32, Ensemble, String)> = None;
        for _ in 0..if wanted.is_some() { DRAWN } else { 1 } {
            let Some(&from) = begin.get(random.usize(..begin.len().max(1))) else { break };
            let code: Code = self.shelf[from].code.iter().map(|&mean| mean + SPREAD * normal(&mut random)).collect();
            let ensemble = self.decoded(&code)?;
            let off = wanted.map_or(0.0, |wanted| (boldness(&ensemble) - wanted).abs());
            if best.as_ref().is_none_or(|(least, ..)| off < *least) {
                best = Some((off, ensemble, self.shelf[from].family.clone()));
            }
        }
        let (_, ensemble, family) = best.unwrap_or((0.0, [None; SLOTS.len()], "natural".into()));
        let number = seed % 10_000;
        Ok(Look {
            id: format!("surprise-{number}"),
            name: say!("Surprise {number}", number = number),
            family,
            description: "A new look, made up for you.".into(),
            tags: vec!["surprise".into()],
            products: slots::products(&ensemble),
        })
    }

    /// The look at a share (0..=1) of the way from one look to another: exactly the one at 0, the other at 1, and between them along the
    /// space, as far as that stays between what they wear. What has no slot (hair, lenses, pictures) is that of the nearer look.
    ///
    /// # Errors
    /// [`InferenceError`] where a network fails.
    pub fn mix(&mut self, from: &Look, to: &Look, share: f32) -> Result<Look, InferenceError> {
        let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 };
        if share <= 0.0 || share >= 1.0 {
            return Ok(if share <= 0.0 { from.clone() } else { to.clone() });
        }
        let on_pale = self.mixed(&from.on(0.0), &to.on(0.0), share)?;
        let ends = || [from, to].into_iter().flat_map(|look| &look.products);
        let goes = |product: &Product| product.shades().into_iter().any(|shade| shade.deep.is_some());
        let kinds: Vec<&str> = ends().filter(|product| goes(product)).map(Product::name).collect();
        if kinds.is_empty() {
            return Ok(on_pale);
        }
        // Each skin has a mix of its own; where both wear the same product, its shades go with the skin.
        let on_deep = self.mixed(&from.on(1.0), &to.on(1.0), share)?;
        Ok(going_with_the_skin(on_pale, &on_deep, &kinds))
    }

    /// Of looks whose shades are one colour each, at a share between 0 and 1.
    fn mixed(&mut self, from: &Look, to: &Look, share: f32) -> Result<Look, InferenceError> {
        let ends = [from, to].map(slots::ensemble);
        let mut codes = Vec::new();
        for end in &ends {
            codes.push(self.encoded(end, |_| true)?.0);
        }
        let between: Code = codes[0].iter().zip(&codes[1]).map(|(a, b)| a + (b - a) * share).collect();
        // What the space does not hold of either end is blended besides, so that the ends are met exactly.
        let mut mixed = self.given(&between)?;
        for (index, weight) in [(0, 1.0 - share), (1, share)] {
            let (own, again) = (vector::logits(&ends[index]), self.given(&codes[index])?);
            let off = own.iter().zip(&again).map(|(own, again)| own - again.clamp(-CERTAIN, CERTAIN));
            mixed.iter_mut().zip(off).for_each(|(mixed, off)| *mixed += weight * off);
        }
        let ensemble = within(&worn(&mixed).unwrap_or(ends[0]), &ends, share);
        let nearer = if share < 0.5 { from } else { to };
        let (from_name, to_name) = (say(&from.name), say(&to.name));
        let mut products = slots::products(&ensemble);
        let besides = |product: &&Product| !has_slot(product) && !matches!(product, Product::Photo(_));
        products.extend(nearer.products.iter().filter(besides).cloned());
        products.extend(style_between(from, to, share).map(Product::Photo));
        Ok(Look {
            id: "mixed-look".into(),
            name: format!("{from_name} + {to_name}").chars().take(60).collect(),
            description: say!(
                "{share} % of the way from {from} to {to}.",
                share = format_args!("{:.0}", share * 100.0),
                from = from_name,
                to = to_name,
            ),
            tags: vec!["mixed".into()],
            products,
            ..nearer.clone()
        })
    }

    /// A half-made look, finished: what is `kept` stays exactly, everything else is what goes with it. The same seed gives the same look.
    ///
    /// # Errors
    /// [`InferenceError`] where a network fails.
    pub fn finish(&mut self, look: &Look, kept: impl Fn(&Product) -> bool, seed: u64) -> Result<Look, InferenceError> {
        let mut random = Rng::with_seed(seed);
        let chosen = Look { products: look.products.iter().filter(|p| kept(p)).cloned().collect(), ..look.clone() };
        let known = slots::ensemble(&chosen);
        let (mean, log_variance) = self.encoded(&known, |index| known[index].is_some())?;
        let stray =
            |(mean, log_variance): (&f32, &f32)| mean + STRAY * (0.5 * log_variance).exp() * normal(&mut random);
        let code: Code = mean.iter().zip(&log_variance).map(stray).collect();
        let guessed = self.decoded(&code)?;
        let rest: Ensemble = std::array::from_fn(|index| if known[index].is_some() { None } else { guessed[index] });
        Ok(Look { products: laid_on(chosen.products, slots::products(&rest)), ..look.clone() })
    }

    /// The built-in looks that are most like a look, the nearest first: ids and distances, in standard deviations.
    ///
    /// # Errors
    /// [`InferenceError`] where a network fails.
    pub fn near(&mut self, look: &Look, count: usize) -> Result<Vec<(String, f32)>, InferenceError> {
        let (code, _) = self.encoded(&slots::ensemble(look), |_| true)?;
        let distance =
            |placed: &Placed| placed.code.iter().zip(&code).map(|(one, two)| (one - two).powi(2)).sum::<f32>().sqrt();
        let others = self.shelf.iter().filter(|placed| placed.id != look.id);
        let mut found: Vec<(String, f32)> = others.map(|placed| (placed.id.clone(), distance(placed))).collect();
        found.sort_by(|a, b| a.1.total_cmp(&b.1));
        found.truncate(count);
        Ok(found)
    }

    /// The boldness that a share of the built-in looks does not reach.
    fn boldness_at(&self, share: f32) -> f32 {
        let mut all: Vec<f32> = self.shelf.iter().map(|placed| placed.boldness).collect();
        all.sort_by(f32::total_cmp);
        let index = (share.clamp(0.0, 1.0) * all.len().saturating_sub(1) as f32).round() as usize;
        all.get(index).copied().unwrap_or(0.0)
    }

    /// Mean and logarithm of the variance of an ensemble's place.
    fn encoded(&mut self, ensemble: &Ensemble, known: impl Fn(usize) -> bool) -> Result<(Code, Code), InferenceError> {
        let told: Ensemble = std::array::from_fn(|index| ensemble[index].filter(|_| known(index)));
        let flags: Vec<f32> = (0..SLOTS.len()).map(|index| f32::from(u8::from(known(index)))).collect();
        let mut outputs = self.encoder.run(&[&vector::of_ensemble(&told), &flags])?.into_iter();
        Ok((outputs.next().unwrap_or_default(), outputs.next().unwrap_or_default()))
    }

    /// The decoder's numbers at a place.
    fn given(&mut self, code: &[f32]) -> Result<Vec<f32>, InferenceError> {
        Ok(self.decoder.run(&[code])?.into_iter().next().unwrap_or_default())
    }

    fn decoded(&mut self, code: &[f32]) -> Result<Ensemble, InferenceError> {
        Ok(worn(&self.given(code)?).unwrap_or([None; SLOTS.len()]))
    }
}

/// What numbers say is worn.
fn worn(numbers: &[f32]) -> Option<Ensemble> {
    let guesses = vector::guesses(numbers)?;
    Some(guesses.map(|guess| (guess.presence > 0.5).then_some(guess.worn)))
}

/// A mix that stays between its ends: what neither wears is not worn, what one alone wears is laid on the thinner the farther that one is,
/// and of what both wear, drawing and finish are one of theirs, and colour and coverage lie between.
fn within(mixed: &Ensemble, [from, to]: &[Ensemble; 2], share: f32) -> Ensemble {
    std::array::from_fn(|index| match (from[index], to[index]) {
        (None, None) => None,
        (Some(own), None) => Some(Worn { coverage: own.coverage * (1.0 - share), ..own }),
        (None, Some(own)) => Some(Worn { coverage: own.coverage * share, ..own }),
        (Some(one), Some(two)) => {
            let mixed = mixed[index].unwrap_or(if share < 0.5 { one } else { two });
            let of_theirs = |mixed: usize, one: usize, two: usize| match mixed {
                own if own == one || own == two => own,
                _ if share < 0.5 => one,
                _ => two,
            };
            let between = |mixed: f32, one: f32, two: f32| mixed.clamp(one.min(two), one.max(two));
            Some(Worn {
                shape: of_theirs(mixed.shape, one.shape, two.shape),
                finish: of_theirs(mixed.finish, one.finish, two.finish),
                color: std::array::from_fn(|c| {
                    mixed.color[c].clamp(one.color[c].min(two.color[c]), one.color[c].max(two.color[c]))
                }),
                coverage: between(mixed.coverage, one.coverage, two.coverage),
                blur: between(mixed.blur, one.blur, two.blur),
            })
        }
    })
}

/// The style of a photo at a share of the way from one look to another. A look without one has the other's, and none of it on.
fn style_between(from: &Look, to: &Look, share: f32) -> Option<PhotoStyle> {
    let style = |look: &Look| {
        look.products.iter().rev().find_map(|product| match product {
            Product::Photo(style) => Some(style.clone()),
            _ => None,
        })
    };
    let (from, to) = match (style(from), style(to)) {
        (Some(from), Some(to)) => (from, to),
        (Some(from), None) => (from.clone(), PhotoStyle { coverage: 0.0, ..from }),
        (None, Some(to)) => (PhotoStyle { coverage: 0.0, ..to.clone() }, to),
        (None, None) => return None,
    };
    let between = |a: f32, b: f32| a + (b - a) * share;
    let code = from.code.iter().zip(&to.code).map(|(&a, &b)| between(a, b)).collect();
    Some(PhotoStyle { code, coverage: between(from.coverage, to.coverage) })
}

/// Whether a product is one that a slot holds.
fn has_slot(product: &Product) -> bool {
    slots::ensemble(&Look::of(vec![product.clone()])).iter().any(Option::is_some)
}

/// Two lists of products as one, in the order in which slots are laid on; what has no slot comes last.
fn laid_on(chosen: Vec<Product>, rest: Vec<Product>) -> Vec<Product> {
    let mut products: Vec<Product> = chosen.into_iter().chain(rest).collect();
    products.sort_by_key(|product| {
        let ensemble = slots::ensemble(&Look::of(vec![product.clone()]));
        ensemble.iter().position(Option::is_some).unwrap_or(SLOTS.len())
    });
    products
}

/// About normally distributed, of deviation 1.
fn normal(random: &mut Rng) -> f32 {
    let (one, two) = (1.0 - random.f32(), random.f32());
    (-2.0 * one.ln()).sqrt() * (std::f32::consts::TAU * two).cos()
}

/// A look as it is on pale skin, that on the deepest skin has the colours of another one, wherever both have the same product of one of
/// these kinds.
fn going_with_the_skin(mut pale: Look, deep: &Look, kinds: &[&str]) -> Look {
    let drawings = |product: &Product| match product {
        Product::Eyeshadow(shadow) => shadow.zones.iter().map(|zone| zone.shape.clone()).collect(),
        other => Vec::from_iter(other.shape().map(str::to_owned)),
    };
    let mut left: Vec<&Product> = deep.products.iter().collect();
    for product in pale.products.iter_mut().filter(|product| kinds.contains(&product.name())) {
        let same = |other: &&Product| other.name() == product.name() && drawings(other) == drawings(product);
        let Some(twin) = left.iter().position(same).map(|at| left.remove(at)) else { continue };
        for (place, color) in twin.colors().into_iter().enumerate() {
            match product.shades().get(place) {
                Some(own) if own.color != color && own.article.is_none() => {
                    let shade = Shade { deep: Some(color), ..(*own).clone() };
                    *product = product.with_shade(place, shade, None);
                }
                _ => {}
            }
        }
    }
    pale
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mix_stays_between_its_ends() {
        let worn = |shape, coverage, color| Worn { shape, finish: 0, color, coverage, blur: 0.0 };
        let with = |own: [Option<Worn>; 3]| -> Ensemble {
            let mut ensemble = [None; SLOTS.len()];
            ensemble[..3].copy_from_slice(&own);
            ensemble
        };
        let from = with([None, Some(worn(1, 0.8, [200, 40, 60])), Some(worn(0, 0.4, [200, 40, 60]))]);
        let to = with([None, None, Some(worn(3, 0.6, [120, 90, 60]))]);
        // What a network says: something that neither wears, nothing where one does, and a third drawing beyond both.
        let said = with([Some(worn(0, 1.0, [0; 3])), None, Some(worn(2, 1.0, [255, 0, 90]))]);
        let mixed = within(&said, &[from, to], 0.25);
        assert_eq!(mixed[0], None);
        assert_eq!(mixed[1], Some(worn(1, 0.8 * 0.75, [200, 40, 60])));
        assert_eq!(mixed[2], Some(worn(0, 0.6, [200, 40, 60])));
    }
}
