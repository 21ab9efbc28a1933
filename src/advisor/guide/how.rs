//! How each product goes on: tool, place and stroke, by its kind, drawing, finish and coverage.

use crate::{
    language::say,
    look::{Finish, Product, Stroke},
};

/// How a product goes on.
pub(super) struct How {
    pub tool: &'static str,
    pub place: String,
    pub how: String,
}

pub(super) fn of(product: &Product) -> How {
    let place = place(product);
    let how = [stroke(product), Some(amount(product.coverage())), finish(product)];
    // Not every language parts its sentences.
    let how = how.into_iter().flatten().map(say).collect::<Vec<_>>().join(say(" "));
    How { tool: tool(product), place, how }
}

fn tool(product: &Product) -> &'static str {
    match product {
        Product::Foundation(_) => "Damp sponge or dense foundation brush",
        Product::Concealer(_) => "Small synthetic brush, then the ring finger",
        Product::Contour(_) => "Angled brush",
        Product::Bronzer(_) => "Large fluffy brush",
        Product::Blush(_) => "Soft round blush brush",
        Product::Highlighter(_) => "Small fan brush or fingertip",
        Product::Freckles(_) => "Fine brow pen",
        Product::Brows(_) => "Fine brow pencil and spoolie",
        Product::Eyeshadow(_) => "Flat brush for the lid, fluffy brush to blend",
        Product::Eyeliner(line) if line.shape == "smudged" => "Soft pencil and smudging brush",
        Product::Eyeliner(_) => "Fine liner brush or pen",
        Product::Lashes(_) => "Lash curler and mascara wand; tweezers for false lashes",
        Product::Glitter(_) => "Flat brush and fixing gel",
        Product::FacePaint(_) | Product::Decal(_) => "Round detail brush and water-based paint",
        Product::LipLiner(_) => "Lip pencil",
        _ => "Lip brush, or straight from the bullet",
    }
}

fn place(product: &Product) -> String {
    let text = match product {
        Product::Foundation(_) => "All over the face, thinner towards hairline and jaw.",
        Product::Concealer(base) if base.shape == "under-eye" => {
            "Under the eyes, from the inner corner down to the edge of the bone."
        }
        Product::Concealer(_) => "Under the eyes, beside the nose, and on the chin.",
        Product::Eyeshadow(shadow) => {
            let zone = |zone: &Stroke| {
                say!("{place} ({finish})", place = zone_name(&zone.shape), finish = say(zone.finish.name()))
            };
            let zones = shadow.zones.iter().map(zone).collect::<Vec<_>>().join(say(", "));
            return say!("In this order: {zones}.", zones = zones);
        }
        Product::Lipstick(lipstick) if lipstick.second.is_some() => "Both lips, the second shade as drawn.",
        Product::Lipstick(_) => "Both lips, from the bow to the corners.",
        Product::Decal(_) => "Where the drawing lies on the picture.",
        other => other.stroke().map_or("As on the picture.", |stroke| stroke_place(product, stroke)),
    };
    say(text).into()
}

fn zone_name(shape: &str) -> String {
    let name = match shape {
        "wash" => "a veil over the lid up to the fold",
        "lid" => "the lid",
        "crease" => "the fold",
        "outer-corner" => "the outer corner",
        "inner-corner" => "the inner corner",
        "lid-centre" => "the middle of the lid",
        "lower-line" => "along the lower lashes",
        "brow-bone" => "beneath the brow",
        other => return say(other).replace('-', " "),
    };
    say(name).into()
}

