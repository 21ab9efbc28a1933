//! What a shade is called in a shop.

use std::{fmt::Display, str::FromStr};

use serde::{Deserialize, Serialize};

use super::{FormatError, Place, length};
use crate::look::{Article, article::MAX_NAME};

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ArticleV1 {
    #[serde(default, skip_serializing_if = "String::is_empty")]
    brand: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    product: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    shade: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    gtin: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    price: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<String>,
}

impl ArticleV1 {
    pub(super) fn from_article(article: &Article) -> Self {
        Self {
            brand: article.brand.clone(),
            product: article.product.clone(),
            shade: article.shade.clone(),
            gtin: article.gtin.as_ref().map(ToString::to_string),
            price: article.price.as_ref().map(ToString::to_string),
            link: article.link.as_ref().map(|link| link.as_str().into()),
        }
    }

    pub(super) fn into_article(self, at: &Place) -> Result<Article, FormatError> {
        for (field, name) in [("brand", &self.brand), ("product", &self.product), ("shade", &self.shade)] {
            length(&format!("{}, article, {field}", at.0), name, 0, MAX_NAME)?;
        }
        Ok(Article {
            gtin: read(at, "gtin", self.gtin)?,
            price: read(at, "price", self.price)?,
            link: read(at, "link", self.link)?,
            brand: self.brand,
            product: self.product,
            shade: self.shade,
        })
    }
}

fn read<T: FromStr<Err: Display>>(at: &Place, field: &str, text: Option<String>) -> Result<Option<T>, FormatError> {
    let read = text.map(|text| text.parse()).transpose();
    read.map_err(|error: T::Err| at.wrong(&format!("article, {field}"), error.to_string()))
}
