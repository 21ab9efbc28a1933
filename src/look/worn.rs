//! A look as somebody wears it, and how that is written beside the pixels of a picture: as an XMP packet (ISO 16684-1), which says nothing
//! of the person.

use super::{
    Look,
    format::{self, FormatError},
};

/// Namespace of the two properties.
const NAMESPACE: &str = "urn:vanity:worn:1";
/// The look, as a look document.
const LOOK: &str = "look";
/// How strongly it is worn, 0..=1.
const INTENSITY: &str = "intensity";
/// Longest packet that is read, bytes: a look document in which every letter had to be escaped.
pub const LONGEST_PACKET: usize = 6 * format::MAX_BYTES;

/// A look, and how strongly it is worn.
#[derive(Debug, Clone, PartialEq)]
pub struct Worn {
    /// Which.
    pub look: Look,
    /// 0..=1.
    pub intensity: f32,
}

impl Worn {
    /// What is written beside the pixels. A look with a picture of its own (a decal) has none: it would tell the folders of this computer,
    /// and be of no use on another.
    pub fn packet(&self) -> Option<String> {
        let look = (!self.look.has_picture()).then(|| format::write(&self.look).ok()).flatten()?;
        let (begin, end) = ("<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>", "<?xpacket end=\"r\"?>");
        Some(format!(
            "{begin}<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
             <rdf:Description rdf:about=\"\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:vanity=\"{NAMESPACE}\">\
             <xmp:CreatorTool>Vanity {version}</xmp:CreatorTool><vanity:{INTENSITY}>{intensity}</vanity:{INTENSITY}>\
             <vanity:{LOOK}>{look}</vanity:{LOOK}></rdf:Description></rdf:RDF></x:xmpmeta>{end}",
            version = env!("CARGO_PKG_VERSION"),
            intensity = self.intensity,
            look = escaped(&look),
        ))
    }

    /// What a packet says; none where it says nothing of a look.
    ///
    /// # Errors
    /// [`FormatError`] where what it says is no look.
    pub fn of_packet(packet: &str) -> Result<Option<Self>, FormatError> {
        let Ok(document) = roxmltree::Document::parse(packet) else { return Ok(None) };
        let text = |name: &str| {
            let mut nodes = document.descendants();
            nodes.find(|node| node.has_tag_name((NAMESPACE, name))).and_then(|node| node.text())
        };
        let Some(look) = text(LOOK) else { return Ok(None) };
        let intensity =
            text(INTENSITY).and_then(|text| text.trim().parse().ok()).filter(|share: &f32| share.is_finite());
        Ok(Some(Self { look: format::parse(look)?, intensity: intensity.unwrap_or(1.0).clamp(0.0, 1.0) }))
    }
}

/// Text as XML holds it.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('\r', "&#13;")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        look::{Decal, Library, Product},
        resources::Resources,
    };

    fn look() -> Look {
        let library = Library::open(&Resources::locate().unwrap().asset("looks")).unwrap();
        library.get("classic-red").unwrap().clone()
    }

    #[test]
    fn what_is_worn_is_read_as_it_was_written() {
        let library = Library::open(&Resources::locate().unwrap().asset("looks")).unwrap();
        for look in library.looks().iter().filter(|look| !look.has_picture()) {
            let worn = Worn { look: look.clone(), intensity: 0.7 };
            assert_eq!(Worn::of_packet(&worn.packet().unwrap()).unwrap().as_ref(), Some(&worn));
        }
    }

    #[test]
    fn no_folder_is_told() {
        let decal = Look::of(vec![Product::Decal(Decal::of(std::path::Path::new("/home/anna/flowers.png")))]);
        assert_eq!(Worn { look: decal, intensity: 1.0 }.packet(), None);
    }

    #[test]
    fn a_packet_of_another_program_or_a_broken_one_says_nothing() {
        for packet in ["", "<x", "<x/>", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"] {
            assert_eq!(Worn::of_packet(packet).unwrap(), None, "{packet}");
        }
        let whole = Worn { look: look(), intensity: 0.5 }.packet().unwrap();
        for intensity in ["NaN", "", "x", "7"] {
            let packet = whole.replace(">0.5<", &format!(">{intensity}<"));
            assert_eq!(Worn::of_packet(&packet).unwrap().unwrap().intensity, 1.0, "{intensity}");
        }
        assert!(Worn::of_packet(&whole.replace("vanity-look", "else")).is_err());
    }

    proptest! {
        #[test]
        fn any_name_comes_back(name in "[^\\p{C}]{1,40}", intensity in 0.0f32..=1.0) {
            let mut look = look();
            look.name = name.trim().to_owned();
            prop_assume!(format::write(&look).is_ok_and(|text| format::parse(&text).is_ok()));
            let worn = Worn { look, intensity };
            prop_assert_eq!(Worn::of_packet(&worn.packet().unwrap()).unwrap(), Some(worn));
        }
    }
}
