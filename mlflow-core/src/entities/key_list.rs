//! Lists of keys with values, which read like maps.

use serde::{Deserialize, Serialize};
use std::ops::{Deref, DerefMut, Index};

/// An item of a [`KeyList`].
pub trait KeyValue {
    /// What the key stands for.
    type Value: ?Sized;

    /// Returns the key.
    fn key(&self) -> &str;

    /// Returns the value.
    fn value(&self) -> &Self::Value;
}

/// A list of keys with values in the store's order: a slice that can be indexed by key.
///
/// ```
/// use mlflow_core::entities::{KeyList, Param};
///
/// let params: KeyList<Param> = [Param::new("lr", "0.1"), Param::new("depth", "3")].into_iter().collect();
/// assert_eq!(&params["lr"], "0.1");
/// assert_eq!(params.get("width"), None);
/// assert_eq!(params.len(), 2);
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct KeyList<T>(Vec<T>);

impl<T: KeyValue> KeyList<T> {
    /// Returns the value of a key; the last one, if the list holds the key several times.
    pub fn get(&self, key: &str) -> Option<&T::Value> {
        self.item(key).map(T::value)
    }

    /// Returns the whole item of a key.
    pub fn item(&self, key: &str) -> Option<&T> {
        self.0.iter().rev().find(|item| item.key() == key)
    }

    /// Tells whether the list holds a key.
    pub fn contains_key(&self, key: &str) -> bool {
        self.item(key).is_some()
    }

    /// Returns the keys in order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(T::key)
    }
}

impl<T> KeyList<T> {
    /// Returns the items as a vector.
    pub fn into_vec(self) -> Vec<T> {
        self.0
    }
}

impl<T: KeyValue> Index<&str> for KeyList<T> {
    type Output = T::Value;

    /// # Panics
    ///
    /// If the list does not hold the key, as a map's index does; [`KeyList::get`] does not panic.
    #[allow(clippy::panic)]
    fn index(&self, key: &str) -> &T::Value {
        match self.get(key) {
            Some(value) => value,
            None => panic!(
                "no key `{key}`, the keys are {:?}",
                self.keys().collect::<Vec<_>>()
            ),
        }
    }
}

impl<T> Default for KeyList<T> {
    fn default() -> Self {
        KeyList(Vec::new())
    }
}

impl<T> Deref for KeyList<T> {
    type Target = Vec<T>;

    fn deref(&self) -> &Vec<T> {
        &self.0
    }
}

impl<T> DerefMut for KeyList<T> {
    fn deref_mut(&mut self) -> &mut Vec<T> {
        &mut self.0
    }
}

impl<T> From<Vec<T>> for KeyList<T> {
    fn from(items: Vec<T>) -> Self {
        KeyList(items)
    }
}

impl<T> FromIterator<T> for KeyList<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        KeyList(items.into_iter().collect())
    }
}

impl<T> IntoIterator for KeyList<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a KeyList<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}
