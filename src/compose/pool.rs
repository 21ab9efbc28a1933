//! Pictures that are handed out and come back: a fresh 8 MB buffer a frame would cost more than the painting of a small face.

use std::sync::Arc;

use crate::raster::Pixmap;

/// Pictures in flight at most: one shown, one waiting, one being painted, and one in hand.
const KEPT: usize = 4;

/// Recycles pictures whose last reader has let go.
#[derive(Debug, Default)]
pub(super) struct Pool {
    kept: Vec<Arc<Pixmap>>,
}

impl Pool {
    /// A copy of `frame`, in a recycled buffer where one of its size is free.
    pub(super) fn copy_of(&mut self, frame: &Pixmap) -> Pixmap {
        self.kept.retain(|picture| picture.size() == frame.size());
        let free = self.kept.iter().position(|picture| Arc::strong_count(picture) == 1);
        match free.map(|index| self.kept.swap_remove(index)).and_then(Arc::into_inner) {
            Some(mut picture) => {
                picture.data_mut().copy_from_slice(frame.data());
                picture
            }
            None => frame.clone(),
        }
    }

    /// Hands out a finished picture and remembers it.
    pub(super) fn hand_out(&mut self, picture: Pixmap) -> Arc<Pixmap> {
        let picture = Arc::new(picture);
        if self.kept.len() < KEPT {
            self.kept.push(picture.clone());
        }
        picture
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_returned_picture_is_used_again_and_a_held_one_is_not() {
        let frame = Pixmap::new(8, 8);
        let mut pool = Pool::default();
        let copy = pool.copy_of(&frame);
        let held = pool.hand_out(copy);
        let address = held.data().as_ptr();
        let other = pool.copy_of(&frame);
        assert_ne!(other.data().as_ptr(), address, "still shown");
        drop(held);
        assert_eq!(pool.copy_of(&frame).data().as_ptr(), address);
    }
}
