//! Coloured contact lenses: a print over the iris that leaves the pupil, the lids' shadow and the catch-light as they are.

use std::f32::consts::TAU;

use super::{
    front::Front,
    guard::Opening,
    light::{Light, luminance},
    pixel::{decode, encode, smoothstep, wave},
    rows::for_each_row,
};
use crate::{
    face::Face,
    geometry::{
        Rect, Vec2, Vec3,
        regions::{LEFT_EYE, LEFT_IRIS, RIGHT_EYE, RIGHT_IRIS},
    },
    makeup::passes::Lens,
    raster::Pixmap,
};

/// Radius of the pupil and its soft edge, shares of the iris's radius.
const PUPIL: (f32, f32) = (0.30, 0.46);
/// Where the print ends, shares of the iris's radius.
const EDGE: (f32, f32) = (0.93, 1.04);
/// Fine spokes around the iris.
const SPOKES: f32 = 46.0;
/// Light on an iris in the shade of lid and lashes, over that on the skin around.
const SHADED: f32 = 0.62;

/// Puts a lens into each eye that wears one.
pub(super) fn put_in(
    picture: &mut Pixmap,
    face: &Face,
    front: Option<&Front>,
    light: &Light,
    lenses: &[Option<Lens>; 2],
    strength: f32,
) {
    let eyes = [(&LEFT_EYE[..], LEFT_IRIS), (&RIGHT_EYE[..], RIGHT_IRIS)];
    for ((ring, iris), lens) in eyes.into_iter().zip(lenses) {
        let Some(lens) = lens else { continue };
        let Some(opening) = Opening::of(face, ring, picture.size()) else { continue };
        let Some(iris) = Iris::of(face, iris) else { continue };
        let lid = ring.iter().map(|&vertex| light.lit[vertex]).sum::<Vec3>() / ring.len() as f32;
        let key = luminance(lid) / light.wearer.skin_albedo * SHADED;
        let print = Print { lens, iris, illumination: light.wearer.tint * key, strength };
        let own = print.own_brightness(picture);
        for_each_row(picture, iris.bounds(), |y, left, row| {
            for (x, pixel) in (left..).zip(row) {
                let visible = opening.cover(x, y);
                if visible > 0.0 {
                    let hidden = front.map_or(0.0, |front| front.at_pixel(x, y, *pixel).front);
                    print.onto(pixel, Vec2::new(x as f32 + 0.5, y as f32 + 0.5), own, visible * (1.0 - hidden));
                }
            }
        });
    }
}

/// An iris in the frame, pixels: an ellipse, for an eye that looks aside.
#[derive(Clone, Copy)]
struct Iris {
    center: Vec2,
    across: Vec2,
    down: Vec2,
}

impl Iris {
    /// `landmarks`: the centre, and four points of the border one after another. `None` where it is less than two pixels wide.
    fn of(face: &Face, landmarks: [usize; 5]) -> Option<Self> {
        let [center, right, top, left, bottom] = landmarks.map(|index| face.landmarks[index].truncate());
        let (across, down) = ((right - left) * 0.5, (bottom - top) * 0.5);
        (across.perp_dot(down).abs() > 1.0).then_some(Self { center, across, down })
    }

    fn bounds(&self) -> Rect {
        let reach = (self.across.abs() + self.down.abs()) * 1.1;
        Rect { min: self.center - reach, max: self.center + reach }
    }

    /// Where a point lies: 0 in the middle, length 1 on the border.
    fn place(&self, point: Vec2) -> Vec2 {
        let offset = point - self.center;
        let area = self.across.perp_dot(self.down);
        Vec2::new(offset.perp_dot(self.down), self.across.perp_dot(offset)) / area
    }
}

struct Print<'a> {
    lens: &'a Lens,
    iris: Iris,
    illumination: Vec3,
    strength: f32,
}

impl Print<'_> {
    /// Mean luminance of the bare iris around its pupil.
    fn own_brightness(&self, picture: &Pixmap) -> f32 {
        let [width, height] = picture.size().map(|side| side as f32);
        let ring = (0..24).map(|i| Vec2::from_angle(i as f32 / 24.0 * TAU) * 0.65);
        let points = ring.map(|at| self.iris.center + self.iris.across * at.x + self.iris.down * at.y);
        let inside = points.filter(|p| p.x >= 0.0 && p.y >= 0.0 && p.x < width && p.y < height);
        let (sum, count) = inside.fold((0.0, 0), |(sum, count), point| {
            (sum + luminance(decode(picture.pixel(point.x as u32, point.y as u32))), count + 1)
        });
        sum / count.max(1) as f32
    }

    fn onto(&self, pixel: &mut [u8; 4], point: Vec2, own: f32, visible: f32) {
        let place = self.iris.place(point);
        let distance = place.length();
        if distance >= EDGE.1 {
            return;
        }
        let seen = decode(*pixel);
        let brightness = luminance(seen);
        // A reflection lies on the lens, not under it.
        let reflection = smoothstep(0.35, 0.75, brightness / luminance(self.illumination).max(1e-4));
        let angle = place.y.atan2(place.x) / TAU + 0.5;
        let spokes = 0.72 + 0.56 * wave(angle * SPOKES + 3.0 * wave(distance * 9.0 + 100.0));
        let relief = (brightness / own.max(1e-3)).clamp(0.4, 1.5).sqrt();
        let ring = 1.0 - self.lens.ring * 0.8 * smoothstep(0.74, 0.96, distance);
        let printed = Vec3::from_array(self.lens.color) * self.illumination * (spokes * relief * ring);
        let within = smoothstep(EDGE.1, EDGE.0, distance) * smoothstep(PUPIL.0, PUPIL.1, distance);
        let share =
            self.strength * visible * within * (1.0 - reflection) * self.lens.hides.max(self.lens.ring * (1.0 - ring));
        encode(seen.lerp(printed, share), pixel);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_on_the_border_is_one_away() {
        let iris = Iris { center: Vec2::new(10.0, 20.0), across: Vec2::new(4.0, 1.0), down: Vec2::new(-1.0, 5.0) };
        for angle in [0.0f32, 0.7, 2.0, 4.0] {
            let at = Vec2::from_angle(angle);
            let point = iris.center + iris.across * at.x + iris.down * at.y;
            assert!((iris.place(point) - at).length() < 1e-5);
        }
    }
}
