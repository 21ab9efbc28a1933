//! Named rings of landmarks. "Left" and "right" are the picture's, not the person's.

/// Opening of the eye on the picture's left: outer corner, lower lid, inner corner, upper lid.
pub const LEFT_EYE: [usize; 16] = [33, 7, 163, 144, 145, 153, 154, 155, 133, 173, 157, 158, 159, 160, 161, 246];

/// Opening of the eye on the picture's right: outer corner, lower lid, inner corner, upper lid.
pub const RIGHT_EYE: [usize; 16] = [263, 249, 390, 373, 374, 380, 381, 382, 362, 398, 384, 385, 386, 387, 388, 466];

/// Inner border of the lips: the mouth's opening.
pub const INNER_LIPS: [usize; 20] =
    [78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308, 415, 310, 311, 312, 13, 82, 81, 80, 191];

/// Outer border of the lips.
pub const OUTER_LIPS: [usize; 20] =
    [61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 409, 270, 269, 267, 0, 37, 39, 40, 185];

/// Border of the upper lip, as a closed ring.
pub const UPPER_LIP: [usize; 22] =
    [61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291, 308, 415, 310, 311, 312, 13, 82, 81, 80, 191, 78];

/// Border of the lower lip, as a closed ring.
pub const LOWER_LIP: [usize; 22] =
    [61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 308, 324, 318, 402, 317, 14, 87, 178, 88, 95, 78];

/// Border of the face.
pub const FACE_OVAL: [usize; 36] = [
    10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148, 176, 149, 150,
    136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
];

/// Brow on the picture's left, as a closed ring.
pub const LEFT_BROW: [usize; 10] = [70, 63, 105, 66, 107, 55, 65, 52, 53, 46];

/// Brow on the picture's right, as a closed ring.
pub const RIGHT_BROW: [usize; 10] = [300, 293, 334, 296, 336, 285, 295, 282, 283, 276];

/// Iris on the picture's left: its centre, then right, top, left and bottom of its border.
pub const LEFT_IRIS: [usize; 5] = [468, 469, 470, 471, 472];

/// Iris on the picture's right, in the same order.
pub const RIGHT_IRIS: [usize; 5] = [473, 474, 475, 476, 477];

/// Skin under the eye on the picture's left, from the lower lid to the edge of the bone, as a closed ring.
pub const LEFT_UNDER_EYE: [usize; 16] = [226, 25, 110, 24, 23, 22, 26, 112, 243, 244, 128, 121, 120, 119, 118, 117];

/// Skin under the eye on the picture's right, likewise.
pub const RIGHT_UNDER_EYE: [usize; 16] =
    [446, 255, 339, 254, 253, 252, 256, 341, 463, 464, 357, 350, 349, 348, 347, 346];
