//! Landmarks as if the head looked straight into the camera.

use crate::{
    face::Face,
    geometry::{Mat3, Vec2},
};

/// Points of a face from the front; unit: pixels, y down.
pub(super) struct Frontal(Vec<Vec2>);

impl Frontal {
    /// Turns the landmarks back by the head's pose.
    pub(super) fn of(face: &Face) -> Self {
        let pose = face.pose;
        let turn = Mat3::from_rotation_z(pose.roll.to_radians())
            * Mat3::from_rotation_y(-pose.yaw.to_radians())
            * Mat3::from_rotation_x(-pose.pitch.to_radians());
        let back = turn.transpose();
        Self(face.landmarks.iter().map(|&point| (back * point).truncate()).collect())
    }

    pub(super) fn at(&self, index: usize) -> Vec2 {
        self.0[index]
    }

    pub(super) fn distance(&self, a: usize, b: usize) -> f32 {
        self.at(a).distance(self.at(b))
    }
}
