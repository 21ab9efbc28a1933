//! Systems on which this program has no virtual camera.

use std::convert::Infallible;

use super::{Outlet, VirtualCameraError};

/// None.
pub fn outlets() -> Result<Vec<Outlet>, VirtualCameraError> {
    Ok(Vec::new())
}

/// There is none.
pub struct Device(Infallible);

impl Device {
    /// Never succeeds.
    pub fn open(_outlet: &Outlet, _size: [u32; 2]) -> Result<Self, VirtualCameraError> {
        Err(VirtualCameraError::None)
    }

    /// Never called.
    pub fn size(&self) -> [u32; 2] {
        match self.0 {}
    }

    /// Never called.
    pub fn send(&mut self, _bytes: &[u8]) -> Result<(), VirtualCameraError> {
        match self.0 {}
    }
}