fn stroke_place(product: &Product, stroke: &Stroke) -> &'static str {
    match (product, stroke.shape.as_str()) {
        (Product::Contour(_), "nose") => "Both sides of the nose.",
        (Product::Contour(_), "full") => "Beneath the cheekbones, at the temples, along the jaw and the nose.",
        (Product::Contour(_), _) => "In the hollow beneath the cheekbones.",
        (Product::Bronzer(_), "cheeks") => "High on the cheeks and towards the temples.",
        (Product::Bronzer(_), _) => "Where the sun falls: forehead, cheeks and the bridge of the nose.",
        (Product::Blush(_), "apple") => "On the apples of the cheeks: smile, and they stand out.",
        (Product::Blush(_), "lifted") => "High on the cheekbones, rising towards the temples.",
        (Product::Blush(_), "draped") => "From the cheekbones around to the temples.",
        (Product::Blush(_), "sun-kissed") => "Across the cheeks and over the bridge of the nose.",
        (Product::Blush(_), _) => "Close beneath the eyes.",
        (Product::Highlighter(_), "nose") => "Down the bridge of the nose.",
        (Product::Highlighter(_), "full") => "Cheekbones, bridge of the nose, inner corners and bow of the lip.",
        (Product::Highlighter(_), _) => "On top of the cheekbones.",
        (Product::Freckles(_), "nose") => "Over the nose.",
        (Product::Freckles(_), _) => "Over nose and cheeks.",
        (Product::Brows(_), _) => "Along the brows, from the front to the tail.",
        (Product::Eyeliner(_), "cat-eye" | "classic-wing" | "siren" | "double-wing") => {
            "Along the upper lashes and out beyond the corner, rising towards the tail of the brow."
        }
        (Product::Eyeliner(_), "puppy") => "Along the upper lashes and down with the line of the lower lid.",
        (Product::Eyeliner(_), "lower") => "Along the lower lashes.",
        (Product::Eyeliner(_), "inner-rim") => "On the inner rim of the lids.",
        (Product::Eyeliner(_), "tight") => "Between the roots of the upper lashes.",
        (Product::Eyeliner(_), "graphic") => "As drawn on the picture.",
        (Product::Eyeliner(_), _) => "Close along the upper lashes.",
        (Product::Lashes(_), "lower" | "lower-spiky") => "The lower lashes.",
        (Product::Lashes(_), _) => "The upper lashes, from the roots.",
        (Product::LipLiner(_), "over") => "Just outside the border of the lips.",
        (Product::LipLiner(_), "under") => "Just inside the border of the lips.",
        (Product::LipLiner(_), "filled") => "Along the border, then over the lips.",
        (Product::LipLiner(_), _) => "Along the border of the lips.",
        (Product::Glitter(_), "lids") => "On the lids.",
        (Product::Glitter(_), "lips") => "On the lips.",
        (Product::Glitter(_), "under-eye") => "Beneath the eyes.",
        (Product::Glitter(_), _) => "On the cheekbones.",
        _ => "As drawn on the picture.",
    }
}

fn stroke(product: &Product) -> Option<&'static str> {
    Some(match product {
        Product::Foundation(_) => "Dot it on, then press and roll outwards from the nose.",
        Product::Concealer(_) => "Draw three short lines, wait a moment, and tap the edges away.",
        Product::Contour(stroke) if stroke.shape == "nose" => "Draw two straight lines, and blend them outwards.",
        Product::Contour(_) => {
            "Start at the ear, stroke towards the corner of the mouth, stop halfway, and blend upwards."
        }
        Product::Bronzer(_) => "Sweep the shape of a 3 from the forehead over the cheek to the jaw.",
        Product::Blush(_) => {
            "Tap off the brush, start where the colour should be strongest, and stroke along the arrow."
        }
        Product::Highlighter(_) => "Tap it along the arrow, where light falls anyway.",
        Product::Freckles(_) => "Set dots of uneven size and distance, and press each with a fingertip.",
        Product::Brows(_) => "Draw hair by hair along the arrow, least at the front, and comb through.",
        Product::Eyeshadow(_) => {
            "Lay each colour on with the flat brush, then blend its edge in small circles before the next."
        }
        Product::Eyeliner(_) => "Set dashes between the lashes first, then join them along the arrow.",
        Product::Lashes(_) => "Curl, then wiggle the wand at the roots and pull through to the tips.",
        Product::Glitter(_) => "Lay on a thin film of gel, press the particles in, and lift what falls with tape.",
        Product::FacePaint(_) | Product::Decal(_) => {
            "Draw the outline thinly first, fill it, and let it dry between colours."
        }
        Product::LipLiner(_) => {
            "Mark an X at the bow, line from there to the corners, then the lower lip from its middle."
        }
        Product::Lipstick(lipstick) if lipstick.blur > 0.25 => {
            "Dab it on in the middle of the lips, and blur it outwards with a fingertip."
        }
        Product::Lipstick(_) => "From the bow to the corners, then the lower lip; blot, and lay on once more.",
        _ => return None,
    })
}

fn amount(coverage: f32) -> &'static str {
    match coverage {
        c if c < 0.3 => "Very little: half of what is on the brush goes off on the back of the hand.",
        c if c < 0.65 => "One thin layer.",
        _ => "Build it up in two thin layers.",
    }
}

fn finish(product: &Product) -> Option<&'static str> {
    let finish = match product {
        Product::Foundation(base) | Product::Concealer(base) => base.finish,
        Product::Blush(stroke) | Product::Bronzer(stroke) => stroke.finish,
        Product::Lipstick(lipstick) => lipstick.finish,
        _ => return None,
    };
    let lips = matches!(product, Product::Lipstick(_));
    Some(match finish {
        Finish::Matte if lips => "Matte: press through one layer of tissue with a little loose powder.",
        Finish::Matte => "Matte: set it with a touch of loose powder.",
        Finish::Gloss if lips => "Gloss: a drop more in the middle of the lower lip.",
        Finish::Gloss => "Gloss: leave it without powder.",
        Finish::Shimmer | Finish::Metallic | Finish::Holographic => {
            "Press it on rather than rub, so that the particles lie flat."
        }
        Finish::Satin | Finish::Sheer => return None,
    })
}
