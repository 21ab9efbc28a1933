//! The same face in other light, of another skin tone, and through another camera.

use fastrand::Rng;

use crate::{
    face::{FaceCrop, Part},
    geometry::{Vec2, Vec3},
    raster::{
        Pixmap,
        cells::Corners,
        color::{linear_from_rgb8, rgb8_from_linear},
        resize,
    },
};

/// Parts that are darker where the skin is.
const SKIN: [Part; 6] = [Part::Skin, Part::Brows, Part::UpperLip, Part::LowerLip, Part::Ears, Part::Neck];

/// About normally distributed, of deviation 1.
fn normal(random: &mut Rng) -> f32 {
    (0..6).map(|_| random.f32()).sum::<f32>() * std::f32::consts::SQRT_2 - 3.0 * std::f32::consts::SQRT_2
}

/// A bare face in random light, and now and then with darker skin.
pub(in crate::cli) fn relit(crop: &FaceCrop, random: &mut Rng) -> FaceCrop {
    let exposure = (0.30 * normal(random)).exp();
    let tint = Vec3::new(0.10 * normal(random), 0.0, 0.14 * normal(random)).map(f32::exp);
    let slope = Vec2::new(0.25 * normal(random), 0.15 * normal(random));
    let darker = if random.f32() < 0.45 { 0.18 + 0.75 * random.f32() } else { 1.0 };
    let skin = Vec3::new(darker.powf(0.85), darker, darker.powf(1.18));
    let mut picture = crop.picture.clone();
    let [width, height] = picture.size();
    let shares = crop.face.parsing.as_ref().filter(|_| darker < 1.0).map(|parsing| {
        let planes = SKIN.map(|part| parsing.plane(part));
        let sum: Vec<f32> = (0..planes[0].len())
            .map(|cell| planes.iter().map(|plane| f32::from(plane[cell]) / 255.0).sum::<f32>().min(1.0))
            .collect();
        (sum, parsing.size, parsing.cells_from_frame())
    });
    for y in 0..height {
        for x in 0..width {
            let at = Vec2::new(x as f32 + 0.5, y as f32 + 0.5);
            let share = shares.as_ref().map_or(0.0, |(sum, size, cells)| {
                let place = cells.transform_point2(at).clamp(Vec2::ZERO, Vec2::splat(*size as f32 - 1.001));
                let corners = Corners::around(place, *size);
                corners.indices.iter().zip(corners.weights).map(|(&cell, weight)| sum[cell] * weight).sum()
            });
            let across = at / Vec2::new(width as f32, height as f32) * 2.0 - 1.0;
            let light = tint * exposure * (1.0 + slope.dot(across)).max(0.2);
            let pixel = &mut picture.pixels_mut()[y * width + x];
            let color = Vec3::from_array(linear_from_rgb8([pixel[0], pixel[1], pixel[2]]));
            let color = color * light * Vec3::ONE.lerp(skin, share);
            pixel[..3].copy_from_slice(&rgb8_from_linear(color.to_array()));
        }
    }
    FaceCrop { picture, face: crop.face.clone() }
}

/// As another camera would have taken it: smaller, noisy, the mesh a little off.
pub(super) fn taken(crop: FaceCrop, random: &mut Rng) -> FaceCrop {
    let FaceCrop { mut picture, mut face } = crop;
    if random.f32() < 0.5 {
        let side = picture.width() as f32 * (0.45 + 0.55 * random.f32());
        let scale = side.round() / picture.width() as f32;
        picture = resize::resized(&picture, side.round() as u32, side.round() as u32);
        face = face.moved(Vec2::ZERO, scale);
    }
    let noise = random.f32() * 5.0;
    for channel in picture.pixels_mut().iter_mut().flat_map(|pixel| &mut pixel[..3]) {
        *channel = (f32::from(*channel) + noise * (random.f32() + random.f32() - 1.0)).round().clamp(0.0, 255.0) as u8;
    }
    let width = face.bounds.size().x;
    let shift = Vec2::new(normal(random), normal(random)) * 0.003 * width;
    let stretch = 1.0 + 0.006 * normal(random);
    let center = face.bounds.center();
    for point in &mut face.landmarks {
        let moved = center + (point.truncate() - center) * stretch + shift;
        *point = moved.extend(point.z);
    }
    FaceCrop { picture, face }
}

/// Whether a face's square is large enough to teach anything.
pub(super) fn is_usable(picture: &Pixmap) -> bool {
    picture.width() >= 120
}
