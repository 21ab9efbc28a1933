//! The JSON documents that scripts read.

use serde_json::{Value, json};

use crate::face::Face;

/// Faces in pixels of the picture, largest first: score, box, roi and 478 points each.
pub(super) fn faces(faces: &[Face]) -> Value {
    let mut ordered: Vec<&Face> = faces.iter().collect();
    ordered.sort_by(|a, b| area(b).total_cmp(&area(a)));
    Value::Array(ordered.into_iter().map(face).collect())
}

fn area(face: &Face) -> f32 {
    face.bounds.size().element_product()
}

fn face(face: &Face) -> Value {
    let (bounds, size, roi) = (face.bounds.min, face.bounds.size(), &face.roi);
    let landmarks: Vec<Value> = face.landmarks.iter().map(|p| json!([short(p.x), short(p.y), short(p.z)])).collect();
    json!({
        "score": short(face.score),
        "box": [short(bounds.x), short(bounds.y), short(size.x), short(size.y)],
        "roi": {
            "center": [short(roi.center.x), short(roi.center.y)],
            "side": short(roi.side),
            "angle_degrees": short(roi.angle.to_degrees()),
        },
        "pose": { "yaw": short(face.pose.yaw), "pitch": short(face.pose.pitch), "roll": short(face.pose.roll) },
        "landmarks": landmarks,
    })
}

/// A thousandth of a pixel is more than enough, and the document stays small.
pub(super) fn short(value: f32) -> f64 {
    (f64::from(value) * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        face::Pose,
        geometry::{Rect, RotatedSquare, Vec2, Vec3},
    };

    fn face_of(side: f32) -> Face {
        Face {
            track: 0,
            score: 0.98,
            bounds: Rect { min: Vec2::new(10.0, 20.0), max: Vec2::new(10.0 + side, 20.0 + side) },
            roi: RotatedSquare { center: Vec2::new(30.0, 40.0), side: side * 1.5, angle: 0.0 },
            landmarks: vec![Vec3::new(1.23456, 2.0, -3.0); 478],
            pose: Pose::default(),
            parsing: None,
            surroundings: None,
            presence: 1.0,
        }
    }

    #[test]
    fn the_largest_face_comes_first() {
        let document = faces(&[face_of(50.0), face_of(200.0)]);
        assert_eq!(document[0]["box"], json!([10.0, 20.0, 200.0, 200.0]));
        assert_eq!(document[1]["box"][2], json!(50.0));
        assert_eq!(document[0]["score"], json!(0.98));
        assert_eq!(document[0]["landmarks"].as_array().unwrap().len(), 478);
        assert_eq!(document[0]["landmarks"][477], json!([1.235, 2.0, -3.0]));
    }
}
