//! Analysis by synthesis: what was read is worn by the face it was read from, in its own plane, and where the colour of lips or
//! cheeks comes out otherwise than in the photo, the product that makes it is changed.

use super::{
    measure::{self, Core},
    slots::{self, Ensemble, Kind, SLOTS, Slot, Worn},
};
use crate::{
    geometry::Vec3,
    look::Look,
    makeup::{self, BakeError, Baker},
};

/// Reflectance of bare lips over that of the skin around them, linear: what shows through a sheer lipstick.
pub const BARE_LIPS: Vec3 = Vec3::new(0.66, 0.46, 0.50);
/// Share of the difference that is taken back. More, or more often, follows shine and shadow as well, and is worse.
const STEP: f32 = 0.8;
/// A shade that cannot be told from black or white in a channel: there is too little of it.
const EXTREMES: (u8, u8) = (3, 252);
/// By so much more is laid on then.
const MORE: f32 = 1.25;

/// Whether a slot's colour is told by its region alone. The zones of the lids, lines and lashes lie over one another: there the network
/// knows more than a mean colour does.
pub fn is_measured(slot: &Slot) -> bool {
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
    let look = Look::of(slots::products(&ensemble));
    let atlas = baker.bake_small(&look)?;
    for (index, slot) in SLOTS.iter().enumerate().filter(|(_, slot)| is_measured(slot)) {
        let (Some(worn), Some(core)) = (&mut ensemble[index], &cores[index]) else { continue };
        let ground = ground(slot, skin);
        let off = core.reflectance / core.wearing(&atlas, ground).max(Vec3::splat(1e-3));
        correct(slot, worn, off, ground);
    }
    Ok(ensemble)
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
