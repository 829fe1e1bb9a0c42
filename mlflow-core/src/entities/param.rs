//! Parameters and tags: text by key.

use super::KeyValue;
use serde::{Deserialize, Serialize};

macro_rules! text_by_key {
    ($(#[$doc:meta])* $Name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(default)]
        pub struct $Name {
            /// The key.
            pub key: String,
            /// The value.
            pub value: String,
        }

        impl $Name {
            /// Makes one from anything that reads as text.
            pub fn new(key: impl Into<String>, value: impl Into<String>) -> Self {
                $Name { key: key.into(), value: value.into() }
            }
        }

        impl KeyValue for $Name {
            type Value = str;

            fn key(&self) -> &str {
                &self.key
            }

            fn value(&self) -> &str {
                &self.value
            }
        }

        impl<K: Into<String>, V: Into<String>> From<(K, V)> for $Name {
            fn from((key, value): (K, V)) -> Self {
                $Name::new(key, value)
            }
        }
    };
}
pub(super) use text_by_key;

text_by_key! {
    /// A parameter of a run: written once, never changed.
    Param
}

text_by_key! {
    /// A tag of a run.
    RunTag
}
