//! The window's pixels without a screen and without a graphics card: what egui would have a card draw, drawn triangle by triangle.
#![allow(dead_code, reason = "no test file uses all of it")]

use std::{cell::RefCell, collections::HashMap, rc::Rc};

use egui::{
    Color32, Context, FullOutput, ImageData, Pos2, Rect, TextureId, TexturesDelta,
    epaint::{Mesh, Primitive, Vertex},
};
use egui_kittest::TestRenderer;
use vanity::raster::Pixmap;

/// Textures as egui hands them over; a clone is the same canvas.
#[derive(Clone, Default)]
pub struct Canvas(Rc<RefCell<HashMap<TextureId, Texture>>>);

/// Premultiplied pixels.
struct Texture {
    size: [usize; 2],
    pixels: Vec<Color32>,
}

impl TestRenderer for Canvas {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        let mut textures = self.0.borrow_mut();
        for (id, changes) in &delta.set {
            for change in changes {
                let ImageData::Color(image) = &change.image;
                match change.pos {
                    None => drop(textures.insert(*id, Texture { size: image.size, pixels: image.pixels.clone() })),
                    Some([left, top]) => {
                        let texture = textures.get_mut(id).expect("a part of a texture that is there");
                        for (y, row) in image.pixels.chunks_exact(image.size[0]).enumerate() {
                            let from = (top + y) * texture.size[0] + left;
                            texture.pixels[from..from + row.len()].copy_from_slice(row);
                        }
                    }
                }
            }
        }
        delta.free.iter().for_each(|id| drop(textures.remove(id)));
        delta.clear();
    }
}

impl Canvas {
    /// What the window shows.
    pub fn draw(&self, ctx: &Context, output: &FullOutput) -> Pixmap {
        let scale = output.pixels_per_point;
        let size = ctx.content_rect().size() * scale;
        let (width, height) = (size.x.round() as u32, size.y.round() as u32);
        let mut picture = Pixmap::new(width, height);
        picture.pixels_mut().fill([0, 0, 0, 255]);
        let textures = self.0.borrow();
        for clipped in ctx.tessellate(output.shapes.clone(), scale) {
            let Primitive::Mesh(mesh) = clipped.primitive else { panic!("nothing here paints by itself") };
            let Some(texture) = textures.get(&mesh.texture_id) else { panic!("a texture is missing") };
            draw_mesh(&mut picture, texture, &mesh, clipped.clip_rect, scale);
        }
        picture
    }
}

fn draw_mesh(picture: &mut Pixmap, texture: &Texture, mesh: &Mesh, clip: Rect, scale: f32) {
    let edge = |points: f32, most: u32| (points * scale).round().clamp(0.0, most as f32) as i64;
    let (width, height) = (picture.width(), picture.height());
    let bounds = [edge(clip.min.x, width), edge(clip.min.y, height), edge(clip.max.x, width), edge(clip.max.y, height)];
    for corners in mesh.indices.chunks_exact(3) {
        let corner = |i: usize| {
            let vertex = mesh.vertices[corners[i] as usize];
            Vertex { pos: vertex.pos * scale, ..vertex }
        };
        draw_triangle(picture, texture, [corner(0), corner(1), corner(2)], bounds);
    }
}

/// Twice the area of a triangle; positive where its corners go around with the clock.
fn area(a: Pos2, b: Pos2, c: Pos2) -> f64 {
    let across = |from: Pos2, to: Pos2| (f64::from(to.x) - f64::from(from.x), f64::from(to.y) - f64::from(from.y));
    let ((ux, uy), (vx, vy)) = (across(a, b), across(a, c));
    ux * vy - uy * vx
}

fn draw_triangle(picture: &mut Pixmap, texture: &Texture, mut v: [Vertex; 3], [left, top, right, bottom]: [i64; 4]) {
    let mut whole = area(v[0].pos, v[1].pos, v[2].pos);
    if whole < 0.0 {
        v.swap(1, 2);
        whole = -whole;
    }
    if whole <= 0.0 || !whole.is_finite() {
        return;
    }
    let least = |of: fn(&Vertex) -> f32| v.iter().map(of).fold(f32::INFINITY, f32::min).floor() as i64;
    let most = |of: fn(&Vertex) -> f32| v.iter().map(of).fold(f32::NEG_INFINITY, f32::max).ceil() as i64;
    let row = picture.width() as usize;
    // A pixel on the edge of two triangles belongs to one of them.
    let owns = |from: Pos2, to: Pos2| to.y < from.y || (to.y == from.y && to.x > from.x);
    let owned = [owns(v[1].pos, v[2].pos), owns(v[2].pos, v[0].pos), owns(v[0].pos, v[1].pos)];
    for y in least(|v| v.pos.y).max(top)..most(|v| v.pos.y).min(bottom) {
        for x in least(|v| v.pos.x).max(left)..most(|v| v.pos.x).min(right) {
            let at = Pos2::new(x as f32 + 0.5, y as f32 + 0.5);
            let shares = [area(v[1].pos, v[2].pos, at), area(v[2].pos, v[0].pos, at), area(v[0].pos, v[1].pos, at)];
            if (0..3).any(|i| shares[i] < 0.0 || (shares[i] == 0.0 && !owned[i])) {
                continue;
            }
            let mix = |of: &dyn Fn(&Vertex) -> f32| (0..3).map(|i| (shares[i] / whole) as f32 * of(&v[i])).sum::<f32>();
            let texel = texture.at(mix(&|v| v.uv.x), mix(&|v| v.uv.y));
            let source: [f32; 4] =
                std::array::from_fn(|c| texel[c] * mix(&|v| f32::from(v.color.to_array()[c])) / 255.0);
            let pixel = &mut picture.pixels_mut()[y as usize * row + x as usize];
            for c in 0..3 {
                let under = f32::from(pixel[c]) * (1.0 - source[3] / 255.0);
                pixel[c] = (source[c] + under).round().clamp(0.0, 255.0) as u8;
            }
        }
    }
}

impl Texture {
    /// Between the four nearest texels; the edge goes on beyond the edge.
    fn at(&self, u: f32, v: f32) -> [f32; 4] {
        let [width, height] = self.size;
        let (x, y) = (u * width as f32 - 0.5, v * height as f32 - 0.5);
        let (dx, dy) = (x - x.floor(), y - y.floor());
        let texel = |right: f32, down: f32| {
            let column = (x.floor() + right).clamp(0.0, width as f32 - 1.0) as usize;
            let row = (y.floor() + down).clamp(0.0, height as f32 - 1.0) as usize;
            self.pixels[row * width + column].to_array()
        };
        let corners = [texel(0.0, 0.0), texel(1.0, 0.0), texel(0.0, 1.0), texel(1.0, 1.0)];
        let weights = [(1.0 - dx) * (1.0 - dy), dx * (1.0 - dy), (1.0 - dx) * dy, dx * dy];
        std::array::from_fn(|c| (0..4).map(|i| f32::from(corners[i][c]) * weights[i]).sum())
    }
}
