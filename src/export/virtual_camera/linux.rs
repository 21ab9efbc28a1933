//! Video4Linux output devices.

use std::io::{ErrorKind, Write};

use v4l::{
    Device as Node, Format, FourCC,
    capability::Flags,
    context::enum_devices,
    format::{Colorspace, FieldOrder, Quantization},
    video::Output,
};

use super::{Outlet, VirtualCameraError};

/// The cameras that this program may write into, by number.
///
/// # Errors
/// [`VirtualCameraError::Denied`] where there is none, but something that may be one and that the system does not let it open.
pub fn outlets() -> Result<Vec<Outlet>, VirtualCameraError> {
    let mut nodes = enum_devices();
    nodes.sort_by_key(v4l::context::Node::index);
    let (mut outlets, mut denied) = (Vec::new(), None);
    for node in nodes {
        let path = node.path().to_path_buf();
        let name = node.name().filter(|name| !name.is_empty()).unwrap_or_else(|| path.display().to_string());
        match Node::with_path(&path).and_then(|device| device.query_caps()) {
            Ok(known) if known.capabilities.contains(Flags::VIDEO_OUTPUT) => outlets.push(Outlet { path, name }),
            Err(source) if source.kind() == ErrorKind::PermissionDenied => {
                denied = denied.or(Some(VirtualCameraError::Denied { name }));
            }
            // A camera, or something that is of no use here.
            Ok(_) | Err(_) => {}
        }
    }
    match denied {
        Some(denied) if outlets.is_empty() => Err(denied),
        _ => Ok(outlets),
    }
}

/// One of them, open.
pub struct Device {
    node: Node,
    size: [u32; 2],
    name: String,
}

impl Device {
    /// Opens it for pictures of a size. One that somebody watches keeps its own.
    pub fn open(outlet: &Outlet, [width, height]: [u32; 2]) -> Result<Self, VirtualCameraError> {
        let name = outlet.name.clone();
        let coding = FourCC::new(b"YUYV");
        let asked = Format {
            field_order: FieldOrder::Progressive,
            stride: width * 2,
            size: width * height * 2,
            colorspace: Colorspace::SRGB,
            quantization: Quantization::LimitedRange,
            ..Format::new(width, height, coding)
        };
        let opened = Node::with_path(&outlet.path).and_then(|node| Ok((node.set_format(&asked)?, node)));
        match opened {
            Err(source) => Err(VirtualCameraError::Refused { name, source }),
            Ok((set, _)) if set.fourcc != coding || set.width % 2 != 0 => Err(VirtualCameraError::OtherCoding { name }),
            Ok((set, node)) => Ok(Self { node, size: [set.width, set.height], name }),
        }
    }

    /// Width and height of the pictures that it takes, pixels; the width is even.
    pub fn size(&self) -> [u32; 2] {
        self.size
    }

    /// Shows a picture in `YUYV` to whoever watches.
    pub fn send(&mut self, bytes: &[u8]) -> Result<(), VirtualCameraError> {
        match self.node.write(bytes) {
            // A picture that comes too early is left out.
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted) => Ok(()),
            Err(source) => Err(VirtualCameraError::Lost { name: self.name.clone(), source }),
            Ok(_) => Ok(()),
        }
    }
}
