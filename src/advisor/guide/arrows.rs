//! The strokes that arrows show: chains of landmarks on the picture's left, and the same on its right.

use crate::look::Product;

/// Chains of landmarks, each ending at the arrow's head.
pub(super) fn of(product: &Product) -> &'static [&'static [usize]] {
    match product {
        Product::Foundation(_) => &[&[205, 187, 147], &[425, 411, 376], &[151, 108, 69, 104], &[151, 337, 299, 333]],
        Product::Concealer(_) => &[&[232, 230, 229, 228], &[452, 450, 449, 448]],
        Product::Contour(stroke) if stroke.shape == "nose" => &[&[193, 236, 198], &[417, 456, 420]],
        Product::Contour(_) => &[&[227, 147, 187], &[447, 376, 411]],
        Product::Bronzer(_) => &[&[103, 21, 116, 50], &[332, 251, 345, 280]],
        Product::Blush(stroke) if stroke.shape == "apple" => &[&[205, 50, 117], &[425, 280, 346]],
        Product::Blush(_) => &[&[50, 117, 116, 143], &[280, 346, 345, 372]],
        Product::Highlighter(stroke) if stroke.shape == "nose" => &[&[168, 197, 5]],
        Product::Highlighter(_) => &[&[118, 117, 116, 143], &[347, 346, 345, 372]],
        Product::Brows(_) => &[&[55, 65, 52, 53, 46], &[285, 295, 282, 283, 276]],
        Product::Eyeshadow(_) => &[&[56, 28, 27, 29, 30, 247], &[286, 258, 257, 259, 260, 467]],
        Product::Eyeliner(line) if line.shape == "lower" => &[&[26, 22, 23, 24, 110], &[256, 252, 253, 254, 339]],
        Product::Eyeliner(_) => &[&[157, 159, 161, 33, 226], &[384, 386, 388, 263, 446]],
        Product::Lashes(_) => &[&[159, 27, 223], &[386, 257, 443]],
        Product::LipLiner(_) | Product::Lipstick(_) => {
            &[&[0, 37, 40, 61], &[0, 267, 270, 291], &[17, 84, 91, 61], &[17, 314, 321, 291]]
        }
        _ => &[],
    }
}
