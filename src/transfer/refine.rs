//! Analysis by synthesis: what was read is worn by the face it was read from, in its own plane, and where the colour of lips,
//! cheeks or lids comes out otherwise than in the photo, the product that makes it is changed.

use super::{
    measure::{self, Core},
    slots::{self, Ensemble, Kind, SLOTS, Slot, Worn},
};
use crate::{
    geometry::Vec3,
    look::Look,
    makeup::{self, BakeError, Baker},
    raster::{
        color::luminance,
        difference::{Lab, ciede2000},
    },
};

/// Reflectance of bare lips over that of the skin around them, linear: what shows through a sheer lipstick.
pub const BARE_LIPS: Vec3 = Vec3::new(0.66, 0.46, 0.50);
/// Share of the difference that is taken back. More, or more often, follows shine and shadow as well, and is worse.
const STEP: f32 = 0.8;
/// A shade that cannot be told from black or white in a channel: there is too little of it.
const EXTREMES: (u8, u8) = (3, 252);
/// By so much more is laid on then.
const MORE: f32 = 1.25;

/// From which difference on between how a zone of the lids looks in the photo and how it would, the picture is right and not the network.
/// Over the outer corner lies nothing, so that its colour counts as it is (CIEDE2000). Elsewhere lashes, lines and folds darken what is
/// seen: half of the difference in luminance (its square root) is left to them, and what counts is the distance in CIELAB's a* and b*.
/// Chosen on painted faces and on photos of real makeup: less follows the photos closer, and shades that are known less.
const OFF_OUTER: f64 = 3.5;
const OFF_LIDS: f64 = 8.0;
/// How often zones of the lids are corrected: they lie over one another.
const LID_STEPS: usize = 2;

/// Lips that differ from bare ones by more than this (CIEDE2000) wear something, whatever the network says.
const PAINTED: f64 = 12.0;
/// The palest skin (luminance, 0..=1): a photo whose skin is brighter was lit or developed brighter than its light tells.
const PALEST: f32 = 0.55;

/// By what measured reflectances are to be multiplied, where the skin's says that the photo is too bright. What the network is told are
/// ratios to the skin, which stay.
pub fn exposure(skin: Vec3) -> f32 {
    (PALEST / luminance(skin.to_array()).max(1e-3)).min(1.0)
}

/// Whether lips are seen to be painted.
pub fn are_painted(slot: &Slot, core: Option<&Core>, skin: Vec3) -> bool {
    let off = |core: &Core| {
        let [seen, bare] = [core.reflectance, ground(slot, skin)].map(|color| Lab::from_linear(color.to_array()));
        ciede2000(seen, bare)
    };
    slot.kind() == Kind::Lipstick && core.is_some_and(|core| off(core) > PAINTED)
}

/// How far the mean colour of a slot's region is that of what is worn in the slot.
#[derive(Clone, Copy, PartialEq)]
enum Told {
    /// Nothing else lies there.
    Alone,
    /// Other zones of the lids lie beneath it, but nothing over it.
    Outermost,
    /// Zones of the lids under lashes, lines and folds.
    Shaded,
    /// There the network knows more than a mean colour does.
    Hardly,
}

impl Told {
    fn of(slot: &Slot) -> Self {
        match (slot.kind(), slot.name) {
            (Kind::Lipstick | Kind::Blush, _) => Self::Alone,
            (_, "outer shadow") => Self::Outermost,
            (Kind::Eyeshadow, _) => Self::Shaded,
            _ => Self::Hardly,
        }
    }

    /// The reflectance that counts of what is `seen` in a region that would show `would`: half of how much darker it is there is shade.
    fn counted(self, seen: Vec3, would: Vec3) -> Vec3 {
        let light = |color: Vec3| luminance(color.to_array()).max(1e-3);
        if self == Self::Shaded { seen * (light(would) / light(seen)).sqrt() } else { seen }
    }

    /// Whether the picture is right and not the network, by how a region looks and how it would.
    fn is_off(self, seen: Vec3, would: Vec3) -> bool {
        let [seen, would] = [seen, would].map(|color| Lab::from_linear(color.to_array()));
        match self {
            Self::Alone => true,
            Self::Outermost => ciede2000(seen, would) > OFF_OUTER,
            Self::Shaded => (seen.0[1] - would.0[1]).hypot(seen.0[2] - would.0[2]) > OFF_LIDS,
            Self::Hardly => false,
        }
    }
}

/// Reflectance of what a slot is laid on, by that of the skin.
pub fn ground(slot: &Slot, skin: Vec3) -> Vec3 {
    if slot.kind() == Kind::Lipstick { skin * BARE_LIPS } else { skin }
}

/// Changes the measured slots of an ensemble towards what they look like in the photo. `cores` are the slots' regions there.
///
/// # Errors
/// [`BakeError`] where a drawing is missing.
pub fn refined(
    mut ensemble: Ensemble,
    cores: &[Option<Core>; SLOTS.len()],
    skin: Vec3,
    baker: &Baker,
) -> Result<Ensemble, BakeError> {
    correct_all(&mut ensemble, cores, skin, baker, |told| told == Told::Alone)?;
    for _ in 0..LID_STEPS {
        correct_all(&mut ensemble, cores, skin, baker, |told| told != Told::Alone)?;
    }
    Ok(ensemble)
}

/// Corrects what is worn in those slots that are asked for, where it is off.
fn correct_all(
    ensemble: &mut Ensemble,
    cores: &[Option<Core>; SLOTS.len()],
    skin: Vec3,
    baker: &Baker,
    asked: impl Fn(Told) -> bool,
) -> Result<(), BakeError> {
    let atlas = baker.bake_small(&Look::of(slots::products(ensemble)))?;
    for (index, slot) in SLOTS.iter().enumerate().filter(|(_, slot)| asked(Told::of(slot))) {
        let (Some(worn), Some(core)) = (&mut ensemble[index], &cores[index]) else { continue };
        let (told, ground) = (Told::of(slot), ground(slot, skin));
        let would = core.wearing(&atlas, ground);
        let seen = told.counted(core.reflectance, would);
        if told.is_off(seen, would) {
            correct(slot, worn, seen / would.max(Vec3::splat(1e-3)), ground);
        }
    }
    Ok(())
}

/// Changes a product so that its colour comes out `off` times as bright, channel by channel.
fn correct(slot: &Slot, worn: &mut Worn, off: Vec3, ground: Vec3) {
    let Some(film) = makeup::film(&slot.product(worn)) else { return };
    let shown = Vec3::from_array(film.on(ground.to_array()));
    let wanted = shown * off.max(Vec3::splat(0.2)).min(Vec3::splat(5.0)).powf(STEP);
    let before = *worn;
    worn.color = shade(slot, &before, wanted, ground);
    let extreme = worn.color.iter().any(|&channel| channel <= EXTREMES.0 || channel >= EXTREMES.1);
    if extreme && worn.coverage < 1.0 {
        worn.coverage = (worn.coverage * MORE).min(1.0);
        worn.color = shade(slot, worn, wanted, ground);
    }
}

fn shade(slot: &Slot, worn: &Worn, wanted: Vec3, ground: Vec3) -> [u8; 3] {
    measure::shade(wanted, ground, |color| slot.product(&Worn { color, ..*worn }))
}
