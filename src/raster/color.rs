//! Colour spaces: sRGB (IEC 61966-2-1), linear light, CIE XYZ and Lab (D65), and CIEDE2000.
