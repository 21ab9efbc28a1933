//! Arrays for NumPy (the NPY format, version 1.0).

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::Path,
};

/// What an array holds.
#[derive(Debug, Clone, Copy)]
pub(super) enum Element {
    /// Bytes.
    U8,
    /// Single precision.
    F32,
}

/// An array that is written row after row; its first axis is the number of rows.
pub(super) struct Array(BufWriter<File>);

impl Array {
    pub(super) fn create(path: &Path, element: Element, rows: usize, shape: &[usize]) -> io::Result<Self> {
        let axes: String = std::iter::once(&rows).chain(shape).map(|axis| format!("{axis}, ")).collect();
        let kind = match element {
            Element::U8 => "|u1",
            Element::F32 => "<f4",
        };
        let mut header = format!("{{'descr': '{kind}', 'fortran_order': False, 'shape': ({axes}), }}");
        // Magic, version and length take ten bytes; all of it is a multiple of 64 and ends in a line feed.
        while (header.len() + 11) % 64 != 0 {
            header.push(' ');
        }
        header.push('\n');
        let mut file = BufWriter::new(File::create(path)?);
        file.write_all(b"\x93NUMPY\x01\x00")?;
        file.write_all(&(header.len() as u16).to_le_bytes())?;
        file.write_all(header.as_bytes())?;
        Ok(Self(file))
    }

    pub(super) fn bytes(&mut self, row: &[u8]) -> io::Result<()> {
        self.0.write_all(row)
    }

    pub(super) fn floats(&mut self, row: &[f32]) -> io::Result<()> {
        row.iter().try_for_each(|value| self.0.write_all(&value.to_le_bytes()))
    }

    pub(super) fn finish(mut self) -> io::Result<()> {
        self.0.flush()
    }
}
