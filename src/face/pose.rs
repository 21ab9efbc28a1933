//! Head pose from landmarks.

use super::Pose;
use crate::geometry::{
    Mat3, Vec3,
    canonical::{VERTEX_COUNT, canonical_face},
};

/// Steps of the polar decomposition; it converges quadratically.
const POLAR_STEPS: usize = 8;

/// Fits the canonical face to the landmarks by least squares, and takes the rotation out of the fit by polar decomposition (N. Higham,
/// "Computing the polar decomposition - with applications", 1986).
pub(super) fn pose_from_landmarks(landmarks: &[Vec3]) -> Pose {
    let model = canonical_face().positions.iter().map(|p| *p * Vec3::new(1.0, -1.0, -1.0));
    let model: Vec<Vec3> = model.collect();
    let seen = &landmarks[..VERTEX_COUNT];
    let mean = |points: &[Vec3]| points.iter().sum::<Vec3>() / points.len() as f32;
    let (model_mean, seen_mean) = (mean(&model), mean(seen));
    let (mut cross, mut spread) = (Mat3::ZERO, Mat3::ZERO);
    for (m, s) in model.iter().zip(seen) {
        let (m, s) = (*m - model_mean, *s - seen_mean);
        cross += Mat3::from_cols(s * m.x, s * m.y, s * m.z);
        spread += Mat3::from_cols(m * m.x, m * m.y, m * m.z);
    }
    rotation(cross * spread.inverse()).map_or_else(Pose::default, |rotation| pose_from_rotation(&rotation))
}

fn rotation(fit: Mat3) -> Option<Mat3> {
    let scale = fit.determinant().abs().cbrt();
    if !scale.is_finite() || scale < 1e-6 {
        return None;
    }
    let mut rotation = fit * (1.0 / scale);
    for _ in 0..POLAR_STEPS {
        rotation = (rotation + rotation.inverse().transpose()) * 0.5;
    }
    rotation.is_finite().then_some(rotation)
}

fn pose_from_rotation(rotation: &Mat3) -> Pose {
    let roll = rotation.x_axis.y.atan2(rotation.x_axis.x);
    let gaze = Mat3::from_rotation_z(-roll) * -rotation.z_axis;
    Pose {
        yaw: gaze.x.atan2(-gaze.z).to_degrees(),
        pitch: (-gaze.y).clamp(-1.0, 1.0).asin().to_degrees(),
        roll: roll.to_degrees(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turns_are_told_apart_and_have_the_documented_signs() {
        let radians = f32::to_radians;
        for (yaw, pitch, roll) in
            [(0.0, 0.0, 0.0), (40.0, 0.0, 0.0), (0.0, 25.0, 0.0), (0.0, 0.0, 35.0), (-30.0, 15.0, -20.0)]
        {
            let turn = Mat3::from_rotation_z(radians(roll))
                * Mat3::from_rotation_y(-radians(yaw))
                * Mat3::from_rotation_x(-radians(pitch));
            let place = |p: &Vec3| turn * (*p * Vec3::new(1.0, -1.0, -1.0)) * 17.0 + Vec3::new(300.0, 200.0, 5.0);
            let landmarks: Vec<Vec3> = canonical_face().positions.iter().map(place).collect();
            let pose = pose_from_landmarks(&landmarks);
            let error = (pose.yaw - yaw).abs().max((pose.pitch - pitch).abs()).max((pose.roll - roll).abs());
            assert!(error < 0.1, "{pose:?} for {yaw} {pitch} {roll}");
        }
        // The nose of a head turned to the picture's right lies right of the eyes' middle.
        let turn = Mat3::from_rotation_y(-radians(30.0));
        let nose = turn * (canonical_face().positions[4] * Vec3::new(1.0, -1.0, -1.0));
        assert!(nose.x > 0.0);
    }

    #[test]
    fn points_that_are_no_face_give_no_turn() {
        assert_eq!(pose_from_landmarks(&[Vec3::ZERO; VERTEX_COUNT]), Pose::default());
    }
}
