//! A picture on the skin.

use serde::{Deserialize, Serialize};

use super::{FinishV1, FormatError, Place, SideV1, article::ArticleV1, decimal};
use crate::{language::say, look::Decal};

/// Longest path, bytes.
const LONGEST_PATH: usize = 1000;

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DecalV1 {
    picture: String,
    coverage: f64,
    finish: FinishV1,
    #[serde(default, skip_serializing_if = "SideV1::is_both")]
    side: SideV1,
    #[serde(skip_serializing_if = "Option::is_none")]
    article: Option<ArticleV1>,
}

impl DecalV1 {
    pub(super) fn from_decal(decal: &Decal) -> Self {
        Self {
            picture: decal.picture.clone(),
            coverage: decimal(decal.coverage),
            finish: decal.finish.into(),
            side: decal.side.into(),
            article: decal.article.as_deref().map(ArticleV1::from_article),
        }
    }

    pub(super) fn into_decal(self, at: &Place) -> Result<Decal, FormatError> {
        let wrong = |problem: &str| Err(at.wrong("picture", say(problem).into()));
        if self.picture.is_empty() || self.picture.len() > LONGEST_PATH || self.picture.chars().any(char::is_control) {
            return wrong("the path of a picture has 1 to 1000 bytes, on one line");
        }
        // To open such a path is to call on another computer, which a look must not make anybody do.
        if self.picture.replace('\\', "/").starts_with("//") {
            return wrong("a picture lies on this computer, not in a network");
        }
        Ok(Decal {
            picture: self.picture,
            coverage: at.unit("coverage", self.coverage)?,
            finish: self.finish.into(),
            side: self.side.into(),
            article: self.article.map(|article| article.into_article(at)).transpose()?.map(Box::new),
        })
    }
}
