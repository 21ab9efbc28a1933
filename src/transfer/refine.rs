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
/// The zone of the lids that nothing lies over.
const OUTER: &str = "outer shadow";
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
        let [seen, bare] = [core.reflectance, skin * BARE_LIPS].map(|color| Lab::from_linear(color.to_array()));
        ciede2000(seen, bare)
    };
    slot.kind() == Kind::Lipstick && core.is_some_and(|core| off(core) > PAINTED)
}

/// Whether a slot's colour is told by its region alone. The zones of the lids, lines and lashes lie over one another: there the network
/// knows more than a mean colour does, as long as it is not far off.
fn is_measured(slot: &Slot) -> bool {
    matches!(slot.kind(), Kind::Lipstick | Kind::Blush)
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
    correct_all(&mut ensemble, cores, skin, baker, |slot, _, _| is_measured(slot))?;
    for _ in 0..LID_STEPS {
        correct_all(&mut ensemble, cores, skin, baker, is_off)?;
    }
    Ok(ensemble)
}

/// Whether the colour of a zone of the lids is to be taken from the picture, by how the zone looks there and how it would.
fn is_off(slot: &Slot, seen: Lab, would: Lab) -> bool {
    let chromatic = (seen.0[1] - would.0[1]).hypot(seen.0[2] - would.0[2]);
    match slot.name {
        OUTER => ciede2000(seen, would) > OFF_OUTER,
        _ => slot.kind() == Kind::Eyeshadow && chromatic > OFF_LIDS,
    }
}

/// Corrects what is worn in those slots that are asked for, by how their regions look and how they would.
fn correct_all(
    ensemble: &mut Ensemble,
    cores: &[Option<Core>; SLOTS.len()],
    skin: Vec3,
    baker: &Baker,
    asked: impl Fn(&Slot, Lab, Lab) -> bool,
) -> Result<(), BakeError> {
    let atlas = baker.bake_small(&Look::of(slots::products(ensemble)))?;
    for (index, slot) in SLOTS.iter().enumerate() {
        let (Some(worn), Some(core)) = (&mut ensemble[index], &cores[index]) else { continue };
        let ground = ground(slot, skin);
        let shown = core.wearing(&atlas, ground);
        // Lashes, lines and folds: half of how much darker it is there is theirs.
        let shaded = slot.kind() == Kind::Eyeshadow && slot.name != OUTER;
        let light = |color: Vec3| luminance(color.to_array()).max(1e-3);
        let seen =
            if shaded { core.reflectance * (light(shown) / light(core.reflectance)).sqrt() } else { core.reflectance };
        let [of_photo, would] = [seen, shown].map(|color| Lab::from_linear(color.to_array()));
        if asked(slot, of_photo, would) {
            correct(slot, worn, seen / shown.max(Vec3::splat(1e-3)), ground);
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
