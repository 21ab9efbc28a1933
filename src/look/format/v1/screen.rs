//! Products that are not painted on the skin: hair, lenses and retouching.

use serde::{Deserialize, Serialize};

use super::{FormatError, Place, ShadeV1, SideV1, article::ArticleV1, decimal};
use crate::{
    language::say,
    look::{HairColor, HairShape, Lenses, Retouch},
};

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HairV1 {
    shape: HairShapeV1,
    shade: ShadeV1,
    coverage: f64,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum HairShapeV1 {
    AllOver,
    Ombre,
    Highlights,
    Roots,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LensesV1 {
    shade: ShadeV1,
    #[serde(default)]
    ring: f64,
    coverage: f64,
    #[serde(default, skip_serializing_if = "SideV1::is_both")]
    side: SideV1,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RetouchV1 {
    coverage: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    article: Option<ArticleV1>,
}

impl HairV1 {
    pub(super) fn from_hair(hair: &HairColor) -> Self {
        let shape = match hair.shape {
            HairShape::AllOver => HairShapeV1::AllOver,
            HairShape::Ombre => HairShapeV1::Ombre,
            HairShape::Highlights => HairShapeV1::Highlights,
            HairShape::Roots => HairShapeV1::Roots,
        };
        Self { shape, shade: ShadeV1::from_shade(&hair.shade), coverage: decimal(hair.coverage) }
    }

    pub(super) fn into_hair(self, at: &Place) -> Result<HairColor, FormatError> {
        let shape = match self.shape {
            HairShapeV1::AllOver => HairShape::AllOver,
            HairShapeV1::Ombre => HairShape::Ombre,
            HairShapeV1::Highlights => HairShape::Highlights,
            HairShapeV1::Roots => HairShape::Roots,
        };
        Ok(HairColor { shape, shade: at.one_colour(self.shade)?, coverage: at.unit("coverage", self.coverage)? })
    }
}

impl LensesV1 {
    pub(super) fn from_lenses(lenses: &Lenses) -> Self {
        Self {
            shade: ShadeV1::from_shade(&lenses.shade),
            ring: decimal(lenses.ring),
            coverage: decimal(lenses.coverage),
            side: lenses.side.into(),
        }
    }

    pub(super) fn into_lenses(self, at: &Place) -> Result<Lenses, FormatError> {
        Ok(Lenses {
            shade: at.one_colour(self.shade)?,
            ring: at.unit("ring", self.ring)?,
            coverage: at.unit("coverage", self.coverage)?,
            side: self.side.into(),
        })
    }
}

impl RetouchV1 {
    pub(super) fn from_retouch(retouch: &Retouch) -> Self {
        let article = retouch.article.as_deref().map(ArticleV1::from_article);
        Self { coverage: decimal(retouch.coverage), article }
    }

    pub(super) fn into_retouch(self, at: &Place) -> Result<Retouch, FormatError> {
        let article = self.article.map(|article| article.into_article(at)).transpose()?.map(Box::new);
        Ok(Retouch { coverage: at.unit("coverage", self.coverage)?, article })
    }

    /// Of what no shop sells.
    pub(super) fn into_unsold(self, at: &Place) -> Result<Retouch, FormatError> {
        match self.article {
            Some(_) => Err(at.wrong("article", say("nothing that one can buy smooths skin like this").into())),
            None => self.into_retouch(at),
        }
    }
}
