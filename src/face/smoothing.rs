//! One-Euro filter over a face's landmarks (G. Casiez, N. Roussel, D. Vogel, "1 € filter: a simple speed-based low-pass filter for noisy
//! input in interactive systems", 2012): calm when the face is still, without lag when it moves.
//!
//! The numbers are those with the least jitter on recorded clips at which makeup on talking mouths does not flicker more than without any
//! smoothing (`vanity motion-check`): a mouth opens within a few frames, and what lags behind it is seen.

use std::time::Duration;

use crate::geometry::Vec3;

/// Cut-off for a still point, hertz.
const STILL_HZ: f32 = 1.5;
/// Growth of the cut-off with speed, hertz for one face width a second.
const HZ_PER_SPEED: f32 = 120.0;
/// Cut-off for the speed itself, hertz.
const SPEED_HZ: f32 = 6.0;

/// The state of all points of one face.
#[derive(Debug, Clone, Default)]
pub struct Smoothing {
    points: Vec<Vec3>,
    velocities: Vec<Vec3>,
}

impl Smoothing {
    /// Takes new points; `face_width` (pixels) makes speeds comparable, `elapsed` is since the last call. Without elapsed time the points
    /// are taken as they are: the source is frozen or has jumped.
    pub fn smooth(&mut self, points: &[Vec3], face_width: f32, elapsed: Option<Duration>) -> &[Vec3] {
        let seconds = elapsed.map_or(0.0, |elapsed| elapsed.as_secs_f32());
        if self.points.len() != points.len() || seconds <= 0.0 || face_width <= 0.0 {
            self.points = points.to_vec();
            self.velocities = vec![Vec3::ZERO; points.len()];
            return &self.points;
        }
        for ((kept, velocity), &new) in self.points.iter_mut().zip(&mut self.velocities).zip(points) {
            let now = (new - *kept) / (face_width * seconds);
            *velocity += (now - *velocity) * gain(SPEED_HZ, seconds);
            let cutoff = STILL_HZ + HZ_PER_SPEED * velocity.truncate().length();
            *kept += (new - *kept) * gain(cutoff, seconds);
        }
        &self.points
    }
}

/// Share of a step that a first-order low-pass takes in a time.
fn gain(cutoff_hz: f32, seconds: f32) -> f32 {
    let rate = std::f32::consts::TAU * cutoff_hz * seconds;
    rate / (rate + 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: Option<Duration> = Some(Duration::from_millis(33));

    #[test]
    fn a_still_point_stays_to_the_bit() {
        let mut smoothing = Smoothing::default();
        let points = [Vec3::new(10.3, 20.7, -3.1)];
        for elapsed in [None, FRAME, FRAME, Some(Duration::ZERO), FRAME] {
            assert_eq!(smoothing.smooth(&points, 100.0, elapsed), points);
        }
    }

    #[test]
    fn noise_shrinks_and_a_fast_move_is_followed_within_a_frame() {
        let mut smoothing = Smoothing::default();
        let mut spread = 0.0f32;
        for i in 0..60 {
            let noisy = Vec3::X * (50.0 + if i % 2 == 0 { 0.4 } else { -0.4 });
            let x = smoothing.smooth(&[noisy], 200.0, FRAME)[0].x;
            spread = if i > 20 { spread.max((x - 50.0).abs()) } else { 0.0 };
        }
        assert!(spread < 0.3, "{spread}");
        let mut lag = 0.0;
        for i in 0..15 {
            let x = 50.0 + 8.0 * i as f32;
            lag = x - smoothing.smooth(&[Vec3::X * x], 200.0, FRAME)[0].x;
        }
        assert!(lag < 8.0, "{lag} px behind at 8 px a frame");
    }
}
